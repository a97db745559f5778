"""The command line: one command per verb. What a command needs is imported when it runs, so that `--help` is quick."""

import functools
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

import actorgraph
from actorgraph.errors import ActorgraphError, BadInput, UnknownName

Command = Callable[..., None]
FORMATS = ("auto", "verbose", "plain", "json", "csv")  # as in show.WRITERS, which need not be loaded for help
SKIPPED, FAILED = 1, 2  # exit codes


class Main(click.Group):
    """The group of commands: the one place where errors become lines on standard error and exit codes."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of work, as they stand below."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """What the command returns; every error of ours is one line, and exit code 2."""
        try:
            return super().invoke(ctx)
        except (click.exceptions.Exit, click.Abort, click.ClickException, BrokenPipeError):
            raise
        except Exception as error:
            if ctx.params["debug"]:
                traceback.print_exc()
            else:
                complain(message(error))
            ctx.exit(FAILED)


def message(error: Exception) -> str:
    """One line for an error; one that nobody foresaw says how to see more."""
    if isinstance(error, ActorgraphError):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or ''}: {error.strerror}.".removeprefix(": ")
    return f"{type(error).__name__}: {error}. This should not happen: please report it, with what --debug shows."


def complain(text: str, head: str = "Error") -> None:
    """Print one line on standard error."""
    from actorgraph.show import clean

    click.echo(f"{head}: {' '.join(clean(text).split())}" if head == "Error" else f"{head} {clean(text)}", err=True)


# ----- options that several commands share


def options(*shared: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """A decorator that adds these options, in this order."""
    return lambda command: functools.reduce(lambda done, option: option(done), reversed(shared), command)


def connected(command: Command) -> Command:
    """The command with the options that say which graph; it is called with that graph, open."""

    @functools.wraps(command)
    def run(
        *,
        address: str | None,
        username: str | None,
        password: str | None,
        database: str | None,
        folder: Path | None,
        **others: Any,
    ) -> None:
        source = click.get_current_context().get_parameter_source("address")
        if folder and address and source is click.core.ParameterSource.COMMANDLINE:
            raise click.UsageError("--folder is the embedded graph, --address a server: give one of them.")
        server = None if folder else address
        with actorgraph.open(server, username=username, password=password, database=database, folder=folder) as graph:
            command(graph, **others)

    return options(
        click.option(
            "-a",
            "--address",
            "--uri",
            "address",
            envvar=["NEO4J_URI", "NEO4J_ADDRESS"],
            metavar="URI",
            help="A Neo4j server, as neo4j://localhost:7687 [env: NEO4J_URI]. Without one, the embedded graph.",
        ),
        click.option("-u", "--username", metavar="NAME", help="Of the server's user [env: NEO4J_USERNAME; neo4j]."),
        click.option("-p", "--password", metavar="TEXT", help="Of the server's user; better in env NEO4J_PASSWORD."),
        click.option("-d", "--database", metavar="NAME", help="On the server [env: NEO4J_DATABASE; the user's own]."),
        click.option(
            "--folder",
            type=click.Path(file_okay=False, path_type=Path),
            metavar="DIR",
            help="The embedded graph in this folder, whatever the environment says [.actorgraph here or above].",
        ),
    )(run)


input_options = options(
    click.argument("paths", nargs=-1, required=True, metavar="PATH..."),
    click.option("--date", default="", metavar="DATE", help="For articles that do not say when they were published."),
    click.option("--lang", type=click.Choice(["fr", "en"]), help="For articles that do not say."),
)
workers_option = click.option(
    "--workers", type=click.IntRange(1), default=1, metavar="N", help="Code in so many processes [1]."
)
span_options = options(
    click.option("--since", metavar="DATE", help="Not what is dated before: 2019, 2019-12 or 2019-12-26."),
    click.option("--until", metavar="DATE", help="Not what is dated after."),
)
types_option = click.option(
    "--type", "types", multiple=True, metavar="RELATION", help="Only this relation, such as ACCUSES; may be repeated."
)
format_option = click.option(
    "--format",
    type=click.Choice(FORMATS),
    default="auto",
    help="auto is verbose (a table) on a terminal, plain (tab-separated) in a pipe.",
)


# ----- what several commands do


class Skips:
    """What was skipped: each said at once on standard error, counted at the end."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.count = 0

    def add(self, skipped: object) -> None:
        """Say one."""
        self.count += 1
        complain(str(skipped), "Skipped")

    def sift(self, items: Iterable[Any]) -> Iterator[Any]:
        """The items that were not skipped."""
        from actorgraph.read import Skipped

        for item in items:
            if isinstance(item, Skipped):
                self.add(item)
            else:
                yield item

    def leave(self) -> None:
        """Say how many, and leave with exit code 1, if any."""
        if self.count:
            complain(f"{self.count} input{'s' if self.count > 1 else ''}; all others were taken.", "Skipped")
            click.get_current_context().exit(SKIPPED)


