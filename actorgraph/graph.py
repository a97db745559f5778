"""The graph of actors and claims: open, load, ask, verify, turn into networkx."""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from actorgraph import embedded, loading, queries
from actorgraph.actors import search
from actorgraph.bolt import Connection, Login, Rows, Run
from actorgraph.errors import QueryError, UnknownName, Unreachable
from actorgraph.loading import Loaded
from actorgraph.model import Article, Record
from actorgraph.ontology import relations as relation_types
from actorgraph.schema import properties
from actorgraph.settings import settings

T = TypeVar("T")
CLAIMS_PER_BATCH = 5000
PAUSES = (0.02, 0.1, 0.5)  # seconds before a write that lost a race is tried again


def open(  # noqa: A001  (the verb of the library, as in gzip.open)
    address: str | None = None,
    *,
    username: str | None = None,
    password: str | None = None,
    database: str | None = None,
    folder: str | Path | None = None,
    create: bool = False,
) -> "Graph":
    """A graph: the server at `address`, or the embedded one in `folder`.

    Without either, the server that NEO4J_URI names, else the folder of the settings, else `.actorgraph`
    in the working directory or above it.
    Where there is no such folder yet, `load` makes it in the working directory; `create` makes it at once.
    """
    if address is None and folder is None:
        address = os.environ.get("NEO4J_URI") or None
    if address is not None:
        login = Login(
            address,
            username or os.environ.get("NEO4J_USERNAME") or "neo4j",
            password if password is not None else os.environ.get("NEO4J_PASSWORD", ""),
            database or os.environ.get("NEO4J_DATABASE") or None,
        )
        return Graph(login=login)
    found = Path(folder) if folder is not None else settings().folder or embedded.find()
    graph = Graph(folder=found or Path.cwd() / embedded.FOLDER)
    if create:
        graph.create()
    return graph


