"""Settings come from the file, the environment wins, and a mistake is told with its place."""

from pathlib import Path

import pytest

from actorgraph.errors import BadData
from actorgraph.settings import FILE, Settings, find_upward, read_settings


def written(folder: Path, text: str) -> Path:
    """A settings file with this text."""
    file = folder / FILE
    file.write_text(text, "utf-8")
    return file


def test_nothing_set() -> None:
    assert read_settings(None, {}) == Settings(None, {})


def test_folder_is_relative_to_the_file(tmp_path: Path) -> None:
    file = written(tmp_path, 'folder = "graphs/sahel"\n[pipelines]\nfr = "fr_core_news_lg"')
    assert read_settings(file, {}) == Settings(tmp_path / "graphs/sahel", {"fr": "fr_core_news_lg"})


def test_environment_wins(tmp_path: Path) -> None:
    file = written(tmp_path, 'folder = "a"\n[pipelines]\nfr = "one"\nen = "two"')
    environment = {"ACTORGRAPH_FOLDER": "/b", "ACTORGRAPH_PIPELINE_FR": "three", "ACTORGRAPH_PIPELINE_EN": ""}
    assert read_settings(file, environment) == Settings(Path("/b"), {"fr": "three", "en": "two"})


def test_found_upward(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    assert find_upward(FILE, deep) is None
    file = written(tmp_path, "")
    assert find_upward(FILE, deep) == file.resolve()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("folder = ", "must be TOML"),
        ('colour = "red"', "no setting 'colour'. There are: folder, pipelines"),
        ("folder = 3", "folder: "),
        ('[pipelines]\nxx = "m"', r"pipelines\.xx: the languages are en, fr"),
    ],
)
def test_a_mistake_in_the_file(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(BadData, match=says) as caught:
        read_settings(written(tmp_path, text), {})
    assert str(tmp_path / FILE) in str(caught.value)


def test_a_mistake_in_the_environment() -> None:
    with pytest.raises(BadData, match="ACTORGRAPH_PIPELINE_XX"):
        read_settings(None, {"ACTORGRAPH_PIPELINE_XX": "m"})
