"""The command line: what each command prints, where, and with which exit code."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from actorgraph import cli, embedded
from actorgraph import graph as graphs
from actorgraph.model import Mention, Record, Relation

ARTICLE = Path(__file__).parent.parent / "fixtures" / "articles" / "idleb-2019-12.txt"
HEAVY = ["spacy", "networkx", "numpy", "neo4j", "arcadedb", "pydantic", "pyvis", "rich"]
COMMANDS = sorted(cli.main.commands)
ACCUSED = "Paris accused Moscow, and\x1b[31m Ankara\tmet Moscow."


def _relation(source: str, name: str, target: str, **more: str) -> Relation:
    facts = {"trigger": "accused", "source_text": source, "target_text": target, "date": "2020-01-02"} | more
    return Relation(
        source=source,
        relation=name,
        target=target,
        sentence=ACCUSED,
        quote=ACCUSED,
        start=0,
        end=len(ACCUSED),
        **facts,  # type: ignore[arg-type]
    )


RECORD = Record(
    id="a.txt",
    published="2020-01-03",
    coder="test",
    mentions=(
        Mention(actor="RUS", count=1, name="Russia", kind="State"),
        Mention(actor="x-alpha", count=1, name="Alpha Front", kind="ArmedGroup", provisional=True),
        Mention(actor="x-beta", count=1, name="Beta Front", kind="ArmedGroup", provisional=True),
    ),
    relations=(
        _relation("FRA", "ACCUSES", "RUS", speaker="x-alpha"),
        _relation("TUR", "MEETS", "RUS", trigger="met"),
        _relation("x-alpha", "ATTACKS", "x-beta", date="2020-02"),
    ),
)

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No server, no graph and no settings of the user."""
    for name in (*cli.ADDRESSES, "ACTORGRAPH_FOLDER", "COLUMNS", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An embedded graph with one record, its engine up for all tests here."""
    place = tmp_path_factory.mktemp("graph") / "here"
    embedded.acquire(place)
    with graphs.open(folder=place) as graph:
        graph.load([RECORD])
    yield place
    embedded.release(place)


@pytest.fixture
def run(folder: Path) -> Run:
    """Run a command on that graph."""

    def call(command: str, *arguments: str, input: str | None = None) -> Result:
        return invoke(command, *arguments, "--folder", str(folder), input=input)

    return call


def invoke(*arguments: str, input: str | None = None) -> Result:
    """What a command line does."""
    return CliRunner().invoke(cli.main, arguments, input=input)


def process(*arguments: str, input: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """The same in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "actorgraph", *arguments],
        input=input, capture_output=True, text=True, timeout=120, env=os.environ | environment, check=False,
    )  # fmt: skip


def table(result: Result) -> list[dict[str, str]]:
    """The rows of tab-separated output."""
    assert result.exit_code == 0, result.stderr
    head, *lines = result.stdout.splitlines()
    return [dict(zip(head.split("\t"), line.split("\t"), strict=True)) for line in lines]


# ----- help


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_an_example(name: str) -> None:
    result = invoke(name, "--help")
    assert result.exit_code == 0
    assert f"Example:\n    actorgraph {name}" in result.stdout


def test_first_line_of_each_command_is_shown_whole() -> None:
    lines = invoke("--help").stdout.split("Commands:\n")[1].splitlines()
    assert len(lines) == len(COMMANDS)
    assert [line for line in lines if not line.endswith(".") or line.endswith("...")] == []


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from actorgraph.cli import main\n"
        "for words in (['--help'], ['load', '--help'], ['query', '--help'], ['--version']):\n"
        "    try: main(words)\n"
        "    except SystemExit as end: assert not end.code, words\n"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_version() -> None:
    assert process("--version").stdout.startswith("actorgraph, version ")


# ----- from an article to the graph


