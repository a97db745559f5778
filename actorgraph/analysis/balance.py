"""Allies and adversaries: what each pair's dealings add up to."""

from typing import Any

import networkx as nx  # type: ignore[import-untyped]

from actorgraph.analysis._events import Event, events


def balance(graph: nx.MultiDiGraph) -> list[dict[str, Any]]:
    """One row per pair that deals with each other, the worst adversaries first, the best allies last.

    `goldstein` is the sum, over the pair's distinct events in either direction, of the weight of each event on a
    scale from -10 (attack) to 10; `sign` is its sign: -1 adversaries, 1 allies, 0 neither or both alike.
    `cooperation` and `conflict` count the events on each side of zero, so that a pair that fights and talks is told
    from one that does neither; `first` and `last` are the dates the dated events span. Goldstein 1992, *A
    conflict-cooperation scale for WEIS events data*, Journal of Conflict Resolution 36.

    >>> graph = nx.MultiDiGraph([("RUS", "SYR", {"type": "BACKS", "goldstein": 3.5, "event": "1"}),
    ...                          ("SYR", "TUR", {"type": "ATTACKS", "goldstein": -10.0, "event": "2"}),
    ...                          ("TUR", "SYR", {"type": "ACCUSES", "goldstein": -2.0, "event": "3"})])
    >>> [(row["a"], row["b"], row["goldstein"], row["events"], row["sign"]) for row in balance(graph)]
    [('SYR', 'TUR', -12.0, 2, -1), ('RUS', 'SYR', 3.5, 1, 1)]
    """
    pairs: dict[tuple[str, str], list[Event]] = {}
    for event in events(graph):
        ends = (min(event.source, event.target), max(event.source, event.target))
        pairs.setdefault(ends, []).append(event)
    rows = [_row(graph, a, b, pairs[a, b]) for a, b in sorted(pairs)]
    return sorted(rows, key=lambda row: (row["goldstein"], -row["events"], row["a"], row["b"]))


def _row(graph: nx.MultiDiGraph, a: str, b: str, dealings: list[Event]) -> dict[str, Any]:
    total = round(sum(event.goldstein for event in dealings), 6)
    dates = sorted(event.date for event in dealings if event.date)
    return {
        "a": a,
        "a_name": str(graph.nodes[a].get("name") or a),
        "b": b,
        "b_name": str(graph.nodes[b].get("name") or b),
        "events": len(dealings),
        "cooperation": sum(event.goldstein > 0 for event in dealings),
        "conflict": sum(event.goldstein < 0 for event in dealings),
        "goldstein": total,
        "sign": (total > 0) - (total < 0),
        "first": dates[0] if dates else None,
        "last": dates[-1] if dates else None,
    }
