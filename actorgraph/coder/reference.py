"""What a reference is: words of a sentence and the actors they stand for."""

from dataclasses import dataclass

from actorgraph.coder.tree import Tree
from actorgraph.model import Kind


@dataclass(frozen=True, slots=True)
class Ref:
    """One reference to actors in a sentence: tokens [first, last], the actors it stands for (none yet, for a pronoun)."""

    first: int
    last: int
    head: int
    actors: tuple[str, ...]
    form: str  # a Form of actors.py, or role, provisional, pronoun, definite
    agent: str | None = None  # the person or body named, where the actor is its principal
    role: str | None = None
    kind: Kind = "State"
    name: str = ""
    provisional: bool = False


def head_of(tree: Tree, first: int, last: int) -> int:
    """The token of a span whose head lies outside it."""
    for i in range(first, last + 1):
        if not first <= tree.tokens[i].head <= last or tree.tokens[i].head == i:
            return i
    return last
