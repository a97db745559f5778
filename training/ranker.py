"""Learn which candidates of the coder are relations, and write `actorgraph/coder/ranker.json`.

    python training/ranker.py en-gold.jsonl fr-gold.jsonl --more silver.jsonl --weight 0.3 --export actorgraph/coder/ranker.json

Gold is JSON Lines: articles with the relations that a person found in them, each with its sentence. `--more` weighs less.
Needs LightGBM (`pip install lightgbm`), which the package itself does not: what is written is text. Boosted trees as in
Ke et al. (2017), LightGBM. Confidence is the share of right ones among candidates of about the same score in articles
the trees had not seen (five folds by article), made to rise with the score (isotonic: Zadrozny & Elkan 2002).
"""

import argparse
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from actorgraph.coder import scenes
from actorgraph.coder.candidates import candidates
from actorgraph.coder.claims import by_rules
from actorgraph.evaluate import matches
from actorgraph.gold import Coded, read_gold
from actorgraph.model import Article
from actorgraph.ontology import relations
from actorgraph.parse import parse
from actorgraph.read import read

SETTINGS = {
    "objective": "binary",
    "learning_rate": 0.07,
    "num_leaves": 8,
    "min_data_in_leaf": 20,
    "feature_fraction": 0.25,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 10,
    "seed": 1,
    "deterministic": True,
    "num_threads": 1,
    "verbose": -1,
}
ROUNDS = 130
FOLDS = 5
SEEN = 20  # a feature must be in so many candidates
UNREAL = ("negated", "hypothetical")
Claim = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Example:
    """A candidate, the article and claim it is of, whether gold has it, and how much it weighs."""

    article: str
    lang: str
    sentence: int
    claim: Claim
    features: dict[str, float]
    right: bool
    weight: float


def examples(file: Path, weight: float) -> Iterator[Example]:
    """The candidates of the articles of a gold file; those that gold has only denied or supposed weigh nothing."""
    golds = {gold.id: gold for gold in read_gold([file])}
    for article in read([str(file)]):
        if not isinstance(article, Article):
            continue
        gold = golds[article.id]
        for found, sentences in parse([article]):
            for n, scene in enumerate(scenes(found, sentences)):
                here = _folded(scene.tree.sentence.text)
                mine = [r for r in gold.relations if _folded(r.sentence) in here or here in _folded(r.sentence)]
                text = scene.tree.text
                for c in candidates(scene, {(r.source, r.relation, r.target): r for r in by_rules(scene)}):
                    ends = text(c.source.first, c.source.last), text(c.target.first, c.target.last)
                    coded = Coded(
                        source=c.source_actor,
                        relation=c.relation,
                        target=c.target_actor,
                        source_text=ends[0],
                        target_text=ends[1],
                    )
                    same = [r for r in mine if matches(r, coded)]
                    right = any(r.polarity not in UNREAL for r in same)
                    counts = 0.0 if same and not right else weight
                    claim = _claim(c.source_actor, c.relation, c.target_actor)
                    yield Example(article.id, article.lang, n, claim, c.features, right, counts)


