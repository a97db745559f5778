"""How much of what a person found in texts was found by the coder: precision, recall, F1, and the mistakes one by one.

Two relations are compared at three levels; `strict` is meant where none is named.

    strict   the same two actors and the same relation
    relaxed  roles left out (SYR:REB is SYR), and any relation of the same quad class
    pair     roles left out, whatever the relation and its direction

Actors are the same if their ids are. Names out of the dictionaries have no agreed id, so two actors neither of which
is a state (ISO 3166) are also the same if more than half of the longer words that gold has for the one stand in the
words or the id of the other. A symmetric relation is the same from either end. What is denied or only supposed is
left out on both sides, and what is said twice in an article counts once.
"""

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from itertools import pairwise
from typing import Any, Literal, get_args

import numpy as np
import pycountry
from numpy.typing import NDArray

from actorgraph.actors import principal
from actorgraph.errors import BadData, BadInput
from actorgraph.gold import Coded, Gold
from actorgraph.ontology import relations

Level = Literal["strict", "relaxed", "pair"]
Interval = tuple[float, float]
Counts = NDArray[np.int64]

LEVELS: tuple[Level, ...] = get_args(Level)
FIGURES = ("precision", "recall", "f1")
UNREAL = ("negated", "hypothetical")
BINS = (0.0, 0.5, 0.65, 0.8, 1.0)  # of confidence; the last holds its upper end too
SAMPLES, SEED, TAILS = 1000, 1, (2.5, 97.5)  # of the bootstrap; percentiles
ENDS = re.compile(r"[.!?…»\"]+(?:\s|$)")
WORD = re.compile(r"[a-z0-9]{4,}")
SHORT = 120  # characters of a sentence in the table of mistakes


@dataclass(frozen=True, slots=True)
class Score:
    """How many relations are in gold, were given and are right among those given; 95 % intervals by name of the figure.

    An interval is None where there is but one article, or nothing to divide by in any sample.
    """

    gold: int
    given: int
    right: int
    intervals: Mapping[str, Interval | None]

    @property
    def precision(self) -> float:
        """The share of the given that is right; 0 if nothing was given."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """The share of gold that was given; 0 if gold has nothing."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 if nothing is right."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


@dataclass(frozen=True, slots=True)
class Figures:
    """The scores over some articles; `extra` is what was given and is not right (strict), per 100 sentences of text."""

    articles: int
    sentences: int
    levels: Mapping[Level, Score]
    extra: float
    extra_interval: Interval | None


@dataclass(frozen=True, slots=True)
class Bin:
    """Of the relations given with a confidence from `low` until below `high`: how many, and how many are right."""

    low: float
    high: float
    given: int
    right: int