class Graph:
    """An open graph. Use it in a `with` block, or call `close`."""

    def __init__(self, *, login: Login | None = None, folder: Path | None = None) -> None:
        """Connect, unless the embedded graph does not exist yet."""
        self._login, self._folder = login, folder.resolve() if folder else None
        self._connection: Connection | None = None
        self._has_schema = False
        if login or (self._folder and self._folder.is_dir()):
            self._connect()

    def __enter__(self) -> Self:
        """The graph itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Close the connection; stop the embedded engine if nobody else here uses it."""
        if self._connection:
            self._connection.close()
            self._connection = None
            if self._folder:
                embedded.release(self._folder)

    def create(self) -> None:
        """Make the embedded graph's folder where it is missing, and the constraints and indexes."""
        if not self._connection:
            self._connect()
        if not self._has_schema:
            self._transact(loading.write_schema, write=True)
            self._has_schema = True

    def load(
        self,
        records: "Iterable[Record | str | Path | Any] | str | Path",
        *,
        all_polarities: bool = False,
        batch: int = 500,
    ) -> Loaded:
        """What was loaded of these records, or of the articles at these paths. Loading again changes nothing.

        Each batch of articles is one transaction: all of an article is there, or nothing. An article
        whose text, coder or choice of polarities changed has its own claims replaced.
        """
        self.create()
        done = Loaded()
        for group in _batches(_records(records), batch):
            good = [r for r in group if isinstance(r, Record) and not loading.problem(r)]
            done += Loaded(skipped=tuple(filter(None, map(_why_skipped, group))))
            work = partial(loading.write_batch, records=good, all_polarities=all_polarities)
            done += self._write_again(work) if good else Loaded()
        return done

    def query(
        self,
        query: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        write: bool = False,
        timeout: float | None = None,
    ) -> Rows:
        """The rows of a named query or of Cypher, which only reads unless `write`."""
        given = dict(parameters or {})
        if query.replace("-", "_").isidentifier():
            found = queries.find(query.replace("-", "_"))
            query, given = found.text, found.bind(given)
        return self._transact(lambda run: run(query, given), write=write, timeout=timeout)

    def actors(self, text: str | None = None, *, kind: str | None = None, limit: int = 100) -> list[dict[str, Any]]:
        """Actors with the numbers of their claims, events and partners, most active first."""
        return list(self.query("actors", {"text": text, "kind": kind, "limit": limit}))

    def relations(
        self,
        source: str | None = None,
        target: str | None = None,
        type: str | None = None,
        since: str | None = None,
        until: str | None = None,
        *,
        limit: int = 1000,
    ) -> list[dict[str, Any]]:
        """Claims with the sentences that say so, latest first; a symmetric relation is found from either end."""
        if type is not None and type not in relation_types():
            raise UnknownName(f"there is no relation '{type}'. There are: {', '.join(relation_types())}.")
        given = {"source": source, "target": target, "type": type, "since": since, "until": until, "limit": limit}
        return list(self.query("relations", given))

    def show(self, actor: str, *, since: str | None = None, until: str | None = None) -> dict[str, Any]:
        """One actor: `actor` itself, its `offices`, its `partners` by relation, the `claims` with their sentences."""
        who = {"actor": self._resolve(actor)}
        when = {"since": since, "until": until}
        return {
            "actor": next(iter(self.query("actor", who))),
            "offices": list(self.query("offices", who)),
            "partners": list(self.query("partners", who | when)),
            "claims": list(self.query("show_claims", who | when)),
        }

    def status(self) -> dict[str, Any]:
        """The engine, where it is, and how much is in the graph."""
        counts = list(self.query("status"))
        by = {w: {c["name"]: c for c in counts if c["what"] == w} for w in ("articles", "actors", "claims")}
        return {
            **self._engine(),
            "articles": sum(c["number"] for c in by["articles"].values()),
            "actors": sum(c["number"] for c in by["actors"].values()),
            "claims": sum(c["number"] for c in by["claims"].values()),
            "events": sum(c["events"] for c in by["claims"].values()),
            "kinds": {name: c["number"] for name, c in sorted(by["actors"].items())},
            "relations": {n: {"claims": c["number"], "events": c["events"]} for n, c in sorted(by["claims"].items())},
        }

    def verify(self, articles: Iterable[Article]) -> list[dict[str, Any]]:
        """For each article, whether its text still proves what the graph holds of it.

        `status` is "ok", "not in the graph", "text changed" or "quote differs"; `differs` lists the claims concerned.
        """
        return [verdict for group in _batches(articles, 100) for verdict in self._verify(group)]

    def to_networkx(
        self,
        *,
        since: str | None = None,
        until: str | None = None,
        types: Iterable[str] | None = None,
        rollup: bool = False,
    ) -> Any:
        """A networkx MultiDiGraph, an edge per claim, or, rolled up, a DiGraph with a weighted edge per ordered pair.

        A claim without date counts at the day it was reported. Actors without any such claim are left out.
        """
        from actorgraph.network import claims_graph, rolled_up

        wanted = {"since": since, "until": until, "types": sorted(types) if types is not None else None}
        for name in wanted["types"] or ():
            if name not in relation_types():
                raise UnknownName(f"there is no relation '{name}'. There are: {', '.join(relation_types())}.")
        # sorted here: in the engine it takes as long as all the rest
        edges = sorted(self.query("edges", wanted), key=lambda e: (e["source"], e["target"], e["properties"]["id"]))
        ends = sorted({e["source"] for e in edges} | {e["target"] for e in edges})
        graph = claims_graph(self.query("nodes", {"ids": ends}), edges, properties("CLAIM"))
        return rolled_up(graph) if rollup else graph

    def _connect(self) -> None:
        if not self._folder:
            assert self._login
            self._connection = Connection(self._login)
            return
        door = embedded.acquire(self._folder)
        reader = ("reader", door.reader_password)
        login = Login(door.address, "root", door.password, embedded.DATABASE, reader, patience=3)
        try:
            self._connection = Connection(login)
        except BaseException:
            embedded.release(self._folder)
            raise

    def _transact(self, work: Callable[[Run], T], *, write: bool, timeout: float | None = None) -> T:
        if not self._connection:
            raise Unreachable(
                f"there is no graph in {self._folder} yet. Make one with 'actorgraph load PATH', "
                "or name a server with -a ADDRESS or NEO4J_URI."
            )
        try:
            return self._with(self._connection, work, write, timeout)
        except Unreachable:
            if not self._folder or embedded.held_here(self._folder):
                raise
            # the process that ran the engine has ended: run it here, or join whoever does now
            self.close()
            self._connect()
            return self._with(self._connection, work, write, timeout)

    @staticmethod
    def _with(connection: Connection, work: Callable[[Run], T], write: bool, timeout: float | None) -> T:
        return connection.write(work, timeout=timeout) if write else connection.read(work, timeout=timeout)

    def _write_again(self, work: Callable[[Run], T]) -> T:
        """What `work` returns. Two writers may create one actor at once: the second, asked again, finds it there."""
        for pause in PAUSES:
            try:
                return self._transact(work, write=True)
            except QueryError as error:
                if not self._raced(error):
                    raise
                time.sleep(pause)
        return self._transact(work, write=True)

    def _raced(self, error: QueryError) -> bool:
        """Whether a statement of ours may have failed only because another writer was quicker."""
        code = str(getattr(error.__cause__, "code", ""))
        # the embedded engine makes a type when its first node is written; two at once, and one fails with this alone
        return "ConstraintValidationFailed" in code or (bool(self._folder) and str(error).startswith(embedded.FAILED))

    def _resolve(self, text: str) -> str:
        """The id of the one actor meant; UnknownName lists those that might be."""
        ids = [text, text.upper(), *(info.id for info in search(text))]
        there = {str(row["id"]) for row in self.query("nodes", {"ids": ids})}
        if there:
            return next(i for i in ids if i in there)
        near = self.actors(text, limit=6)
        if len(near) == 1:
            return str(near[0]["id"])
        hint = ", ".join(f"{a['id']} ({a['name']})" for a in near[:5])
        raise UnknownName(
            f"no actor '{text}' in the graph. " + (f"Near: {hint}." if hint else "See 'actorgraph actors'.")
        )

    def _engine(self) -> dict[str, Any]:
        assert self._connection
        login = self._connection.login
        if self._folder:
            place = {"folder": str(self._folder), "here": embedded.held_here(self._folder)}
            return {
                "engine": "ArcadeDB (embedded)",
                "version": embedded.engine_version(),
                "address": login.address,
                **place,
            }
        name, _, number = self._connection.agent().partition("/")
        return {"engine": name, "version": number, "address": login.address, "database": login.database}

    def _verify(self, articles: list[Article]) -> Iterator[dict[str, Any]]:
        ids = [a.id for a in articles]

        def work(run: Run) -> tuple[dict[str, Any], list[dict[str, Any]]]:
            states = {
                row["id"]: row["checksum"] for row in run(queries.statement("load/article_states").text, {"ids": ids})
            }
            evidence = queries.statement("load/evidence")
            rows = [row for name in relation_types() for row in run(evidence.of(name), {"articles": ids})]
            return states, rows

        states, rows = self._transact(work, write=False)
        for article in articles:
            mine = [row for row in rows if row["article"] == article.id]
            yield _verdict(article, states.get(article.id), mine)


