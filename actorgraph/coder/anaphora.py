"""Definite phrases that take up what an article has named: « the group », « le mouvement », « the coalition », « ce dernier »."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from actorgraph.actors import known, principal, within
from actorgraph.coder.reference import Ref
from actorgraph.coder.tree import Tree
from actorgraph.language import language

REACH = 3  # sentences back


@dataclass(slots=True)
class Discourse:
    """What an article has spoken of up to now."""

    subjects: list[tuple[int, Ref]] = field(default_factory=list)  # (sentence, reference), newest last
    theatre: Counter[str] = field(default_factory=Counter)  # states in whose land things happen, or whose forces act
    date: str = ""
    cast: frozenset[str] = frozenset()  # every actor that the article names
    named: list[tuple[int, Ref]] = field(default_factory=list)  # who was named or settled, newest last
    pair: tuple[int, tuple[str, ...]] = (0, ())  # (sentence, actors) of the last two that were joined: both sides

    @property
    def dominant(self) -> str | None:
        """The state that the article is about, if one stands out."""
        if self.theatre:
            (state, best), *rest = self.theatre.most_common(2)
            if best >= 3 and (not rest or best > rest[0][1]):
                return state
        return None


def taken_up(tree: Tree, near: Sequence[Ref], discourse: Discourse, number: int) -> list[Ref]:
    """References for the definite phrases of a sentence that take up a named organisation, or the last one named."""
    if tree.is_flat:
        return []
    found = _coalition_of(tree, near, discourse)
    taken = {i for r in near for i in range(r.first, r.last + 1)}
    called = _called(tree.language.code)
    for t in tree.tokens:
        told = t.lemma if t.pos == "NOUN" else t.text.lower()
        if told not in called or t.i in taken or t.feat("Number") == "Plur":
            continue
        determiners = {tree.tokens[c].text.lower() for c in tree.kids_of(t.i, "det")}
        if t.pos == "NOUN" and determiners & tree.language.words["takes_up"]:
            ref = _organisation(tree, t.i, near, discourse, number)
        elif tree.language.has("latter", t.text.lower()) and (
            t.pos == "PRON" or determiners & tree.language.words["takes_up"]
        ):
            ref = _latter(tree, t.i, near, discourse, number)
        elif t.pos == "NOUN" and tree.language.has("neighbours", t.lemma):
            ref = _neighbour(tree, t.i, near, discourse, number)
        else:
            continue
        if ref:
            found.append(ref)
    return found


def _coalition_of(tree: Tree, near: Sequence[Ref], discourse: Discourse) -> list[Ref]:
    """« coalition air strikes », « the Coalition has trained »: the coalition whose they are, or that acts, by the war."""
    taken = {i for r in near for i in range(r.first, r.last + 1)}
    bare = [
        t
        for t in tree.tokens
        if t.text.lower() == "coalition" and t.i not in taken and (t.dep == "compound" or _is_the(tree, t.i))
    ]
    alone = [
        t for t in bare if not tree.kids(t.i, "amod", "compound") and (t.i == 0 or tree.tokens[t.i - 1].text != "-")
    ]
    actor = coalition(tree, alone[0].i, discourse) if alone else None
    info = known(actor) if actor else None
    if info is None:
        return []
    return [Ref(t.i, t.i, t.i, (info.id,), "name", None, None, info.kind, info.names_en[0]) for t in alone]


def _is_the(tree: Tree, i: int) -> bool:
    """Whether a word in capitals has the article and nothing that says whose or what it is."""
    named = tree.tokens[i].text[0].isupper() and not tree.kids(
        i, "nmod", "amod", "compound", "nmod:poss", "acl", "appos"
    )
    return named and any(tree.tokens[d].text.lower() in ("the", "la") for d in tree.kids_of(i, "det"))


def _organisation(tree: Tree, i: int, near: Sequence[Ref], discourse: Discourse, number: int) -> Ref | None:
    """The last named actor of the kind that a noun tells: « the group », « l'organisation », « le quotidien »."""
    lemma = tree.tokens[i].lemma
    kinds = [k for k in KINDS if tree.language.has(f"called_{k}", lemma)]
    if not kinds or tree.kids(i, "nmod", "amod", "compound", "nmod:poss", "appos", "acl", "acl:relcl", "flat"):
        return None
    return last_named(tree, i, kinds, near, discourse, number)