@dataclass(frozen=True, slots=True)
class Mistake:
    """A relation of gold that was not given (missed), or one given that gold does not have (extra)."""

    mistake: Literal["missed", "extra"]
    article: str
    relation: Coded


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that comes out of a comparison. Relations and languages are sorted by name, mistakes stand as in gold."""

    total: Figures
    by_relation: Mapping[str, Score]
    by_language: Mapping[str, Figures]
    calibration: tuple[Bin, ...]
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True, slots=True)
class _Case:
    """One article compared: its relations on both sides, and which belong together (indices) at each level."""

    article: Gold
    gold: tuple[Coded, ...]
    given: tuple[Coded, ...]
    pairs: Mapping[Level, list[tuple[int, int]]]


# ----- comparing


def sentences(text: str) -> int:
    """How many sentences a text has, roughly: signs that end one, before white space; at least 1.

    >>> sentences("He left. « Why? » Nobody knows"), sentences("")
    (3, 1)
    """
    return max(1, len(ENDS.findall(text)))


def asserted(found: Iterable[Coded]) -> tuple[Coded, ...]:
    """The relations that are asserted or announced, the first of each source, relation and target."""
    first: dict[tuple[str, str, str], Coded] = {}
    for r in found:
        if r.polarity not in UNREAL and r.source and r.target:
            first.setdefault((r.source, r.relation, r.target), r)
    return tuple(first.values())


def matches(gold: Coded, given: Coded, level: Level = "strict") -> bool:
    """Whether two relations are the same at a level."""
    if level == "strict" and gold.relation != given.relation:
        return False
    if level == "relaxed" and _quad(gold.relation) != _quad(given.relation):
        return False
    ends = ((given.source, given.source_text), (given.target, given.target_text))
    turns = level == "pair" or (gold.relation in relations() and relations()[gold.relation].symmetric)
    return any(
        _same_actor(gold.source, gold.source_text, *first, level)
        and _same_actor(gold.target, gold.target_text, *second, level)
        for first, second in ((ends, ends[::-1]) if turns else (ends,))
    )


def _quad(relation: str) -> int | None:
    known = relations().get(relation)
    return known.quad if known else None


def _same_actor(gold: str, gold_text: str, given: str, given_text: str, level: Level) -> bool:
    if gold == given or (level != "strict" and principal(gold) == principal(given)):
        return True
    if {principal(gold), principal(given)} & _states():
        return False
    wanted = _words(gold_text)
    return 2 * len(wanted & (_words(given_text) | _words(given.replace("_", " ")))) > len(wanted)


@cache
def _states() -> frozenset[str]:
    return frozenset({country.alpha_3 for country in pycountry.countries} | {"XKX"})


def _words(text: str) -> set[str]:
    """The words of four letters and more, without accents; what is not ASCII then is left out."""
    return set(WORD.findall(unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()))


def pair_up(gold: Sequence[Coded], given: Sequence[Coded], level: Level = "strict") -> list[tuple[int, int]]:
    """Which belong together, as indices: each of gold, in order, takes the first of the given that fits and is free."""
    found: list[tuple[int, int]] = []
    free = list(range(len(given)))
    for i, wanted in enumerate(gold):
        taken = next((j for j in free if matches(wanted, given[j], level)), None)
        if taken is not None:
            free.remove(taken)
            found.append((i, taken))
    return found


def evaluate(gold: Sequence[Gold], given: Mapping[str, Sequence[Coded]]) -> Evaluation:
    """Everything about what was given for articles of gold, by id; one of which nothing was given has no relations.

    Intervals are bootstrap percentiles (Efron & Tibshirani 1993, ch. 13): articles, not relations, are drawn, as those
    of one article stand or fall together. The seed is fixed, so the same input gives the same intervals. BadInput if
    gold holds no relation, or none of its articles is among those given.
    """
    cases = [_case(article, asserted(given.get(article.id, ()))) for article in gold]
    if not any(case.gold for case in cases):
        raise BadInput("gold holds no relation that is asserted or announced, so there is nothing to compare with.")
    if not any(article.id in given for article in gold):
        raise BadInput("no article of gold is among those coded. Are the ids the same?")
    names = sorted({r.relation for case in cases for r in (*case.gold, *case.given)})
    langs = sorted({case.article.lang or "und" for case in cases})  # ISO 639: undetermined
    return Evaluation(
        total=_figures(cases),
        by_relation={name: _score([_count(case, "strict", name) for case in cases]) for name in names},
        by_language={lang: _figures([c for c in cases if (c.article.lang or "und") == lang]) for lang in langs},
        calibration=_calibration(cases),
        mistakes=tuple(mistake for case in cases for mistake in _mistakes(case)),
    )


def _case(article: Gold, given: tuple[Coded, ...]) -> _Case:
    wanted = asserted(article.relations)
    return _Case(article, wanted, given, {level: pair_up(wanted, given, level) for level in LEVELS})


def _count(case: _Case, level: Level, relation: str | None = None) -> tuple[int, int, int]:
    """How many in gold, given and right in one article; of one relation, or of all."""
    gold, given = ([relation in (None, r.relation) for r in side] for side in (case.gold, case.given))
    return sum(gold), sum(given), sum(gold[i] for i, _ in case.pairs[level])


def _figures(cases: Sequence[_Case]) -> Figures:
    counts = np.array([_count(case, "strict") for case in cases])
    lengths = np.array([sentences(case.article.text) for case in cases])
    extra = np.column_stack([counts[:, 1] - counts[:, 2], lengths])
    many, length = extra.sum(axis=0)
    span = _interval(*_samples(extra).T)
    return Figures(
        articles=len(cases),
        sentences=int(length),
        levels={level: _score([_count(case, level) for case in cases]) for level in LEVELS},
        extra=float(100 * many / length),
        extra_interval=span and (100 * span[0], 100 * span[1]),
    )


def _score(counts: Sequence[tuple[int, int, int]]) -> Score:
    """The score of what is counted in each article: in gold, given, right."""
    table = np.array(counts)
    gold, given, right = _samples(table).T
    shares = {"precision": (right, given), "recall": (right, gold), "f1": (2 * right, gold + given)}
    total: list[int] = table.sum(axis=0).tolist()
    intervals = {name: _interval(*share) for name, share in shares.items()}
    return Score(gold=total[0], given=total[1], right=total[2], intervals=intervals)


def _samples(counts: Counts) -> Counts:
    """The sums of the columns in each sample of as many rows, drawn with replacement; no sample of a single row."""
    many = len(counts)
    random = np.random.RandomState(SEED)  # the one generator of numpy whose numbers never change
    draws = (np.bincount(random.randint(many, size=many), minlength=many) for _ in range(SAMPLES if many > 1 else 0))
    return np.array([draw @ counts for draw in draws]).reshape(-1, counts.shape[1])


def _interval(part: Counts, whole: Counts) -> Interval | None:
    """Between which shares the middle 95 % of the samples lie; those with nothing to divide by are left out."""
    there = whole > 0
    if not there.any():
        return None
    low, high = np.percentile(part[there] / whole[there], TAILS)
    return float(low), float(high)


def _calibration(cases: Iterable[_Case]) -> tuple[Bin, ...]:
    known = [
        (r.confidence, j in {taken for _, taken in case.pairs["strict"]})
        for case in cases
        for j, r in enumerate(case.given)
        if r.confidence is not None
    ]
    found = []
    for low, high in pairwise(BINS):
        inside = [right for value, right in known if low <= value < high or value == high == BINS[-1]]
        found.append(Bin(low, high, len(inside), sum(inside)))
    return tuple(found)


def _mistakes(case: _Case) -> Iterator[Mistake]:
    found, used = ({pair[side] for pair in case.pairs["strict"]} for side in (0, 1))
    yield from (Mistake("missed", case.article.id, r) for i, r in enumerate(case.gold) if i not in found)
    yield from (Mistake("extra", case.article.id, r) for j, r in enumerate(case.given) if j not in used)


# ----- telling


def document(found: Evaluation) -> dict[str, Any]:
    """Everything as one JSON document; shares are between 0 and 1, rounded to four digits."""
    return {
        **_figures_document(found.total),
        "by_relation": {name: _score_document(score) for name, score in found.by_relation.items()},
        "by_language": {lang: _figures_document(figures) for lang, figures in found.by_language.items()},
        "calibration": [asdict(one) for one in found.calibration],
        "mistakes": [{"mistake": m.mistake, "article": m.article, **asdict(m.relation)} for m in found.mistakes],
    }


def _figures_document(figures: Figures) -> dict[str, Any]:
    span = figures.extra_interval
    return {
        "articles": figures.articles,
        "sentences": figures.sentences,
        **{level: _score_document(score) for level, score in figures.levels.items()},
        "extra_per_100_sentences": round(figures.extra, 2),
        "extra_interval": span and [round(end, 2) for end in span],
    }


def _score_document(score: Score) -> dict[str, Any]:
    return {
        **{name: round(getattr(score, name), 4) for name in FIGURES},
        **{"right": score.right, "given": score.given, "gold": score.gold},
        "intervals": {name: span and [round(end, 4) for end in span] for name, span in score.intervals.items()},
    }


def tables(found: Evaluation, *, mistakes: bool = False) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The same as titled tables for people; the mistakes, their sentences shortened, only if asked for."""
    parts = {"all": found.total} | (dict(found.by_language) if len(found.by_language) > 1 else {})
    yield (
        "Figures",
        [
            {"lang": lang, "level": level, **_row(score), **_spans(score)}
            for lang, figures in parts.items()
            for level, score in figures.levels.items()
        ],
    )
    yield "Given, but not right (strict)", [_extra_row(lang, figures) for lang, figures in parts.items()]
    yield "By relation (strict)", [{"relation": name, **_row(score)} for name, score in found.by_relation.items()]
    yield (
        "By confidence (strict)",
        [
            {"confidence": f"{b.low:g}–{b.high:g}", "given": b.given, "right": b.right, "P": _share(b.right, b.given)}
            for b in found.calibration
        ],
    )
    if mistakes:
        yield "Mistakes (strict)", [_mistake_row(mistake) for mistake in found.mistakes]