def coded(
    paths: Iterable[str], date: str, lang: str | None, workers: int
) -> "Iterator[actorgraph.Record | actorgraph.Skipped]":
    """The records of the articles at these paths."""
    from actorgraph.extract import extract
    from actorgraph.read import read

    return extract(read(paths, date=date, lang=lang or ""), workers=workers)


@contextmanager
def progress(what: str) -> Iterator[Callable[[Iterable[Any]], Iterator[Any]]]:
    """A function that passes items on and counts them on standard error, if that is a terminal."""
    if not sys.stderr.isatty():
        yield iter
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from actorgraph.show import console

    parts = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*parts, console=console(error=True), transient=True, redirect_stdout=False) as shown:
        task = shown.add_task(f"{what}: starting", total=None)

        def counted(items: Iterable[Any]) -> Iterator[Any]:
            for number, item in enumerate(items, 1):
                shown.update(task, description=f"{what}: {number} article{'s' if number > 1 else ''}")
                yield item

        yield counted


def one_actor(graph: "actorgraph.Graph", text: str) -> str:
    """The id of the one actor in the graph that is meant; UnknownName lists the candidates."""
    from actorgraph.actors import fold, search

    found = search(text)
    named = [i.id for i in found if fold(text) in map(fold, (i.id, *i.names_en, *i.names_fr))]
    near = graph.actors(text, limit=20)
    same = [a["id"] for a in near if fold(text) in (fold(a["id"]), fold(a["name"]))]
    exact = [row["id"] for row in graph.query("nodes", {"ids": [text, text.upper(), *named, *same]})]
    if text in exact or text.upper() in exact:
        return text if text in exact else text.upper()
    ids = exact or [a["id"] for a in near]
    if len(ids) == 1:
        return str(ids[0])
    if not ids:
        raise UnknownName(f"no actor '{text}' in the graph. See 'actorgraph actors'.")
    listed = ", ".join(f"{row['id']} ({row['name']})" for row in graph.query("nodes", {"ids": ids}))
    raise UnknownName(f"'{text}' may be one of several actors: {listed}. Give the id.")


def stop_with_list(show: Callable[[], None]) -> Callable[[click.Context, click.Parameter, bool], None]:
    """A callback of --list: it prints, and that is all."""

    def callback(ctx: click.Context, option: click.Parameter, given: bool) -> None:
        if given and not ctx.resilient_parsing:
            show()
            ctx.exit()

    return callback


# ----- the commands


