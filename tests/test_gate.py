"""The gate: which sentences get a tree, which are only searched for names."""

import pytest

from actorgraph.coder.gate import chosen, strange, worth
from actorgraph.model import Article
from actorgraph.parse import FIRST, WHOLE, Want, parse, sentences


def wants(text: str, lang: str) -> list[Want | None]:
    plain = sentences(Article("a", text, lang=lang, date="2020-01-02"))
    found = chosen(plain)
    return [found.get(s.index) for s in plain]


@pytest.mark.parametrize(
    ("lang", "text", "passes"),
    [
        ("fr", "La France accuse la Syrie.", True),
        ("fr", "La France a porté plainte contre la Syrie.", True),
        ("fr", "La France a porté un chapeau, la Syrie aussi.", False),  # without what its rows ask for
        ("en", "France filed a complaint against Syria.", True),
        ("en", "France filed its nails, and so did Syria.", False),
        ("en", "France accuses nobody.", False),
    ],
)
def test_a_word_passes_with_what_its_row_asks_for(lang: str, text: str, passes: bool) -> None:
    assert worth(text, lang) is passes


def test_names_are_looked_for_where_a_word_is_unknown() -> None:
    assert wants("La France accuse la Syrie.", "fr") == [Want.TREE]
    assert wants("La France accuse Transdev.", "fr") == [FIRST]
    assert strange("Le ministre Jean Dupontel", "fr")


def test_a_second_tree_is_for_long_sentences_with_two_known_names() -> None:
    long = (
        "Lors d'une longue soirée passée au bord de l'eau, et après bien des mois de silence, la France a une nouvelle "
        "fois accusé, sans donner la moindre preuve, {} de mentir."
    )
    assert wants(long.format("la Syrie"), "fr") == [Want.TREE | Want.SECOND]
    assert wants(long.format("Transdev"), "fr") == [FIRST]


def test_who_is_introduced_by_a_full_name_is_looked_for_if_needed() -> None:
    introduced = "Jean Dupontel est né à Lyon. "
    assert wants(introduced + "La France accuse Dupontel.", "fr")[0] == Want.NAMES
    assert wants(introduced + "Il accuse la France.", "fr")[0] == Want.NAMES
    assert wants(introduced + "La France accuse la Syrie.", "fr")[0] is None


def test_a_sentence_without_a_tree_has_its_names() -> None:
    article = Article("a", "Emmanuel Dupontel habite Lyon. La France accuse Dupontel.", lang="fr", date="2020-01-02")
    ((_, (first, second)),) = parse([article], worth=lambda plain: {0: Want.NAMES, 1: WHOLE})
    assert [n.label for n in first.names] == ["PER", "LOC"]
    assert {t.head == t.i for t in first.tokens} == {True}
    assert any(t.dep == "nsubj" for t in second.tokens)
