"""Which candidates are relations: boosted trees over what `candidates` sees of each, learned by `training/ranker.py`.

The weights are text, `ranker.json`: what learned them is not needed to use them, and the same features always give the
same score.
Trees: Friedman (2001), Greedy function approximation. What a feature adds to a score is found along the path that a
candidate takes, as Saabas (2014), Interpreting random forests, does.
"""

import json
import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from actorgraph.errors import BadData


@dataclass(frozen=True, slots=True)
class Flat:
    """The trees as arrays over all their nodes; a leaf leads to itself."""

    names: Mapping[str, int]  # of features, to their column
    roots: Any
    feature: Any
    threshold: Any
    left: Any
    right: Any
    value: Any
    depth: int


@dataclass(frozen=True, slots=True)
class Ranker:
    """Trees whose leaves add up, the scores from which a candidate is a relation, and how often such a score is right.

    A node is [feature, threshold, where it is at most that, where it is more, what its candidates have on average].
    """

    trees: tuple[Any, ...]
    flat: Flat
    at_least: dict[str, float]  # the score of a relation: « ruled » where the rules give it, « free » where they do not
    scores: tuple[float, ...]  # ascending
    right: tuple[float, ...]  # share of candidates that are right from each of these scores on

    def score_all(self, found: Sequence[Mapping[str, float]]) -> list[float]:
        """How likely each candidate is a relation, 0 to 1, from its features; those that are not given count as 0."""
        if not found:
            return []
        flat = self.flat
        x = np.zeros((len(found), len(flat.names)))
        for n, features in enumerate(found):
            row = x[n]
            for name, value in features.items():
                if value and (at := flat.names.get(name)) is not None:
                    row[at] = value
        rows = np.arange(len(found))[:, None]
        node = np.repeat(flat.roots[None, :], len(found), axis=0)
        for _ in range(flat.depth):
            less = x[rows, flat.feature[node]] <= flat.threshold[node]
            node = np.where(less, flat.left[node], flat.right[node])
        totals = flat.value[node].sum(axis=1)
        return [1.0 / (1.0 + math.exp(-float(t))) for t in totals]

    def score(self, features: Mapping[str, float]) -> float:
        """The score of one candidate."""
        return self.score_all([features])[0]

    def reasons(self, features: Mapping[str, float], most: int = 3) -> list[tuple[str, float]]:
        """The features that moved a score most, with how far they moved it (log-odds), the strongest first."""
        moved: defaultdict[str, float] = defaultdict(float)
        for node in self.trees:
            while type(node) is list:
                below = node[2] if features.get(node[0], 0.0) <= node[1] else node[3]
                moved[node[0]] += (below[4] if type(below) is list else below) - node[4]
                node = below
        return sorted(moved.items(), key=lambda item: (-abs(item[1]), item[0]))[:most]

    def confidence(self, score: float) -> float:
        """The share of relations of about this score that were right, on articles the trees had not seen."""
        return self.right[max(bisect_right(self.scores, score) - 1, 0)]


@cache
def ranker() -> Ranker:
    """The ranker of the package."""
    return read(files("actorgraph.coder").joinpath("ranker.json").read_text("utf-8"))


def flatten(trees: Sequence[Any]) -> Flat:
    """The arrays of nested trees."""
    names: dict[str, int] = {}
    nodes: list[list[float]] = []  # feature, threshold, left, right, value

    def add(node: Any) -> tuple[int, int]:
        at = len(nodes)
        if not isinstance(node, list):
            nodes.append([0, math.inf, at, at, node])
            return at, 0
        nodes.append([names.setdefault(node[0], len(names)), node[1], 0, 0, 0.0])
        left, depth_left = add(node[2])
        right, depth_right = add(node[3])
        nodes[at][2:4] = [left, right]
        return at, 1 + max(depth_left, depth_right)

    roots, depths = zip(*map(add, trees), strict=True) if trees else ((), (0,))
    feature, threshold, left, right, value = np.array(nodes, dtype=float).reshape(-1, 5).T
    whole = (np.array(roots, dtype=int), feature.astype(int), threshold, left.astype(int), right.astype(int), value)
    return Flat(names, *whole, max(depths))


def read(text: str) -> Ranker:
    """The ranker written in a text; BadData where it is none."""
    try:
        data = json.loads(text)
        scores, right = zip(*data["calibration"], strict=True)
        return Ranker(
            tuple(data["trees"]),
            flatten(data["trees"]),
            {k: float(data["thresholds"][k]) for k in ("ruled", "free")},
            scores,
            right,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadData(f"coder/ranker.json is not what training/ranker.py writes: {error}.") from error
