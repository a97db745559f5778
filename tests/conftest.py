"""The three engines of the graph tests. Neo4j comes from Maven Central; a server of one's own only on request."""

import importlib.util
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from actorgraph import embedded
from actorgraph import graph as graphs

HERE = Path(__file__).parent
OWN = "ACTORGRAPH_TEST_NEO4J_URI"
ENGINES = ["embedded", "neo4j-5", "neo4j-2026", *(["own"] if os.environ.get(OWN) else [])]


def _server_module() -> Any:
    name = "actorgraph_tests_neo4j_server"
    spec = importlib.util.spec_from_file_location(name, HERE / "neo4j" / "server.py")
    assert spec
    assert spec.loader
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


server = _server_module()


@dataclass(frozen=True, slots=True)
class Engine:
    """How to open an engine: the arguments of `actorgraph.open`."""

    name: str
    arguments: dict[str, Any]

    def open(self) -> graphs.Graph:
        """A new connection to it."""
        return graphs.open(**self.arguments)


@pytest.fixture(autouse=True)
def _no_server_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests empty the database, so never let them find one by accident."""
    for name in ("NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def launched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """Both Neo4j servers, starting while other tests run; or what is missing to start them."""
    found: dict[str, Any] = {}
    with ExitStack() as stack:
        for version in ("5", "2026"):
            home = tmp_path_factory.mktemp(f"neo4j{version}") / "home"
            try:
                found[version] = stack.enter_context(server.running(version, home))
            except server.MissingError as missing:
                found[version] = missing
        yield found


@pytest.fixture(scope="session", params=ENGINES)
def engine(
    request: pytest.FixtureRequest, launched: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """Each engine in turn."""
    if request.param == "embedded":
        folder = tmp_path_factory.mktemp("embedded") / embedded.FOLDER
        embedded.acquire(folder)  # keeps the engine up between tests
        yield Engine("embedded", {"folder": folder})
        embedded.release(folder)
    elif request.param == "own":
        login = {
            "username": os.environ.get(f"{OWN[:-4]}_USERNAME", "neo4j"),
            "password": os.environ[f"{OWN[:-4]}_PASSWORD"],
        }
        yield Engine("own", {"address": os.environ[OWN], **login})
    else:
        yield Engine(request.param, _neo4j(launched[request.param.removeprefix("neo4j-")]))


def _neo4j(running: Any) -> dict[str, Any]:
    try:
        if isinstance(running, server.MissingError):
            raise running
        ready = running.ready()
    except server.MissingError as missing:
        if server.required():
            pytest.fail(f"CI must test every engine: {missing}", pytrace=False)
        pytest.skip(str(missing))
    return {"address": ready.address, "username": ready.username, "password": ready.password}


@pytest.fixture(scope="session")
def _opened(engine: Engine) -> Iterator[graphs.Graph]:
    with engine.open() as opened:
        yield opened


@pytest.fixture
def graph(_opened: graphs.Graph) -> graphs.Graph:
    """An open, empty graph on each engine."""
    _opened.query("MATCH (n) DETACH DELETE n", write=True)
    return _opened
