"""The command line: one command per verb. What a command needs is imported when it runs, so that `--help` is quick."""

import functools
import itertools
import os
import sys
import traceback
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

import actorgraph
from actorgraph.errors import ActorgraphError, BadInput, UnknownName
from actorgraph.options import (
    FORMATS,
    Command,
    file_option,
    format_option,
    input_options,
    limit_option,
    list_option,
    options,
    since_option,
    table_option,
    text_option,
    types_option,
    until_option,
    workers_option,
)

ADDRESSES = ("NEO4J_URI", "NEO4J_ADDRESS")  # cypher-shell knows both
MEASURES = "actorgraph.analysis"
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
            from actorgraph import show

            if ctx.params["debug"]:
                traceback.print_exc()
            else:
                show.say(f"Error: {message(error)}")
            ctx.exit(FAILED)


def message(error: Exception) -> str:
    """One line for an error; one that nobody foresaw says how to see more."""
    if isinstance(error, ActorgraphError):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or ''}: {error.strerror}.".removeprefix(": ")
    return f"{type(error).__name__}: {error}. This should not happen: please report it, with what --debug shows."


def connected(command: Command) -> Command:
    """The command with the options that say which graph; it is called with that graph, open."""

    @functools.wraps(command)
    def run(*, address: str | None, folder: Path | None, **others: Any) -> None:
        from actorgraph.settings import settings

        login = {name: others.pop(name) for name in ("username", "password", "database")}
        if folder and address:
            raise click.UsageError("--folder is the embedded graph, --address a server: give one of them.")
        if not folder:
            address = address or next(filter(None, map(os.environ.get, ADDRESSES)), None)
            folder = None if address else settings().folder
        with actorgraph.open(address, folder=folder, **login) as graph:
            command(graph, **others)

    where = "The embedded graph in this folder, whatever the environment says [.actorgraph here or above]."
    return options(
        click.option("-a", "--address", "--uri", metavar="URI", help="Of a Neo4j server, instead [env: NEO4J_URI]."),
        click.option("-u", "--username", metavar="NAME", help="Of the server's user [env: NEO4J_USERNAME; neo4j]."),
        click.option("-p", "--password", metavar="TEXT", help="Of the server's user; better in env NEO4J_PASSWORD."),
        click.option("-d", "--database", metavar="NAME", help="On the server [env: NEO4J_DATABASE; the user's own]."),
        click.option("--folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help=where),
    )(run)


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
def load(graph: "actorgraph.Graph", all_polarities: bool, **source: Any) -> None:
    """Code articles into the graph.

    PATH is a text file, JSON Lines (articles, or records of `extract`), a folder, or - for standard
    input. Loading an article again changes nothing; a changed one replaces its own relations.

    \b
    Example:
      actorgraph load articles/ more.jsonl
      actorgraph extract articles/ | actorgraph load -
    """
    from actorgraph import show

    skips = show.Skips()
    with show.progress("Loading") as counted:
        done = graph.load(counted(skips.sift(coded(**source))), all_polarities=all_polarities)
    for reason in done.skipped:
        skips.add(reason)
    click.echo(
        f"Articles: {done.articles_new} new, {done.articles_changed} changed, {done.articles_same} unchanged. "
        f"Added: {done.relations} relations, {done.actors} actors."
    )
    skips.leave()


@main.command()
@input_options
@format_option("auto", "table", "jsonl", note="auto is table on a terminal, jsonl (an article a line) in a pipe.")
@workers_option
@click.option("--explain", type=click.Choice(["text", "html"]), help="Print why instead, sentence by sentence.")
def extract(format: str, explain: str | None, **source: Any) -> None:
    """Print the relations in articles, without any graph.

    The articles come in the order given. What is printed as jsonl can be loaded. With --explain each
    sentence shows its tree, its actors, what was said, and what was held back and why.

    \b
    Example:
      actorgraph extract article.txt
      actorgraph extract articles/ > records.jsonl
      actorgraph extract article.txt --explain html > why.html
    """
    from actorgraph import show

    if explain:
        _explain(explain, **source)
        return
    skips, terminal = show.Skips(), sys.stdout.isatty()
    table = format == "table" or (format == "auto" and terminal)
    with show.progress("Coding", shown=not terminal) as counted:
        for record in counted(skips.sift(coded(**source))):
            show.record(record) if table else click.echo(record.to_json())
    if table:
        show.trust()
    skips.leave()


def _explain(form: str, workers: int, lang: str | None, **source: Any) -> None:
    """Print every sentence with the reasons of what was made of it."""
    from actorgraph import explain, show
    from actorgraph.read import read

    context = click.get_current_context()
    for name in ("format", "workers"):
        if context.get_parameter_source(name) is not ParameterSource.DEFAULT:
            raise click.UsageError(f"--{name} does not go with --explain: leave one of them out.")
    skips = show.Skips()
    with show.progress("Explaining", shown=form == "html" or not sys.stdout.isatty()) as counted:
        found = skips.sift(explain.explain(counted(read(**source, lang=lang or ""))))
        if form == "html":
            click.echo(show.clean(explain.as_page(found)))
        else:
            for article, sentences in itertools.groupby(found, key=lambda e: e.article):
                click.echo(show.clean(f"── {article}\n"))
                for sentence in sentences:
                    click.echo(show.clean(explain.as_text(sentence)))
    skips.leave()


def coded(
    paths: Iterable[str], date: str, lang: str | None, workers: int
) -> "Iterator[actorgraph.Record | actorgraph.Skipped]":
    """The records of the articles at these paths."""
    from actorgraph.extract import extract
    from actorgraph.read import read

    return extract(read(paths, date=date, lang=lang or ""), workers=workers)


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="GOLD...")
@file_option("--records", "Take these records of `extract`, instead of coding the texts anew.")
@click.option("--errors", is_flag=True, help="Also each mistake: what was missed, and what was given too much.")
@file_option("--floors", "Exit code 1 if a figure is below its floor in this JSON file.")
@workers_option
@text_option
def evaluate(
    paths: tuple[Path, ...], records: Path | None, errors: bool, floors: Path | None, workers: int, format: str
) -> None:
    """Compare what is extracted with what a person found.

    GOLD is JSON Lines, or a folder of them: articles with the relations that a person found in them.
    Precision is the share of what is extracted that is right, recall the share of gold that is found.

    \b
    Example:
      actorgraph evaluate gold.jsonl
      actorgraph evaluate gold.jsonl --records records.jsonl --errors
    """
    from actorgraph import evaluate as scoring
    from actorgraph import gold, show

    skips, wanted = show.Skips(), gold.read_gold(paths)
    limits = {path: gold.floors_of(path, gold.read_floors(floors)) for path in paths} if floors else {}
    given = gold.read_given(records) if records else _coded_anew(paths, workers, skips)
    found = scoring.evaluate(wanted, given)
    if format == "json":
        show.document(scoring.document(found))
    else:
        _show_evaluation(found, errors)
    if records and (absent := [article.id for article in wanted if article.id not in given]):
        skips.add(f"{records}: has no record of {absent[0]} ({len(absent)} in all), as if nothing were found in it.")
    low = [line for path, limit in limits.items() for line in _below(path, limit, given)]
    for line in low:
        show.say(line)
    skips.leave()
    if low:
        raise SystemExit(SKIPPED)


