"""The folder is the registry: each public file of a package is one thing of its kind."""

import importlib
import pkgutil
from collections.abc import Callable
from typing import Any

from actorgraph.errors import UnknownName


def names(package: str) -> list[str]:
    """The names in a package, sorted; a file whose name starts with an underscore is not one."""
    module = importlib.import_module(package)
    return sorted(m.name for m in pkgutil.iter_modules(module.__path__) if not m.name.startswith("_"))


def find(package: str, name: str, attribute: str | None = None) -> Callable[..., Any]:
    """The function `attribute` (or the one named as its file) in the file `name` of a package."""
    if name not in names(package):
        kind = package.rsplit(".", 1)[-1]
        raise UnknownName(f"{kind}: there is no '{name}'. There are: {', '.join(names(package))}.")
    function: Callable[..., Any] = getattr(importlib.import_module(f"{package}.{name}"), attribute or name)
    return function
