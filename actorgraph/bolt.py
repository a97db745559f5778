"""One Bolt connection through the official driver: reading cannot write, writing is atomic, errors are sentences.

Both engines are reached this way. On Neo4j the access mode READ makes the server refuse writes; the embedded engine
has a user that may only read, and reading goes through that one.
"""

import logging
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import neo4j
from neo4j import exceptions as bolt
from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point

from actorgraph.errors import GraphError, QueryError, Refused, Unreachable

logging.getLogger("neo4j").addHandler(logging.NullHandler())  # what matters is raised; nothing on the terminal

T = TypeVar("T")
COMMENT_OR_TEXT = re.compile(r"""/\*.*?\*/|//[^\n]*|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:``|[^`])*`""", re.S)
UNICODE_ESCAPE = re.compile(r"\\u+([0-9a-fA-F]{4})")
LOAD_CSV = re.compile(r"\bLOAD\s+CSV\b", re.I)
SIMPLE = frozenset({str, int, float, bool})
ADDRESS = re.compile(r"(bolt|neo4j)(\+s|\+ssc)?://[^/]")
WRITES = {"Neo.ClientError.Statement.AccessMode", "Neo.ClientError.Security.Forbidden"}


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to one query. Nodes and relationships are plain dicts of their properties with `labels` or `type`."""

    columns: list[str]
    rows: list[list[Any]]
    counters: Mapping[str, int]

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Each row as a dict."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def __len__(self) -> int:
        """How many rows."""
        return len(self.rows)


Run = Callable[..., Rows]  # run(text, parameters) inside a transaction


@dataclass(frozen=True, slots=True)
class Login:
    """Who connects where. `reader` is the user for reading, where the server needs another one for that."""

    address: str
    username: str
    password: str
    database: str | None = None
    reader: tuple[str, str] | None = None
    patience: float = 30.0  # seconds to retry what a cluster may refuse for a moment


class Connection:
    """Drivers for one server; transactions are retried by the driver where the server says that it helps."""

    def __init__(self, login: Login) -> None:
        """Connect and log in."""
        self.login = login
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()
        if not ADDRESS.match(login.address):
            raise Unreachable(f"'{login.address}' is not an address such as neo4j://localhost:7687 or neo4j+s://HOST.")
        self._writer = _driver(login, (login.username, login.password))
        self._reader = self._writer
        try:
            with translated(login):
                self._writer.verify_connectivity()
                with self._writer.session(database=login.database) as session:
                    session.begin_transaction().close()  # so that a database that is not there is told now
                if login.reader:
                    self._reader = _driver(login, login.reader)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the drivers."""
        self._writer.close()
        self._reader.close()

    def agent(self) -> str:
        """The server's name and version, as it says them."""
        with translated(self.login):
            return self._reader.get_server_info().agent

    def read(self, work: Callable[[Run], T], *, timeout: float | None = None) -> T:
        """What `work` makes of the rows that it reads; nothing it runs can write."""
        if timeout and self.login.reader:
            return _in_time(lambda: self._transact(work, neo4j.READ_ACCESS, None), timeout)
        return self._transact(work, neo4j.READ_ACCESS, timeout)

    def write(self, work: Callable[[Run], T], *, timeout: float | None = None) -> T:
        """What `work` returns; all it writes is there afterwards, or nothing of it. It may be called more than once."""
        return self._transact(work, neo4j.WRITE_ACCESS, timeout)

    def _transact(self, work: Callable[[Run], T], mode: str, timeout: float | None) -> T:
        reading = mode == neo4j.READ_ACCESS
        driver = self._reader if reading else self._writer

        def transaction(tx: neo4j.ManagedTransaction) -> T:
            return work(lambda text, parameters=None: _run(tx, text, parameters or {}, reading))

        managed = neo4j.unit_of_work(timeout=timeout)(transaction)
        with (
            translated(self.login, timeout),
            driver.session(
                database=self.login.database, default_access_mode=mode, bookmark_manager=self._bookmarks
            ) as session,
        ):
            return session.execute_read(managed) if reading else session.execute_write(managed)


def _driver(login: Login, auth: tuple[str, str]) -> neo4j.Driver:
    return neo4j.GraphDatabase.driver(
        login.address,
        auth=auth,
        notifications_min_severity="OFF",
        max_transaction_retry_time=login.patience,
        connection_timeout=min(login.patience, 10),
        user_agent="actorgraph",
    )


