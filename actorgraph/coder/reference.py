"""What a reference is: words of a sentence and the actors they stand for."""

from collections.abc import Sequence
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


def _is_many(tree: Tree, r: Ref) -> bool:
    """Whether a reference is to several or to a body of people, so that « their » may be its own."""
    if len(r.actors) > 1 or len(tree.conjuncts(r.head)) > 1 or r.kind not in ("State", "Person"):
        return True
    return (
        r.form not in ("name", "capital", "seat", "official", "person") and tree.tokens[r.head].feat("Number") == "Plur"
    )


def many_before(tree: Tree, refs: Sequence[Ref], i: int, subjects: Sequence[int]) -> Ref | None:
    """Whose the noun `i` is by « their », where no subject is several: X backed the rebels in their struggle."""
    words = {tree.tokens[c].text.lower() for c in tree.children[i]}
    doers = [r for r in refs if r.head in subjects]
    if not words & tree.language.words["of_many"] or not doers or any(_is_many(tree, r) for r in doers):
        return None
    before = [r for r in refs if r.last < i and r.actors and r.form not in ("adjective", "part", "pronoun")]
    several = [r for r in before if r not in doers and _is_many(tree, r)]
    return max(several, key=lambda r: r.head, default=None)
