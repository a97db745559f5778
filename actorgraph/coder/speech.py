"""Who says so: direct and indirect speech, « selon X », signatures; and whom a speaker thereby accuses."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from actorgraph.actors import known, principal
from actorgraph.coder.places import Filler, Places
from actorgraph.coder.predicates import Fired, frame_holds
from actorgraph.coder.reality import polarity
from actorgraph.coder.reference import Ref
from actorgraph.coder.tree import PASSIVE_SUBJECTS, SUBJECTS, Tree
from actorgraph.ontology import relations

OPENING, CLOSING = "«“", "»”"
SIGNATURE = re.compile(r"(?:^|[\s.!?»”\"])[–—-]{1,2}\s*(?P<name>[A-ZÀ-Þ][^()@\d.!?]{2,60}?)\s*(?:\(@\w+\)|$)")


@dataclass(frozen=True, slots=True)
class Speaker:
    """The reference of who speaks, and whether in words of his own (quoted) or as told."""

    ref: Ref
    verb: int  # token of the speech verb, -1 where there is none


def quoted(tree: Tree, opened: bool = False) -> set[int]:
    """The tokens within quotation marks; `opened`: those of an earlier sentence are not closed yet."""
    typed = opened and tree.sentence.text.count('"') % 2 == 1
    inside, found, straight = int(opened and not typed), set(), typed
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
        if (claim := _claim(tree, below, j)) is not None:
            found = next((f.ref for f in places.fill(claim, ("agent",))), None)
            return Speaker(found, j) if found else None
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


def _claim(tree: Tree, clause: int, governor: int) -> int | None:
    """The noun whose that-clause tells what somebody says: X's claim that Y lied, made claims that Y lied."""
    language = tree.language
    first = min(tree.kids(clause, "mark"), default=clause)
    nouns = [governor, *tree.objects(governor)] if tree.tokens[governor].pos == "VERB" else [governor]
    if not language.has("that", tree.tokens[first].text.lower()):
        return None
    told = [n for n in nouns if tree.tokens[n].pos == "NOUN" and language.has("claims", tree.tokens[n].lemma)]
    return next((n for n in told if 0 < first - n <= 4), None)


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


@dataclass(frozen=True, slots=True)
class Floor:
    """Who has spoken so far, and how his words may go on in the next sentence."""

    speaker: Ref | None = None
    opened: bool = False  # his quotation marks are not closed
    announced: bool = False  # « X said: » ends a paragraph: a statement follows, often without marks
    paragraph: int = -1


STARTS = ("«", "“", '"')
MARKS = (*OPENING, *CLOSING, '"')


def held(tree: Tree, floor: Floor) -> tuple[Ref | None, set[int]]:
    """Who still has the floor in a sentence, and its tokens in quotation marks or, in a statement without marks, all of them.

    Nobody has it where the sentence itself tells who speaks.
    """
    text = tree.sentence.text.lstrip()
    starts = text[:1] in STARTS
    goes_on = floor.opened and not starts and tree.sentence.paragraph == floor.paragraph
    quotes = quoted(tree, goes_on)
    if floor.speaker is None or _told(tree, quotes):
        return None, quotes
    if floor.announced and not any(mark in text for mark in MARKS):
        return floor.speaker, {t.i for t in tree.tokens}
    return (floor.speaker, quotes) if starts or goes_on else (None, quotes)


def _told(tree: Tree, quotes: set[int]) -> list[int]:
    """The verbs by which a sentence itself tells who speaks."""
    return [t.i for t in tree.tokens if t.pos == "VERB" and t.i not in quotes and tree.language.has("speech", t.lemma)]


def floor_after(tree: Tree, places: Places, quotes: set[int], before: Floor, spoken: Ref | None) -> Floor:
    """Who has the floor behind a sentence; `spoken` had it in the sentence. The narrator takes it from everybody."""
    paragraph = tree.sentence.paragraph
    opened = bool(quotes) and len(tree.tokens) - 1 in quotes
    if spoken:
        return replace(before, opened=opened, paragraph=paragraph)
    told = _told(tree, quotes)
    if tree.sentence.text.rstrip().endswith(":") and told:
        who = subject(tree, places, told[-1])
    elif quotes and (said := speaker_of(tree, places, max(quotes), quotes)):
        who, told = said.ref, []
    else:
        who = None
    return Floor(outside(tree, who), opened, bool(told), paragraph) if who and who.actors else Floor()


def outside(tree: Tree, ref: Ref) -> Ref:
    """A reference as the sentences behind see it: without a place in them, but with its words."""
    if ref.first < 0:
        return ref
    return replace(ref, first=-1, last=-2, head=-1, name=tree.text(ref.first, ref.last))


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