def _run(tx: neo4j.ManagedTransaction, text: str, parameters: Mapping[str, Any], reading: bool) -> Rows:
    if reading and reads_files(text):
        raise Refused(
            "LOAD CSV reads files of the server, so it is not allowed in a query that only reads. Use --write."
        )
    result = tx.run(text, dict(parameters))
    rows = [[plain(value) for value in record.values()] for record in result]
    counters = {k: v for k, v in vars(result.consume().counters).items() if isinstance(v, int) and v and k[0] != "_"}
    return Rows(list(result.keys()), rows, counters)


def reads_files(text: str) -> bool:
    r"""Whether Cypher has a LOAD CSV, however it is written; comments, strings and quoted names do not count.

    >>> reads_files("load/* */csv FROM 'file:///x' AS l RETURN l"), reads_files("RETURN 'LOAD CSV' // load csv")
    (True, False)
    >>> reads_files(r"\u004cOAD CSV FROM 'file:///x' AS l RETURN l")
    True
    """
    decoded = UNICODE_ESCAPE.sub(lambda m: chr(int(m[1], 16)), text)
    return any(LOAD_CSV.search(COMMENT_OR_TEXT.sub(" ", form)) for form in (text, decoded))


def plain(value: Any) -> Any:
    """The value without the driver's classes: dicts, lists, texts, numbers; times as ISO texts."""
    if value is None or type(value) in SIMPLE:
        return value
    if isinstance(value, Node):
        return {"labels": sorted(value.labels)} | {k: plain(v) for k, v in sorted(value.items())}
    if isinstance(value, Relationship):
        return {"type": value.type} | {k: plain(v) for k, v in sorted(value.items())}
    if isinstance(value, Path):
        steps = [plain(value.start_node)]
        for node, relationship in zip(value.nodes[1:], value.relationships, strict=True):
            steps += [plain(relationship), plain(node)]
        return steps
    if isinstance(value, Point):
        return list(value)
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple) and not hasattr(value, "iso_format"):
        return [plain(v) for v in value]
    return value.iso_format() if hasattr(value, "iso_format") else value


def _in_time(work: Callable[[], T], timeout: float) -> T:
    """What `work` returns, if in time. The embedded engine stops no query: a late one runs on, unheard."""
    done: list[T] = []
    failed: list[BaseException] = []

    def call() -> None:
        try:
            done.append(work())
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=call, daemon=True, name="actorgraph-query")
    thread.start()
    thread.join(timeout)
    if failed:
        raise failed[0]
    if not done:
        raise QueryError(f"the query took longer than {timeout:g} s. Narrow it, or give it more time.")
    return done[0]


@contextmanager
def translated(login: Login, timeout: float | None = None) -> Iterator[None]:
    """For the block, errors of the driver and the server become ours, each with what to do."""
    try:
        yield
    except (bolt.DriverError, bolt.Neo4jError) as error:
        raise _ours(error, login, timeout) from error


def _ours(error: Exception, login: Login, timeout: float | None) -> GraphError:
    code = getattr(error, "code", None) or ""
    said = getattr(error, "message", None) or str(error)
    embedded = login.reader is not None
    if isinstance(error, bolt.AuthError) and not embedded:
        return Refused(f"{login.address} refuses user '{login.username}': {said} Give -u and -p, or NEO4J_PASSWORD.")
    if code in WRITES:
        return Refused("the query writes, but was only allowed to read. Use --write (in Python: write=True).")
    if "TransactionTimedOut" in code:
        return QueryError(f"the query took longer than {timeout or 0:g} s. Narrow it, or give it more time.")
    if "DatabaseNotFound" in code:
        return Unreachable(f"{login.address} has no database '{login.database}'. See SHOW DATABASES.")
    # an engine that was stopped by its process answers its old connections in this way
    if embedded and (isinstance(error, bolt.AuthError) or code == "Neo.ClientError.Request.Invalid"):
        return Unreachable("the process that ran the embedded graph has ended. Try again.")
    if isinstance(error, bolt.Neo4jError):
        return QueryError(said.strip())
    return Unreachable(f"no graph database answers at {login.address}. Is it running, and is the address right?")
