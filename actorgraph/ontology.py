"""The 18 relations: one TOML file each in ontology/, read once and checked.

Codes are those of PLOVER (Open Event Data Alliance, 2018) and CAMEO (Schrodt 2012); `goldstein` is the weight of the CAMEO
code on the scale of Goldstein (1992), -10 to 10; `quad` its class: 1 verbal cooperation, 2 material cooperation,
3 verbal conflict, 4 material conflict.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from pydantic import TypeAdapter, ValidationError

from actorgraph.errors import BadData

QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}


@dataclass(frozen=True, slots=True)
class RelationType:
    """What one relation means, whichever the language."""

    name: str
    definition: str
    symmetric: bool
    plover: str
    cameo: str
    quad: int
    goldstein: float
    label: dict[str, str]

    @property
    def sign(self) -> int:
        """1 for cooperation, -1 for conflict."""
        return 1 if self.quad < 3 else -1


_TYPE = TypeAdapter(RelationType)


@cache
def relations() -> MappingProxyType[str, RelationType]:
    """All relation types by name, sorted by name."""
    found = {}
    for file in sorted(files("actorgraph").joinpath("ontology").iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".toml"):
            continue
        try:
            relation = _TYPE.validate_python(tomllib.loads(file.read_text("utf-8")))
        except (ValidationError, tomllib.TOMLDecodeError) as error:
            raise BadData(f"ontology/{file.name}: {error}") from error
        if relation.name.lower() + ".toml" != file.name or relation.quad not in QUADS:
            raise BadData(f"ontology/{file.name}: its name must be the file's in capitals, its quad 1 to 4.")
        found[relation.name] = relation
    return MappingProxyType(found)
