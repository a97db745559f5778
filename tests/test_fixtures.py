"""The project's own gold keeps its contract: files pair up, evidence is in the text, each relation has each form."""

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from actorgraph.model import Polarity
from actorgraph.ontology import relations as known_relations

FIXTURES = Path(__file__).parent.parent / "fixtures"
ARTICLES = sorted((FIXTURES / "articles").glob("*.txt"))
LANGUAGES = ("en", "fr")
FORMS = ("active", "passive", "nominal", "quoted", "negated")
OTHER_FORMS = ("hypothetical", "future", "none")
ROW_KEYS = {"id", "lang", "date", "title", "text", "relations"}
RELATION_KEYS = {
    "source", "relation", "target", "sentence", "trigger", "source_text", "target_text", "date", "polarity", "speaker",
}  # fmt: skip
ROLES = "REB|CVL|OPP|PRM|PTY|EDU|NGO|MED|REL|REF|GOV|COP|JUD|LEG|MIL"
# A state or an acronym with or without a role, upper-case words, or a person (surname-given).
ACTOR_ID = re.compile(rf"[A-Z]{{3}}:(?:{ROLES})|[A-Z][A-Z0-9]+(?:[-_][A-Z0-9]+)*|[a-z]+(?:-[a-z]+)+")
ISO_PREFIX = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def rows(path: Path) -> list[dict[str, Any]]:
    """The JSON objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def article_row(path: Path) -> dict[str, Any]:
    """The one line of expected relations that belongs to an article."""
    (row,) = rows(FIXTURES / "relations" / f"{path.stem}.jsonl")
    return dict(row)


def sentence_rows(lang: str) -> list[dict[str, Any]]:
    """The single sentences of a language."""
    return rows(FIXTURES / "sentences" / f"{lang}.jsonl")


def folded(text: str) -> str:
    """The text with every run of white space as one blank."""
    return " ".join(text.split())


def check_date(value: str | None) -> None:
    """Nothing, if the value is null or an ISO prefix of a real day."""
    if value is not None:
        assert ISO_PREFIX.fullmatch(value), value
        date.fromisoformat((value + "-01-01")[:10])


def check_relation(relation: dict[str, Any], text: str) -> None:
    """Nothing, if a relation keeps the contract against the text it is from."""
    where = json.dumps(relation, ensure_ascii=False)
    assert relation.keys() == RELATION_KEYS, where
    assert relation["relation"] in known_relations(), where
    assert relation["polarity"] in get_args(Polarity), where
    for side in ("source", "target", "speaker"):
        if side != "speaker" or relation[side] is not None:
            assert ACTOR_ID.fullmatch(relation[side]), where
    assert relation["source"] != relation["target"], where
    assert relation["sentence"] == folded(relation["sentence"])
    assert relation["sentence"] in folded(text), where
    assert all(relation[words] for words in ("trigger", "source_text", "target_text")), where
    assert relation["trigger"] in relation["sentence"], where
    assert relation["target_text"] in relation["sentence"], where
    # A quotation's speaker may stand outside the sentence that holds it.
    assert relation["source_text"] in text, where
    check_date(relation["date"])


def check_row(row: dict[str, Any]) -> None:
    """Nothing, if a row's relations keep the contract, each triple once a sentence."""
    check_date(row["date"])
    for relation in row["relations"]:
        check_relation(relation, row["text"])
    triples = Counter((r["sentence"], r["source"], r["relation"], r["target"]) for r in row["relations"])
    assert [triple for triple, count in triples.items() if count > 1] == []


def test_articles_and_relations_pair_up() -> None:
    assert [p.stem for p in ARTICLES] == sorted(p.stem for p in (FIXTURES / "relations").glob("*.jsonl"))
    assert len({p.name for p in ARTICLES}) == len(ARTICLES) > 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_six_articles_a_language(lang: str) -> None:
    assert sum(article_row(path)["lang"] == lang for path in ARTICLES) >= 6


@pytest.mark.parametrize("path", ARTICLES, ids=lambda p: p.stem)
def test_article_keeps_its_contract(path: Path) -> None:
    row = article_row(path)
    assert row.keys() == ROW_KEYS
    assert row["id"] == path.name
    assert row["lang"] in LANGUAGES
    assert row["text"] == path.read_text("utf-8")
    head = re.match(r"\s*date (\d{4}-\d\d(?:-\d\d)?)\s", row["text"])
    assert head is not None
    assert row["date"].startswith(head[1])
    assert 100 <= len(row["text"].split()) <= 450
    assert row["relations"]
    check_row(row)


def test_french_article_holds_an_english_post() -> None:
    row = article_row(FIXTURES / "articles" / "idleb-2019-12.txt")
    (post,) = [p for p in row["text"].split("\n\n") if p.endswith("(@realDonaldTrump) December 26, 2019")]
    assert row["date"] == "2019-12-26"
    assert any(r["sentence"] == folded(post) and r["source_text"] == "Donald J. Trump" for r in row["relations"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sentences_keep_their_contract(lang: str) -> None:
    found = sentence_rows(lang)
    assert len(found) >= 130
    assert len({row["id"] for row in found}) == len({row["text"] for row in found}) == len(found)
    for row in found:
        assert row.keys() == ROW_KEYS | {"form"}
        assert re.fullmatch(rf"{lang}-[a-z]+(?:-[a-z]+)*-\d+", row["id"]), row["id"]
        assert row["lang"] == lang
        assert row["text"] == folded(row["text"])
        assert row["form"] in FORMS + OTHER_FORMS
        assert all(r["sentence"] == row["text"] and r["source_text"] in row["text"] for r in row["relations"])
        check_row(row)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_form_agrees_with_polarity(lang: str) -> None:
    for row in sentence_rows(lang):
        polarities = {r["polarity"] for r in row["relations"]}
        assert (row["form"] == "none") == (not polarities), row["id"]
        if row["form"] in ("negated", "hypothetical", "future"):
            assert row["form"] in polarities, row["id"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("relation", sorted(known_relations()))
def test_every_relation_in_every_form(lang: str, relation: str) -> None:
    found = [(row["form"], r["polarity"]) for row in sentence_rows(lang) for r in row["relations"]
             if r["relation"] == relation]  # fmt: skip
    assert set(FORMS) <= {form for form, _ in found}
    assert ("negated", "negated") in found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_enough_traps_and_unreal_deeds(lang: str) -> None:
    forms = Counter(row["form"] for row in sentence_rows(lang))
    assert forms["none"] >= 25
    assert forms["hypothetical"] >= 5
    assert forms["future"] >= 5
