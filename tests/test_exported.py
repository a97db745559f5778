"""The public names are those promised, are there, and are light until used."""

import ast
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import actorgraph

ROOT = Path(__file__).parent.parent
PUBLIC = [
    "ActorgraphError", "Article", "BadData", "BadInput", "Graph", "GraphError", "Loaded", "Mention", "QueryError",
    "Record", "Refused", "Relation", "Rows", "Skipped", "UnknownName", "Unreachable", "__version__", "open",
]  # fmt: skip
HEAVY = {"spacy", "networkx", "arcadedb", "neo4j", "pyvis", "babel", "py3langid", "numpy", "pydantic", "rich", "click"}


def test_public_names() -> None:
    assert dir(actorgraph) == sorted(actorgraph.__all__) == PUBLIC
    for name in PUBLIC:
        assert getattr(actorgraph, name).__doc__ or name == "__version__"


def test_the_stub_tells_the_same_names() -> None:
    tree = ast.parse((ROOT / "actorgraph" / "__init__.pyi").read_text("utf-8"))
    homes = {a.asname: str(n.module) for n in tree.body if isinstance(n, ast.ImportFrom) for a in n.names}
    assert sorted([*filter(None, homes), "__version__"]) == PUBLIC
    for name, home in homes.items():
        assert name
        assert getattr(sys.modules[home], name) is getattr(actorgraph, name)


def test_no_public_name_is_that_of_a_module() -> None:
    files = {f.stem for f in (ROOT / "actorgraph").iterdir()}
    assert files & set(PUBLIC) == set()


def test_what_is_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        actorgraph.nothing  # type: ignore[attr-defined]  # noqa: B018


@pytest.mark.parametrize(
    "what",
    ["import actorgraph", "import actorgraph; dir(actorgraph); actorgraph.ActorgraphError, actorgraph.__version__"],
)
def test_importing_it_loads_nothing_heavy(what: str) -> None:
    code = f"{what}; import sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert HEAVY & set(done.stdout.split()) == set()


def test_version_is_that_of_the_changelog_and_the_citation() -> None:
    assert version("actorgraph") == actorgraph.__version__
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    assert re.search(r"^## (\S+)", changelog, re.M)[1] == actorgraph.__version__  # type: ignore[index]
    assert re.search(r"^version: (\S+)", citation, re.M)[1] == actorgraph.__version__  # type: ignore[index]
