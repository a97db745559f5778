"""Trees in the labels of ClearNLP, which spaCy's English parsers write, as Universal Dependencies.

Labels: Choi & Palmer (2012), Guidelines for the CLEAR style constituent to dependency conversion. Turned round are prepositions
(which govern their noun there and are its `case` here), copulas, and chains of joint words.
"""

from collections.abc import Sequence
from dataclasses import replace

from actorgraph.model import Token

RENAMED = {
    "ROOT": "root", "acomp": "xcomp", "attr": "xcomp", "auxpass": "aux:pass", "csubjpass": "csubj:pass", "dative": "iobj",
    "dobj": "obj", "intj": "discourse", "meta": "dep", "neg": "advmod", "npadvmod": "obl:unmarked",
    "nsubjpass": "nsubj:pass", "oprd": "xcomp", "pcomp": "advcl", "poss": "nmod:poss", "preconj": "cc:preconj",
    "predet": "det:predet", "prt": "compound:prt", "quantmod": "advmod", "relcl": "acl:relcl",
}  # fmt: skip
VERBAL = ("VERB", "AUX", "ADJ", "ADV")
COPULAS = ("be",)


def to_ud(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens of one sentence with the heads and labels that Universal Dependencies gives them.

    >>> words = [("He", "PRON", 1, "nsubj"), ("flew", "VERB", 1, "ROOT"), ("to", "ADP", 1, "prep"), ("Rome", "PROPN", 2, "pobj")]
    >>> [(t.head, t.dep) for t in to_ud([Token(i, 0, 1, w, w, p, "", h, d) for i, (w, p, h, d) in enumerate(words)])]
    [(1, 'nsubj'), (1, 'root'), (3, 'case'), (1, 'obl')]
    """
    tree = _Tree(tokens)
    for i in sorted(range(len(tokens)), key=lambda i: -tree.depth(i)):  # the innermost first: out of the city
        tree.turn_preposition(i)
    for i in range(len(tokens)):
        tree.turn_copula(i)
    tree.unchain()
    return tuple(
        replace(t, head=h, dep=RENAMED.get(d, d)) for t, h, d in zip(tokens, tree.heads, tree.deps, strict=True)
    )


def _is_to(t: Token) -> bool:
    return t.dep == "aux" and t.pos == "PART"


class _Tree:
    """The heads and labels of a sentence while they are turned round."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.heads = [t.head for t in tokens]
        self.deps = ["compound" if t.dep == "nmod" else "mark" if _is_to(t) else t.dep for t in tokens]

    def kids(self, i: int) -> list[int]:
        return [k for k, h in enumerate(self.heads) if h == i and k != i]

    def depth(self, i: int) -> int:
        steps = 0
        while self.heads[i] != i and steps < len(self.heads):
            i, steps = self.heads[i], steps + 1
        return steps

    def _label(self, i: int) -> str:
        return "obl" if self.tokens[i].pos in VERBAL else "nmod"

    def _take_over(self, old: int, new: int) -> None:
        """Everything below `old` hangs on `new`, which takes its place."""
        above = self.heads[old]
        for k in self.kids(old):
            self.heads[k] = new
        self.heads[new] = new if above == old else above
        self.heads[old] = new

    def turn_preposition(self, i: int) -> None:
        """A preposition becomes the `case` of its noun, or the `mark` of its clause, which takes its place."""
        dep = self.deps[i]
        if dep not in ("prep", "agent") and not (dep == "dative" and self.tokens[i].pos == "ADP"):
            return
        below = self.kids(i)
        noun = next((k for k in below if self.deps[k] in ("pobj", "obl", "nmod")), None)
        clause = next((k for k in below if self.deps[k] == "pcomp"), None)
        taken = noun if noun is not None else clause
        if taken is None:
            self.deps[i] = "advmod"
            return
        above = self.heads[i]
        self._take_over(i, taken)
        label = self._label(above)
        if noun is None:
            self.deps[taken], self.deps[i] = ("advcl" if label == "obl" else "acl"), "mark"
        else:  # within another preposition it is that one's noun
            nested = self.deps[above] in ("prep", "agent")
            self.deps[taken], self.deps[i] = ("pobj" if nested else "obl:agent" if dep == "agent" else label), "case"

    def turn_copula(self, i: int) -> None:
        """« is » becomes the `cop` of what somebody is."""
        if self.tokens[i].lemma not in COPULAS or self.deps[i] in ("aux", "auxpass"):
            return
        said = next((k for k in self.kids(i) if self.deps[k] in ("attr", "acomp")), None)
        if said is None:
            return
        self.deps[said] = self.deps[i]
        self._take_over(i, said)
        self.deps[i] = "cop"

    def unchain(self) -> None:
        """Joint words all hang on the first of them, and « and » on the one behind it."""
        for i, dep in enumerate(self.deps):
            if dep == "cc":
                behind = [k for k in self.kids(self.heads[i]) if k > i and self.deps[k] == "conj"]
                self.heads[i] = behind[0] if behind else self.heads[i]
            elif dep == "pobj":
                self.deps[i] = self._label(self.heads[i])
        for i in range(len(self.heads)):
            steps = 0
            while self.deps[i] == "conj" and self.deps[self.heads[i]] == "conj" and steps < len(self.heads):
                self.heads[i], steps = self.heads[self.heads[i]], steps + 1