def _show_evaluation(found: Any, errors: bool) -> None:
    from actorgraph import evaluate as scoring
    from actorgraph import show

    terminal = sys.stdout.isatty()  # too narrow for a table of mistakes
    for title, rows in scoring.tables(found, mistakes=errors and not terminal):
        click.echo(title)
        show.dicts(rows)
        click.echo()
    for m in found.mistakes if errors and terminal else ():
        r = m.relation
        click.echo(show.clean(f"{m.mistake} in {m.article}: {r.source} {r.relation} {r.target} ({r.trigger})"))
        click.echo(show.clean(f"    « {r.sentence} »"))


def _below(path: Path, limit: Any, given: Any) -> list[str]:
    """One line for each figure of the gold at a path that is below its floor."""
    from actorgraph import evaluate as scoring
    from actorgraph import gold

    reached = scoring.document(scoring.evaluate(gold.read_gold([path]), given))
    return [f"{path}: {line}." for line in scoring.below(limit, reached)]


def _coded_anew(paths: Iterable[Path], workers: int, skips: Any) -> "dict[str, tuple[Any, ...]]":
    """The relations that the coder finds in the texts of gold, by article."""
    from actorgraph import gold, show

    files = [str(file) for path in paths for file in gold.gold_files(path)]
    with show.progress("Coding") as counted:
        return gold.given(counted(skips.sift(coded(files, "", None, workers))))


@main.command()
@input_options
@table_option
@connected
def verify(graph: "actorgraph.Graph", paths: tuple[str, ...], date: str, lang: str | None, format: str) -> None:
    """Check that articles still say what the graph quotes.

    The quotations must stand there to the letter; exit code 1 if any does not.

    \b
    Example:
      actorgraph verify articles/
    """
    from actorgraph import show
    from actorgraph.read import read

    skips = show.Skips()
    verdicts = graph.verify(_articles(read(paths, date=date, lang=lang or ""), skips))
    show.dicts(verdicts, format, ["article", "status", "claims", "differs"])
    skips.leave()
    if any(verdict["status"] != "ok" for verdict in verdicts):
        raise SystemExit(SKIPPED)


