"""Writes the pages of this folder that are generated: cli.md from the commands' --help, schema.md from the ontology.

python docs/make.py
"""

from collections.abc import Iterator
from pathlib import Path

import click

from actorgraph.cli import main
from actorgraph.schema import schema_page

HERE = Path(__file__).parent
HEAD = """\
# Commands

Written by `python docs/make.py` from `actorgraph COMMAND --help`; do not edit.

Tables and words go to standard output, progress and warnings to standard error. The exit code is 0 if all went well, 1 if
an input was skipped, a quotation does not verify or a figure is below its floor, 2 if the command could not do its work.
`actorgraph --debug COMMAND …` shows where an error comes from. `python -m actorgraph` is the same as `actorgraph`.
"""


def cli_page() -> str:
    """The page of all commands, in the order of work."""
    return "\n".join([HEAD, *_sections()])


def _sections() -> Iterator[str]:
    top = _context(main, "actorgraph", None)
    yield _block(main.get_help(top))
    for name in main.list_commands(top):
        command = main.commands[name]
        yield f"## {name}\n\n{_block(command.get_help(_context(command, name, top)))}"


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    settings = {**main.context_settings, "terminal_width": 100, "max_content_width": 100}
    return command.context_class(command, info_name=name, parent=parent, **settings)


def _block(text: str) -> str:
    return "```\n" + "\n".join(line.rstrip() for line in text.splitlines()) + "\n```\n"


if __name__ == "__main__":
    (HERE / "cli.md").write_text(cli_page(), "utf-8")
    (HERE / "schema.md").write_text(schema_page(), "utf-8")
