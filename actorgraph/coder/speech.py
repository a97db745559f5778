"""Who says so: direct and indirect speech, « selon X », signatures; and whom a speaker thereby accuses."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from actorgraph.actors import known, principal
from actorgraph.coder.mentions import Ref
from actorgraph.coder.places import Filler, Places
from actorgraph.coder.predicates import Fired
from actorgraph.coder.reality import polarity
from actorgraph.coder.tree import Tree
from actorgraph.ontology import relations

OPENING, CLOSING = "«“", "»”"
SIGNATURE = re.compile(r"(?:^|[\s.!?»”\"])[–—-]{1,2}\s*(?P<name>[A-ZÀ-Þ][^()@\d.!?]{2,60}?)\s*(?:\(@\w+\)|$)")


@dataclass(frozen=True, slots=True)
class Speaker:
    """The reference of who speaks, and whether in words of his own (quoted) or as told."""

    ref: Ref
    verb: int  # token of the speech verb, -1 where there is none


def quoted(tree: Tree) -> set[int]:
    """The tokens within quotation marks."""
    inside, found, straight = 0, set(), False
    for t in tree.tokens:
        if t.text in OPENING or t.text == "<<":
            inside += 1
        elif t.text in CLOSING or t.text == ">>":
            inside = max(0, inside - 1)
        elif t.text == '"':
            straight = not straight
        elif inside or straight:
            found.add(t.i)
    return found


def speaker_of(tree: Tree, places: Places, i: int, quotes: set[int]) -> Speaker | None:
    """Who says what token `i` tells, in this sentence."""
    language = tree.language
    below = i
    for j in tree.ancestors(i):
        t = tree.tokens[j]
        dep = tree.tokens[below].universal
        if (
            language.has("speech", t.lemma)
            and t.pos == "VERB"
            and dep in ("ccomp", "parataxis", "xcomp", "obj", "advcl", "dep")
        ):
            if dep in ("ccomp", "dep") or below in quotes or (dep == "xcomp" and tree.tokens[below].pos == "VERB"):
                found = subject(tree, places, j)
                if found:
                    return Speaker(found, j)
                return None
        below = j
    for j in (i, *tree.ancestors(i)):
        for c in tree.children[j]:
            t = tree.tokens[c]
            if c in tree.ancestors(i):
                continue
            dep = t.universal
            if (
                dep in ("parataxis", "advcl", "conj", "dep", "root")
                and language.has("speech", t.lemma)
                and t.pos == "VERB"
                and c not in quotes
            ):
                if dep == "parataxis" or i in quotes:
                    found = subject(tree, places, c)
                    if found:
                        return Speaker(found, c)
            if dep in ("obl", "nmod", "advmod", "parataxis") and tree.prepositions(c) & language.words[
                "according_to"
            ] - {"pour", "per"}:
                fillers = places.read([c])
                if fillers:
                    return Speaker(fillers[0].ref, -1)
    if i in quotes:
        for t in tree.tokens:
            if t.i not in quotes and t.pos == "VERB" and language.has("speech", t.lemma):
                found = subject(tree, places, t.i)
                if found:
                    return Speaker(found, t.i)
        return _before_colon(tree, places, i, quotes)
    return None


def _before_colon(tree: Tree, places: Places, i: int, quotes: set[int]) -> Speaker | None:
    """Who speaks in « X denounces the verdict: “…” »: the one who acts before the colon, by subject or agent."""
    opening = next((k for k in range(i, -1, -1) if k not in quotes), -1)
    colon = next((k for k in range(opening, max(-1, opening - 3), -1) if tree.tokens[k].text == ":"), -1)
    for t in tree.tokens[:colon] if colon > 0 else ():
        if t.pos == "VERB" and t.i not in quotes and t.dep in ("root", "conj", "parataxis", "ccomp"):
            found = places.read(tree.subjects(t.i))
            if found:
                return Speaker(found[0].ref, t.i)
    return None


def subject(tree: Tree, places: Places, verb: int) -> Ref | None:
    """Who speaks, also behind the verb (« … », a dit X)."""
    fillers = places.read(tree.subjects(verb))
    if not fillers:
        inverted = [
            c
            for c in tree.children[verb]
            if c in places.at and c > verb and tree.tokens[c].dep in ("obj", "nsubj", "dep", "appos")
        ]
        fillers = places.read(inverted)
    return fillers[0].ref if fillers else None


def signature(tree: Tree, refs: Sequence[Ref]) -> Ref | None:
    """Who signs a paragraph: « – Jane Doe (@jane) »."""
    m = SIGNATURE.search(tree.sentence.text)
    if m is None:
        return None
    start, end = tree.sentence.start + m.start("name"), tree.sentence.start + m.end("name")
    return next((r for r in refs if r.actors and start <= tree.tokens[r.first].start < end), None)


@dataclass(frozen=True, slots=True)
class Blame:
    """A speaker, whom he speaks of, and the verb of the bad deed."""

    speaker: Ref
    target: Ref
    verb: int


def first_persons(tree: Tree, places: Places, quotes: set[int], signed: Ref | None) -> list[Ref]:
    """« nous », « we », « nos », « our » within somebody's words, as references to who speaks."""
    found = []
    for t in tree.tokens:
        if not tree.language.has("first_person", t.text.lower()) or t.text.lower() == "on":
            continue
        said = speaker_of(tree, places, t.i, quotes)
        ref = said.ref if said else signed
        if ref is not None and ref.actors:
            found.append(replace(ref, first=t.i, last=t.i, head=t.i, form="pronoun"))
    return found


