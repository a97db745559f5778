"""The options that several commands share, as decorators."""

import functools
from collections.abc import Callable
from pathlib import Path

import click

Command = Callable[..., None]
FORMATS = ("auto", "verbose", "plain", "json", "csv")  # show.WRITERS, which --help need not load


def options(*shared: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """A decorator that adds these options, in this order."""
    return lambda command: functools.reduce(lambda done, option: option(done), reversed(shared), command)


def format_option(*names: str, note: str) -> Callable[[Command], Command]:
    """The option --format with these choices, the first of which is taken if none is given."""
    return click.option("--format", type=click.Choice(names), default=names[0], help=note)


def limit_option(most: int | None) -> Callable[[Command], Command]:
    """The option --limit."""
    note = f"At most so many [{most or 'all'}]."
    return click.option("--limit", type=click.IntRange(1), default=most, metavar="N", help=note)


def file_option(name: str, note: str) -> Callable[[Command], Command]:
    """An option that names a file to read."""
    return click.option(name, type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help=note)


def list_option(show: Callable[[], None], note: str) -> Callable[[Command], Command]:
    """The option --list: it prints, and that is all."""

    def callback(ctx: click.Context, option: click.Parameter, given: bool) -> None:
        if given and not ctx.resilient_parsing:
            show()
            ctx.exit()

    return click.option("--list", is_flag=True, is_eager=True, expose_value=False, callback=callback, help=note)


def _types(ctx: click.Context, option: click.Parameter, given: tuple[str, ...]) -> list[str] | None:
    return [name.upper() for name in given] or None


input_options = options(
    click.argument("paths", nargs=-1, required=True, metavar="PATH..."),
    click.option("--date", default="", metavar="DATE", help="For articles that do not say when they were published."),
    click.option("--lang", type=click.Choice(["fr", "en"]), help="For articles that do not say."),
)
workers_option = click.option(
    "--workers", type=click.IntRange(1), default=1, metavar="N", help="Code in so many processes [1]."
)
since_option = click.option("--since", metavar="DATE", help="Not what is dated before: 2019, 2019-12 or 2019-12-26.")
until_option = click.option("--until", metavar="DATE", help="Not what is dated after.")
TYPES = "Only this relation, such as ACCUSES; may be repeated."
types_option = click.option("--type", "types", multiple=True, metavar="RELATION", callback=_types, help=TYPES)
table_option = format_option(*FORMATS, note="auto is verbose (a table) on a terminal, plain (tab-separated) in a pipe.")
text_option = format_option("text", "json", note="text is for people, json for programs.")