def _verdict(article: Article, checksum: str | None, claims: list[dict[str, Any]]) -> dict[str, Any]:
    differs = [
        {"claim": c["id"], "quote": c["quote"], "found": article.text[c["from"] : c["to"]]}
        for c in sorted(claims, key=lambda c: (c["from"], c["id"]))
        if article.text[c["from"] : c["to"]] != c["quote"]
    ]
    if checksum is None:
        status = "not in the graph"
    elif differs:
        status = "quote differs"
    else:
        # a record that came without the checksum of a text was given one of itself, which is shorter
        status = "text changed" if len(checksum) == 64 and checksum != article.checksum else "ok"
    return {"article": article.id, "status": status, "claims": len(claims), "differs": differs}


def _records(items: Any) -> Iterator[Any]:
    for item in [items] if isinstance(items, str | Path) else items:
        if isinstance(item, str | Path):
            from actorgraph.extract import extract
            from actorgraph.read import read

            yield from extract(read([str(item)]))
        else:
            yield item


def _why_skipped(item: Any) -> str | None:
    if isinstance(item, Record):
        problem = loading.problem(item)
        return f"{item.id or 'a record'}: {problem}." if problem else None
    return f"{item.where}: {item.reason}"


def _batches(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Groups of at most `size`, or of not many more than CLAIMS_PER_BATCH claims; never twice one id in a group."""
    group: list[Any] = []
    ids: set[str] = set()
    claims = 0
    for item in items:
        name = getattr(item, "id", None)
        if group and (len(group) >= size or claims >= CLAIMS_PER_BATCH or name in ids):
            yield group
            group, ids, claims = [], set(), 0
        group.append(item)
        ids |= {name} if name else set()
        claims += len(getattr(item, "relations", ()))
    if group:
        yield group
