"""Who stands between others."""

from typing import Any

import networkx as nx  # type: ignore[import-untyped]

from actorgraph.analysis._events import about, ties


def betweenness(graph: nx.MultiDiGraph, *, sign: int = 0) -> list[dict[str, Any]]:
    """One row per actor, the highest first.

    The share of shortest paths between two other actors that pass through this one, over all pairs of others; 1 is
    the centre of a star, 0 an actor no one needs to reach another. Paths ignore direction and the number of events:
    what counts is who deals with whom at all. With `sign` 1 only cooperation makes a path, which is the reading of
    a go-between; with -1 only conflict. Freeman 1977, *A set of measures of centrality based on betweenness*,
    Sociometry 40; computed as in Brandes 2001, *A faster algorithm for betweenness centrality*, Journal of
    Mathematical Sociology 25.

    >>> graph = nx.MultiDiGraph([("QAT", "USA", {"type": "MEETS"}), ("QAT", "TALIBAN", {"type": "MEETS"})])
    >>> [(row["actor"], row["betweenness"]) for row in betweenness(graph)]
    [('QAT', 1.0), ('TALIBAN', 0.0), ('USA', 0.0)]
    """
    scores = nx.betweenness_centrality(ties(graph, sign=sign))
    rows = [about(graph, actor) | {"betweenness": round(float(score), 6)} for actor, score in scores.items()]
    return sorted(rows, key=lambda row: (-row["betweenness"], row["actor"]))
