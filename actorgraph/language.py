"""All that is one language's: the folder lang/<code>/ as a checked value.

`language.toml` holds word lists for rules that are written once for every language; `patterns.csv` says in which words each
relation is told, a row with its frame and the sentence that proves it.
"""

import csv
import io
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from actorgraph.errors import BadData, UnknownName
from actorgraph.ontology import relations

POSES = frozenset({"VERB", "NOUN", "ADJ"})


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a frame: what must (or must not) hang on the predicate."""

    what: str  # obj, obl:en, prt, refl, xcomp, a preposition …
    lemmas: frozenset[str]  # empty: anything
    negated: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One way of saying one relation."""

    id: str
    pos: str
    lemma: str
    frame: tuple[Condition, ...]
    mutual: bool
    relation: str
    source: tuple[tuple[str, ...], ...]  # alternatives, each a path of steps
    target: tuple[tuple[str, ...], ...]
    example: str
    expected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Language:
    """One language's word lists and rows."""

    code: str
    words: MappingProxyType[str, frozenset[str]]
    contractions: MappingProxyType[str, str]
    halves: MappingProxyType[str, tuple[str, str]]  # the South, Northern: which half, name or adjective
    twins: MappingProxyType[str, tuple[str, str]]  # the two states of one plural name: les deux Corées
    combining: MappingProxyType[str, str]  # the state of the first part of franco-algérien, Sino-Indian
    dates: MappingProxyType[str, Any]
    where: MappingProxyType[str, frozenset[str]]
    abbreviations: frozenset[str]
    rows: MappingProxyType[tuple[str, str], tuple[Row, ...]]  # by (part of speech, lemma)

    def has(self, group: str, word: str) -> bool:
        """Whether a word (lower case) is in one of the lists of language.toml."""
        return word in self.words[group]

    def prep(self, word: str) -> str:
        """The preposition that a form stands for: du -> de."""
        return self.contractions.get(word, word)


def codes() -> list[str]:
    """The languages there are, by ISO 639-1 code."""
    return sorted(f.name for f in files("actorgraph").joinpath("lang").iterdir() if f.is_dir() and len(f.name) == 2)


@cache
def language(code: str) -> Language:
    """The language of a code; UnknownName where there is no such folder."""
    folder = files("actorgraph").joinpath("lang", code)
    if not folder.joinpath("language.toml").is_file():
        raise UnknownName(f"There is no language '{code}'. There are: {', '.join(codes())}.")
    data = tomllib.loads(folder.joinpath("language.toml").read_text("utf-8"))
    words = {k: frozenset(w.lower() for w in v) for k, v in data.items() if isinstance(v, list)}
    rows: dict[tuple[str, str], list[Row]] = {}
    for row in read_rows(folder.joinpath("patterns.csv").read_text("utf-8"), f"lang/{code}/patterns.csv", words):
        rows.setdefault((row.pos, row.lemma), []).append(row)
    return Language(
        code=code,
        words=MappingProxyType(words),
        contractions=MappingProxyType(data["contractions"]),
        halves=MappingProxyType({word: (half, form) for word, (half, form) in data["halves"].items()}),
        twins=MappingProxyType({name: (a, b) for name, (a, b) in data["twins"].items()}),
        combining=MappingProxyType(data["combining"]),
        dates=MappingProxyType(data["dates"]),
        where=MappingProxyType({k: frozenset(v) for k, v in data["where"].items()}),
        abbreviations=frozenset(data["split"]["abbreviations"]),
        rows=MappingProxyType({k: tuple(v) for k, v in rows.items()}),
    )


def read_rows(text: str, where: str, words: Mapping[str, frozenset[str]] | None = None) -> list[Row]:
    """The rows of a patterns.csv, each checked; BadData names the line. `words` are the lists that a frame may name: @arms."""
    rows, seen = [], set()
    for number, raw in enumerate(csv.DictReader(io.StringIO(text)), start=2):
        try:
            row = _row(raw, words or {})
        except (KeyError, ValueError, AttributeError) as error:
            raise BadData(f"{where}, row {number} ({raw.get('id')}): {error}") from error
        if row.id in seen:
            raise BadData(f"{where}, row {number}: the id {row.id} is used twice.")
        seen.add(row.id)
        rows.append(row)
    return rows


def _row(raw: dict[str, str], words: Mapping[str, frozenset[str]]) -> Row:
    if raw["pos"] not in POSES:
        raise ValueError(f"pos is {raw['pos']!r}, not one of {sorted(POSES)}")
    if raw["relation"] not in relations():
        raise ValueError(f"no relation {raw['relation']!r} in the ontology")
    frame = raw["frame"].split()
    return Row(
        id=raw["id"],
        pos=raw["pos"],
        lemma=raw["lemma"],
        frame=tuple(_condition(word, words) for word in frame if word != "mutual"),
        mutual="mutual" in frame,
        relation=raw["relation"],
        source=_paths(raw["source"]),
        target=_paths(raw["target"]),
        example=raw["example"],
        expected=tuple(e.strip() for e in raw["expected"].split(";") if e.strip()),
    )


def _condition(word: str, words: Mapping[str, frozenset[str]]) -> Condition:
    negated, word = word.startswith("!"), word.lstrip("!")
    what, _, told = word.partition("=")
    lemmas: set[str] = set()
    for lemma in told.split("|") if told else ():
        lemmas |= words[lemma[1:]] if lemma.startswith("@") else {lemma}
    return Condition(what, frozenset(lemmas), negated)


def _paths(text: str) -> tuple[tuple[str, ...], ...]:
    paths = tuple(tuple(re.split(r"\.(?=\w)", alternative)) for alternative in text.split())
    if not paths:
        raise ValueError("source or target is empty")
    return paths
