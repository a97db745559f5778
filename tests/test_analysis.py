"""Measures: values worked out by hand on a toy graph, the same as networkx gives, the same on every run."""

import json
import os
import random
import subprocess
import sys
from typing import Any

import networkx as nx  # type: ignore[import-untyped]
import pytest

from actorgraph.analysis._events import events, ties
from actorgraph.errors import BadInput
from actorgraph.folder import find, names
from actorgraph.ontology import relations

# source, type, target, date, event, polarity: ten claims of eight real events.
# Two reports of one attack count once, and what is negated or hypothetical does not count.
CLAIMS = [
    ("RUS", "BACKS", "SYR", "2019", "e1", "asserted"),
    ("SYR", "ATTACKS", "HTS", "2019-12-19", "e2", "asserted"),
    ("SYR", "ATTACKS", "HTS", "2019-12-19", "e2", "asserted"),
    ("HTS", "ATTACKS", "SYR", "2019-12-20", "e3", "asserted"),
    ("SYR", "ATTACKS", "HTS", "2019-12-21", "e4", "asserted"),
    ("RUS", "NEGOTIATES_WITH", "TUR", "2019-12-24", "e5", "asserted"),
    ("TUR", "BACKS", "HTS", "", "e6", "asserted"),
    ("USA", "ACCUSES", "SYR", "2019-12-26", "e7", "asserted"),
    ("USA", "AIDS", "TUR", "2020-01", "e8", "future"),
    ("USA", "ATTACKS", "SYR", "2019-12-26", "e9", "negated"),
    ("USA", "SANCTIONS", "RUS", "2019-12-26", "e10", "hypothetical"),
]
MEASURES = names("actorgraph.analysis")


def toy(claims: list[tuple[str, str, str, str, str, str]] = CLAIMS) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    for n, (source, type_, target, date, event, polarity) in enumerate(claims):
        attributes = {"type": type_, "date": date or None, "event": event, "polarity": polarity}
        graph.add_edge(source, target, key=f"r{n}", goldstein=relations()[type_].goldstein, **attributes)
    graph.add_node("FRA")
    for actor in graph:
        graph.nodes[actor].update(name=f"Name of {actor}", kind="State")
    return graph


