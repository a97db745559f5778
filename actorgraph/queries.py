"""Every Cypher statement of the project: cypher/<folder>/<name>.cypher, its help and parameters in the comment on top.

A header line `// text` is help; `// $name: type — meaning` declares a parameter, `type?` one that may be left out, and
`type = value` one with a default. `__TYPE__` stands for a relation, `__KIND__` for an actor's kind; both, and the list
`__SYMMETRIC__`, are only ever filled with names of the ontology and the model, never with what somebody typed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

from actorgraph.errors import BadData, QueryError, UnknownName
from actorgraph.model import Kind
from actorgraph.ontology import relations

TYPES = {"id", "text", "date", "int", "list"}
PARAMETER = re.compile(r"\$(\w+): (\w+)(\?)?(?: = (\S+))? — (.+)")
USED = re.compile(r"\$(\w+)")
KINDS: tuple[str, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Param:
    """One declared parameter."""

    name: str
    type: str
    meaning: str
    required: bool = True
    default: Any = None


@dataclass(frozen=True, slots=True)
class Query:
    """One statement with its name, help and parameters."""

    name: str
    help: str
    params: tuple[Param, ...]
    text: str

    def bind(self, given: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The values of all parameters, with defaults; QueryError names the one that is missing or unknown."""
        given = dict(given or {})
        known = {p.name: p for p in self.params}
        for name in given.keys() - known.keys():
            takes = ", ".join(f"${p}" for p in known) or "none"
            raise QueryError(f"query '{self.name}' has no parameter ${name}. It takes: {takes}.")
        for param in self.params:
            if param.required and given.get(param.name) is None:
                raise QueryError(f"query '{self.name}' needs ${param.name} ({param.type}): {param.meaning}.")
        return {name: _value(self.name, p, given.get(name, p.default)) for name, p in known.items()}

    def of(self, name: str) -> str:
        """The text for one relation or one kind of actor."""
        if name not in relations() and name not in KINDS:
            raise UnknownName(f"'{name}' is neither a relation nor a kind of actor.")
        return self.text.replace("__TYPE__" if name in relations() else "__KIND__", name)


def _value(query: str, param: Param, value: Any) -> Any:
    if param.type != "int" or value is None or isinstance(value, int):
        return value
    try:
        return int(value)
    except ValueError as error:
        raise QueryError(f"query '{query}': ${param.name} must be a whole number, not '{value}'.") from error


def named() -> list[Query]:
    """The queries that people call by name, sorted."""
    return [query for key, query in statements().items() if key.startswith("query/")]


def find(name: str) -> Query:
    """The named query; UnknownName lists those that exist."""
    query = statements().get(f"query/{name}")
    if query is None:
        raise UnknownName(f"there is no query '{name}'. There are: {', '.join(q.name for q in named())}.")
    return query


def statement(key: str) -> Query:
    """One of the project's own statements, such as 'load/claims'."""
    return statements()[key]


@cache
def statements() -> MappingProxyType[str, Query]:
    """All statements by folder and name, sorted."""
    root = folder()
    found = sorted(root.glob("*/*.cypher"))
    if not found:
        raise BadData(f"{root}: no *.cypher files; the installation is damaged.")
    return MappingProxyType({f"{f.parent.name}/{f.stem}": parse(f.read_text("utf-8"), f.stem, str(f)) for f in found})


def folder() -> Path:
    """Where the statements are: in the installed package, or beside it in a checkout."""
    packaged = Path(str(files("actorgraph").joinpath("_cypher")))
    return packaged if packaged.is_dir() else Path(__file__).parent.parent / "cypher"


def parse(source: str, name: str, where: str) -> Query:
    """The query in a file's text; BadData if declared and used parameters differ, or there is no help."""
    head = [line[2:].strip() for line in source.splitlines() if line.startswith("//")]
    text = "\n".join(line for line in source.splitlines() if not line.startswith("//")).strip()
    help_lines = [line for line in head if not line.startswith("$")]
    params = tuple(_parameter(line, where) for line in head if line.startswith("$"))
    declared, used = {p.name for p in params}, set(USED.findall(text))
    if not help_lines or not text:
        raise BadData(f"{where}: a statement needs a first line '// what it returns' and a text.")
    if declared != used or len(declared) != len(params):
        raise BadData(f"{where}: declared parameters {sorted(declared)} are not those used {sorted(used)}.")
    return Query(name, " ".join(help_lines), params, text.replace("__SYMMETRIC__", _symmetric()))


def _parameter(line: str, where: str) -> Param:
    found = PARAMETER.fullmatch(line)
    if not found or found[2] not in TYPES:
        raise BadData(f"{where}: write parameters as '// $name: {'|'.join(sorted(TYPES))} — meaning', not '// {line}'.")
    name, kind, optional, default, meaning = found.groups()
    value = int(default) if default and kind == "int" else default
    return Param(name, kind, meaning, required=not optional and default is None, default=value)


def _symmetric() -> str:
    return "[" + ", ".join(f"'{r.name}'" for r in relations().values() if r.symmetric) + "]"
