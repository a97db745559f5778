"""A module imports only what stands above it in ORDER, and each big dependency has few importers."""

import ast
import importlib
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "actorgraph"

# In reading order. A folder is one module here; what a file of it imports from its own folder is its own affair.
ORDER = [
    "errors", "model", "folder", "settings", "ontology", "language", "conjugation", "actors", "dates", "read", "clearnlp", "parse",
    "coder", "extract", "explain", "gold", "evaluate", "queries", "schema", "bolt", "loading", "embedded", "network", "graph",
    "analysis", "draw", "cyphertext", "show", "options", "cli", "__main__",
]  # fmt: skip

# Who may import what. What is not named here is the standard library's.
IMPORTERS = {
    "arcadedb": {"embedded"},
    "babel": {"actors"},
    "click": {"options", "cli"},
    "neo4j": {"bolt"},
    "networkx": {"network", "analysis", "draw"},
    "numpy": {"coder", "evaluate"},
    "py3langid": {"read"},
    "pycountry": {"actors", "evaluate"},
    "pydantic": {"model", "settings", "ontology", "read", "gold"},
    "pyvis": {"draw"},
    "rich": {"show"},
    "spacy": {"parse"},
}


@cache
def modules() -> dict[str, list[Path]]:
    """The files of each module; `__init__` of the package itself is not one: it only names what is elsewhere."""
    found: dict[str, list[Path]] = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        name = file.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if name != "__init__":
            found.setdefault(name, []).append(file)
    return found


def imports(file: Path) -> Iterator[tuple[str, str]]:
    """What a file imports, anywhere in it: (package, "") or ("actorgraph", module)."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are written in full"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            package, _, rest = name.partition(".")
            yield (package, rest.partition(".")[0] if package == "actorgraph" else "")


def test_every_module_has_its_place() -> None:
    assert sorted(modules()) == sorted(ORDER)


@pytest.mark.parametrize("name", ORDER)
def test_imports_go_up(name: str) -> None:
    above = set(ORDER[: ORDER.index(name) + 1])
    public = set(importlib.import_module("actorgraph").__all__)
    for file in modules()[name]:
        for package, module in imports(file):
            if package == "actorgraph":
                assert module in above or (not module or module in public), f"{file}: {module}"


@pytest.mark.parametrize("name", ORDER)
def test_only_importer(name: str) -> None:
    for file in modules()[name]:
        for package, _ in imports(file):
            if package not in sys.stdlib_module_names and package != "actorgraph":
                assert name in IMPORTERS.get(package, set()), f"{file} imports {package}"


def test_no_importer_is_named_that_is_none() -> None:
    real = {(package, name) for name, files in modules().items() for file in files for package, _ in imports(file)}
    assert {(package, name) for package, names in IMPORTERS.items() for name in names} - real == set()


def test_types_are_no_way_round() -> None:
    for files in modules().values():
        for file in files:
            assert "TYPE_CHECKING" not in file.read_text("utf-8"), file


def test_the_face_imports_nothing() -> None:
    assert [p for p, _ in imports(PACKAGE / "__init__.py") if p not in sys.stdlib_module_names] == []


def test_sizes() -> None:
    long = [f for files in modules().values() for f in files if len(f.read_text("utf-8").splitlines()) > 700]
    assert long == []