@click.group(cls=Main, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--debug", is_flag=True, help="Show where an error comes from.")
@click.version_option(actorgraph.__version__, prog_name="actorgraph")
def main(debug: bool) -> None:
    """Who does what to whom, when, and who says so: from news to a graph.

    \b
    Example:
      actorgraph load article.txt      code an article into the graph in .actorgraph
      actorgraph relations             what it says, with the sentences that say so
      actorgraph draw -o page.html     look at it
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal without é, or half a character in a text


@main.command()
@input_options
@click.option("--all-polarities", is_flag=True, help="Also what is denied or only supposed.")
@workers_option
@connected
def load(
    graph: "actorgraph.Graph", paths: tuple[str, ...], date: str, lang: str | None, all_polarities: bool, workers: int
) -> None:
    """Code articles into the graph.

    PATH is a text file, JSON Lines (articles, or records of `extract`), a folder, or - for standard
    input. Loading an article again changes nothing; a changed one replaces its own relations.

    \b
    Example:
      actorgraph load articles/ more.jsonl
      actorgraph extract articles/ | actorgraph load -
    """
    skips = Skips()
    with progress("Loading") as counted:
        records = counted(skips.sift(coded(paths, date, lang, workers)))
        done = graph.load(records, all_polarities=all_polarities)
    for reason in done.skipped:
        skips.add(reason)
    click.echo(
        f"Articles: {done.articles_new} new, {done.articles_changed} changed, {done.articles_same} unchanged. "
        f"Added: {done.relations} relations, {done.actors} actors."
    )
    skips.leave()


@main.command()
@input_options
@click.option(
    "--format",
    type=click.Choice(["auto", "table", "jsonl"]),
    default="auto",
    help="auto: table on a terminal, jsonl (one article a line, in order) in a pipe.",
)
@workers_option
def extract(paths: tuple[str, ...], date: str, lang: str | None, format: str, workers: int) -> None:
    """Print the relations in articles, without any graph.

    \b
    Example:
      actorgraph extract article.txt
      actorgraph extract articles/ > records.jsonl
    """
    from actorgraph import show

    skips = Skips()
    table = format == "table" or (format == "auto" and sys.stdout.isatty())
    with progress("Coding") as counted:
        for record in counted(skips.sift(coded(paths, date, lang, workers))):
            show.record(record) if table else click.echo(record.to_json())
    skips.leave()


@main.command()
@input_options
@connected
def verify(graph: "actorgraph.Graph", paths: tuple[str, ...], date: str, lang: str | None) -> None:
    """Check that articles still say what the graph quotes.

    The quotations must stand there to the letter; exit code 1 if any does not.

    \b
    Example:
      actorgraph verify articles/
    """
    from actorgraph import show
    from actorgraph.read import read

    skips = Skips()
    verdicts = graph.verify(_articles(skips.sift(read(paths, date=date, lang=lang or "")), skips))
    show.dicts(verdicts, columns=["article", "status", "claims", "differs"])
    skips.leave()
    click.get_current_context().exit(SKIPPED if any(v["status"] != "ok" for v in verdicts) else 0)


def _articles(items: Iterable[Any], skips: Skips) -> "Iterator[actorgraph.Article]":
    from actorgraph.model import Article

    for item in items:
        if isinstance(item, Article):
            yield item
        else:
            skips.add(f"{item.id}: is a record without its text. Name the article itself.")


@main.command()
@click.argument("text", required=False)
@click.option("--kind", help="State, Organization, ArmedGroup, Party, Company, Person or Group.")
@click.option("--limit", type=click.IntRange(1), default=100, metavar="N", help="At most so many [100].")
@format_option
@connected
def actors(graph: "actorgraph.Graph", text: str | None, kind: str | None, limit: int, format: str) -> None:
    """List the actors in the graph, the busiest first.

    With TEXT those whose id or name, in French or English, holds it.

    \b
    Example:
      actorgraph actors syri
      actorgraph actors --kind ArmedGroup
    """
    from actorgraph import show

    columns = ["id", "name", "kind", "country", "provisional", "events", "claims", "partners"]
    show.dicts(graph.actors(text, kind=kind, limit=limit), format, columns)


@main.command("show")
@click.argument("actor")
@span_options
@click.option("--format", type=click.Choice(["text", "json"]), default="text")
@connected
def show_(graph: "actorgraph.Graph", actor: str, since: str | None, until: str | None, format: str) -> None:
    """Show one actor: with whom it deals, how, and when.

    ACTOR is an id or a name. Each relation comes with the sentence that says so.

    \b
    Example:
      actorgraph show Turquie
      actorgraph show RUS --since 2019-12
    """
    from actorgraph import show

    found = graph.show(one_actor(graph, actor), since=since, until=until)
    if format == "json":
        show.document(found)
    else:
        show.portrait(found)


@main.command()
@click.option("--from", "source", metavar="ACTOR", help="Who does it, by id or name.")
@click.option("--to", "target", metavar="ACTOR", help="To whom it is done.")
@click.option("--type", "type", metavar="RELATION", help="Only this relation, such as ACCUSES.")
@span_options
@click.option("--limit", type=click.IntRange(1), default=1000, metavar="N", help="At most so many [1000].")
@click.option(
    "--format",
    type=click.Choice(["auto", "text", *FORMATS[2:]]),
    default="auto",
    help="auto is text on a terminal, plain (tab-separated) in a pipe.",
)
@connected
def relations(
    graph: "actorgraph.Graph", source: str | None, target: str | None, type: str | None, format: str, **others: Any
) -> None:
    """List relations with the sentences that say so.

    The latest come first.

    \b
    Example:
      actorgraph relations --from USA --type DEMANDS
      actorgraph relations --to Syrie --since 2019-12 --format csv
    """
    from actorgraph import show

    source, target = (one_actor(graph, end) if end else None for end in (source, target))
    found = graph.relations(source, target, type.upper() if type else None, **others)
    show.relations(found, format)


def _list_queries() -> None:
    from actorgraph import queries, show

    show.named(queries.named())


@main.command()
@click.argument("cypher", required=False)
@click.option("-f", "--file", type=click.File(encoding="utf-8"), help="Read the Cypher from a file.")
@click.option("-P", "--param", multiple=True, metavar="PARAM", help="name=value or '{name: value}'; may be repeated.")
@format_option
@click.option("--access-mode", type=click.Choice(["read", "write"]), default="read", help="What it may do [read].")
@click.option("--write", is_flag=True, help="The same as --access-mode write.")
@click.option(
    "--fail-fast/--fail-at-end",
    default=True,
    help="Of several statements: stop at the first that fails, or go on and fail at the end.",
)
@click.option("--timeout", type=click.FloatRange(0, min_open=True), metavar="SECONDS", help="For each statement.")
@click.option(
    "--list",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=stop_with_list(_list_queries),
    help="List the named queries, with their parameters.",
)
@connected
def query(
    graph: "actorgraph.Graph",
    cypher: str | None,
    file: Any,
    param: tuple[str, ...],
    access_mode: str,
    write: bool,
    **others: Any,
) -> None:
    """Ask the graph in Cypher.

    CYPHER is a statement, the name of a query (see --list), or - for standard input.
    It may only read, unless --write. Several statements are separated by semicolons.

    \b
    Example:
      actorgraph query "MATCH (a:Actor)-[r:ACCUSES]->(b:Actor) RETURN a.name, b.name, r.sentence"
      actorgraph query who_accuses -P actor=RUS -P limit=5
      actorgraph query --list
    """
    from actorgraph import cyphertext

    def evaluate(literal: str) -> Any:
        return graph.query(f"RETURN {literal} AS value").rows[0][0]

    texts = cyphertext.statements(_cypher(cypher, file))
    if not texts:
        raise BadInput("there is no Cypher to run.")
    given = cyphertext.parameters(param, evaluate)
    _run(graph, texts, given, write=write or access_mode == "write", **others)


def _cypher(cypher: str | None, file: Any) -> str:
    if cypher not in (None, "-") and file:
        raise click.UsageError("Give Cypher or a file, not both.")
    if cypher is None and not file and sys.stdin.isatty():
        raise click.UsageError("Give Cypher, the name of a query (see --list), or -f FILE.")
    try:
        return cypher if cypher not in (None, "-") and cypher else str((file or sys.stdin).read())
    except UnicodeDecodeError as error:
        raise BadInput(f"{getattr(file, 'name', 'standard input')}: is not UTF-8, at byte {error.start}.") from error


def _run(
    graph: "actorgraph.Graph",
    texts: list[str],
    given: dict[str, Any],
    *,
    write: bool,
    format: str,
    fail_fast: bool,
    timeout: float | None,
) -> None:
    from actorgraph import show

    failed = False
    for text in texts:
        try:
            found = graph.query(text, given, write=write, timeout=timeout)
        except ActorgraphError as error:
            if fail_fast:
                raise
            failed = True
            complain(message(error))
            continue
        show.rows(found.columns, found.rows, format)
        show.changes(found.counters)
    click.get_current_context().exit(FAILED if failed else 0)


def _list_measures() -> None:
    from actorgraph import folder, show

    found = folder.names("actorgraph.analysis")
    show.rows(
        ["name", "rows"], [[n, (folder.find("actorgraph.analysis", n).__doc__ or "").split("\n")[0]] for n in found]
    )


@main.command()
@click.argument("name")
@span_options
@types_option
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Only the first so many rows.")
@format_option
@click.option(
    "--list",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=stop_with_list(_list_measures),
    help="List the measures.",
)
@connected
def analyze(
    graph: "actorgraph.Graph",
    name: str,
    since: str | None,
    until: str | None,
    types: tuple[str, ...],
    limit: int | None,
    format: str,
) -> None:
    """Measure the network.

    Who is central, who sides with whom, whose dealings are friendly or hostile: see --list.

    \b
    Example:
      actorgraph analyze balance
      actorgraph analyze pagerank --since 2019 --format csv
      actorgraph analyze --list
    """
    from actorgraph import folder, show

    measure = folder.find("actorgraph.analysis", name)
    network = graph.to_networkx(since=since, until=until, types=_upper(types))
    show.dicts(measure(network)[:limit], format)


def _upper(types: tuple[str, ...]) -> list[str] | None:
    return [t.upper() for t in types] or None


@main.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE",
    help="The page to write; it needs no network.",
)
@span_options
@types_option
@click.option(
    "--actor",
    "wanted",
    multiple=True,
    metavar="ACTOR",
    help="Only this actor and those it deals with; may be repeated.",
)
@click.option("--lang", type=click.Choice(["en", "fr"]), default="en", help="Of the page [en].")
@click.option("--title", metavar="TEXT", help="Of the page.")
@connected
def draw(
    graph: "actorgraph.Graph",
    output: Path,
    since: str | None,
    until: str | None,
    types: tuple[str, ...],
    wanted: tuple[str, ...],
    lang: str,
    title: str | None,
) -> None:
    """Draw the graph as an interactive page: one HTML file.

    \b
    Example:
      actorgraph draw -o page.html
      actorgraph draw -o syrie.html --actor Syrie --lang fr --since 2019-12
    """
    from actorgraph import folder

    write = folder.find("actorgraph.draw", output.suffix.removeprefix("."), "draw")
    network = graph.to_networkx(since=since, until=until, types=_upper(types))
    network = _around(network, [one_actor(graph, text) for text in wanted]) if wanted else network
    if not network:
        raise BadInput("no relation fits, so there is nothing to draw. See 'actorgraph relations'.")
    write(network, output, title=title, lang=lang)
    click.echo(f"Wrote {output}: {len(network)} actors, {network.number_of_edges()} relations. Open it in a browser.")


def _around(network: Any, actors: list[str]) -> Any:
    """The part of a network that holds these actors and those they deal with."""
    there = [actor for actor in actors if actor in network]
    near = {n for actor in there for n in (actor, *network.successors(actor), *network.predecessors(actor))}
    return network.subgraph(near)


@main.command()
@click.option("--format", type=click.Choice(["text", "json"]), default="text")
@connected
def status(graph: "actorgraph.Graph", format: str) -> None:
    """Show which graph this is, and how much is in it.

    \b
    Example:
      actorgraph status
    """
    from actorgraph import show

    found = graph.status()
    show.document(found) if format == "json" else show.status(found)
