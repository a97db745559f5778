"""The embedded engine over a folder: found, started, shared between processes, recovered after a kill."""

import json
import os
import re
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import pytest

import actorgraph.graph as graphs
from actorgraph import embedded
from actorgraph.bolt import Connection
from actorgraph.errors import QueryError, Unreachable
from actorgraph.graph import Graph
from actorgraph.model import Record

LOADER = """
import sys, time
from actorgraph import graph as graphs, loading
from actorgraph.model import Record, Relation

loading.known = lambda actor: None  # no dictionary: these tests are about processes
loading.officials = lambda: ()

def record(n, claims=20):
    def claim(i):
        words = {"quote": "x" * (i + 1), "start": 0, "end": i + 1, "sentence": "x", "trigger": "x"}
        return Relation(source="RUS", relation="ACCUSES", target="UKR", source_text="a", target_text="b", **words)
    return Record(id=f"a{n}", checksum=str(n), coder="1", relations=tuple(claim(i) for i in range(claims)))

def wait():
    print("ready", flush=True)
    sys.stdin.readline()
"""


class Process:
    """Another Python process that runs LOADER and then some code over a folder."""

    def __init__(self, folder: Path, code: str) -> None:
        program = f"folder = {str(folder)!r}\n{LOADER}\n{textwrap.dedent(code)}"
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        self.popen = subprocess.Popen([sys.executable, "-c", program], text=True, **pipes)

    def line(self) -> str:
        assert self.popen.stdout
        return str(self.popen.stdout.readline()).strip()

    def end(self) -> tuple[int, str]:
        """Exit code and what was said on standard output and error together."""
        out, err = self.popen.communicate("\n", timeout=60)
        return self.popen.returncode, out + err

    def kill(self) -> None:
        self.popen.send_signal(signal.SIGKILL)
        self.popen.communicate()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / embedded.FOLDER


def counts(graph: Graph) -> dict[str, int]:
    """Claims by article."""
    rows = graph.query("MATCH ()-[r:ACCUSES]->() RETURN r.article AS article, count(r) AS n")
    return {row["article"]: row["n"] for row in rows}


HOLD = """
with graphs.open(folder=folder, create=True) as graph:
    graph.load([record(1)])
    wait()
"""