def _articles(items: "Iterable[Any]", skips: Any) -> "Iterator[actorgraph.Article]":
    for item in skips.sift(items):
        if isinstance(item, actorgraph.Article):
            yield item
        else:
            skips.add(f"{item.id}: is a record, without its text. Name the article itself.")


@main.command()
@click.argument("text", required=False)
@click.option("--kind", help="State, Organization, ArmedGroup, Party, Company, Person or Group.")
@limit_option(100)
@table_option
@connected
def actors(graph: "actorgraph.Graph", format: str, **wanted: Any) -> None:
    """List the actors in the graph, the busiest first.

    With TEXT those whose id or name, in French or English, holds it.

    \b
    Example:
      actorgraph actors syri
      actorgraph actors --kind ArmedGroup
    """
    from actorgraph import show

    columns = ["id", "name", "kind", "country", "provisional", "events", "claims", "partners"]
    show.dicts(graph.actors(**wanted), format, columns)


@main.command("show")
@click.argument("actor")
@since_option
@until_option
@text_option
@connected
def show_actor(graph: "actorgraph.Graph", actor: str, format: str, **span: Any) -> None:
    """Show one actor: with whom it deals, how, and when.

    ACTOR is an id or a name. Each relation comes with the sentence that says so.

    \b
    Example:
      actorgraph show Turquie
      actorgraph show RUS --since 2019-12
    """
    from actorgraph import show

    found = graph.show(one_actor(graph, actor), **span)
    show.document(found) if format == "json" else show.portrait(
        found, names_of(graph, found["claims"] + found["offices"])
    )


@main.command()
@click.option("--from", "source", metavar="ACTOR", help="Who does it, by id or name.")
@click.option("--to", "target", metavar="ACTOR", help="To whom it is done.")
@click.option("--type", "type", metavar="RELATION", help="Only this relation, such as ACCUSES.")
@since_option
@until_option
@limit_option(1000)
@format_option("auto", "text", *FORMATS[2:], note="auto is text on a terminal, plain (tab-separated) in a pipe.")
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
    if format == "text" or (format == "auto" and sys.stdout.isatty()):
        show.relations(found, names_of(graph, found))
    else:
        show.dicts(found, format, show.RELATION)


def names_of(graph: "actorgraph.Graph", claims: Iterable[dict[str, Any]]) -> dict[str, str]:
    """The names of the actors in claims, by id."""
    ids = {claim.get(end) for claim in claims for end in ("source", "target", "speaker")} - {None}
    return {row["id"]: row["name"] for row in graph.query("nodes", {"ids": sorted(ids)})}


def one_actor(graph: "actorgraph.Graph", text: str) -> str:
    """The id of the one actor in the graph that is meant; UnknownName lists the candidates."""
    from actorgraph.actors import fold, search

    named = [i.id for i in search(text) if fold(text) in map(fold, (i.id, *i.names_en, *i.names_fr))]
    near = graph.actors(text, limit=20)
    same = [a["id"] for a in near if fold(text) in (fold(a["id"]), fold(a["name"]))]
    exact = [str(row["id"]) for row in graph.query("nodes", {"ids": [text, text.upper(), *named, *same]})]
    ids = [i for i in (text, text.upper()) if i in exact][:1] or exact or [str(a["id"]) for a in near]
    if len(ids) == 1:
        return ids[0]
    if not ids:
        raise UnknownName(f"no actor '{text}' in the graph. See 'actorgraph actors'.")
    listed = ", ".join(f"{row['id']} ({row['name']})" for row in graph.query("nodes", {"ids": ids}))
    raise UnknownName(f"'{text}' may be one of several actors: {listed}. Give the id.")


def _list_queries() -> None:
    """Print the named queries."""
    from actorgraph import queries, show

    show.named(queries.named())


