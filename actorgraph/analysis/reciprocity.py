"""Whether what one actor does to another is done back."""

from collections import Counter
from typing import Any

import networkx as nx  # type: ignore[import-untyped]

from actorgraph.analysis._events import events, has_sign


def reciprocity(graph: nx.MultiDiGraph, *, sign: int = 0) -> list[dict[str, Any]]:
    """One row per pair with a directed event, the most events first.

    `a_to_b` and `b_to_a` count the distinct events each way, `returned` is the smaller of the two, and
    `reciprocity` the share of the pair's events that are matched by one the other way: 2 · returned / (a_to_b +
    b_to_a), from 0 (one-sided) to 1 (blow for blow, favour for favour). Symmetric relations are reciprocal by
    definition and left out; `sign` 1 looks at cooperation only, -1 at conflict only. The weighted measure of
    Squartini, Picciolo, Ruzzenenti & Garlaschelli 2013, *Reciprocity of weighted networks*, Scientific Reports
    3:2729, per pair; what it says of states: Goldstein & Freeman 1990, *Three-Way Street: Strategic Reciprocity in
    World Politics*.

    >>> graph = nx.MultiDiGraph([("RUS", "USA", {"type": "SANCTIONS"}), ("USA", "RUS", {"type": "SANCTIONS"}),
    ...                          ("USA", "RUS", {"type": "ACCUSES"})])
    >>> row = reciprocity(graph)[0]
    >>> row["a"], row["a_to_b"], row["b"], row["b_to_a"], row["returned"], round(row["reciprocity"], 2)
    ('RUS', 1, 'USA', 2, 1, 0.67)
    """
    counts: Counter[tuple[str, str]] = Counter()
    for event in events(graph):
        if not event.symmetric and has_sign(event, sign):
            counts[event.source, event.target] += 1
    rows = [_row(graph, a, b, counts) for a, b in sorted({(min(pair), max(pair)) for pair in counts})]
    return sorted(rows, key=lambda row: (-row["a_to_b"] - row["b_to_a"], -row["reciprocity"], row["a"], row["b"]))


def _row(graph: nx.MultiDiGraph, a: str, b: str, counts: Counter[tuple[str, str]]) -> dict[str, Any]:
    forth, back = counts[a, b], counts[b, a]
    returned = min(forth, back)
    return {
        "a": a,
        "a_name": str(graph.nodes[a].get("name") or a),
        "b": b,
        "b_name": str(graph.nodes[b].get("name") or b),
        "a_to_b": forth,
        "b_to_a": back,
        "returned": returned,
        "reciprocity": round(2 * returned / (forth + back), 6),
    }
