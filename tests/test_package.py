"""The wheel holds all that the program reads, and works on its own."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "actorgraph"
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, as `pip install .` builds it."""
    out = tmp_path_factory.mktemp("wheel")
    code = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", code, str(out)], cwd=ROOT, capture_output=True, check=True)
    (built,) = out.glob("*.whl")
    return built


def sources() -> dict[str, Path]:
    """Every file that the program may read, by its name in the wheel."""
    inside = {f"actorgraph/{f.relative_to(PACKAGE)}": f for f in PACKAGE.rglob("*") if f.is_file()}
    statements = ROOT / "cypher"
    inside |= {f"actorgraph/_cypher/{f.relative_to(statements)}": f for f in statements.rglob("*.cypher")}
    return {name: file for name, file in inside.items() if "__pycache__" not in name}


def test_everything_is_inside(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
        licences = {name.rpartition("/")[2] for name in held if "/licenses/" in name}
        metadata = archive.read(next(name for name in held if name.endswith(".dist-info/METADATA"))).decode()
    assert sources().keys() - held == set()
    assert {"LICENSE", "third-party.md"} <= licences
    assert "License-Expression: Apache-2.0" in metadata


def test_nothing_else_is_inside(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        others = [name for name in archive.namelist() if ".dist-info/" not in name]
    assert set(others) - sources().keys() == set()


def test_all_kinds_of_data_are_there() -> None:
    kinds = {Path(name).suffix for name in sources()}
    assert {".cypher", ".csv", ".toml", ".html", ".css", ".js", ".typed", ".pyi"} <= kinds


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_weights_are_there_and_small(lang: str) -> None:
    folder = PACKAGE / "parsers" / lang
    for component in ("tok2vec", "morphologizer", "trainable_lemmatizer", "parser"):
        assert (folder / component / "model").stat().st_size > 1000
    assert sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) <= 10 * MEGABYTE


def test_it_works_from_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    code = (
        "import actorgraph, actorgraph.schema; from actorgraph import actors, language, ontology, queries\n"
        "from actorgraph.draw import html; from pathlib import Path\n"
        "assert queries.folder().parent == Path(actorgraph.__file__).parent, queries.folder()\n"
        "assert queries.named() and ontology.relations() and actors.known('FRA') and language.language('fr')\n"
        "print(actorgraph.__file__)"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.strip()).is_relative_to(tmp_path)