def voice(said: Speaker | None, in_quotes: bool, spoken: Ref | None, signed: Ref | None) -> Ref | None:
    """Whose words a token is: of the speaker whom its sentence names, in quotation marks of who has the floor, of the signer."""
    return said.ref if said else spoken if in_quotes and spoken else signed


def first_persons(
    tree: Tree, places: Places, quotes: set[int], signed: Ref | None, spoken: Ref | None = None
) -> list[Ref]:
    """« nous », « we », « nos », « our » within somebody's words, as references to who speaks."""
    found = []
    for t in tree.tokens:
        if not tree.language.has("first_person", t.text.lower()) or t.text.lower() == "on" or t.text == "US":
            continue
        ref = voice(speaker_of(tree, places, t.i, quotes), t.i in quotes, spoken, signed)
        if ref is not None and ref.actors:
            found.append(replace(ref, first=t.i, last=t.i, head=t.i, form="pronoun"))
    return found


def _calling(tree: Tree, i: int) -> set[int]:
    """The words in which a verb of naming says what somebody is: behind « as », « de », or beside the object."""
    said = {k for c in tree.kids(i, "xcomp", "obl", "obl:arg", "ccomp", "amod", "advcl") for k in tree.subtree(c)}
    near = {k for o in tree.objects(i) for k in tree.subtree(o) if 0 < k - i <= 3 and tree.tokens[k].pos == "ADJ"}
    return said | near  # juge irresponsables les déclarations: the tree hangs the adjective on the noun


def demanded(tree: Tree, places: Places, quotes: set[int], spoken: Ref | None = None) -> list[Blame]:
    """« Do this! », said X to Y: whom a quoted order addresses; and in « X said that Y must go » he who must."""
    found: list[Blame] = []
    for t in tree.tokens:
        ordered = t.pos == "VERB" and t.i in quotes and t.feat("Mood") == "Imp" and not tree.kids(t.i, "nsubj")
        bound = not ordered and _is_bound(tree, t.i)
        said = _speaker(tree, places, t.i, quotes, spoken) if ordered or bound else None
        told = said is not None and (said.verb >= 0 or (bound and said.ref is spoken))
        if said is None or not told or not _may_blame(said, True):
            continue
        if ordered:
            addressed = places.read(tree.obliques(said.verb, ADDRESS)) or places.read(tree.kids(said.verb, "iobj"))
        else:
            addressed = [f for f in places.read(tree.subjects(t.i)) if not _is_unnamed(f.ref)]
        found += [Blame(said.ref, f.ref, t.i) for f in addressed if not _same_side(said.ref, f.ref)][
            : 1 if ordered else 9
        ]
    return found


def _is_bound(tree: Tree, i: int) -> bool:
    """Whether somebody is told to have to do what a verb says: must leave, doit cesser."""
    t = tree.tokens[i]
    if t.pos not in ("VERB", "ADJ", "NOUN") or tree.sentence.text.rstrip(" »”\"'").endswith("?"):
        return False
    first = min(tree.kids(i, *SUBJECTS, *PASSIVE_SUBJECTS), default=i)  # Should Pakistan show …, we will …
    duty = [tree.tokens[k] for k in tree.kids(i, "aux") if k > first]
    duty += [tree.tokens[t.head]] if t.dep == "xcomp" else []
    own = [t] if t.pos == "VERB" and tree.kids(i, "xcomp") else []
    bound = [x for x in (*duty, *own) if tree.language.has("duties", x.lemma) and x.feat("Mood") != "Cnd"]
    return bool(bound) and first < i


def _same_side(a: Ref, b: Ref) -> bool:
    """Whether two references are of one actor; roles tell apart (the opposition, the parliament of a state)."""
    if not b.actors or {*a.actors} & {*b.actors}:
        return True
    told_apart = any(x.split(":")[-1] in APART for x in (*a.actors, *b.actors) if ":" in x)
    return not told_apart and bool({principal(x) for x in a.actors} & {principal(x) for x in b.actors})


APART = frozenset({"OPP", "REB", "CVL", "LEG", "JUD", "PTY", "NGO", "MIL"})


ADDRESS = ("à", "to", "à l'adresse de", "à l'intention de", "at")


def _speaker(tree: Tree, places: Places, i: int, quotes: set[int], spoken: Ref | None) -> Speaker | None:
    """Who says what token `i` tells, in this sentence or, with the floor from an earlier one, in those before."""
    said = speaker_of(tree, places, i, quotes)
    return Speaker(spoken, -1) if said is None and spoken and i in quotes else said


