"""Rows on standard output: tables and claims for people on a terminal, tab-separated, CSV or JSON for programs."""

import csv
import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

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


def rows(columns: Sequence[str], found: Iterable[Sequence[Any]], format: str = "auto") -> None:
    """Print rows in a format; `auto` is a table on a terminal and tab-separated values elsewhere."""
    auto = "verbose" if sys.stdout.isatty() else "plain"
    WRITERS[auto if format == "auto" else format](columns, found)


def dicts(found: Sequence[Row], format: str = "auto", columns: Sequence[str] = ()) -> None:
    """Print rows that are dictionaries with the same keys."""
    names = list(columns or (found[0] if found else ()))
    rows(names, ([row[name] for name in names] for row in found), format)


def _verbose(columns: Sequence[str], found: Iterable[Sequence[Any]]) -> None:
    if not columns:
        return
    values = list(found)
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for i, name in enumerate(columns):
        numbers = all(isinstance(row[i], int | float | None) and not isinstance(row[i], bool) for row in values)
        table.add_column(clean(name), justify="right" if numbers and values else "left", overflow="fold")
    for row in values:
        table.add_row(*(Text(clean(cell(value))) for value in row))
    out = console()
    out.print(table)
    out.print(Text(f"{len(values)} row{'' if len(values) == 1 else 's'}", style="dim"))


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


def claims(found: Iterable[Row], *, indent: int = 0) -> None:
    """Print claims as people read them: a line of who does what to whom and when, and the sentence that says so."""
    out = console()
    for claim in found:
        out.print(Padding(headline(claim), (0, 0, 0, indent), expand=False))
        out.print(Padding(_sentence(claim), (0, 0, 1, indent + 4), expand=False))


def headline(claim: Row) -> Text:
    """One line: date, source, relation, target, and what takes away from it."""
    name = claim["relation"]
    line = Text(f"{claim.get('date') or '':<10}  ")
    line.append(clean(claim["source"]), "bold").append(f" {name} ", COLOURS[_sign(name)])
    line.append(clean(claim["target"]), "bold")
    notes = [] if claim.get("date") else ["undated"]
    notes += [claim["polarity"]] if claim.get("polarity") not in (None, "asserted") else []
    notes += [f"said by {clean(claim['speaker'])}"] if claim.get("speaker") else []
    return line.append(f"  ({', '.join(notes)})" if notes else "", "dim")


def _sign(relation: str) -> int:
    from actorgraph.ontology import relations

    known = relations().get(relation)
    return known.sign if known else 0


def _sentence(claim: Row) -> Text:
    text = Text(f"« {clean(claim['sentence'])} »")
    text.highlight_words([clean(w) for w in (claim["trigger"],) if w], "underline")
    where = [claim.get("article"), f"published {claim['reported']}" if claim.get("reported") else None]
    return text.append("".join(f"  {clean(part)}" for part in where if part), "dim")


def portrait(found: Row) -> None:
    """Print one actor: its names, its offices, with whom it deals, and each claim under the other actor."""
    out, actor = console(), found["actor"]
    about = ", ".join(
        filter(None, (actor["kind"], actor["country"], "not in the dictionary" * bool(actor["provisional"])))
    )
    out.print(Text(clean(f"{actor['name']} ({actor['id']})"), "bold").append(f"  {about}", "not bold"))
    out.print(Text(TRUST, "italic"))
    for office in found["offices"]:
        when = f", {office['since'] or ''} to {office['until'] or 'now'}" if office["since"] else ""
        out.print(Text(clean(f"{office['source']} {office['relation']} {office['target']}{when}"), "dim"))
    for other, groups in _by_partner(found).items():
        out.print()
        name = next(g["name"] for g in groups)
        out.rule(Text(clean(f"{name} ({other})"), "bold"), align="left", characters="─") if out.is_terminal else (
            out.print(clean(f"== {name} ({other})"))
        )
        for group in groups:
            out.print(_summary(actor["id"], other, group))
            claims(_of(found["claims"], actor["id"], other, group), indent=2)


def _by_partner(found: Row) -> dict[str, list[Row]]:
    by: dict[str, list[Row]] = {}
    for group in found["partners"]:
        by.setdefault(group["actor"], []).append(group)
    return dict(sorted(by.items(), key=lambda item: (-sum(g["events"] for g in item[1]), item[0])))


def _summary(actor: str, other: str, group: Row) -> Text:
    ends = (other, actor) if group["direction"] == "from" else (actor, other)
    line = Text(f"{ends[0]} ").append(group["relation"], COLOURS[_sign(group["relation"])]).append(f" {ends[1]}: ")
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
    claims(rows, indent=2)
    if not rows:
        out.print(Text("  no relations between actors\n", "dim"))


def relations(found: Sequence[Row], format: str) -> None:
    """Print claims: for people those lines and sentences, for programs all columns."""
    if format == "text" or (format == "auto" and sys.stdout.isatty()):
        claims(found)
        console().print(Text(f"{len(found)} relations. {TRUST}" if found else "No relations.", "italic"))
        return
    dicts(found, format, RELATION)


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
