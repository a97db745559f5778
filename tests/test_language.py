"""The lexicons: every row is well formed, and its example gives what it says."""

import pytest

from actorgraph.coder import scenes
from actorgraph.coder.claims import by_rules
from actorgraph.errors import BadData, UnknownName
from actorgraph.language import Row, codes, language, read_rows
from actorgraph.model import Article
from actorgraph.ontology import relations
from actorgraph.parse import parse

HEAD = "id,pos,lemma,frame,relation,source,target,example,expected\n"


def rows(lang: str) -> list[Row]:
    return [row for same in language(lang).rows.values() for row in same]


def triple(source: str, relation: str, target: str) -> tuple[str, str, str]:
    if relations()[relation].symmetric:
        source, target = sorted((source, target))
    return source, relation, target


def given(articles: list[Article]) -> dict[str, set[tuple[str, str, str]]]:
    """What the rules give, before the ranker weighs it: a row must hold by itself."""
    found = {}
    for article, sentences in parse(articles):
        claims = [r for scene in scenes(article, sentences) for r in by_rules(scene)]
        real = (r for r in claims if r.polarity in ("asserted", "future"))
        found[article.id] = {triple(r.source, r.relation, r.target) for r in real}
    return found


def expected(row: Row) -> set[tuple[str, str, str]]:
    triples = set()
    for claim in row.expected:
        source, relation, target = claim.split()
        triples.add(triple(source, relation, target))
    return triples


@pytest.mark.parametrize("lang", codes())
def test_every_example_gives_what_its_row_expects(lang: str) -> None:
    all_rows = rows(lang)
    found = given([Article(row.id, row.example, lang, "2023-06-15") for row in all_rows])
    failing = [
        f"{row.id}: {row.example} -> {sorted(found[row.id])}" for row in all_rows if found[row.id] != expected(row)
    ]
    assert not failing, "\n".join([f"{len(failing)} of {len(all_rows)} rows:", *failing[:10]])


@pytest.mark.parametrize("lang", codes())
def test_each_relation_can_be_said(lang: str) -> None:
    assert {row.relation for row in rows(lang)} == set(relations())
    assert len(relations()) == 18
    assert len(rows(lang)) >= 600


@pytest.mark.parametrize("lang", codes())
def test_rows_are_lower_case_and_prove_themselves(lang: str) -> None:
    for row in rows(lang):
        assert row.lemma == row.lemma.lower(), row.id
        assert row.id.startswith(f"{lang}-"), row.id
        assert any(claim.split()[1] == row.relation for claim in row.expected), row.id


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("a,VERB,x,,NO_SUCH,subj,obj,e,A BACKS B", "NO_SUCH"),
        ("a,VRB,x,,BACKS,subj,obj,e,A BACKS B", "VRB"),
        ("a,VERB,x,,BACKS,,obj,e,A BACKS B", "empty"),
        ("a,VERB,x,,BACKS,subj", "row 2"),
    ],
)
def test_a_malformed_row_is_named(line: str, why: str) -> None:
    with pytest.raises(BadData, match=why):
        read_rows(HEAD + line + "\n", "lang/xx/patterns.csv")


def test_an_id_is_used_once() -> None:
    line = "a,VERB,x,,BACKS,subj,obj,e,A BACKS B\n"
    with pytest.raises(BadData, match="twice"):
        read_rows(HEAD + line + line, "lang/xx/patterns.csv")


def test_a_language_that_is_not_there() -> None:
    with pytest.raises(UnknownName, match="There are: en, fr"):
        language("xx")
