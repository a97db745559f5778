"""What the pages say is so: commands and their options, Cypher, Python, settings, links, examples."""

import importlib.util
import json
import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import click
import pytest

from actorgraph import queries
from actorgraph.cli import main
from actorgraph.graph import Graph
from actorgraph.model import Mention, Record, Relation
from actorgraph.ontology import relations
from actorgraph.schema import properties
from actorgraph.settings import read_settings

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
GENERATED = {"cli.md", "schema.md"}
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
CODE = re.compile(r"^```(\w*)\n(.*?)^```", re.M | re.S)
INLINE = re.compile(r"`(actorgraph [a-z][^`]*)`")
CYPHER = re.compile(r"\b(MATCH|RETURN|CREATE|MERGE)\b")


@cache
def make() -> Any:
    """The script that writes the generated pages."""
    spec = importlib.util.spec_from_file_location("actorgraph_docs_make", ROOT / "docs" / "make.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def command_lines() -> list[list[str]]:
    """Every command of ours that a page shows, as words; what stands behind a pipe or `>` is left out."""
    shown: list[str] = []
    for page in PAGES:
        text = page.read_text("utf-8")
        for _, block in CODE.findall(text):
            shown += [line.strip() for line in block.splitlines() if line.strip().startswith("actorgraph ")]
        shown += INLINE.findall(CODE.sub("", text))
    lines = []
    for line in dict.fromkeys(shown):
        words = shlex.split(re.sub(r"\s{3,}[a-z].*$", "", line), comments=True)
        ends = [i for i, word in enumerate(words) if word in ("|", ">")]
        lines.append(words[1 : min(ends, default=len(words))])
    return lines


@cache
def cypher() -> list[tuple[str, bool]]:
    """Every statement that a page asks `actorgraph query` for, and whether it writes."""
    asked = [words for words in command_lines() if words[:1] == ["query"]]
    return [(word, "--write" in words) for words in asked for word in words if CYPHER.search(word)]


def blocks(language: str) -> list[str]:
    """The README's blocks of code in a language."""
    return [text for lang, text in CODE.findall((ROOT / "README.md").read_text("utf-8")) if lang == language]


def record() -> Record:
    """An article as `extract` writes it."""
    said = "Moscou et Pékin ont opposé leur veto."
    told = {"sentence": said, "quote": said, "start": 0, "end": len(said), "date": "2019-12-20", "trigger": "veto"}
    ends = {"source": "RUS", "source_text": "Moscou", "target": "UNSC", "target_text": "Conseil"}
    return Record(
        id="veto.txt", published="2019-12-21", lang="fr", checksum="0", coder="test",
        mentions=(Mention(actor="RUS", count=1, name="Russia", kind="State", country="RUS"),
                  Mention(actor="UNSC", count=1, name="UN Security Council", kind="Organization")),
        relations=(Relation(relation="VETOES", **ends, **told),),  # type: ignore[arg-type]
    )  # fmt: skip


def test_the_page_of_commands_is_current() -> None:
    written = (ROOT / "docs" / "cli.md").read_text("utf-8")
    # lines may break elsewhere in another version of click
    current = written.split() == make().cli_page().split()
    assert current, "write it again: python docs/make.py"


def test_commands_are_found_in_the_pages() -> None:
    assert {words[0] for words in command_lines() if not words[0].startswith("-")} >= set(main.commands)
    assert len(cypher()) >= 4


@pytest.mark.parametrize("words", command_lines(), ids=" ".join)
def test_shown_commands_are_understood(words: list[str]) -> None:
    if words[0] == "COMMAND" or "COMMAND" in words:
        return
    with main.make_context("actorgraph", list(words)) as top:
        name, command, rest = main.resolve_command(top, list(words))
        assert command
        if rest in ([], ["NAME"]):  # only named in a sentence
            return
        try:
            command.make_context(str(name), rest, parent=top)
        except click.exceptions.Exit:  # --list has printed
            assert "--list" in words


def test_shown_names_of_queries_exist() -> None:
    for words in command_lines():
        if words[0] == "query" and words[1:] and re.fullmatch(r"[a-z_]+", words[1]):
            given = [words[i + 1].split("=")[0] for i, word in enumerate(words) if word == "-P"]
            assert set(given) <= {p.name for p in queries.find(words[1]).params}


@pytest.mark.parametrize(("statement", "write"), cypher())
def test_shown_cypher_runs(graph: Graph, statement: str, write: bool) -> None:
    graph.load([record()])
    graph.query(statement, write=write)
    named = set(re.findall(r"\b[a-z]\.([a-z_]+)", statement))
    assert named <= {name for of in ("ACTOR", "ARTICLE", "CLAIM") for name in properties(of)}


def test_shown_python_runs(tmp_path: Path) -> None:
    (code,) = blocks("python")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "veto.jsonl").write_text(record().to_json() + "\n", "utf-8")
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "UN Security Council" in done.stdout


def test_shown_settings_are_understood(tmp_path: Path) -> None:
    for block in blocks("toml"):
        file = tmp_path / "actorgraph.toml"
        file.write_text(block, "utf-8")
        assert read_settings(file, {}).pipelines


def test_the_example_of_the_readme_is_the_fixture() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    article = (ROOT / "fixtures" / "articles" / "idleb-2019-12.txt").read_text("utf-8")
    expected = json.loads((ROOT / "fixtures" / "relations" / "idleb-2019-12.jsonl").read_text("utf-8"))["relations"]
    known = {(r["date"] or "", r["source"], r["relation"], r["target"]) for r in expected}
    known |= {(date, target, name, source) for date, source, name, target in known if relations()[name].symmetric}
    rows = re.findall(r"^\| ([\d-]*) *\| (\w+) \| (\w+) \| (\w+) \| \*(.+)\* \|$", text, re.M)
    assert rows
    for *claim, words in rows:
        assert tuple(claim) in known
        assert all(part in article for part in words.split(" …, "))
    for quote in re.findall(r"^> (.+?)(?: …)?$", text, re.M):
        assert quote in article


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_every_page_is_reached_from_the_readme() -> None:
    reached = {(ROOT / target).resolve() for target in LINK.findall((ROOT / "README.md").read_text("utf-8"))}
    assert set(PAGES[1:]) <= reached


def test_make_says_what_the_readme_says() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"^make (\w+)", (ROOT / "README.md").read_text("utf-8"), re.M):
        assert re.search(rf"^{target}:", makefile, re.M)
    for words in (shlex.split(line) for line in re.findall(r"'  actorgraph (.+)' ", makefile)):
        with main.make_context("actorgraph", words) as top:
            name, command, rest = main.resolve_command(top, words)
            assert command
            command.make_context(str(name), rest, parent=top)


def test_generated_pages_say_so() -> None:
    for page in PAGES:
        assert ("do not edit" in page.read_text("utf-8")) == (page.name in GENERATED), page