def test_an_article_goes_all_the_way() -> None:
    coded = process("extract", str(ARTICLE))
    (record,) = map(json.loads, coded.stdout.splitlines())
    assert coded.returncode == 0
    assert record["id"] == ARTICLE.name
    found = {(r["source"], r["relation"], r["target"]) for r in record["relations"]}
    assert {("RUS", "VETOES", "UNSC"), ("CHN", "VETOES", "UNSC"), ("USA", "DEMANDS", "SYR")} <= found

    first = process("load", "-", input=coded.stdout)
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.startswith("Articles: 1 new, 0 changed, 0 unchanged.")
    assert process("load", "-", input=coded.stdout).stdout.startswith("Articles: 0 new, 0 changed, 1 unchanged.")

    listed = process("relations").stdout.splitlines()
    assert len(listed) == 1 + len(record["relations"])
    assert process("verify", str(ARTICLE)).stdout.splitlines()[1].startswith(f"{ARTICLE.name}\tok\t")


def test_extract_keeps_order_and_can_show_a_table() -> None:
    lines = [json.dumps({"id": name, "lang": "fr", "text": "Paris a accusé Moscou."}) for name in "ba"]
    coded = invoke("extract", "-", input="\n".join(lines))
    assert [json.loads(line)["id"] for line in coded.stdout.splitlines()] == ["b", "a"]
    shown = invoke("extract", "-", "--format", "table", input=lines[0]).stdout
    assert "ACCUSES" in shown
    assert "« Paris a accusé Moscou. »" in shown
    assert "An accusation is a claim" in shown.splitlines()[-1]


# ----- bad input


