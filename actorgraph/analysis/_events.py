"""What every measure counts: the distinct events of a graph of claims, and the ties they make between actors."""

from dataclasses import dataclass
from typing import Any

import networkx as nx  # type: ignore[import-untyped]

from actorgraph.errors import BadInput
from actorgraph.ontology import relations

UNREAL = frozenset({"negated", "hypothetical"})


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """What one or more claims tell of: who did what to whom, when."""

    source: str
    target: str
    type: str
    date: str  # ISO prefix, or "" where no claim is dated
    id: str
    goldstein: float
    symmetric: bool


def events(graph: nx.MultiDiGraph) -> list[Event]:
    """The distinct events of a graph, sorted. An actor's dealings with itself are left out."""
    if not graph.is_multigraph():
        raise BadInput("Measures need the graph with all its claims: call to_networkx() without rollup.")
    found: dict[str, Event] = {}
    for source, target, key, claim in graph.edges(keys=True, data=True):
        if source == target or claim.get("polarity") in UNREAL:
            continue
        event = _event(source, target, str(claim.get("event") or f"{source} {target} {key}"), claim)
        found[event.id] = min(event, found.get(event.id, event))
    return sorted(found.values())


def _event(source: str, target: str, id: str, claim: dict[str, Any]) -> Event:
    type_ = str(claim.get("type", ""))
    known = relations().get(type_)
    goldstein = claim.get("goldstein")
    if goldstein is None:
        goldstein = known.goldstein if known else 0.0
    symmetric = known is not None and known.symmetric
    return Event(source, target, type_, str(claim.get("date") or ""), id, float(goldstein), symmetric)


def has_sign(event: Event, sign: int) -> bool:
    """Whether an event is cooperation (1) or conflict (-1); any event where no sign (0) is asked for."""
    return not sign or sign * event.goldstein > 0


def ties(graph: nx.MultiDiGraph, *, directed: bool = False, sign: int = 0) -> Any:
    """A simple graph of the same actors, `weight` the number of events between two of them.

    With `sign` 1 or -1 only cooperation or only conflict makes a tie. Where `directed`, a symmetric event goes both
    ways. Actors are added in the order of their ids, so that what depends on order is the same on every run.
    """
    simple = nx.DiGraph() if directed else nx.Graph()
    simple.add_nodes_from(sorted(graph))
    for event in events(graph):
        if not has_sign(event, sign):
            continue
        ends = [(event.source, event.target)]
        if directed and event.symmetric:
            ends.append((event.target, event.source))
        for a, b in ends:
            weight = simple.get_edge_data(a, b, {"weight": 0})["weight"]
            simple.add_edge(a, b, weight=weight + 1)
    return simple


def about(graph: nx.MultiDiGraph, actor: str) -> dict[str, str]:
    """The first columns of a row about one actor."""
    node = graph.nodes[actor]
    return {"actor": actor, "name": str(node.get("name") or actor), "kind": str(node.get("kind") or "")}