def last_named(
    tree: Tree, i: int, kinds: Sequence[str], near: Sequence[Ref], discourse: Discourse, number: int
) -> Ref | None:
    """The last actor of some kinds named before a word, in its sentence or the few before, as what the word stands for."""
    own = set(tree.subjects(tree.clause(i))) - {i}
    before = [(number, r) for r in near if r.last < i and r.head not in own]
    earlier = [(n, r) for n, r in discourse.named if number - n <= REACH and n < number]
    for _, r in reversed([*earlier, *before]):
        if len(r.actors) == 1 and r.form in ("name", "provisional", "pronoun", "role") and _is_kind(r, kinds):
            return _standing(tree, i, r)
    return None


KINDS = ("company", "party", "group", "organisation", "media")


@cache
def _called(code: str) -> frozenset[str]:
    """The words of a language that take up a name."""
    known_words = language(code).words
    return (known_words["latter"] | known_words["neighbours"]).union(*(known_words[f"called_{k}"] for k in KINDS))


def _is_kind(r: Ref, kinds: Sequence[str]) -> bool:
    """Whether an actor can be called so; a name that no dictionary knows is an organisation."""
    info = known(r.actors[0])
    kind = info.kind if info else r.kind
    reporter = bool(info and info.reporter)
    return (
        (kind == "Company" and "company" in kinds)
        or (kind == "Party" and bool({"party", "group"} & {*kinds}))
        or (kind == "ArmedGroup" and "group" in kinds)
        or (kind == "Organization" and (("media" in kinds) if reporter else bool({"organisation"} & {*kinds})))
    )


def _latter(tree: Tree, i: int, near: Sequence[Ref], discourse: Discourse, number: int) -> Ref | None:
    """« Ce dernier »: who was named last."""
    before = sorted((r for r in near if r.last < i), key=lambda r: r.first)
    earlier = [r for n, r in discourse.named if number - 1 <= n < number]
    for r in reversed(before or earlier):
        if len(r.actors) == 1 and r.form not in ("adjective", "part", "capital", "inhabitant"):
            return _standing(tree, i, r)
    return None


def _neighbour(tree: Tree, i: int, near: Sequence[Ref], discourse: Discourse, number: int) -> Ref | None:
    """« Its neighbour », « son voisin »: the last state named besides those that act in the clauses above."""
    if not any(tree.language.has("possessives", tree.tokens[c].text.lower()) for c in tree.children[i]):
        return None
    beside = tree.kids(i, "amod", "nmod", "appos", "compound")
    if any(r.head in beside for r in near):
        return None  # son voisin rwandais
    heads = tree.subjects_above(i)
    own = {principal(a) for r in near if r.head in heads for a in r.actors}
    earlier = [r for n, r in discourse.named if number - n <= REACH and n < number]
    for r in reversed([*earlier, *(r for r in near if r.last < i)]):
        state = principal(r.actors[0]) if len(r.actors) == 1 else ""
        if state and state not in own and (info := known(state)) and info.kind == "State":
            whose = [c for c in tree.children[i] if c < i]
            return replace(r, first=min([i, *whose]), last=i, head=i, actors=(state,), form="pronoun")
    return None


def _standing(tree: Tree, i: int, r: Ref) -> Ref:
    first = min([i, *tree.kids_of(i, "det")])
    return replace(r, first=first, last=i, head=i, form="pronoun")


def coalition(tree: Tree, head: int, discourse: Discourse) -> str | None:
    """The coalition whose forces a sentence speaks of, by the war: that against ISIS, in Iraq, in Afghanistan, in Yemen."""
    last = next(
        (r.actors[0] for _, r in reversed(discourse.named) if len(r.actors) == 1 and r.actors[0] in COALITIONS), None
    )
    if last:
        return last
    for actor, (states, since, until) in COALITIONS.items():
        there = discourse.dominant in states or bool(discourse.cast & {*states})
        if discourse.date and within(discourse.date, since, until) and there:
            return actor
    return None


# Who is called « the coalition » without more, where and when. ISIS stands for the war against it, wherever.
COALITIONS = {
    "COALITION": (("ISIS", "SYR", "IRQ"), "2014-08", ""),
    "SAUDI_COALITION": (("YEM", "HOUTHIS"), "2015-03", ""),
    "MNF-I": (("IRQ",), "2003-03", "2010"),
    "NATO": (("AFG", "TALIBAN"), "2001-10", "2021"),
}
