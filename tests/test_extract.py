"""Articles into records: order, failures, several processes, repeatability."""

from pathlib import Path

import pytest

from actorgraph import coder
from actorgraph import extract as extracting
from actorgraph.extract import extract
from actorgraph.model import Article, Record, record_from_json
from actorgraph.read import Skipped

ARTICLES = [
    Article("one", "La Russie a accusé l'Ukraine mardi.", "fr", "2022-07-20"),
    Article("two", "Turkey is negotiating with Russia over the straits.", "en", "2022-07-20"),
]


def triples(record: Record | Skipped) -> set[tuple[str, str, str]]:
    assert isinstance(record, Record)
    return {(r.source, r.relation, r.target) for r in record.relations}


def test_records_come_in_order_and_skips_pass_through() -> None:
    skipped = Skipped("three", "why")
    found = list(extract([*ARTICLES, skipped]))
    assert [getattr(f, "id", None) for f in found] == ["one", "two", None]
    assert found[2] is skipped
    assert triples(found[0]) == {("RUS", "ACCUSES", "UKR")}
    assert triples(found[1]) == {("TUR", "NEGOTIATES_WITH", "RUS")}


def test_evidence_is_the_articles_text_to_the_letter() -> None:
    for article, record in zip(ARTICLES, extract(ARTICLES), strict=True):
        assert isinstance(record, Record)
        for r in record.relations:
            assert article.text[r.start : r.end] == r.quote
            assert r.trigger in r.quote
            assert r.source_text in r.quote
            assert r.target_text in r.quote


def test_a_record_survives_its_line_of_json() -> None:
    for record in extract(ARTICLES):
        assert isinstance(record, Record)
        assert record_from_json(record.to_json(), "here") == record


def test_one_bad_article_does_not_stop_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    real = coder.code

    def code(article: Article, sentences: object) -> Record:
        if article.id == "one":
            raise RuntimeError("boom")
        return real(article, sentences)  # type: ignore[arg-type]

    monkeypatch.setattr(extracting, "code", code)
    first, second = extract(ARTICLES)
    assert isinstance(first, Skipped)
    assert "boom" in first.reason
    assert isinstance(second, Record)


def test_several_processes_give_the_same_lines(tmp_path: Path) -> None:
    one = [r.to_json() for r in extract(ARTICLES) if isinstance(r, Record)]
    two = [r.to_json() for r in extract(ARTICLES, workers=2) if isinstance(r, Record)]
    assert one == two
