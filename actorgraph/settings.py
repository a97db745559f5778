"""Configuration: actorgraph.toml, found upward from the working directory, and ACTORGRAPH_* in the environment, which wins.

    # actorgraph.toml
    folder = ".actorgraph"          # where the embedded graph lives

    [pipelines]                     # another spaCy pipeline with Universal Dependencies labels, by language
    fr = "fr_core_news_lg"

The same from the environment: ACTORGRAPH_FOLDER, ACTORGRAPH_PIPELINE_FR, ACTORGRAPH_PIPELINE_EN.
"""

import os
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from actorgraph.errors import BadData

FILE = "actorgraph.toml"
PREFIX = "ACTORGRAPH_"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may set."""

    folder: str = ".actorgraph"
    pipelines: dict[str, str] = field(default_factory=dict)


_SETTINGS = TypeAdapter(Settings)


def find_upward(name: str, start: Path | None = None) -> Path | None:
    """The file or folder of that name in a folder or the nearest one above it."""
    here = (start or Path.cwd()).resolve()
    return next((d / name for d in (here, *here.parents) if (d / name).exists()), None)


@cache
def settings() -> Settings:
    """The settings of this process, read once; BadData where the file cannot be understood."""
    return read_settings(find_upward(FILE), dict(os.environ))


def read_settings(file: Path | None, environment: dict[str, str]) -> Settings:
    """The settings of a file (or none) and an environment."""
    values: dict[str, object] = {}
    if file is not None:
        try:
            values = tomllib.loads(file.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise BadData(f"{file}: {error}. It must be TOML, in UTF-8.") from error
    unknown = sorted(set(values) - {"folder", "pipelines"})
    if unknown:
        raise BadData(f"{file}: there is no setting '{unknown[0]}'. There are: folder, pipelines.")
    try:
        found = _SETTINGS.validate_python(values)
    except ValidationError as error:
        first = error.errors()[0]
        raise BadData(f"{file}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    pipelines = dict(found.pipelines)
    for key, value in environment.items():
        if key.startswith(PREFIX + "PIPELINE_") and value:
            pipelines[key.removeprefix(PREFIX + "PIPELINE_").lower()] = value
    return Settings(environment.get(PREFIX + "FOLDER") or found.folder, pipelines)
