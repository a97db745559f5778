"""What is counted as right, the figures by hand, the floors, and the command."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from actorgraph import cli
from actorgraph.errors import BadData, BadInput
from actorgraph.evaluate import Evaluation, asserted, below, document, evaluate, matches, pair_up, tables
from actorgraph.extract import extract
from actorgraph.gold import Coded, Gold, floors_of, given, gold_files, read_floors, read_given, read_gold
from actorgraph.model import Record
from actorgraph.read import read

FIXTURES = Path(__file__).parent.parent / "fixtures"


def coded(said: str, **more: Any) -> Coded:
    """A relation, from « source relation target »."""
    source, relation, target = said.split()
    return Coded(source=source, relation=relation, target=target, **more)


def line(id: str, *relations: str, text: str = "One. Two.", **more: Any) -> dict[str, Any]:
    """An article of gold, or a record, as JSON has it."""
    keys = ("source", "relation", "target")
    return {"id": id, "text": text, "relations": [dict(zip(keys, r.split(), strict=True)) for r in relations]} | more


def write(file: Path, *lines: dict[str, Any]) -> Path:
    """A file of these lines."""
    file.write_text("".join(json.dumps(one) + "\n" for one in lines), "utf-8")
    return file


def invoke(*words: str | Path) -> Result:
    """What `actorgraph evaluate` does."""
    return CliRunner().invoke(cli.main, ["evaluate", *map(str, words)])


# ----- what is the same


@pytest.mark.parametrize(
    ("gold", "other", "levels"),
    [
        ("RUS ACCUSES UKR", "RUS ACCUSES UKR", "strict relaxed pair"),
        ("RUS ACCUSES UKR", "RUS DEMANDS UKR", "relaxed pair"),  # both verbal conflict
        ("RUS ACCUSES UKR", "RUS ATTACKS UKR", "pair"),
        ("RUS ACCUSES UKR", "UKR ACCUSES RUS", "pair"),
        ("RUS ACCUSES UKR", "RUS ACCUSES BLR", ""),
        ("RUS MEETS UKR", "UKR MEETS RUS", "strict relaxed pair"),  # symmetric
        ("RUS MEETS UKR", "UKR BACKS RUS", "relaxed pair"),  # turned, since gold's is symmetric
        ("RUS BACKS UKR", "UKR MEETS RUS", "pair"),
        ("SYR ATTACKS SYR:REB", "SYR ATTACKS SYR:CVL", "relaxed pair"),
        ("SYR:REB ATTACKS SYR", "SYR COERCES SYR", "relaxed pair"),
        ("RUS ACCUSES UKR", "RUS LIKES UKR", "pair"),  # of another coder, perhaps
    ],
)
def test_levels(gold: str, other: str, levels: str) -> None:
    found = [level for level in ("strict", "relaxed", "pair") if matches(coded(gold), coded(other), level)]
    assert found == levels.split()


@pytest.mark.parametrize(
    ("gold", "gold_text", "other", "other_text", "same"),
    [
        ("ARMEE_BLANCHE", "l'armée blanche", "WHITE_ARMY", "Armée Blanche", True),
        ("ARMEE_BLANCHE", "l'armée blanche", "ARMEE_BLANCHE_DU_SUD", "", True),  # the words of the id count
        ("ARMEE_BLANCHE", "l'armée blanche", "ARMEE_ROUGE", "l'armée rouge", False),  # a half is not enough
        ("dupont-jean", "", "DUPONT", "", False),  # no words to compare
        ("dupont-jean", "M. Li", "li-jean", "M. Li", False),  # no long ones
        ("USA", "Washington Post", "WASHINGTON_POST", "Washington Post", False),  # one is a state
        ("WASHINGTON_POST", "Washington Post", "USA:MED", "Washington Post", False),  # or of a state
        ("XKX", "Kosovo government", "KOSOVO", "Kosovo government", False),
    ],
)
def test_names_out_of_the_dictionaries(gold: str, gold_text: str, other: str, other_text: str, same: bool) -> None:
    wanted = coded(f"{gold} ACCUSES RUS", source_text=gold_text)
    assert matches(wanted, coded(f"{other} ACCUSES RUS", source_text=other_text)) == same
    turned = coded(f"RUS ACCUSES {gold}", target_text=gold_text)
    assert matches(turned, coded(f"RUS ACCUSES {other}", target_text=other_text)) == same


def test_the_words_of_a_symmetric_relation_turn_with_its_actors() -> None:
    wanted = coded("armee-blanche MEETS RUS", source_text="armée blanche", target_text="Moscou")
    assert matches(wanted, coded("RUS MEETS army-white", source_text="Moscou", target_text="armée blanche"))
    assert not matches(wanted, coded("RUS MEETS army-white", source_text="armée blanche", target_text="Moscou"))


def test_what_is_unreal_incomplete_or_said_again_is_left_out() -> None:
    first = coded("RUS ACCUSES UKR", polarity="future", trigger="first")
    unreal = [coded("RUS ACCUSES USA", polarity=polarity) for polarity in ("negated", "hypothetical")]
    nobody = Coded(source="", relation="ACCUSES", target="UKR")
    assert asserted([*unreal, first, nobody, coded("RUS ACCUSES UKR", trigger="again")]) == (first,)


def test_each_is_used_once() -> None:
    one, other = coded("RUS MEETS UKR"), coded("UKR MEETS RUS")
    assert pair_up([one, one], [other]) == [(0, 0)]
    assert pair_up([one], [coded("RUS ACCUSES UKR"), other, one]) == [(0, 1)]


# ----- figures


GOLD = [  # three articles of 2, 1 and 3 sentences
    Gold(
        id="a",
        lang="fr",
        text="Un. Deux.",
        relations=(coded("RUS ACCUSES UKR", sentence="Un."), coded("RUS ATTACKS UKR"), coded("FRA MEETS DEU")),
    ),
    Gold(
        id="b",
        lang="en",
        text="One",
        relations=(coded("USA ACCUSES CHN"), coded("CHN ACCUSES USA", polarity="negated")),
    ),
    Gold(id="c", lang="en", text="One. « Two! » Three", relations=()),
]
GIVEN = {
    "a": [
        coded("RUS ACCUSES UKR", confidence=0.9),
        coded("DEU MEETS FRA", confidence=0.8),
        coded("RUS COERCES UKR", confidence=0.65),
    ],
    "c": [coded("USA ACCUSES CHN", confidence=1.0), coded("CHN ACCUSES USA", confidence=0.2)],
    "d": [coded("RUS ACCUSES UKR")],  # of no article in gold
}


def found() -> Evaluation:
    """The comparison of the two."""
    return evaluate(GOLD, GIVEN)


def test_figures_by_hand() -> None:
    total = document(found())
    assert (total["articles"], total["sentences"]) == (3, 6)
    strict = {"precision": 0.4, "recall": 0.5, "f1": 0.4444, "right": 2, "given": 5, "gold": 4}
    wide = {"precision": 0.6, "recall": 0.75, "f1": 0.6667, "right": 3, "given": 5, "gold": 4}
    for level, expected in (("strict", strict), ("relaxed", wide), ("pair", wide)):
        assert {name: value for name, value in total[level].items() if name != "intervals"} == expected
    assert total["extra_per_100_sentences"] == 50.0  # 3 in 6 sentences


def test_figures_of_parts() -> None:
    parts = found()
    assert {n: (s.gold, s.given, s.right) for n, s in parts.by_relation.items()} == {
        "ACCUSES": (2, 3, 1), "ATTACKS": (1, 0, 0), "COERCES": (0, 1, 0), "MEETS": (1, 1, 1),
    }  # fmt: skip
    english = parts.by_language["en"]
    assert (english.articles, english.sentences, english.extra) == (2, 4, 50.0)
    assert (english.levels["strict"].gold, english.levels["strict"].given, english.levels["strict"].right) == (1, 2, 0)
    assert parts.by_relation["ATTACKS"].precision == parts.by_relation["COERCES"].recall == 0
    assert list(parts.by_language) == ["en", "fr"]
    assert list(evaluate([Gold(id="a", text="", relations=GOLD[0].relations)], GIVEN).by_language) == ["und"]


def test_calibration() -> None:
    assert [(b.low, b.high, b.given, b.right) for b in found().calibration] == [
        (0, 0.5, 1, 0), (0.5, 0.65, 0, 0), (0.65, 0.8, 1, 0), (0.8, 1, 3, 2),
    ]  # fmt: skip


def test_mistakes_one_by_one() -> None:
    said = [(m.mistake, m.article, m.relation.source, m.relation.relation) for m in found().mistakes]
    assert said == [
        ("missed", "a", "RUS", "ATTACKS"),
        ("extra", "a", "RUS", "COERCES"),
        ("missed", "b", "USA", "ACCUSES"),
        ("extra", "c", "USA", "ACCUSES"),
        ("extra", "c", "CHN", "ACCUSES"),
    ]


def test_intervals_hold_the_figure_and_are_the_same_again() -> None:
    half = [Gold(id=str(i), text="One.", relations=(coded("RUS ACCUSES UKR"),)) for i in range(400)]
    score = evaluate(half, {str(i): half[i].relations for i in range(0, 400, 2)}).total.levels["strict"]
    low, high = score.intervals["recall"] or (0, 0)
    # a share of 0.5 over 400: standard error 0.025, so 0.5 ± 1.96 · 0.025
    assert (low, high) == pytest.approx((0.451, 0.549), abs=0.01)
    assert score.intervals["precision"] == (1, 1)
    assert document(found()) == document(found())


def test_no_interval_without_samples_to_take_it_from() -> None:
    alone = evaluate(GOLD[:1], GIVEN)
    assert set(alone.total.levels["strict"].intervals.values()) == {None}
    assert alone.total.extra_interval is None
    assert found().by_relation["ATTACKS"].intervals["precision"] is None  # none given


def test_nothing_to_compare() -> None:
    with pytest.raises(BadInput, match="gold holds no relation"):
        evaluate(GOLD[2:], GIVEN)
    with pytest.raises(BadInput, match="no article of gold is among"):
        evaluate(GOLD, {"x": []})


def test_tables_say_what_there_is_and_shorten_sentences() -> None:
    long = Gold(id="a", text="", relations=(coded("RUS ACCUSES UKR", sentence="mot " * 100),))
    shown = dict(tables(evaluate([long], {"a": []}), mistakes=True))
    (mistake,) = shown["Mistakes (strict)"]
    assert mistake["sentence"].endswith("mot …")
    assert len(mistake["sentence"]) <= 120
    assert [(row["level"], row["P"], row["R"]) for row in shown["Figures"]] == [
        ("strict", "–", "0.00"), ("relaxed", "–", "0.00"), ("pair", "–", "0.00"),
    ]  # fmt: skip


# ----- floors


def test_below_names_each_figure() -> None:
    reached = document(found())
    floors = {
        "strict": {"precision": 0.4, "recall": 0.6},
        "by_relation": {"MEETS": {"f1": 1}, "ATTACKS": {"recall": 0.1}},
    }
    assert below(floors, reached) == [
        "strict recall is 0.5, below its floor of 0.6",
        "by_relation ATTACKS recall is 0.0, below its floor of 0.1",
    ]


@pytest.mark.parametrize(
    "floors",
    [
        {"strict": 0.8},
        {"precision": 0.8},
        {"strict": {"given": 3}},
        {"strict": {"recall": "0.8"}},
        {"by_relation": {"VETOES": {"recall": 0.8}}},
        {"extra_per_100_sentences": 2.0},
    ],
)
def test_a_floor_of_no_figure_is_an_error(floors: dict[str, Any]) -> None:
    with pytest.raises(BadData, match="is of no figure"):
        below(floors, document(found()))


def test_floors_are_found_by_name_or_end_of_path(tmp_path: Path) -> None:
    floors = {"fr.jsonl": {"a": 1}, "sentences/fr.jsonl": {"b": 1}}
    assert floors_of(tmp_path / "fr.jsonl", floors) == {"a": 1}
    assert floors_of(tmp_path / "sentences" / "fr.jsonl", floors) == {"b": 1}
    with pytest.raises(BadInput, match=r"there are no floors for it. There are: fr.jsonl, sentences/fr.jsonl"):
        floors_of(tmp_path / "en.jsonl", floors)


@pytest.mark.parametrize("text", ["{", "[]", '{"gold.jsonl": 0.8}'])
def test_floors_that_are_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "floors.json").write_text(text)
    with pytest.raises(BadData, match=r"floors\.json: "):
        read_floors(tmp_path / "floors.json")


# ----- files


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Moscou accuse Kiev.", "line 1: the line: Invalid JSON"),
        ('{"id": "a", "relations": []}', "line 1: text: Field required"),
        ('{"id": "a", "text": "x"}', "line 1: relations: Field required"),
        ('\n{"text": "x", "relations": []}', "line 2: id: Field required"),
        ('{"id": "", "text": "x", "relations": []}', "id '' is empty"),
        ('{"id": "a", "text": "x", "relations": [{"source": "RUS", "target": "UKR"}]}', "relations.0.relation: Field"),
        (json.dumps(line("a", "RUS LIKES UKR")), "there is no relation 'LIKES'. There are: ACCUSES, "),
        (json.dumps(line("a", coder="actorgraph-1")), "has a 'coder'"),
        (json.dumps(line("a")) + "\n" + json.dumps(line("a")), "line 2: id 'a' is empty or was before"),
    ],
)
def test_gold_that_is_none(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "gold.jsonl").write_text(text)
    result = invoke(tmp_path / "gold.jsonl")
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_gold_may_be_a_folder_and_have_other_keys(tmp_path: Path) -> None:
    write(tmp_path / "b.jsonl", line("2", "RUS ACCUSES UKR"))
    (tmp_path / "a.ndjson").write_bytes(
        b"\xef\xbb\xbf" + json.dumps(line("1") | {"id": 1, "lang": None, "n": 1}).encode()
    )
    (tmp_path / "readme.txt").write_text("no gold")
    assert [file.name for file in gold_files(tmp_path)] == ["a.ndjson", "b.jsonl"]
    assert [(g.id, g.lang, len(g.relations)) for g in read_gold([tmp_path])] == [("1", "", 0), ("2", "", 1)]
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadInput, match="no JSON Lines"):
        read_gold([tmp_path / "empty"])


def test_records_are_read_as_they_were_written(tmp_path: Path) -> None:
    files = [FIXTURES / "relations" / "mali-2012-12.jsonl"]
    (record,) = extract(read(files))
    assert isinstance(record, Record)
    (tmp_path / "records.jsonl").write_text(record.to_json() + "\n", "utf-8")
    assert read_given(tmp_path / "records.jsonl") == given([record])
    assert len(given([record])[record.id]) == len(record.relations) > 0


# ----- the command


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Gold of two articles, and records of them: of three relations, two are found, and one more is given."""
    gold = write(tmp_path / "gold.jsonl", line("a", "RUS ACCUSES UKR", "FRA MEETS DEU"), line("b", "USA BACKS UKR"))
    records = write(
        tmp_path / "records.jsonl",
        line("a", "RUS ACCUSES UKR", "DEU MEETS FRA"),
        line("b", "UKR BACKS USA"),
        line("c", "RUS ACCUSES UKR"),
    )
    return gold, records


