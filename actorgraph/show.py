"""Rows on standard output: tables and claims for people on a terminal, tab-separated, CSV or JSON for programs."""

import csv
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import accumulate
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

Row = dict[str, Any]
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
RELATION = (
    *("source", "relation", "target", "date", "reported", "speaker", "polarity", "confidence", "sentence", "trigger"),
    *("source_text", "target_text", "article", "event", "id"),
)
TRUST = (
    "Coded by a machine from news text: read the sentence before you rely on a relation. "
    "An accusation is a claim of the one who makes it, not a fact."
)
NUMBER = re.compile(r"-?\d+(\.\d+)?(e-?\d+)?")
WRAPPED = 23  # the least width of a column whose text is wrapped
COLOURS = {1: "cyan", -1: "red", 0: "default"}


def console(*, error: bool = False) -> Console:
    """The terminal, or a pipe, in which lines are as long as they are."""
    found = Console(stderr=error, highlight=False, emoji=False, markup=False)
    return found if found.is_terminal else Console(stderr=error, highlight=False, width=1_000_000)


def clean(text: str) -> str:
    """The text without what could steer a terminal.

    >>> clean("red\\x1b[31m") == "red\ufffd[31m"
    True
    """
    return CONTROL.sub("\ufffd", text)


def cell(value: Any) -> str:
    """A value as text: nothing for None, JSON for what has parts."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def brief(value: Any) -> Any:
    """A value for people: of a node and a relationship only what tells it from others.

    >>> brief([{"labels": ["Actor", "State"], "id": "RUS", "name": "Russia"}, {"type": "BACKS", "date": "2019"}])
    ['(RUS Russia)', '[BACKS 2019]']
    """
    if isinstance(value, list):
        return [brief(part) for part in value]
    if isinstance(value, dict) and "labels" in value:
        return f"({' '.join(str(value[k]) for k in ('id', 'name', 'title') if value.get(k))})"
    if isinstance(value, dict) and "type" in value:
        return f"[{' '.join(str(value[k]) for k in ('type', 'date', 'sentence') if value.get(k))}]"
    return value


def rows(columns: Sequence[str], found: Iterable[Sequence[Any]], format: str = "auto") -> None:
    """Print rows in a format; `auto` is a table on a terminal and tab-separated values elsewhere."""
    auto = "verbose" if sys.stdout.isatty() else "plain"
    WRITERS[auto if format == "auto" else format](columns, found)


def dicts(found: Sequence[Row], format: str = "auto", columns: Sequence[str] = ()) -> None:
    """Print rows that are dictionaries with the same keys."""
    names = list(columns or (found[0] if found else ()))
    rows(names, ([row[name] for name in names] for row in found), format)


def _verbose(columns: Sequence[str], found: Iterable[Sequence[Any]]) -> None:
    values = [[clean(cell(brief(value))) for value in row] for row in found]
    if not columns:
        return
    out = console()
    widths = [max(map(cell_len, (name, *(row[i] for row in values)))) for i, name in enumerate(columns)]
    shown = _fitting(widths, out.width)
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for i in range(shown):
        number = all(not row[i] or NUMBER.fullmatch(row[i]) for row in values) and values
        narrow = widths[i] <= WRAPPED
        table.add_column(clean(columns[i]), justify="right" if number else "left", overflow="fold", no_wrap=narrow)
    for row in values:
        table.add_row(*map(Text, row[:shown]))
    out.print(table)
    many = f"{len(values)} row{'s' * (len(values) != 1)}"
    out.print(Text(many + _left_out(columns[shown:]), "dim"))


def _fitting(widths: Sequence[int], width: int) -> int:
    """How many columns fit beside each other: long ones may be wrapped, but to no less than WRAPPED.

    >>> _fitting([3, 200, 10], 40), _fitting([3, 200, 11], 40)
    (3, 2)
    """
    needed = list(accumulate(min(w, WRAPPED) + 2 for w in widths))
    return max(1, sum(total - 2 <= width for total in needed))


def _left_out(columns: Sequence[str]) -> str:
    if not columns:
        return ""
    return f"; no room for {', '.join(map(clean, columns))}: widen the terminal, or take another --format"


def _plain(columns: Sequence[str], found: Iterable[Sequence[Any]]) -> None:
    escapes = str.maketrans({"\t": "\\t", "\n": "\\n", "\r": "\\r", "\\": "\\\\"})
    for row in [columns, *found] if columns else ():
        print("\t".join(cell(value).translate(escapes) for value in row))


def _csv(columns: Sequence[str], found: Iterable[Sequence[Any]]) -> None:
    if columns:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerows([columns, *([cell(value) for value in row] for row in found)])


def _json(columns: Sequence[str], found: Iterable[Sequence[Any]]) -> None:
    lines = [json.dumps(dict(zip(columns, r, strict=True)), ensure_ascii=False, default=str) for r in found]
    print("[" + ",\n ".join(lines) + "]")


WRITERS: dict[str, Callable[[Sequence[str], Iterable[Sequence[Any]]], None]] = {
    "verbose": _verbose,
    "plain": _plain,
    "csv": _csv,
    "json": _json,
}


def claims(found: Iterable[Row], names: Mapping[str, str], *, indent: int = 0) -> None:
    """Print claims as people read them: a line of who does what to whom, and the sentence that says so.

    What one sentence says of one date stands above it together.
    """
    out = console()
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for claim in found:
        day = claim.get("date") or claim.get("reported")
        groups.setdefault((day, claim.get("article"), claim["sentence"]), []).append(claim)
    for together in groups.values():
        for claim in together:
            block(out, headline(claim, names), indent)
        block(out, _sentence(together), indent + 4)
        out.print()


def block(out: Console, text: Text, indent: int) -> None:
    """Print a text, indented; on a terminal its lines are broken between words."""
    lines = text.wrap(out, max(out.width - indent, 20)) if out.is_terminal else [text]
    for line in lines:
        out.print(Text(" " * indent).append_text(line), soft_wrap=True)


def headline(claim: Row, names: Mapping[str, str]) -> Text:
    """One line: date, source, relation, target, and what takes away from it."""
    line = Text(f"{claim.get('date') or 'undated':<10}  ")
    _actor(line, claim["source"], names)
    line.append(f" {claim['relation']} ", COLOURS[_sign(claim["relation"])])
    _actor(line, claim["target"], names)
    return line.append_text(_notes(claim, names))


def _notes(claim: Row, names: Mapping[str, str]) -> Text:
    """What takes away from a claim: that it is not asserted, or only by somebody."""
    notes = [claim["polarity"]] if claim.get("polarity") not in (None, "asserted") else []
    if speaker := claim.get("speaker"):
        notes.append(f"said by {clean(names.get(speaker) or speaker)}")
    return Text(f"  ({', '.join(notes)})" if notes else "", "yellow")


def _actor(line: Text, id: str, names: Mapping[str, str]) -> None:
    name = names.get(id)
    line.append(clean(name or id), "bold").append(f" ({clean(id)})" if name not in (None, id) else "", "dim")


def _sign(relation: str) -> int:
    from actorgraph.ontology import relations

    known = relations().get(relation)
    return known.sign if known else 0


def _sentence(together: Sequence[Row]) -> Text:
    first = together[0]
    text = Text(f"« {clean(first['sentence'])} »")
    text.highlight_words([clean(claim["trigger"]) for claim in together if claim["trigger"]], "underline")
    where = [first.get("article"), f"published {first['reported']}" if first.get("reported") else None]
    said = ", ".join(clean(part) for part in where if part)
    return text.append(f"  [{said}]" if said else "", "dim")


def portrait(found: Row, names: Mapping[str, str]) -> None:
    """Print one actor: its offices, with whom it deals, and what says so under each relation with each of them."""
    out, actor = console(), found["actor"]
    unknown = "named in articles, in no dictionary" if actor["provisional"] else None
    about = ", ".join(filter(None, (actor["kind"], actor["country"], unknown)))
    out.print(Text(clean(f"{actor['name']} ({actor['id']})"), "bold").append(f"  {clean(about)}", "not bold"))
    block(out, Text("Coded by a machine from news text.", "italic"), 0)
    for office in found["offices"]:
        when = f", {office['since'] or ''} to {office['until'] or 'now'}" if office["since"] else ""
        ends = [clean(names.get(office[end]) or office[end]) for end in ("source", "target")]
        out.print(Text(f"{ends[0]} {office['relation']} {ends[1]}{when}", "dim"))
    for other, groups in _by_partner(found).items():
        out.print()
        out.print(Text(clean(f"── {names.get(other) or other} ({other})"), "bold"))
        for group in groups:
            out.print(_summary(actor["id"], other, group, names))
            for claim in _of(found["claims"], actor["id"], other, group):
                said = Text(f"{claim['date'] or 'undated':<10}").append_text(_notes(claim, names)).append("  ")
                block(out, said.append_text(_sentence([claim])), 4)
    out.print()
    block(out, Text(TRUST if found["claims"] else "No relations.", "italic"), 0)


def _by_partner(found: Row) -> dict[str, list[Row]]:
    by: dict[str, list[Row]] = {}
    for group in found["partners"]:
        by.setdefault(group["actor"], []).append(group)
    return dict(sorted(by.items(), key=lambda item: (-sum(g["events"] for g in item[1]), item[0])))


def _summary(actor: str, other: str, group: Row, names: Mapping[str, str]) -> Text:
    ids = (other, actor) if group["direction"] == "from" else (actor, other)
    ends = [clean(names.get(i) or i) for i in ids]
    line = Text(f"  {ends[0]} ").append(group["relation"], COLOURS[_sign(group["relation"])]).append(f" {ends[1]} — ")
    line.append(f"{group['events']} event" + "s" * (group["events"] != 1))
    if group["claims"] != group["events"]:
        line.append(f", {group['claims']} claims")
    span = [d for d in (group["first"], group["last"]) if d]
    return line.append(f", {' to '.join(dict.fromkeys(span))}" if span else ", undated")


def _of(found: Iterable[Row], actor: str, other: str, group: Row) -> list[Row]:
    """The claims of one relation with one other actor, in one direction."""
    ends = {"to": [(actor, other)], "from": [(other, actor)], "with": [(actor, other), (other, actor)]}
    return [
        claim
        for claim in found
        if claim["relation"] == group["relation"] and (claim["source"], claim["target"]) in ends[group["direction"]]
    ]


def record(found: Any) -> None:
    """Print what one article says."""
    out = console()
    about = ", ".join(filter(None, (found.title, found.published, found.lang)))
    out.print(Text(clean(found.id), "bold").append(f"  {clean(about)}", "not bold"))
    rows = [{name: getattr(r, name) for name in r.__slots__} for r in found.relations]
    claims(rows, {m.actor: m.name for m in found.mentions}, indent=2)
    if not rows:
        out.print(Text("  no relations between actors\n", "dim"))


def trust() -> None:
    """Print how far to trust what a machine coded."""
    block(console(), Text(TRUST, "italic"), 0)


def relations(found: Sequence[Row], names: Mapping[str, str]) -> None:
    """Print claims, how many, and how far to trust them."""
    claims(found, names)
    many = f"{len(found)} relation{'s' * (len(found) != 1)}. {TRUST}" if found else "No relations."
    block(console(), Text(many, "italic"), 0)


def named(found: Iterable[Any]) -> None:
    """Print the named queries: what each gives, and what it takes."""
    if not sys.stdout.isatty():
        rows(["name", "parameters", "help"], [[q.name, " ".join(map(_param, q.params)), q.help] for q in found])
        return
    out = console()
    for query in found:
        out.print(Text(query.name, "bold"))
        out.print(Padding(Text(query.help), (0, 0, 0, 2)))
        for param in query.params:
            out.print(Padding(Text(f"{_param(param)}  {param.meaning}", "dim"), (0, 0, 0, 4)))


def _param(param: Any) -> str:
    default = f"={param.default}" if param.default is not None else ""
    return f"{param.name}{default}" if param.required or default else f"[{param.name}]"


def changes(counters: Mapping[str, int]) -> None:
    """Say on standard error what a statement changed, if anything."""
    said = ", ".join(f"{name.replace('_', ' ')}: {number}" for name, number in counters.items())
    if said:
        print(f"Changed: {said}.", file=sys.stderr)


def document(found: Row) -> None:
    """Print one JSON document."""
    print(json.dumps(found, ensure_ascii=False, indent=2, default=str))


def status(found: Row) -> None:
    """Print where the graph is and what it holds: on a terminal a table, else tab-separated pairs."""
    pairs = [[name, value] for name, value in found.items() if not isinstance(value, dict) and value is not None]
    pairs += [[f"actors of kind {name}", number] for name, number in found["kinds"].items()]
    pairs += [[name, f"{c['claims']} claims, {c['events']} events"] for name, c in found["relations"].items()]
    rows(["what", "value"], pairs)


def say(text: str) -> None:
    """Print one line on standard error."""
    print(" ".join(clean(text).split()), file=sys.stderr, flush=True)


class Skips:
    """What was skipped: each said at once on standard error, counted at the end."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.count = 0

    def add(self, skipped: object) -> None:
        """Say one."""
        self.count += 1
        say(f"Skipped {skipped}")

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
            say(f"Skipped {self.count} input{'s' if self.count > 1 else ''} in all.")
            raise SystemExit(1)


@contextmanager
def progress(what: str, *, shown: bool = True) -> Iterator[Callable[[Iterable[Any]], Iterator[Any]]]:
    """A function that passes items on and counts them on standard error, if that is a terminal."""
    if not (shown and sys.stderr.isatty()):
        yield iter
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    parts = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*parts, console=console(error=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task(f"{what}: 0 articles", total=None)

        def counted(items: Iterable[Any]) -> Iterator[Any]:
            for number, item in enumerate(items, 1):
                bar.update(task, description=f"{what}: {number} article{'s' if number > 1 else ''}")
                yield item

        yield counted