def _row(score: Score) -> dict[str, Any]:
    shares = {"P": _share(score.right, score.given), "R": _share(score.right, score.gold)}
    shares["F1"] = _share(2 * score.right, score.gold + score.given)
    return {"in gold": score.gold, "given": score.given, "right": score.right, **shares}


def _spans(score: Score) -> dict[str, str]:
    return {
        f"{short} 95 %": _span(score.intervals[name]) for short, name in zip(("P", "R", "F1"), FIGURES, strict=True)
    }


def _extra_row(lang: str, figures: Figures) -> dict[str, Any]:
    many = {"articles": figures.articles, "sentences": figures.sentences}
    return {"lang": lang, **many, "per 100 sentences": f"{figures.extra:.2f}", "95 %": _span(figures.extra_interval)}


def _mistake_row(mistake: Mistake) -> dict[str, str]:
    said = asdict(mistake.relation)
    claim = {name: said[name] for name in ("source", "relation", "target", "trigger")}
    short = textwrap.shorten(mistake.relation.sentence, SHORT, placeholder=" …")
    return {"mistake": mistake.mistake, "article": mistake.article, **claim, "sentence": short}


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "–"


def _span(interval: Interval | None) -> str:
    return "{:.2f}–{:.2f}".format(*interval) if interval else "–"


def below(floors: Mapping[str, Any], document: Mapping[str, Any], at: str = "") -> list[str]:
    """One line for each figure of a document that is below its floor; BadData if a floor is of no such figure.

    >>> below({"strict": {"recall": 0.5}}, {"strict": {"recall": 0.25, "f1": 0.4}})
    ['strict recall is 0.25, below its floor of 0.5']
    """
    found = []
    for name, floor in floors.items():
        figure, place = document.get(name), f"{at} {name}".strip()
        if isinstance(floor, Mapping) and isinstance(figure, Mapping):
            found += below(floor, figure, place)
        elif name not in FIGURES or type(floor) not in (int, float) or not isinstance(figure, float):
            raise BadData(f"floor '{place}': is of no figure. Precision, recall and f1 have floors, such as 0.8.")
        elif figure < floor:
            found.append(f"{place} is {figure}, below its floor of {floor}")
    return found
