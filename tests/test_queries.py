"""The statements are well formed, and each says what it does."""

import re
import tomllib
from pathlib import Path

import pytest

from actorgraph import queries
from actorgraph.errors import BadData, QueryError, UnknownName
from actorgraph.ontology import relations

HERE = Path(__file__).parent.parent
NEEDED = {"actors", "actor", "show_claims", "relations", "who_accuses", "dyad", "timeline", "vetoes", "top_pairs"}
NEEDED |= {"articles", "events", "allies", "speakers", "status"}


def test_named_queries_are_there_with_help() -> None:
    found = {q.name: q for q in queries.named()}
    assert set(found) >= NEEDED
    assert all(q.help.endswith(".") and all(p.meaning for p in q.params) for q in found.values())


def test_named_queries_have_no_placeholder_left() -> None:
    for query in queries.named():
        assert not re.search(r"__[A-Z]+__", query.text), query.name


def test_no_statement_goes_beyond_what_both_engines_take() -> None:
    for key, query in queries.statements().items():
        assert not re.search(r"\bapoc\.|FULLTEXT|LOAD\s+CSV|IN TRANSACTIONS|elementId\(|\bid\(", query.text, re.I), key


def test_symmetric_relations_come_from_the_ontology() -> None:
    text = queries.find("relations").text
    for relation in relations().values():
        assert (f"'{relation.name}'" in text) is relation.symmetric


def test_bind_fills_defaults_and_turns_numbers() -> None:
    query = queries.find("relations")
    assert query.bind()["limit"] == 1000
    assert query.bind({"limit": "5", "source": "RUS"}) | {"limit": 5, "source": "RUS"} == query.bind(
        {"limit": 5, "source": "RUS"}
    )
    assert query.bind()["target"] is None


@pytest.mark.parametrize(
    ("name", "given", "says"),
    [
        ("dyad", {"a": "RUS"}, r"needs \$b \(id\): the other"),
        ("dyad", {"a": "RUS", "b": "USA", "c": 1}, r"no parameter \$c"),
        ("relations", {"limit": "many"}, "whole number"),
    ],
)
def test_bind_says_what_is_wrong(name: str, given: dict[str, object], says: str) -> None:
    with pytest.raises(QueryError, match=says):
        queries.find(name).bind(given)


def test_unknown_name_lists_those_that_exist() -> None:
    with pytest.raises(UnknownName, match="who_accuses"):
        queries.find("who_acuses")


def test_only_names_of_the_ontology_and_model_fill_a_placeholder() -> None:
    claims = queries.statement("load/claims")
    assert "[r:ACCUSES]" in claims.of("ACCUSES")
    assert ":Actor:State " in queries.statement("load/actors").of("State")
    for name in ("X]->() DETACH DELETE r //", "accuses", ""):
        with pytest.raises(UnknownName):
            claims.of(name)


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("// Help.\nRETURN $x", "declared"),
        ("// Help.\n// $x: id — meaning\nRETURN 1", "declared"),
        ("// Help.\n// $x: id\nRETURN $x", "write parameters"),
        ("// Help.\n// $x: colour — meaning\nRETURN $x", "write parameters"),
        ("RETURN 1", "needs a first line"),
        ("// Help.", "needs a first line"),
    ],
)
def test_malformed_file_is_named(source: str, says: str) -> None:
    with pytest.raises(BadData, match=f"x.cypher.*{says}"):
        queries.parse(source, "x", "x.cypher")


def test_wheel_carries_the_statements() -> None:
    build = tomllib.loads((HERE / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]
    assert build["targets"]["wheel"]["force-include"]["cypher"] == "actorgraph/_cypher"
    assert queries.folder().is_dir()
