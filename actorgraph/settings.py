"""Configuration: actorgraph.toml in the working directory or above it; ACTORGRAPH_* in the environment wins.

    # actorgraph.toml
    folder = "graphs/sahel"         # where the embedded graph lives; relative to this file

    [pipelines]                     # another spaCy pipeline with Universal Dependencies labels, by language
    fr = "fr_core_news_lg"

The same from the environment: ACTORGRAPH_FOLDER, ACTORGRAPH_PIPELINE_FR, ACTORGRAPH_PIPELINE_EN. Without a folder it is
`.actorgraph` in the working directory or the nearest one above it.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from actorgraph.errors import BadData

FILE = "actorgraph.toml"
PREFIX = "ACTORGRAPH_"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may set."""

    folder: Path | None = None
    pipelines: dict[str, str] = field(default_factory=dict)


_SETTINGS = TypeAdapter(Settings)


def find_upward(name: str, start: Path | None = None) -> Path | None:
    """The file or folder of that name in a folder or the nearest one above it."""
    here = (start or Path.cwd()).resolve()
    return next((d / name for d in (here, *here.parents) if (d / name).exists()), None)


@cache
def settings() -> Settings:
    """The settings of this process, read once; BadData where the file cannot be understood."""
    return read_settings(find_upward(FILE), os.environ)


def read_settings(file: Path | None, environment: Mapping[str, str]) -> Settings:
    """The settings of a file (or none) and an environment."""
    found = _read(file) if file else Settings()
    folder = environment.get(PREFIX + "FOLDER")
    start = PREFIX + "PIPELINE_"
    named = {k.removeprefix(start).lower(): v for k, v in environment.items() if k.startswith(start) and v}
    pipelines = found.pipelines | named
    known = sorted(f.name for f in files("actorgraph").joinpath("lang").iterdir() if f.is_dir())
    for lang in pipelines:
        if lang not in known:
            where = start + lang.upper() if lang in named else f"{file}: pipelines.{lang}"
            raise BadData(f"{where}: the languages are {', '.join(known)}.")
    return Settings(Path(folder) if folder else found.folder, pipelines)


def _read(file: Path) -> Settings:
    try:
        values = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadData(f"{file}: {error}. It must be TOML, in UTF-8.") from error
    unknown = sorted(set(values) - set(Settings.__slots__))
    if unknown:
        raise BadData(f"{file}: there is no setting '{unknown[0]}'. There are: {', '.join(Settings.__slots__)}.")
    try:
        found = _SETTINGS.validate_python(values)
    except ValidationError as error:
        first = error.errors()[0]
        raise BadData(f"{file}: {'.'.join(map(str, first['loc']))}: {first['msg']}.") from error
    return Settings(file.parent / found.folder if found.folder else None, found.pipelines)
