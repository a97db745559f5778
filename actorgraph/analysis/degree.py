"""How much each actor does, and how much is done to it."""

from collections import Counter
from typing import Any

import networkx as nx  # type: ignore[import-untyped]

from actorgraph.analysis._events import about, events


def degree(graph: nx.MultiDiGraph) -> list[dict[str, Any]]:
    """One row per actor, the busiest first.

    `events` is the number of distinct events the actor takes part in (its weighted degree), split into `out` (it
    acts), `into` (it is acted on) and `mutual` (symmetric relations, such as a meeting, which have no direction).
    `partners` is the number of different actors at the other end, and `centrality` the share of all other actors
    that these are: degree centrality (Freeman 1978, *Centrality in social networks: conceptual clarification*,
    Social Networks 1).

    >>> graph = nx.MultiDiGraph([("FRA", "SYR", {"type": "ACCUSES", "event": "1"}),
    ...                          ("FRA", "SYR", {"type": "ACCUSES", "event": "1"}),
    ...                          ("FRA", "DEU", {"type": "MEETS", "event": "2"})])
    >>> row = degree(graph)[0]
    >>> row["actor"], row["events"], row["out"], row["into"], row["mutual"], row["partners"], row["centrality"]
    ('FRA', 2, 1, 0, 1, 2, 1.0)
    """
    out: Counter[str] = Counter()
    into: Counter[str] = Counter()
    mutual: Counter[str] = Counter()
    partners: dict[str, set[str]] = {actor: set() for actor in graph}
    for event in events(graph):
        mutual.update((event.source, event.target) if event.symmetric else ())
        out.update(() if event.symmetric else (event.source,))
        into.update(() if event.symmetric else (event.target,))
        partners[event.source].add(event.target)
        partners[event.target].add(event.source)
    others = max(len(graph) - 1, 1)
    rows = [
        about(graph, actor)
        | {
            "events": out[actor] + into[actor] + mutual[actor],
            "out": out[actor],
            "into": into[actor],
            "mutual": mutual[actor],
            "partners": len(partners[actor]),
            "centrality": round(len(partners[actor]) / others, 6),
        }
        for actor in graph
    ]
    return sorted(rows, key=lambda row: (-row["events"], -row["partners"], row["actor"]))