def test_folder_is_found_upward_and_made_by_load_only(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    below = folder.parent / "a" / "b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    with graphs.open() as graph, pytest.raises(Unreachable, match=r"no graph in .* yet.*actorgraph load PATH"):
        graph.actors()
    assert not list(below.iterdir())
    folder.mkdir()
    assert embedded.find() == folder
    monkeypatch.chdir(folder.parent)
    with graphs.open() as graph:
        graph.load([])
        assert graph.status()["folder"] == str(folder)
    assert (folder / "databases").is_dir()
    assert not (folder / "server.json").exists()


def test_load_makes_the_folder_in_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(embedded, "find", lambda: None)
    with graphs.open() as graph:
        graph.load([])
        assert graph.actors() == []
    assert (tmp_path / embedded.FOLDER).is_dir()


def test_passwords_are_private_and_only_loopback_listens(folder: Path) -> None:
    with graphs.open(folder=folder, create=True):
        assert (folder / "server.json").stat().st_mode & 0o777 == 0o600
        assert folder.stat().st_mode & 0o777 == 0o700
        assert json.loads((folder / "server.json").read_text("utf-8"))["pid"] == os.getpid()
        for addresses in listening(os.getpid()):
            assert addresses == "127.0.0.1"
        assert "ARCADEDB_LOG_DIR" not in os.environ


def listening(pid: int) -> set[str]:
    """The addresses on which a process listens, as the kernel says."""
    sockets = {m[1] for fd in Path(f"/proc/{pid}/fd").iterdir() if (m := _socket(fd))}
    found = set()
    for line in [
        line for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text("utf-8").splitlines()
    ]:
        parts = line.split()
        if len(parts) > 9 and parts[3] == "0A" and parts[9] in sockets:
            last = parts[1].split(":")[0][-8:]
            found.add(".".join(str(int(last[i : i + 2], 16)) for i in (6, 4, 2, 0)))
    assert found
    return found


def _socket(fd: Path) -> re.Match[str] | None:
    try:
        return re.match(r"socket:\[(\d+)\]", str(fd.readlink()))
    except OSError:
        return None


def test_process_is_quiet_and_exits_cleanly_even_without_close(folder: Path) -> None:
    for ending in ("graph.close()", "", "raise SystemExit(7)"):
        code = f"graph = graphs.open(folder=folder, create=True); print(graph.load([record(1)]).articles_new)\n{ending}"
        expected = "1" if ending == "graph.close()" else "0"
        assert Process(folder, code).end() == (7 if "7" in ending else 0, f"{expected}\n")
        assert not (folder / "server.json").exists()


def test_two_graphs_in_one_process_share_the_engine(folder: Path) -> None:
    with graphs.open(folder=folder, create=True) as one:
        with graphs.open(folder=folder) as two:
            two.query("CREATE (:Actor {id: 'X'})", write=True)
        assert [a["id"] for a in one.actors()] == ["X"]
    assert not embedded.held_here(folder)


def test_second_process_reads_and_writes_through_the_first(folder: Path) -> None:
    with graphs.open(folder=folder, create=True) as graph:
        code = """
        with graphs.open(folder=folder) as graph:
            print(graph.load([record(2)]).articles_new, graph.status()["here"], len(graph.actors()))
        """
        assert Process(folder, code).end() == (0, "1 False 2\n")
        assert counts(graph) == {"a2": 20}


def test_both_processes_write_at_once(folder: Path) -> None:
    code = """
    with graphs.open(folder=folder) as graph:
        wait()
        done = graph.load((record(n) for n in range(30)), batch=3)
        print(done.articles_new + done.articles_same)
    """
    with graphs.open(folder=folder, create=True) as graph:
        others = [Process(folder, code) for _ in range(2)]
        assert [p.line() for p in others] == ["ready"] * 2
        for process in others:
            assert process.popen.stdin
            process.popen.stdin.write("\n")
            process.popen.stdin.flush()
        assert [p.end() for p in others] == [(0, "30\n")] * 2
        assert counts(graph) == {f"a{n}": 20 for n in range(30)}


@pytest.mark.parametrize("lost", [1, 3, 4])
def test_write_that_lost_a_race_is_tried_again(folder: Path, lost: int, monkeypatch: pytest.MonkeyPatch) -> None:
    write, calls = Connection.write, iter(range(99))

    def losing(self: Connection, work: Any, **given: Any) -> Any:
        if next(calls) < lost:
            raise QueryError(f"{embedded.FAILED}: UNWIND $rows AS row MERGE (a:Actor:Group {{id: row.id}})")
        return write(self, work, **given)

    with graphs.open(folder=folder, create=True) as graph:
        graph.load([])
        monkeypatch.setattr(Connection, "write", losing)
        if lost > len(graphs.PAUSES):
            with pytest.raises(QueryError, match=embedded.FAILED):
                graph.load([Record(id="a1", checksum="1", coder="1")])
        else:
            assert graph.load([Record(id="a1", checksum="1", coder="1")]).articles_new == 1


def test_reader_goes_on_when_the_holder_ends(folder: Path) -> None:
    holder = Process(folder, HOLD)
    assert holder.line() == "ready"
    with graphs.open(folder=folder) as graph:
        assert not embedded.held_here(folder)
        assert counts(graph) == {"a1": 20}
        assert holder.end() == (0, "")
        assert counts(graph) == {"a1": 20}
        assert embedded.held_here(folder)


def test_killed_holder_leaves_a_graph_that_opens(folder: Path) -> None:
    holder = Process(folder, HOLD)
    assert holder.line() == "ready"
    holder.kill()
    assert (folder / "server.json").exists()
    with graphs.open(folder=folder) as graph:
        assert counts(graph) == {"a1": 20}


def test_kill_while_writing_loses_nothing_acknowledged_and_halves_nothing(folder: Path) -> None:
    code = """
    with graphs.open(folder=folder, create=True) as graph:
        for n in range(100000):
            graph.load([record(n)])
            print(n, flush=True)
    """
    writer = Process(folder, code)
    seen = [writer.line() for _ in range(15)]
    time.sleep(0.01)
    writer.kill()
    with graphs.open(folder=folder) as graph:
        found = counts(graph)
        assert set(found.values()) == {20}
        assert {f"a{n}" for n in seen} <= set(found)
        articles = {row["id"] for row in graph.query("MATCH (d:Article) RETURN d.id AS id")}
        assert articles == set(found)


def test_holder_that_never_answers_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    holder = Process(folder, HOLD)
    assert holder.line() == "ready"
    (folder / "server.json").unlink()
    monkeypatch.setattr(embedded, "PATIENCE", 0.2)
    with pytest.raises(Unreachable, match=f"in use by process {holder.popen.pid}"):
        graphs.open(folder=folder)
    holder.end()


def test_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(Unreachable, match="Not a directory"):
        graphs.open(folder=tmp_path / "file" / embedded.FOLDER, create=True)


def test_port_taken_by_somebody_else_is_tried_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ports = iter([taken.getsockname()[1], embedded._free_port()])
        monkeypatch.setattr(embedded, "_free_port", lambda: next(ports))
        with graphs.open(folder=folder, create=True) as graph:
            assert graph.actors() == []


def test_engine_that_does_not_start_is_said_with_its_log(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(folder: Path, door: embedded.Door) -> None:
        raise RuntimeError("no luck")

    monkeypatch.setattr(embedded, "_server", broken)
    with pytest.raises(Unreachable, match=r"does not start \(no luck\).*log"):
        graphs.open(folder=folder, create=True)
    monkeypatch.undo()
    with graphs.open(folder=folder, create=True) as graph:
        assert graph.actors() == []
