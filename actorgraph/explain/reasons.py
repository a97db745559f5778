"""The reasons of a verdict, and of silence, as short sentences."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from actorgraph.actors import known, words
from actorgraph.coder import Judged, Reading
from actorgraph.coder.gate import tellings, tells, unreal
from actorgraph.coder.predicates import POSES, frame_holds, is_unreal
from actorgraph.coder.ranking import ranker
from actorgraph.coder.reality import polarity
from actorgraph.coder.scene import Scene
from actorgraph.explain.words import ROUTES, gloss
from actorgraph.language import Condition, Row
from actorgraph.model import Sentence

SHOWN = 4  # of the words that a row asks for
MOVED = 4  # of what moved a score

Claim = tuple[str, str, str]  # source, relation, target

UNREAL = {"negated": "denies it", "hypothetical": "only supposes it"}
STEPS = {
    "subj": "the subject",
    "obj": "the object",
    "iobj": "the indirect object",
    "agent": "the doer",
    "adj": "an adjective on it",
    "poss": "the possessor",
    "owner": "the owner",
    "head": "the word it hangs on",
    "cmpd": "a noun before it",
    "comp": "the subject of what completes it",
    "deed": "who does the attack in which it happens",
    "xcomp": "the clause that completes it",
}
HANGING = {
    "refl": "a reflexive pronoun",
    "obj": "an object",
    "subj": "a subject",
    "prt": "a particle",
    "xcomp": "a complement",
    "ccomp": "a complement",
    "advmod": "an adverb",
    "amod": "an adjective",
    "det": "a determiner",
    "cop": "a form of “to be”",
    "obl": "a phrase",
}


def claim(j: Judged) -> Claim:
    """Source, relation and target of what was judged."""
    return (j.relation.source, j.relation.relation, j.relation.target)


def folded(text: str) -> str:
    """A text with its white space folded."""
    return " ".join(text.split())


def actor(scene: Scene, actor: str) -> str:
    """An actor's name with its id.

    A name that is in no dictionary is as the text has it.
    """
    info = known(actor)
    named = next((r.name for r in scene.places.refs if actor in r.actors and r.provisional and r.name), "")
    name = next(iter(info.names_en or info.names_fr), "") if info else named
    return f"{name} ({actor})" if name and name != actor else actor


def at_least(j: Judged) -> float | None:
    """The score that it needs; none where the ranker has no say."""
    return ranker().at_least["ruled" if j.ruled else "free"] if j.candidate else None


def why(scene: Scene, j: Judged, said: set[Claim]) -> Iterator[str]:
    """The reasons of a verdict, as short sentences, the main one first."""
    r = j.relation
    if j.second:
        yield "Only the second tree of the sentence gives it, not the one shown."
    if j.candidate is None:
        yield from _why_rules_alone(j)
        return
    row = j.candidate.row
    if not j.kept and (r.target, r.relation, r.source) in said:
        yield "The other way round is said."
    if not j.kept and j.score is None:
        yield "The rules know between whom it is, so no other pair is taken."
    if j.ruled:
        yield _fits(scene, j)
    elif j.candidate.spoken:
        words = f"« {folded(r.trigger)} » is a word of saying"
        yield f"A guess: {words}, and what is said of somebody can mean {r.relation}. No row says so."
    else:
        missing = [
            c for c in row.frame if not frame_holds(scene.tree, scene.places, j.candidate.i, replace(row, frame=(c,)))
        ]
        if missing:
            yield asked(row, missing)
        yield from _astray(scene, j, row)
        if not missing and j.candidate.features["s slot"] and j.candidate.features["t slot"]:
            words = f"« {folded(r.trigger)} »"
            yield f"Row {row.id} (« {row.lemma} ») fits, but the rules prefer another reading of {words}."
        if j.kept:
            yield "So no rule gives it; the ranker takes it for one all the same."
    if r.polarity == "future":
        yield "It is told as something to come."
    yield from _moved(j)


def _why_rules_alone(j: Judged) -> Iterator[str]:
    r = j.relation
    if not j.kept:
        yield f"The rules give it by {_by(r.row)}, but the ranker has no such pair to weigh: left out."
        return
    if r.polarity not in UNREAL:
        yield f"Found by {_by(r.row)}, from who speaks alone: there is no pair for the ranker to weigh."
        return
    yield f"The sentence {UNREAL[r.polarity]}: the graph leaves it out, unless loaded with --all-polarities."
    yield f"Found by {_by(r.row)}. The ranker does not weigh what is denied or only supposed."


def _by(row: str) -> str:
    """Which rule: a row of the lexicon, or one of the two that need none.

    >>> _by("fr-accuser-1"), _by("bad deed")
    ('row fr-accuser-1', 'the rule “bad deed”')
    """
    return f"the rule “{row}”" if " " in row else f"row {row}"


def _fits(scene: Scene, j: Judged) -> str:
    """What the rules saw: the row, and how its ends were reached where they do not simply stand there."""
    r = j.relation
    rows = (row for same in scene.tree.language.rows.values() for row in same if row.id == r.row)
    lemma = next((f" (« {row.lemma} »)" for row in rows), "")
    routes = zip(("source", "target"), r.route.split("/"), strict=False)
    reached = [f"the {end} is {ROUTES[route]}" for end, route in routes if route in ROUTES]
    return f"The rules give it by {_by(r.row)}{lemma}{''.join(f'; {words}' for words in reached)}."


def asked(row: Row, missing: Iterable[Condition]) -> str:
    """What a row asks for in vain, in words."""
    wanted = [_condition(c) for c in missing if not c.negated]
    barred = [_condition(c) for c in missing if c.negated]
    parts = [f"needs {' and '.join(wanted)}: not here"] if wanted else []
    parts += [f"must not have {' or '.join(barred)}: it has"] if barred else []
    return f"In row {row.id}, « {row.lemma} » {', and '.join(parts)}."


def _condition(c: Condition) -> str:
    """A condition of a frame in words.

    >>> _condition(Condition("obj", frozenset({"plainte"}), False))
    'an object (« plainte »)'
    >>> _condition(Condition("obl:en", frozenset({"guerre", "conflit"}), False))
    'a phrase with « en » (« conflit », « guerre »)'
    """
    what, _, preposition = c.what.partition(":")
    prepositions = preposition or ("" if what in HANGING else what)
    words = HANGING.get(what, HANGING["obl"]) + (f" with {_quoted(prepositions.split('|'))}" if prepositions else "")
    shown = sorted(c.lemmas)[:SHOWN]
    more = " …" if len(c.lemmas) > SHOWN else ""
    return words + (f" ({', '.join(f'« {lemma} »' for lemma in shown)}{more})" if shown else "")


def _quoted(words: Iterable[str]) -> str:
    return " or ".join(f"« {word} »" for word in words)


def place(paths: Iterable[tuple[str, ...]]) -> str:
    """Where a row looks for an end, in words.

    >>> place((("subj",), ("obj", "contre")))
    'the subject, or after « contre » on the object'
    """
    ways = [
        " on ".join(STEPS.get(step) or f"after {_quoted(step.split('|'))}" for step in reversed(path)) for path in paths
    ]
    return ", or ".join(ways[:3]) + (" …" if len(ways) > 3 else "")


def _astray(scene: Scene, j: Judged, row: Row) -> Iterator[str]:
    """Which ends do not stand where the row has them."""
    assert j.candidate
    seen = j.candidate.features
    for end, who, paths in (("source", j.relation.source, row.source), ("target", j.relation.target, row.target)):
        if not seen[f"{end[0]} slot"]:
            deep = ", only deeper in the phrase there" if seen[f"{end[0]} slot deep"] else ""
            yield f"{actor(scene, who)} is not where row {row.id} has the {end}: {place(paths)}{deep}."


def _moved(j: Judged) -> Iterator[str]:
    """What moved the score most."""
    assert j.candidate
    seen = j.candidate.features
    moved = ranker().reasons(seen, most=MOVED)
    for title, sign in (("for", 1), ("against", -1)):
        words = [f"{gloss(name, seen.get(name, 0.0))} ({by:+.1f})" for name, by in moved if by * sign >= 0.05]
        if words:
            yield f"Most {title} it: {'; '.join(words)}."


ONE_ACTOR = "It names fewer than two actors: a relation needs two."
NO_WORD = "None of its words is in the lexicon."


def _fiction(told: Iterable[str]) -> str:
    return f"A film, a novel or sport seems to be told ({_quoted(told)}): nothing is read from it."


def notes(reading: Reading, least: float, shown: int) -> Iterator[str]:
    """What holds for the whole sentence: why nothing, or not more, is read from it."""
    scene = reading.scene
    tree, rows = scene.tree, scene.tree.language.rows
    if is_unreal(tree):
        told = [t.text for t in tree.tokens if t.pos == "NOUN" and tree.language.has("unreal", t.lemma)]
        yield _fiction(told)
        return
    if len({a for r in scene.refs for a in r.actors}) < 2:
        yield ONE_ACTOR
        return
    tells = [
        t for t in tree.tokens if any((p, w) in rows for p in POSES.get(t.pos, ()) for w in (t.lemma, t.text.lower()))
    ]
    aims = [t for t in tells if polarity(tree, t.i) is None]
    if tree.sentence.text.rstrip(" »”\"'").endswith("?"):
        yield "It is a question: nothing is read from it."
    elif aims:
        yield f"An aim or a wish, so not read: {', '.join(dict.fromkeys(f'« {t.text} »' for t in aims))}."
    elif not tells:
        yield NO_WORD
    elif not shown:
        yield f"Nothing that was tried comes to a score of {least:.2f}."


def passed_over(sentence: Sentence) -> Iterator[str]:
    """Why a sentence was not even parsed."""
    pieces = [(word, sentence.text[start:end]) for word, start, end in words(sentence.text)]
    told = [written for word, written in pieces if word in unreal(sentence.lang)]
    if told:
        yield _fiction(told)
    elif not tells(sentence.text, sentence.lang):
        half = [f"« {written} »" for word, written in pieces if word in tellings(sentence.lang)]
        tell = "tells" if len(half) == 1 else "tell"
        alone = f"{', '.join(half)} {tell} a relation only with other words of the lexicon, which are not here."
        yield alone if half else NO_WORD
    else:
        yield ONE_ACTOR
