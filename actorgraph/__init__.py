"""Who does what to whom, when, and who says so: political actors and their dated relations, from news to a graph."""

import importlib
from typing import Any

__version__ = "0.1.0"

# Loaded when first used, so that `import actorgraph` costs nothing; __init__.pyi tells type checkers the same names.
_HOME = {
    "ActorgraphError": "errors",
    "Article": "model",
    "BadData": "errors",
    "BadInput": "errors",
    "Graph": "graph",
    "GraphError": "errors",
    "Loaded": "loading",
    "Mention": "model",
    "QueryError": "errors",
    "Record": "model",
    "Refused": "errors",
    "Relation": "model",
    "Rows": "bolt",
    "Skipped": "read",
    "UnknownName": "errors",
    "Unreachable": "errors",
    "open": "graph",
}
__all__ = [
    "__version__",
    *_HOME,
]


def __getattr__(name: str) -> Any:
    """A public name, from the module that is its home."""
    if name not in _HOME:
        raise AttributeError(f"module 'actorgraph' has no attribute '{name}'")
    return getattr(importlib.import_module(f"actorgraph.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    """The public names."""
    return sorted(__all__)
