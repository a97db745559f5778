"""How records compare with gold: distinct (source, relation, target) of each text, asserted or future, symmetric ones unordered."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from actorgraph.ontology import relations

Triple = tuple[str, str, str]


def triple(source: str, relation: str, target: str) -> Triple:
    """The claim as it is compared: a symmetric relation is the same from either end."""
    if relations()[relation].symmetric:
        source, target = sorted((source, target))
    return source, relation, target


def said(found: Iterable[Any]) -> set[Triple]:
    """The claims of gold lines (dicts) or Relations that are asserted or announced."""
    given = set()
    for r in found:
        get = r.get if isinstance(r, dict) else lambda key, r=r: getattr(r, key)
        if get("polarity") in ("asserted", "future"):
            given.add(triple(get("source"), get("relation"), get("target")))
    return given


def gold(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """The lines of gold files, in order."""
    return [json.loads(line) for p in sorted(paths) for line in p.read_text("utf-8").splitlines() if line.strip()]


def precision_and_recall(pairs: Iterable[tuple[set[Triple], set[Triple]]]) -> tuple[float, float]:
    """Precision and recall over (gold, given) pairs."""
    hit = given = wanted = 0
    for want, got in pairs:
        hit, given, wanted = hit + len(want & got), given + len(got), wanted + len(want)
    return hit / max(given, 1), hit / max(wanted, 1)
