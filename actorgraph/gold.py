"""Gold: texts with the relations that a person found in them; what a coder gave for them, and floors for it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, TypeAdapter, ValidationError

from actorgraph.errors import BadData, BadInput
from actorgraph.model import Record
from actorgraph.ontology import relations

SUFFIXES = frozenset({".jsonl", ".ndjson"})
SHAPE = "A line is one JSON object with {keys}, and each relation has a source, a relation and a target."


def _as_text(value: Any) -> Any:
    return "" if value is None else str(value) if type(value) is int else value


_Text = Annotated[str, BeforeValidator(_as_text)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """What of one relation is compared, or shown of a mistake. Fields are those of model.Relation."""

    source: _Text
    relation: str
    target: _Text
    trigger: _Text = ""
    sentence: _Text = ""
    source_text: _Text = ""
    target_text: _Text = ""
    polarity: _Text = "asserted"
    confidence: float | None = None  # gold has none


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """One article with the relations that a person found in it. `coder` is of records, so gold must not have it."""

    id: _Text
    text: str
    relations: tuple[Coded, ...]
    lang: _Text = ""
    coder: _Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    id: _Text
    relations: tuple[Coded, ...]


def gold_files(path: Path) -> list[Path]:
    """The files of gold at a path: the file itself, or the JSON Lines in a folder and below it, by name."""
    if not path.is_dir():
        return [path]
    files = sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES)
    if not files:
        raise BadInput(f"{path}: there are no JSON Lines ({', '.join(sorted(SUFFIXES))}) in this folder.")
    return files


def read_gold(paths: Iterable[Path]) -> list[Gold]:
    """The articles of gold at these paths, in order; BadInput names the line that is none, or one of an id that was before."""
    found: dict[str, Gold] = {}
    for file in (file for path in paths for file in gold_files(path)):
        for where, gold in _lines(file, _GOLD, "an id, a text and relations"):
            if gold.coder:
                raise BadInput(f"{where}: has a 'coder', so the coder wrote it. Gold is what a person found.")
            if not gold.id or gold.id in found:
                raise BadInput(f"{where}: id '{gold.id}' is empty or was before. Give each article its own.")
            if strange := [r.relation for r in gold.relations if r.relation not in relations()]:
                raise BadInput(f"{where}: there is no relation '{strange[0]}'. There are: {', '.join(relations())}.")
            found[gold.id] = gold
    return list(found.values())


def read_given(file: Path) -> dict[str, tuple[Coded, ...]]:
    """The relations in a file of records, by article: what `extract` wrote, or any JSON Lines with an id and relations."""
    return {given.id: given.relations for _, given in _lines(file, _GIVEN, "an id and relations")}


def given(records: Iterable[Record]) -> dict[str, tuple[Coded, ...]]:
    """The relations of records, by article, as they are compared."""
    return {
        record.id: tuple(Coded(**{name: getattr(r, name) for name in Coded.__slots__}) for r in record.relations)
        for record in records
    }


def read_floors(file: Path) -> dict[str, Any]:
    """The floors in a JSON file: by file of gold, shaped as `document` is, with the least value of each figure that has one."""
    try:
        found = json.loads(file.read_text("utf-8"))
    except ValueError as error:
        raise BadData(f"{file}: is not JSON: {error}.") from error
    if not isinstance(found, dict) or not all(isinstance(floors, dict) for floors in found.values()):
        raise BadData(f'{file}: floors are written as {{"gold.jsonl": {{"strict": {{"precision": 0.8}}}}}}.')
    return found


def floors_of(path: Path, floors: Mapping[str, Any]) -> Mapping[str, Any]:
    """The floors of the gold at a path: those under its name, or under the end of its path; BadInput if there are none."""
    parts = path.resolve().parts
    fitting = [name for name in floors if parts[-len(Path(name).parts) :] == Path(name).parts]
    if not fitting:
        raise BadInput(f"{path}: there are no floors for it. There are: {', '.join(floors) or 'none'}.")
    found: Mapping[str, Any] = floors[max(fitting, key=len)]
    return found


_GOLD, _GIVEN = TypeAdapter(Gold), TypeAdapter(_Given)


def _lines(file: Path, adapter: TypeAdapter[Any], keys: str) -> Iterator[tuple[str, Any]]:
    """What each line of a file is, with where it stands."""
    for number, line in enumerate(file.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not line.strip():
            continue
        where = f"{file}, line {number}"
        try:
            yield where, adapter.validate_json(line)
        except ValidationError as error:
            first = error.errors()[0]
            key = ".".join(map(str, first["loc"])) or "the line"
            raise BadInput(f"{where}: {key}: {first['msg']}. {SHAPE.format(keys=keys)}") from error