def _folded(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _claim(source: str, relation: str, target: str) -> Claim:
    """A claim in one order, where its relation has none."""
    if relations()[relation].symmetric and target < source:
        source, target = target, source
    return source, relation, target


def matrix(found: list[Example], names: list[str]) -> tuple[Any, Any, Any]:
    """Features, answers and weights as arrays."""
    at = {name: n for n, name in enumerate(names)}
    x = np.zeros((len(found), len(names)), dtype=np.float32)
    for n, e in enumerate(found):
        for name, value in e.features.items():
            if name in at:
                x[n, at[name]] = value
    return x, np.array([e.right for e in found], dtype=float), np.array([e.weight for e in found])


def unseen(found: list[Example], names: list[str]) -> Any:
    """The score of every candidate, from trees that did not see its article."""
    import lightgbm  # type: ignore[import-not-found]

    x, y, w = matrix(found, names)
    articles = sorted({e.article for e in found})
    random.Random(0).shuffle(articles)
    fold = {a: n % FOLDS for n, a in enumerate(articles)}
    of = np.array([fold[e.article] for e in found])
    scores = np.zeros(len(found))
    for k in range(FOLDS):
        train = of != k
        booster = lightgbm.train(SETTINGS, lightgbm.Dataset(x[train], y[train], weight=w[train]), ROUNDS)
        scores[of == k] = booster.predict(x[of == k])
    return scores


def calibration(found: list[Example], scores: Any) -> list[list[float]]:
    """[score, share right] by rising score: of each claim only its best candidate, pooled until the share rises."""
    best: dict[tuple[str, int, Claim], tuple[float, bool, float]] = {}
    for e, score in zip(found, scores, strict=True):
        key = (e.article, e.sentence, e.claim)
        if e.weight and score > best.get(key, (-1.0, False, 0.0))[0]:
            best[key] = (float(score), e.right, e.weight)
    blocks: list[list[float]] = []  # first score, weight right, weight
    for score, right, weight in sorted(best.values()):
        blocks.append([score, right * weight, weight])
        while len(blocks) > 1 and blocks[-2][1] * blocks[-1][2] >= blocks[-1][1] * blocks[-2][2]:
            _, good, all_ = blocks.pop()
            blocks[-1][1] += good
            blocks[-1][2] += all_
    return [[round(score, 4), round(min(good / all_, 0.97), 3)] for score, good, all_ in blocks]


def trees(booster: Any, names: list[str]) -> list[Any]:
    """The trees of a LightGBM model as nested lists, as `actorgraph.coder.ranking` reads them."""

    def node(n: dict[str, Any]) -> Any:
        if "leaf_value" in n:
            return round(n["leaf_value"], 5)
        below = node(n["left_child"]), node(n["right_child"])
        return [names[n["split_feature"]], round(n["threshold"], 4), *below, round(n["internal_value"], 5)]

    return [node(t["tree_structure"]) for t in booster.dump_model()["tree_info"]]


def report(found: list[Example], scores: Any) -> None:
    """Precision, recall and F1 by threshold and language, over the claims that have a candidate."""
    for lang in sorted({e.lang for e in found}):
        best: dict[tuple[str, Claim], tuple[float, bool]] = defaultdict(lambda: (0.0, False))
        for e, score in zip(found, scores, strict=True):
            if e.lang == lang and e.weight:
                key = (e.article, e.claim)
                best[key] = max(best[key], (float(score), e.right))
        reachable = sum(right for _, right in best.values())
        for at_least in (0.1, 0.15, 0.2, 0.25, 0.3, 0.4):
            given = [right for score, right in best.values() if score >= at_least]
            p, r = sum(given) / max(len(given), 1), sum(given) / max(reachable, 1)
            print(f"{lang} {at_least:.2f}  P {p:.3f}  R {r:.3f}  F1 {2 * p * r / (p + r) if p + r else 0:.3f}")


def main() -> None:
    """The command line."""
    import lightgbm

    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold", nargs="+", type=Path)
    ap.add_argument("--more", nargs="*", default=[], type=Path, help="gold that weighs less")
    ap.add_argument("--weight", type=float, default=0.3, help="of a candidate in --more")
    ap.add_argument("--threshold", type=float, nargs=2, default=(0.2, 0.22), metavar=("RULED", "FREE"))
    ap.add_argument("--export", type=Path, required=True, help="the file to write")
    a = ap.parse_args()
    found = [e for f in a.gold for e in examples(f, 1.0)] + [e for f in a.more for e in examples(f, a.weight)]
    count = Counter(name for e in found for name in e.features)
    names = sorted(name for name, n in count.items() if n >= SEEN)
    print(f"{len(found)} candidates, {sum(e.right for e in found)} right, {len(names)} features", file=sys.stderr)
    scores = unseen(found, names)
    report(found, scores)
    x, y, w = matrix(found, names)
    booster = lightgbm.train(SETTINGS, lightgbm.Dataset(x, y, weight=w), ROUNDS)
    written = {
        "thresholds": {"ruled": a.threshold[0], "free": a.threshold[1]},
        "calibration": calibration(found, scores),
        "trees": trees(booster, names),
    }
    lines = [f'"{k}": {json.dumps(v)}' for k, v in written.items() if k != "trees"]
    lines.append('"trees": [\n' + ",\n".join(json.dumps(t) for t in written["trees"]) + "\n]")
    a.export.write_text("{" + ",\n".join(lines) + "}\n", "utf-8")


if __name__ == "__main__":
    main()
