"""Words for time in a text, with the article's date, give an ISO prefix."""

import pytest

from actorgraph.dates import full_dates, times

THURSDAY = "2019-12-26"


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("fr", "Il a parlé jeudi.", "2019-12-26"),
        ("fr", "Il a parlé mardi.", "2019-12-24"),
        ("fr", "Il parlera mardi prochain.", "2019-12-31"),
        ("fr", "Depuis le 16 décembre, ils avancent.", "2019-12-16"),
        ("fr", "Le 1er mai 2017, il a démissionné.", "2017-05-01"),
        ("fr", "La trêve conclue en août a tenu.", "2019-08"),
        ("fr", "Depuis mi-décembre, ils avancent.", "2019-12"),
        ("fr", "Une offensive menée entre avril et août.", "2019"),
        ("fr", "La semaine dernière, ils ont voté.", "2019-12"),
        ("fr", "Hier, ils ont voté.", "2019-12-25"),
        ("fr", "Il y a trois jours, ils ont voté.", "2019-12-23"),
        ("fr", "Le conflit a commencé en 2011.", "2011"),
        ("en", "He spoke on Thursday.", "2019-12-26"),
        ("en", "They met on December 5.", "2019-12-05"),
        ("en", "They met on 5 March 2018.", "2018-03-05"),
        ("en", "They met last month.", "2019-11"),
        ("en", "They met two weeks ago.", "2019-12"),
        ("en", "They met in March 2003.", "2003-03"),
        ("en", "They met yesterday.", "2019-12-25"),
        ("en", "They met on 2018-06-12 in Singapore.", "2018-06-12"),
    ],
)
def test_time(lang: str, text: str, value: str) -> None:
    assert [t.value for t in times(text, lang, THURSDAY)] == [value]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "They may march on the capital."),  # verbs, not months
        ("fr", "Quelque 2 000 soldats sont partis."),
        ("fr", "Le 31 février, dit-il."),  # no such day
        ("en", "Nobody said when."),
    ],
)
def test_no_time(lang: str, text: str) -> None:
    assert times(text, lang, THURSDAY) == []


def test_nothing_relative_without_the_articles_day() -> None:
    assert times("Mardi, il a parlé.", "fr", "2019-12") == []
    assert times("Mardi, il a parlé.", "fr", "") == []


def test_a_month_is_the_nearest_before_or_where_announced_after() -> None:
    assert times("en mars", "fr", THURSDAY)[0].value == "2019-03"
    assert times("en mars", "fr", THURSDAY, future=True)[0].value == "2020-03"


def test_full_dates_in_both_languages() -> None:
    text = "Le 26 décembre 2019, puis January 3, 2020, puis le 30 février 2020 et 2020-02-28."
    assert sorted(full_dates(text)) == ["2019-12-26", "2020-01-03", "2020-02-28"]
