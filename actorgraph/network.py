"""The graph's claims as a networkx graph: every claim an edge, or one weighted, signed edge per ordered pair."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx  # type: ignore[import-untyped]

Row = Mapping[str, Any]
NODE = ("name", "names_fr", "names_en", "kind", "country", "provisional")


def claims_graph(nodes: Iterable[Row], edges: Iterable[Row], properties: Iterable[str]) -> Any:
    """A MultiDiGraph: a node per actor, an edge per claim under its id; a property that is not known is None."""
    graph = nx.MultiDiGraph()
    for node in nodes:
        graph.add_node(node["id"], **{name: node[name] for name in NODE})
    for edge in edges:
        known = edge["properties"]
        attributes = {name: known.get(name) for name in properties} | {"type": edge["type"]}
        graph.add_edge(edge["source"], edge["target"], key=known["id"], **attributes)
    return graph


def rolled_up(graph: Any) -> Any:
    """A DiGraph: per ordered pair the number of distinct events, the sum of their Goldstein weights, its sign, span.

    Claims that report one event count once. A symmetric relation counts from its smaller id, where it is stored.
    """
    rolled = nx.DiGraph()
    rolled.add_nodes_from((node, dict(attributes)) for node, attributes in graph.nodes(data=True))
    pairs: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
    for source, target, claim in graph.edges(data=True):
        pairs.setdefault((source, target), {}).setdefault(claim["event"], claim)
    for (source, target), events in pairs.items():
        rolled.add_edge(source, target, **_sum(list(events.values())))
    return rolled


def _sum(events: list[dict[str, Any]]) -> dict[str, Any]:
    goldstein = round(sum(e["goldstein"] for e in events), 6)
    dates = sorted(date for e in events if (date := e["date"] or e["reported"]))
    return {
        "weight": len(events),
        "goldstein": goldstein,
        "sign": (goldstein > 0) - (goldstein < 0),
        "types": dict(sorted(Counter(e["type"] for e in events).items())),
        "first": dates[0] if dates else None,
        "last": dates[-1] if dates else None,
    }