def demanded(tree: Tree, places: Places, quotes: set[int]) -> list[Blame]:
    """« Do this! », said X to Y: whom a quoted order addresses."""
    found: list[Blame] = []
    for t in tree.tokens:
        if t.pos != "VERB" or t.i not in quotes or t.feat("Mood") != "Imp" or tree.kids(t.i, "nsubj"):
            continue
        said = speaker_of(tree, places, t.i, quotes)
        if said is None or said.verb < 0 or is_reporter(said.ref):
            continue
        addressed = places.read(tree.obliques(said.verb, ADDRESS)) or places.read(tree.kids(said.verb, "iobj"))
        found += [Blame(said.ref, f.ref, t.i) for f in addressed if f.ref.actors != said.ref.actors][:1]
    return found


ADDRESS = ("à", "to", "à l'adresse de", "à l'intention de", "at")


def blames(tree: Tree, places: Places, quotes: set[int]) -> list[Blame]:
    """The bad deeds (lie, violate, threaten …) and bad words (a shameful decision of X) that a speaker has for another actor."""
    found: list[Blame] = []
    for t in tree.tokens:
        deed = t.pos == "VERB" and tree.language.has("bad_deeds", t.lemma)
        ill = tree.language.has("blame", t.lemma) and (t.pos in ("ADJ", "NOUN") or t.dep in ("amod", "acl"))
        if not deed and not ill:
            continue
        said = speaker_of(tree, places, t.i, quotes)
        if said is None or is_reporter(said.ref) or polarity(tree, t.i) not in ("asserted", "future"):
            continue
        if not deed and (t.i not in quotes or said.ref.kind == "Company"):
            continue
        if deed and said.verb < 0:
            continue
        for filler in places.read(tree.subjects(t.i)) if deed else _spoken_ill_of(tree, places, t.i):
            mine = {principal(a) for a in said.ref.actors}
            if filler.ref.actors and not mine & {principal(a) for a in filler.ref.actors}:
                found.append(Blame(said.ref, filler.ref, t.i))
    return found


def _spoken_ill_of(tree: Tree, places: Places, i: int) -> list[Filler]:
    """Of whom a word of blame is said: who is it, whose it is, or whose that is which it qualifies."""
    t = tree.tokens[i]
    if tree.kids(i, "cop"):
        return places.fill(i, ("subj",))
    if t.pos == "NOUN":  # the murder of X is none of his: what the lexicon knows as a deed has frames of its own
        return [] if ("NOUN", t.lemma) in tree.language.rows else places.read(places.owners(i))
    noun = t.head if t.dep in ("amod", "acl", "conj") else i
    while tree.tokens[noun].dep in ("conj", "amod") and tree.tokens[noun].pos in ("ADJ", "VERB"):
        noun = tree.tokens[noun].head
    if t.pos not in ("ADJ", "VERB") or tree.tokens[noun].pos not in ("NOUN", "PROPN"):
        return []
    return places.read([noun])


def is_reporter(ref: Ref) -> bool:
    """Whether a reference is a monitor, agency or newspaper: it reports, it does not accuse."""
    info = known(ref.actors[0]) if ref.actors else None
    return bool(info and info.reporter) or any(a.endswith(":MED") for a in ref.actors)


def accuses(fired: Fired, speaker: Ref) -> bool:
    """Whether telling this deed is an accusation by who tells it: a bad deed of somebody else, told by a party."""
    if relations()[fired.relation].quad != 4 or is_reporter(speaker) or len(speaker.actors) != 1:
        return False
    if speaker.kind in ("Organization", "Company"):
        return False  # who monitors reports; only a party to politics accuses by telling
    mine = principal(speaker.actors[0])
    return mine != principal(fired.source_actor) and fired.relation in ("ATTACKS", "COERCES")