def test_bad_input_is_said_counted_and_the_rest_loaded(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01\x02")
    (tmp_path / "good.jsonl").write_text(RECORD.to_json() + "\nnot json\n")
    for command in ("load", "extract"):
        result = invoke(command, "empty.txt", "binary.txt", "gone.txt", "good.jsonl")
        assert result.exit_code == 1
        said = result.stderr.splitlines()
        assert [line.split(":")[0] for line in said[:4]] == [
            "Skipped empty.txt", "Skipped binary.txt", "Skipped gone.txt", "Skipped good.jsonl, line 2",
        ]  # fmt: skip
        assert said[4:] == ["Skipped 4 inputs in all."]
    assert "Articles: 0 new, 0 changed, 1 unchanged." in invoke("load", "good.jsonl").stdout
    assert table(invoke("relations"))


def test_a_record_that_cannot_be_loaded_is_skipped() -> None:
    bad = RECORD.to_json().replace('"relation": "MEETS"', '"relation": "LIKES"')
    result = invoke("load", "-", input=bad)
    assert (result.exit_code, "Skipped a.txt: relation 'LIKES'" in result.stderr) == (1, True)


def test_verify_finds_what_differs(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ACCUSED.replace("\x1b", "").replace("Paris", "Roma"))
    result = run("verify", "a.txt")
    assert result.exit_code == 1
    assert "a.txt\tquote differs\t3\t" in result.stdout
    assert run("verify", "-", input=RECORD.to_json()).exit_code == 1  # no text in it


# ----- asking


def test_relations_in_a_pipe_are_clean_rows(run: Run) -> None:
    rows = table(run("relations", "--type", "accuses"))
    assert [(r["source"], r["relation"], r["target"], r["speaker"]) for r in rows] == [
        ("FRA", "ACCUSES", "RUS", "x-alpha")
    ]
    assert rows[0]["sentence"] == ACCUSED.replace("\t", "\\t")


def test_relations_as_text_group_by_sentence_and_tame_the_terminal(run: Run) -> None:
    text = run("relations", "--format", "text", "--until", "2020-01").stdout
    assert text.splitlines()[:2] == [
        "2020-01-02  France (FRA) ACCUSES Russia (RUS)  (said by Alpha Front)",
        "2020-01-02  Russia (RUS) MEETS Türkiye (TUR)",
    ]
    assert text.count("« Paris accused Moscow") == 1
    assert "\x1b" not in text
    assert "An accusation is a claim of the one who makes it, not a fact." in text


@pytest.mark.parametrize("name", ["TUR", "tur", "Turquie", "turkey", "Türkiye"])
def test_actors_are_found_by_id_or_name(run: Run, name: str) -> None:
    assert [r["relation"] for r in table(run("relations", "--from", name))] == ["MEETS"]


def test_an_ambiguous_name_lists_the_candidates(run: Run) -> None:
    result = run("show", "front")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "x-alpha (Alpha Front), x-beta (Beta Front)" in result.stderr
    assert "no actor 'Atlantis'" in run("show", "Atlantis").stderr


def test_show_says_how_far_to_trust_it(run: Run) -> None:
    lines = run("show", "Russie").stdout.splitlines()
    assert lines[0].startswith("Russia (RUS)")
    assert lines[1] == "Coded by a machine from news text."
    assert "  France ACCUSES Russia — 1 event, 2020-01-02" in lines
    assert "An accusation is a claim of the one who makes it, not a fact." in lines[-1]
    assert json.loads(run("show", "RUS", "--format", "json").stdout)["actor"]["id"] == "RUS"


def test_actors_and_status(run: Run) -> None:
    assert [r["id"] for r in table(run("actors", "front"))] == ["x-alpha", "x-beta"]
    assert {r["what"]: r["value"] for r in table(run("status"))}["claims"] == "3"
    assert json.loads(run("status", "--format", "json").stdout)["articles"] == 1


# ----- Cypher


def test_query_formats(run: Run) -> None:
    cypher = "RETURN 1 AS n, 'a\tb' AS t, null AS z, [1, 2] AS l"
    assert run("query", cypher).stdout == "n\tt\tz\tl\n1\ta\\tb\t\t[1, 2]\n"
    assert run("query", cypher, "--format", "csv").stdout == 'n,t,z,l\n1,a\tb,,"[1, 2]"\n'
    assert json.loads(run("query", cypher, "--format", "json").stdout) == [
        {"n": 1, "t": "a\tb", "z": None, "l": [1, 2]}
    ]
    assert "1 row" in run("query", cypher, "--format", "verbose").stdout


@pytest.mark.parametrize("given", ["a=RUS", "a => 'RUS'", "a: 'RUS'", "{a: 'RUS', b: 1}"])
def test_query_takes_parameters_as_cypher_shell_does(run: Run, given: str) -> None:
    assert run("query", "RETURN $a AS a", "-P", given).stdout == "a\nRUS\n"


def test_query_by_name_file_and_standard_input(run: Run, tmp_path: Path) -> None:
    assert len(table(run("query", "who-accuses", "-P", "since=2019", "-P", "limit=1"))) == 1
    assert "needs $actor" in run("query", "actor").stderr
    (tmp_path / "q.cypher").write_text("// two\nRETURN 1 AS a;\nRETURN ';' AS b;\n// end\n")
    both = "a\n1\nb\n;\n"
    assert run("query", "-f", "q.cypher").stdout == both
    for words in ([], ["-"], ["-f", "-"]):
        assert run("query", *words, input=(tmp_path / "q.cypher").read_text()).stdout == both
    assert run("query", input=" // nothing\n").exit_code == 2


def test_query_only_reads_unless_told(run: Run) -> None:
    create, count = "CREATE (n:Note {id: 1})", "MATCH (n:Note) RETURN count(n) AS n"
    refused = run("query", create)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert (
        refused.stderr
        == "Error: the query writes, but was only allowed to read. Use --write (in Python: write=True).\n"
    )
    assert table(run("query", count)) == [{"n": "0"}]
    for words in (["--write"], ["--access-mode", "write"]):
        assert run("query", create, *words).exit_code == 0
    assert table(run("query", count)) == [{"n": "2"}]
    assert run("query", "MATCH (n:Note) DELETE n", "--write").exit_code == 0


def test_query_stops_at_the_first_error_or_goes_on(run: Run) -> None:
    text = "RETURN 1 AS a; RETRUN 2; RETURN 3 AS c"
    fast, end = run("query", text), run("query", text, "--fail-at-end")
    assert (fast.exit_code, fast.stdout) == (2, "a\n1\n")
    assert (end.exit_code, end.stdout) == (2, "a\n1\nc\n3\n")
    assert fast.stderr.startswith("Error: ")
    assert "Traceback" not in fast.stderr
    assert "Traceback" in invoke("--debug", "query", "RETRUN", "--folder", "nowhere").stderr


def test_a_table_leaves_out_what_has_no_room(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "actorgraph.show.console", lambda **_: Console(width=40, force_terminal=True, color_system=None)
    )
    cypher = f"MATCH (a {{id: 'RUS'}}) RETURN a, '{'x y ' * 30}' AS long, 1 AS n, 'no room' AS last"
    lines = run("query", cypher, "--format", "verbose").stdout.splitlines()
    assert max(map(len, lines[:-3])) <= 40
    assert lines[0].split() == ["a", "long", "n"]
    assert lines[1].startswith("(RUS Russia)  x y")
    assert " ".join(" ".join(lines).split()).endswith(
        "1 row; no room for last: widen the terminal, or take another --format"
    )


def test_lists_need_no_graph() -> None:
    assert "who_accuses\t" in invoke("query", "--list").stdout
    assert "balance\tOne row per pair" in invoke("analyze", "--list").stdout


# ----- measures and the page


def test_analyze(run: Run) -> None:
    rows = table(run("analyze", "balance", "--type", "accuses"))
    assert [(r["a"], r["b"], r["sign"]) for r in rows] == [("FRA", "RUS", "-1")]
    assert len(table(run("analyze", "degree", "--limit", "2"))) == 2
    assert "There are: balance" in run("analyze", "luck").stderr


def test_draw_writes_the_page_or_nothing(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    done = run("draw", "-o", str(page), "--actor", "France", "--lang", "fr", "--title", "Essai <1>")
    assert (done.exit_code, "2 actors, 1 relations" in done.stdout) == (0, True), done.stderr
    assert "Essai &lt;1&gt;" in page.read_text("utf-8")
    for words in (["none.html", "--since", "2030"], ["page.png"], ["none/page.html"]):
        assert run("draw", "-o", *words).exit_code == 2
    assert [f.name for f in tmp_path.iterdir()] == ["page.html"]


# ----- where the graph is


def test_no_graph_yet_says_how_to_make_one(tmp_path: Path) -> None:
    result = invoke("relations")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "actorgraph load" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_is_not_there_is_said_soon() -> None:
    start = time.monotonic()
    for words in (["status", "-a", "bolt://127.0.0.1:1"], ["load", "-a", "bolt://127.0.0.1:1", str(ARTICLE)]):
        result = invoke(*words)
        assert result.exit_code == 2
        assert result.stderr.startswith("Error: no graph database answers at bolt://127.0.0.1:1.")
        assert len(result.stderr.splitlines()) == 1
    assert time.monotonic() - start < 20


@pytest.mark.parametrize("name", cli.ADDRESSES)
def test_folder_wins_over_the_environment(run: Run, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "bolt://127.0.0.1:1")
    assert invoke("status").exit_code == 2
    assert table(run("status"))
    assert "give one of them" in run("status", "-a", "bolt://127.0.0.1:1").stderr


def test_a_closed_pipe_is_silent(folder: Path) -> None:
    shell = f"{sys.executable} -m actorgraph query 'UNWIND range(1, 200000) AS n RETURN n' --folder {folder} | head -1"
    done = subprocess.run(shell, shell=True, capture_output=True, text=True, timeout=120, check=True)
    assert (done.stdout, done.stderr) == ("n\n", "")