def blames(tree: Tree, places: Places, quotes: set[int], spoken: Ref | None = None) -> list[Blame]:
    """What a speaker tells of another actor: a bad deed (tortured prisoners) or in a bad word (a shameful decision of X)."""
    found: list[Blame] = []
    for t in tree.tokens:
        blamed = _spoken_ill_of(tree, places, t.i)
        said = _speaker(tree, places, t.i, quotes, spoken) if blamed else None
        if said is None or not _may_blame(said, t.i in quotes) or polarity(tree, t.i) not in ("asserted", "future"):
            continue
        for ref in (f.ref for f in blamed):
            if not _same_side(said.ref, ref) and not _is_unnamed(ref):
                found.append(Blame(said.ref, ref, t.i))
    return [*found, *_named(tree, places)]


def _named(tree: Tree, places: Places) -> Iterator[Blame]:
    """Who is called something bad: branded Iran a rogue nation, juge irresponsables les déclarations de X."""
    for t in tree.tokens:
        if t.pos != "VERB" or not tree.language.has("names", t.lemma) or polarity(tree, t.i) != "asserted":
            continue
        if tree.is_passive(t.i) or not any(
            tree.language.has("blame", tree.tokens[k].lemma) for k in _calling(tree, t.i)
        ):
            continue
        about = tree.objects(t.i) or tree.kids(t.i, "iobj")
        for who in places.read(tree.subjects(t.i)):
            whom = [f for f in places.read(about) or places.deep(about) if not _same_side(who.ref, f.ref)]
            yield from (Blame(who.ref, f.ref, t.i) for f in whom if who.ref.actors and not is_reporter(who.ref))


def _is_unnamed(ref: Ref) -> bool:
    return any(a.split(":")[-1] in UNNAMED for a in ref.actors if ":" in a)


UNNAMED = frozenset({"CVL", "REB", "COP", "REF", "MED"})  # of them one reports
REPORTS = frozenset({"COP", "GOV", "MED", "JUD", "CVL"})


def _may_blame(said: Speaker, quoted_words: bool) -> bool:
    """Whether a speaker is a party, whose telling accuses: no monitor, no police, and no organisation unless it is quoted."""
    ref = said.ref
    if is_reporter(ref) or ref.kind == "Company" or not ref.actors or ref.actors[0].split(":")[-1] in REPORTS:
        return False
    party = ref.kind != "Organization" if said.verb >= 0 else ref.kind == "State"  # selon Kiev
    return quoted_words or party


def _spoken_ill_of(tree: Tree, places: Places, i: int) -> list[Filler]:
    """Of whom a word tells ill: who does it, who is it, whose it is, or whose that is which it qualifies."""
    t, language = tree.tokens[i], tree.language
    ill = language.has("blame", t.lemma) or language.has("bad_deeds", t.lemma)
    if t.pos == "VERB" and t.dep not in ("amod", "acl"):
        told = t.universal in ("ccomp", "root", "conj", "parataxis", "xcomp") or t.feat("VerbForm") == "Fin"
        return places.read(tree.subjects(i)) if told and (ill or _is_misdeed(tree, places, i)) else []
    if t.pos == "ADV" and language.has("blame", t.lemma.removesuffix("ly")) and tree.tokens[t.head].pos == "VERB":
        return places.read(tree.subjects(t.head))  # acted illegally
    if t.pos not in ("ADJ", "NOUN", "VERB") or not (ill or (t.pos == "NOUN" and _is_misdeed(tree, places, i))):
        return []
    if tree.kids(i, "cop"):
        return places.fill(i, ("subj",))
    head = tree.tokens[t.head]
    if t.pos == "NOUN":
        if t.dep in ("obj", "obj:lvc") and head.pos == "VERB" and language.has("light", head.lemma):
            return places.read(tree.subjects(head.i))  # committed war crimes
        suffered = any(relations()[r.relation].quad == 4 for r in language.rows.get(("NOUN", t.lemma), ()))
        return [] if suffered else places.read(places.owners(i))  # the murder of X is none of his
    noun = t.head if t.dep in ("amod", "acl", "conj") else i
    while tree.tokens[noun].dep in ("conj", "amod") and tree.tokens[noun].pos in ("ADJ", "VERB"):
        noun = tree.tokens[noun].head
    whose = [noun, *tree.obliques(i, language.words["genitive"])]  # une provocation indigne de la Turquie
    return places.read(whose) if tree.tokens[noun].pos in ("NOUN", "PROPN") else []


def _is_misdeed(tree: Tree, places: Places, i: int) -> bool:
    """Whether a word tells violence or force by the lexicon, whoever suffers it."""
    rows = tree.language.rows.get((tree.tokens[i].pos, tree.tokens[i].lemma), ())
    return any(r.relation in ("ATTACKS", "COERCES") and frame_holds(tree, places, i, r) for r in rows)


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
