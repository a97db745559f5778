"""The dictionaries of actors: contracts over the tables, and who is meant by a name at a date."""

import csv
import re
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from actorgraph.actors import SURNAME, Official, fits, fold, known, office, officials, party_called, roles, search, trie
from actorgraph.coder.mentions import Memory, find
from actorgraph.coder.tree import Tree
from actorgraph.language import language
from actorgraph.model import Article
from actorgraph.parse import parse

TABLES = Path(__file__).parent.parent / "actorgraph" / "actors"
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def table(name: str) -> list[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_ids_are_unique() -> None:
    ids = [row["id"] for name in ("states.csv", "organizations.csv", "groups.csv") for row in table(name)]
    assert len(ids) == len(set(ids))


def test_there_are_enough() -> None:
    assert len(table("states.csv")) >= 195
    assert len(table("organizations.csv")) >= 400
    assert len(table("groups.csv")) >= 400
    assert len(roles("fr")) >= 150
    assert len(roles("en")) >= 150
    led = {o.represents for o in officials() if o.role in ("HOS", "HOG")}
    assert len(led) >= 80


@pytest.mark.parametrize("name", ["officials.csv", "organizations.csv", "groups.csv"])
def test_dates_are_dates_in_order(name: str) -> None:
    for row in table(name):
        for column in ("since", "until"):
            assert not row[column] or DATE.fullmatch(row[column]), row
        if row["since"] and row["until"]:
            length = min(len(row["since"]), len(row["until"]))
            assert row["since"][:length] <= row["until"][:length], row


def test_one_holder_of_an_office_at_a_date() -> None:
    offices = defaultdict(list)
    for o in officials():
        if o.role in ("HOS", "HOG", "FM", "DM") and ":" not in o.represents:
            offices[o.represents, o.role].append(o)
    clashes = []
    for held in offices.values():
        for a, b in combinations(sorted(held, key=lambda o: o.since), 2):
            length = min(len(a.until), len(b.since)) if a.until else len(b.since)
            if a.person != b.person and (not a.until or b.since[:length] < a.until[:length]):
                clashes.append((a.represents, a.role, a.person, a.until, b.person, b.since))
    assert not clashes


def test_who_is_represented_is_known() -> None:
    missing = {o.represents for o in officials() if known(o.represents) is None}
    assert not missing


def later(a: tuple[str, str], b: tuple[str, str]) -> bool:
    """Whether a span of ISO prefixes begins when another has ended; the day of change may be shared."""
    length = min(len(a[0]), len(b[1]))
    return length > 0 and a[0][:length] >= b[1][:length]


def clashes(meant: dict[str, dict[str, tuple[str, str]]]) -> list[tuple[str, str, str]]:
    """Names with two owners whose spans overlap."""
    return [
        (form, one, other)
        for form, spans in meant.items()
        for (one, a), (other, b) in combinations(spans.items(), 2)
        if not later(a, b) and not later(b, a)
    ]


def test_a_name_means_one_actor_at_a_date() -> None:
    meant: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for name in ("states.csv", "organizations.csv", "groups.csv"):
        for row in table(name):
            info = known(row["id"])
            assert info is not None
            for form in info.names_en + info.names_fr:
                meant[fold(form)].setdefault(row["id"], (row.get("since", ""), row.get("until", "")))
    assert not clashes(meant)


def test_a_name_means_one_official_at_a_date() -> None:
    offices: dict[str, dict[str, list[Official]]] = defaultdict(lambda: defaultdict(list))
    for o in officials():
        for form in (o.name, *o.aliases):
            offices[fold(form)][o.person].append(o)
    found = [
        (form, a.person, b.person)
        for form, held in offices.items()
        for one, other in combinations(held.values(), 2)
        for a in one
        for b in other
        if not later((a.since, a.until), (b.since, b.until)) and not later((b.since, b.until), (a.since, a.until))
    ]
    assert not found


def test_an_office_counts_while_it_is_held() -> None:
    held = office("trump-donald", "2019-12-26")
    assert held is not None
    assert (held.represents, held.role) == ("USA", "HOS")
    assert office("trump-donald", "2022-06-01") is None
    assert office("no-body", "2022-06-01") is None


def test_roles_make_actors_of_states() -> None:
    rebels = known("SYR:REB")
    assert rebels is not None
    assert (rebels.kind, rebels.country, rebels.part_of) == ("ArmedGroup", "SYR", "SYR")
    assert known("XXX:REB") is None
    assert known("NO_SUCH") is None


@pytest.mark.parametrize(
    ("text", "id"), [("Russie", "RUS"), ("russia", "RUS"), ("hezbollah", "HEZBOLLAH"), ("UNSC", "UNSC")]
)
def test_search(text: str, id: str) -> None:
    assert search(text)[0].id == id


def test_names_are_compared_without_accents_but_acronyms_to_the_letter() -> None:
    assert fold("Égypte") == "egypte"
    assert fits("Égypte", "Egypte")
    assert not fits("US", "us")
    assert not fits("Moscou", "moscou")


def test_a_party_word_means_one_party_in_a_state_at_a_date() -> None:
    known_ids = {row["id"] for row in table("organizations.csv")}
    seen: set[tuple[str, str, str, str]] = set()
    for row in table("partisans.csv"):
        assert row["actor"] in known_ids
        assert row["country"] in {s["id"] for s in table("states.csv")}
        key = (row["lang"], row["word"], row["country"], row["since"])
        assert key not in seen
        seen.add(key)
    assert party_called("lepéniste", "fr", "FRA", "2017-05-01") == "FN"
    assert party_called("lepéniste", "fr", "FRA", "2022-05-01") == "RN"
    assert party_called("socialiste", "fr", "CHN", "2017-05-01") is None


def test_leaders_are_called_by_their_surname_while_they_are_in_office() -> None:
    node = trie("en").next["hollande"]
    assert {s.person for s, _ in node.senses if s.role == SURNAME} == {"hollande-francois"}
    assert [s.stands("2013-05-01") for s, _ in node.senses if s.role == SURNAME] == [True]
    assert [s.stands("2018-05-01") for s, _ in node.senses if s.role == SURNAME] == [False]


@pytest.mark.parametrize("word", [fold(row["name"]) for row in table("commonnames.csv")])
def test_usual_names_are_no_surnames_of_leaders(word: str) -> None:
    node = trie("en").next.get(word)
    assert node is None or not any(s.role == SURNAME for s, _ in node.senses)


def test_a_surname_says_nothing_without_a_date() -> None:
    def found(date: str) -> list[str]:
        ((_, sentences),) = parse([Article("a", "Truss met Macron in Prague.", "en", date)])
        return [a for r in find(Tree(sentences[0], language("en")), Memory(date)) for a in r.actors]

    assert "GBR" in found("2022-10-06")
    assert "GBR" not in found("2023-10-06")
    assert "GBR" not in found("")