def test_figures_as_text_and_as_json(files: tuple[Path, Path]) -> None:
    shown = invoke(files[0], "--records", files[1])
    assert shown.exit_code == 0
    rows = shown.stdout.splitlines()
    assert rows[0] == "Figures"
    assert rows[2].startswith("all\tstrict\t3\t3\t2\t0.67\t0.67\t0.67\t")
    assert "Mistakes" not in shown.stdout
    told = json.loads(invoke(files[0], "--records", files[1], "--format", "json").stdout)
    assert told == document(evaluate(read_gold(files[:1]), read_given(files[1])))
    assert told["pair"]["f1"] == 1


def test_errors_are_a_table(files: tuple[Path, Path]) -> None:
    shown = invoke(files[0], "--records", files[1], "--errors").stdout
    assert shown.split("Mistakes (strict)\n")[1].strip().splitlines() == [
        "mistake\tarticle\tsource\trelation\ttarget\ttrigger\tsentence",
        "missed\tb\tUSA\tBACKS\tUKR\t\t",
        "extra\tb\tUKR\tBACKS\tUSA",
    ]


def test_errors_on_a_terminal_show_whole_sentences(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    one = coded("RUS ACCUSES UKR", trigger="accuse", sentence="Moscou\x1b[31m accuse " + "Kiev " * 50)
    cli._show_evaluation(evaluate([Gold(id="a", text="", relations=(one,))], {"a": []}), True)
    shown = capsys.readouterr().out
    assert "missed in a: RUS ACCUSES UKR (accuse)\n    « Moscou\ufffd[31m accuse Kiev" in shown
    assert shown.count("Kiev") == 50


def test_records_that_are_missing_are_said(files: tuple[Path, Path], tmp_path: Path) -> None:
    half = write(tmp_path / "half.jsonl", line("b", "USA BACKS UKR"))
    result = invoke(files[0], "--records", half)
    assert result.exit_code == 1
    assert "has no record of a (1 in all)" in result.stderr
    assert "\tstrict\t3\t1\t1\t" in result.stdout
    assert "no article of gold is among" in invoke(files[0], "--records", write(half, line("x"))).stderr
    assert invoke(files[0], "--records", tmp_path / "gone.jsonl").exit_code == 2
    assert "gone.jsonl: No such file" in invoke(tmp_path / "gone.jsonl").stderr


def test_floors_decide_the_exit_code(files: tuple[Path, Path], tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    for least, code in ((0.66, 0), (0.7, 1)):
        floors.write_text(json.dumps({"gold.jsonl": {"strict": {"precision": 0.5, "recall": least}}}))
        result = invoke(files[0], "--records", files[1], "--floors", floors)
        assert result.exit_code == code
        assert ("gold.jsonl: strict recall is 0.6667, below its floor of 0.7." in result.stderr) == bool(code)
        assert "precision is" not in result.stderr
    floors.write_text("{}")
    result = invoke(files[0], "--floors", floors)
    assert (result.exit_code, "there are no floors for it. There are: none." in result.stderr) == (2, True)


def test_texts_are_coded_anew(tmp_path: Path) -> None:
    gold = write(
        tmp_path / "gold.jsonl",
        line("fr", "FRA ACCUSES RUS", "RUS ATTACKS UKR", text="Paris a accusé Moscou.", lang="fr", date="2020-01-02"),
        line("en", "CAN ACCUSES CHN", text="Canada accused China of spying.", lang="en", date="2020-01-02"),
        line("de", text="Moskau hat Kiew heute erneut scharf angegriffen.", lang="de"),
    )
    result = invoke(gold, "--format", "json", "--errors")
    assert (result.exit_code, "line 3: is in 'de'" in result.stderr) == (1, True)
    told = json.loads(result.stdout)
    assert {name: told["strict"][name] for name in ("right", "given", "gold")} == {"right": 2, "given": 2, "gold": 3}
    assert [(m["mistake"], m["relation"]) for m in told["mistakes"]] == [("missed", "ATTACKS")]
    assert list(told["by_language"]) == ["de", "en", "fr"]