def measure(name: str, graph: nx.MultiDiGraph, **options: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = find("actorgraph.analysis", name)(graph, **options)
    return rows


def column(rows: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return {row["actor"]: row[name] for row in rows}


def test_what_is_measured() -> None:
    assert MEASURES == ["balance", "betweenness", "communities", "degree", "pagerank", "reciprocity"]


@pytest.mark.parametrize("name", MEASURES)
def test_empty_graph(name: str) -> None:
    assert measure(name, nx.MultiDiGraph()) == []


@pytest.mark.parametrize("name", MEASURES)
def test_actors_without_relations(name: str) -> None:
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(["FRA", "DEU"])
    rows = measure(name, graph)
    assert [row["actor"] for row in rows if "actor" in row] == (
        [] if name in ("balance", "reciprocity") else ["DEU", "FRA"]
    )


@pytest.mark.parametrize("name", MEASURES)
def test_rows_have_the_same_keys_and_are_json(name: str) -> None:
    rows = measure(name, toy())
    assert rows
    assert {tuple(row) for row in rows} == {tuple(rows[0])}
    assert json.loads(json.dumps(rows)) == rows
    assert any("Name of RUS" in row.values() for row in rows)


@pytest.mark.parametrize("name", MEASURES)
def test_order_of_loading_does_not_matter(name: str) -> None:
    shuffled = list(CLAIMS)
    random.Random(1).shuffle(shuffled)
    assert measure(name, toy(shuffled)) == measure(name, toy())


@pytest.mark.parametrize("name", MEASURES)
def test_the_graph_is_left_as_it_was(name: str) -> None:
    graph = toy()
    measure(name, graph)
    assert nx.utils.graphs_equal(graph, toy())


@pytest.mark.parametrize("name", MEASURES)
def test_documented(name: str) -> None:
    documentation = find("actorgraph.analysis", name).__doc__ or ""
    assert ">>>" in documentation
    assert any(year in documentation for year in map(str, range(1970, 2030))), "a measure names its source"


def test_a_rolled_up_graph_is_refused() -> None:
    with pytest.raises(BadInput, match="rollup"):
        measure("degree", nx.DiGraph([("RUS", "SYR")]))


def test_events_are_counted_not_claims() -> None:
    found = events(toy())
    assert [event.id for event in found] == ["e3", "e1", "e5", "e2", "e4", "e6", "e7", "e8"]
    assert [event.id for event in found if event.symmetric] == ["e5"]


def test_claims_without_event_are_events_of_their_own() -> None:
    graph = nx.MultiDiGraph(
        [("A", "B", {"type": "ACCUSES"}), ("A", "B", {"type": "ACCUSES"}), ("A", "C", {"type": "AIDS"})]
    )
    assert len(events(graph)) == 3


def test_dealings_with_oneself_are_no_event() -> None:
    assert events(nx.MultiDiGraph([("A", "A", {"type": "ATTACKS"})])) == []


def test_sign_of_every_relation_is_that_of_its_weight() -> None:
    assert all(relation.sign * relation.goldstein > 0 for relation in relations().values())


def test_degree() -> None:
    rows = measure("degree", toy())
    found = [(r["actor"], r["events"], r["out"], r["into"], r["mutual"], r["partners"]) for r in rows]
    assert found == [
        ("SYR", 5, 2, 3, 0, 3),
        ("HTS", 4, 1, 3, 0, 2),
        ("TUR", 3, 1, 1, 1, 3),
        ("RUS", 2, 1, 0, 1, 2),
        ("USA", 2, 2, 0, 0, 2),
        ("FRA", 0, 0, 0, 0, 0),
    ]
    assert column(rows, "centrality") == pytest.approx(nx.degree_centrality(ties(toy())))


def test_pagerank() -> None:
    rows = measure("pagerank", toy())
    assert sum(row["pagerank"] for row in rows) == pytest.approx(1, abs=1e-5)
    directed = nx.DiGraph()
    weights = [("RUS", "SYR", 1), ("SYR", "HTS", 2), ("HTS", "SYR", 1), ("RUS", "TUR", 1), ("TUR", "RUS", 1)]
    directed.add_weighted_edges_from([*weights, ("TUR", "HTS", 1), ("USA", "SYR", 1), ("USA", "TUR", 1)])
    directed.add_node("FRA")
    assert column(rows, "pagerank") == pytest.approx(nx.pagerank(directed), abs=1e-5)


def test_betweenness() -> None:
    # SYR and TUR are each on half of the shortest paths RUS-HTS, RUS-USA and HTS-USA: 3/2 of the ten pairs of others.
    # RUS, HTS and USA are each on a third of those of SYR-TUR.
    rows = measure("betweenness", toy())
    assert column(rows, "betweenness") == pytest.approx(
        {"SYR": 0.15, "TUR": 0.15, "RUS": 1 / 30, "HTS": 1 / 30, "USA": 1 / 30, "FRA": 0}, abs=1e-6
    )
    assert [row["actor"] for row in rows] == ["SYR", "TUR", "HTS", "RUS", "USA", "FRA"]


def test_betweenness_of_cooperation_only() -> None:
    # SYR - RUS - TUR - HTS, and USA - TUR: RUS carries SYR's three pairs, TUR the five pairs that meet through it.
    rows = measure("betweenness", toy(), sign=1)
    assert column(rows, "betweenness") == pytest.approx(
        {"TUR": 0.5, "RUS": 0.3, "SYR": 0, "HTS": 0, "USA": 0, "FRA": 0}, abs=1e-6
    )


def test_communities() -> None:
    rows = measure("communities", toy())
    assert [(row["community"], row["size"], row["actor"]) for row in rows] == [
        (1, 3, "HTS"),
        (1, 3, "TUR"),
        (1, 3, "USA"),
        (2, 2, "RUS"),
        (2, 2, "SYR"),
        (3, 1, "FRA"),
    ]


def test_communities_of_two_cliques_with_one_bridge() -> None:
    graph = nx.MultiDiGraph()
    for clique in ("abcd", "wxyz"):
        graph.add_edges_from((a, b, {"type": "BACKS"}) for a in clique for b in clique if a < b)
    graph.add_edge("a", "w", type="MEETS")
    graph.add_edges_from((a, b, {"type": "ATTACKS"}) for a in "abcd" for b in "wxyz")  # conflict holds nobody together
    rows = measure("communities", graph)
    groups = [{row["actor"] for row in rows if row["community"] == number} for number in (1, 2)]
    assert groups == [set("abcd"), set("wxyz")]
    expected = nx.community.greedy_modularity_communities(ties(graph, sign=1), weight="weight")
    assert sorted(groups, key=min) == sorted(map(set, expected), key=min)


def test_communities_do_not_depend_on_the_process() -> None:
    program = (
        "import networkx as nx; from actorgraph.analysis.communities import communities; "
        "g = nx.MultiDiGraph(nx.gnp_random_graph(40, 0.1, seed=3)); g = nx.relabel_nodes(g, {n: f'a{n}' for n in g}); "
        "nx.set_edge_attributes(g, 'BACKS', 'type'); print([(r['community'], r['actor']) for r in communities(g)])"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert b"(3, " in outputs.pop()


def test_reciprocity() -> None:
    rows = measure("reciprocity", toy())
    found = [(r["a"], r["b"], r["a_to_b"], r["b_to_a"], r["returned"], r["reciprocity"]) for r in rows]
    assert found == [
        ("HTS", "SYR", 1, 2, 1, pytest.approx(2 / 3, abs=1e-6)),
        ("HTS", "TUR", 0, 1, 0, 0),
        ("RUS", "SYR", 1, 0, 0, 0),
        ("SYR", "USA", 0, 1, 0, 0),
        ("TUR", "USA", 0, 1, 0, 0),
    ]


def test_reciprocity_adds_up_to_that_of_networkx() -> None:
    """Where every pair has at most one event each way, the share of returned events is networkx's overall one."""
    arcs = nx.gnp_random_graph(30, 0.2, seed=5, directed=True)
    rows = measure("reciprocity", nx.MultiDiGraph([(str(a), str(b), {"type": "ACCUSES"}) for a, b in arcs.edges]))
    returned, total = sum(2 * row["returned"] for row in rows), sum(row["a_to_b"] + row["b_to_a"] for row in rows)
    assert returned / total == pytest.approx(nx.overall_reciprocity(arcs))


def test_reciprocity_of_conflict_only() -> None:
    assert {(row["a"], row["b"]) for row in measure("reciprocity", toy(), sign=-1)} == {("HTS", "SYR"), ("SYR", "USA")}


def test_balance() -> None:
    rows = measure("balance", toy())
    keys = ("a", "b", "events", "cooperation", "conflict", "goldstein", "sign", "first", "last")
    assert [tuple(row[key] for key in keys) for row in rows] == [
        ("HTS", "SYR", 3, 0, 3, -30.0, -1, "2019-12-19", "2019-12-21"),
        ("SYR", "USA", 1, 0, 1, -2.0, -1, "2019-12-26", "2019-12-26"),
        ("HTS", "TUR", 1, 1, 0, 3.5, 1, None, None),
        ("RUS", "SYR", 1, 1, 0, 3.5, 1, "2019", "2019"),
        ("RUS", "TUR", 1, 1, 0, 7.0, 1, "2019-12-24", "2019-12-24"),
        ("TUR", "USA", 1, 1, 0, 7.0, 1, "2020-01", "2020-01"),
    ]


def test_balance_of_what_cancels_out() -> None:
    claims = [("A", "MEETS", "B", "", "1", "asserted"), ("A", "MEETS", "B", "", "2", "asserted")]
    row = measure("balance", toy([*claims, ("B", "ACCUSES", "A", "", "3", "asserted")]))[0]
    assert (row["goldstein"], row["sign"], row["cooperation"], row["conflict"]) == (0, 0, 2, 1)
