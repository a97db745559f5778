"""The ranker: trees counted by hand, what it says of its reasons, and what it refuses to read."""

import json
import math
from pathlib import Path

import pytest

from actorgraph.coder import readings
from actorgraph.coder.gate import worth
from actorgraph.coder.ranking import ranker, read
from actorgraph.errors import BadData
from actorgraph.gold import gold_files, read_gold
from actorgraph.model import Article
from actorgraph.parse import paragraph_language, parse

FIXTURES = Path(__file__).parent.parent / "fixtures"
TREES = {
    "thresholds": {"ruled": 0.1, "free": 0.5},
    "calibration": [[0.0, 0.1], [0.5, 0.6], [0.9, 0.9]],
    "trees": [["fired", 0.5, -2.0, ["apart", 3.0, 2.0, 1.0, 1.5], 0.0], ["fired", 0.5, 0.0, 1.0, 0.25]],
}


def sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x))


@pytest.mark.parametrize(
    ("features", "total"),
    [({}, -2.0), ({"fired": 1.0}, 3.0), ({"fired": 1.0, "apart": 3.0}, 3.0), ({"fired": 1.0, "apart": 3.5}, 2.0)],
)
def test_leaves_add_up(features: dict[str, float], total: float) -> None:
    found = read(json.dumps(TREES))
    assert found.score(features) == pytest.approx(sigmoid(total))
    assert found.score_all([features, {}]) == pytest.approx([sigmoid(total), sigmoid(-2.0)])
    assert found.score_all([]) == []


def test_reasons_are_what_moved_the_score() -> None:
    # from 0.0 to 1.5 and from 0.25 to 1.0 by « fired », from 1.5 to 1.0 by « apart »
    assert read(json.dumps(TREES)).reasons({"fired": 1.0, "apart": 9.0}) == [("fired", 2.25), ("apart", -0.5)]


@pytest.mark.parametrize(("score", "right"), [(0.0, 0.1), (0.49, 0.1), (0.5, 0.6), (0.95, 0.9), (1.0, 0.9)])
def test_confidence_is_the_share_of_right_ones(score: float, right: float) -> None:
    assert read(json.dumps(TREES)).confidence(score) == right


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", json.dumps(TREES | {"thresholds": {}}), json.dumps(TREES | {"calibration": [1]})]
)
def test_what_is_no_ranker_is_refused(text: str) -> None:
    with pytest.raises(BadData, match="ranker"):
        read(text)


def test_confidence_rises_with_the_score() -> None:
    found = ranker()
    assert list(found.scores) == sorted(found.scores)
    assert list(found.right) == sorted(found.right)
    assert 0.0 <= found.right[0] <= found.right[-1] < 1.0
    assert 0.0 < found.at_least["ruled"] <= found.at_least["free"] < 1.0


def test_what_is_kept_has_the_score_for_it() -> None:
    text = "Russia bombed Ukrainian towns on Monday, and Poland, which backs Ukraine, accused Moscow of terror."
    ((article, sentences),) = parse([Article("a", text, "en", "2022-10-10")])
    least = ranker().at_least
    judged = [j for r in readings(article, sentences) for j in r.judged]
    assert {"POL BACKS UKR", "POL ACCUSES RUS"} <= {
        f"{j.relation.source} {j.relation.relation} {j.relation.target}" for j in judged if j.kept
    }
    assert any(not j.kept for j in judged)
    for j in judged:
        if j.score is not None:
            assert j.kept == (j.score >= least["ruled" if j.ruled else "free"])


def test_a_deed_whose_parties_the_rules_know_has_no_other() -> None:
    text = "Russia bombed Ukrainian towns on Monday, and Poland, which backs Ukraine, accused Moscow of terror."
    ((article, sentences),) = parse([Article("a", text, "en", "2022-10-10")])
    judged = [j for r in readings(article, sentences) for j in r.judged]
    (spare,) = [
        j for j in judged if (j.relation.source, j.relation.relation, j.relation.target) == ("POL", "ACCUSES", "UKR")
    ]
    assert (spare.kept, spare.score) == (
        False,
        None,
    )  # Poland accuses Moscow: a row says so, and the score is not asked


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_gate_lets_our_own_gold_through(lang: str) -> None:
    told = [
        r.sentence
        for file in (FIXTURES / "sentences" / f"{lang}.jsonl", *gold_files(FIXTURES / "relations"))
        for gold in read_gold([file])
        if gold.lang == lang
        for r in gold.relations
    ]
    stopped = sorted({text for text in told if not worth(text, paragraph_language(text, lang))})
    assert len(told) > 100
    assert len(stopped) <= 0.02 * len(told), stopped


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("La France bat l'Allemagne en finale.", "fr"),
        ("Il pleut sur Paris.", "fr"),
        ("The film shows Iran attacking Iraq.", "en"),
    ],
)
def test_the_gate_stops_sport_weather_and_films(text: str, lang: str) -> None:
    assert not worth(text, lang)