@main.command()
@click.argument("cypher", required=False)
@click.option("-f", "--file", type=click.File(encoding="utf-8-sig"), help="Read the Cypher from a file.")
@click.option("-P", "--param", multiple=True, help="name=value, or Cypher: '{name: value}'; may be repeated.")
@table_option
@click.option("--access-mode", type=click.Choice(["read", "write"]), default="read", help="What it may do [read].")
@click.option("--write", is_flag=True, help="The same as --access-mode write.")
@click.option("--fail-fast/--fail-at-end", default=True, help="Where one of several statements fails: stop, or go on.")
@click.option("--timeout", type=click.FloatRange(0, min_open=True), metavar="SECONDS", help="For each statement.")
@list_option(_list_queries, "List the named queries, with their parameters.")
@connected
def query(
    graph: "actorgraph.Graph", cypher: str | None, file: Any, param: tuple[str, ...], access_mode: str, **others: Any
) -> None:
    """Ask the graph in Cypher.

    CYPHER is a statement, the name of a query (see --list), or - for standard input. It only reads,
    unless --write. Several statements are parted by semicolons.

    \b
    Example:
      actorgraph query "MATCH (a)-[r:ACCUSES]->(b) RETURN a.name, b.name, r.sentence"
      actorgraph query who_accuses -P actor=RUS -P limit=5
      actorgraph query --list
    """
    from actorgraph import cyphertext

    texts = cyphertext.statements(_cypher(cypher, file))
    if not texts:
        raise BadInput("there is no Cypher to run. Give a statement, the name of a query (see --list), or -f FILE.")
    given = cyphertext.parameters(param, lambda text: graph.query(f"RETURN {text} AS value").rows[0][0])
    others["write"] = others["write"] or access_mode == "write"
    _run(graph, texts, given, **others)


def _cypher(cypher: str | None, file: Any) -> str:
    if file and cypher:
        raise click.UsageError("Give Cypher or a file, not both.")
    if cypher and cypher != "-":
        return cypher
    if not (cypher or file) and sys.stdin.isatty():
        return ""
    try:
        return str(file.read()) if file else sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{getattr(file, 'name', 'standard input')}: is not UTF-8 at byte {error.start}.") from error


def _run(
    graph: "actorgraph.Graph", texts: list[str], given: dict[str, Any], *, format: str, fail_fast: bool, **how: Any
) -> None:
    from actorgraph import cyphertext, show

    failed = False
    for text in texts:
        try:
            found = graph.query(text, cyphertext.fitting(text, given), **how)
        except ActorgraphError as error:
            if fail_fast:
                raise
            failed = True
            show.say(f"Error: {error}")
            continue
        if set(found.columns) >= set(show.RELATION) and format == "auto" and sys.stdout.isatty():
            show.relations(list(found), names_of(graph, found))
        else:
            show.rows(found.columns, found.rows, format)
        show.changes(found.counters)
    if failed:
        raise SystemExit(FAILED)


def _list_measures() -> None:
    """Print the measures, with the first line of what they say of themselves."""
    from actorgraph import folder, show

    docs = {name: folder.find(MEASURES, name).__doc__ or "" for name in folder.names(MEASURES)}
    show.rows(["name", "rows"], [[name, doc.split("\n")[0]] for name, doc in docs.items()])


@main.command()
@click.argument("name")
@since_option
@until_option
@types_option
@limit_option(None)
@table_option
@list_option(_list_measures, "List the measures.")
@connected
def analyze(graph: "actorgraph.Graph", name: str, limit: int | None, format: str, **span: Any) -> None:
    """Measure the network.

    Who is central, who sides with whom, whose dealings are friendly or hostile: see --list.

    \b
    Example:
      actorgraph analyze balance
      actorgraph analyze pagerank --since 2019 --format csv
      actorgraph analyze --list
    """
    from actorgraph import folder, show

    measure = folder.find(MEASURES, name)
    show.dicts(measure(graph.to_networkx(**span))[:limit], format)


@main.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE",
    help="The page to write; it needs no network.",
)
@since_option
@until_option
@types_option
@click.option("--actor", "wanted", multiple=True, help="Only this actor and those it deals with; may be repeated.")
@click.option("--lang", type=click.Choice(["en", "fr"]), default="en", help="Of the page [en].")
@click.option("--title", metavar="TEXT", help="Of the page.")
@connected
def draw(
    graph: "actorgraph.Graph", output: Path, wanted: tuple[str, ...], lang: str, title: str | None, **span: Any
) -> None:
    """Draw the graph as an interactive page.

    It is one HTML file with all that it needs.

    \b
    Example:
      actorgraph draw -o page.html
      actorgraph draw -o syrie.html --actor Syrie --lang fr --since 2019-12
    """
    from actorgraph import folder

    write = folder.find("actorgraph.draw", output.suffix.removeprefix("."), "draw")
    if not output.parent.is_dir():
        raise BadInput(f"{output}: there is no folder '{output.parent}'.")
    network = graph.to_networkx(**span)
    if wanted:
        network = _around(network, [one_actor(graph, text) for text in wanted])
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
@text_option
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
