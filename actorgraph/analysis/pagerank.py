"""Who matters to those who matter."""

from typing import Any

import networkx as nx  # type: ignore[import-untyped]

from actorgraph.analysis._events import about, ties


def pagerank(graph: nx.MultiDiGraph, *, alpha: float = 0.85, sign: int = 0) -> list[dict[str, Any]]:
    """One row per actor, the highest first; the values add up to 1.

    The share of time a walker spends at an actor who goes from each actor to one that it acts on, more often where
    there are more distinct events, and starts anew anywhere with probability 1 - `alpha`. Symmetric relations are
    walked both ways. A high value says that much is addressed to the actor, for good or ill, by actors who are
    addressed much themselves; `sign` 1 keeps cooperation only, -1 conflict only. Brin & Page 1998, *The anatomy of
    a large-scale hypertextual Web search engine*, Computer Networks 30.

    >>> graph = nx.MultiDiGraph([("USA", "SYR", {"type": "SANCTIONS"}), ("FRA", "SYR", {"type": "ACCUSES"})])
    >>> [(row["actor"], round(row["pagerank"], 2)) for row in pagerank(graph)]
    [('SYR', 0.57), ('FRA', 0.21), ('USA', 0.21)]
    """
    if not len(graph):
        return []
    ranks = nx.pagerank(ties(graph, directed=True, sign=sign), alpha=alpha, weight="weight")
    rows = [about(graph, actor) | {"pagerank": round(float(rank), 6)} for actor, rank in ranks.items()]
    return sorted(rows, key=lambda row: (-row["pagerank"], row["actor"]))
