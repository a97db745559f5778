"""From what fired in a sentence to relations with their evidence: who says so, how real, when, in which words."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from actorgraph.coder import speech, where
from actorgraph.coder.candidates import Candidate
from actorgraph.coder.elsewhere import TOWN
from actorgraph.coder.places import Filler
from actorgraph.coder.predicates import Fired, is_business, trigger
from actorgraph.coder.reality import polarity
from actorgraph.coder.reference import Ref
from actorgraph.coder.scene import Scene
from actorgraph.coder.tree import Tree
from actorgraph.model import Polarity, Relation


def by_rules(scene: Scene) -> list[Relation]:
    """The relations that the rules alone give, one for each (source, relation, target)."""
    found: dict[tuple[str, str, str], Relation] = {}
    for relation in _all(scene):
        found.setdefault((relation.source, relation.relation, relation.target), relation)
    return list(found.values())


def _all(scene: Scene) -> Iterator[Relation]:
    tree, places = scene.tree, scene.places
    if not scene.two:
        return
    for b in speech.blames(tree, places, scene.quotes, scene.spoken):
        yield _blame(scene, b, "ACCUSES")
    for b in speech.demanded(tree, places, scene.quotes, scene.spoken):
        yield _blame(scene, b, "DEMANDS")
    for fired in scene.fired:
        real = polarity(tree, fired.i)
        if real is not None and not is_business(fired.relation, fired.source.ref, fired.target.ref):
            said, speaker = _speaker(scene, fired.i, fired.source_actor)
            if real == "hypothetical" and (said or scene.signed) and _conditional(tree, fired.i):
                real = "asserted"  # auraient été tués, selon X: what the conditional keeps at a distance is X's word
            yield from _claims(scene, fired, real, speaker)


def of_candidate(scene: Scene, c: Candidate) -> Relation:
    """The relation that a candidate is, where the rules gave none for its ends."""
    tree = scene.tree
    real = polarity(tree, c.i)
    speaker = None if c.spoken else _speaker(scene, c.i, c.source_actor)[1]
    return Relation(
        source=c.source_actor,
        relation=c.relation,
        target=c.target_actor,
        **_evidence(scene, c.i, c.relation, c.source, c.target),
        trigger=_words(tree, trigger(tree, c.i, c.row)),
        date=_date(scene, c.i),
        polarity="future" if real == "future" else "asserted",
        speaker=speaker.actors[0] if speaker and speaker.actors else None,
        row=c.row.id,
        route="speech/ranked" if c.spoken else "ranked/ranked",
    )


def _speaker(scene: Scene, i: int, source: str) -> tuple[bool, Ref | None]:
    """Whether the sentence names who says what token `i` tells, and who says it; a deed of the signer's own has no speaker."""
    said = speech.speaker_of(scene.tree, scene.places, i, scene.quotes)
    speaker = speech.voice(said, i in scene.quotes, scene.spoken, scene.signed)
    if speaker and said is None and source in speaker.actors:
        speaker = None
    return said is not None, speaker


def _blame(scene: Scene, blamed: speech.Blame, name: str) -> Relation:
    """The accusation in « X said that Y lied », or the demand in a quoted order."""
    return Relation(
        source=blamed.speaker.actors[0],
        relation=name,
        target=blamed.target.actors[0],
        **_evidence(scene, blamed.verb, name, blamed.speaker, blamed.target),
        trigger=scene.tree.tokens[blamed.verb].text,
        date=_date(scene, blamed.verb),
        confidence=0.6,
        row="bad deed" if name == "ACCUSES" else "quoted order",
        route="speech/direct",
    )


def _evidence(scene: Scene, i: int, relation: str, source: Ref, target: Ref) -> dict[str, Any]:
    """What proves a relation told by token `i`: its sentence, where that stands, the words for both actors, about and place."""
    s = scene.tree.sentence

    def text(r: Ref) -> str:
        return r.name if r.first < 0 else scene.tree.text(r.first, r.last)

    return {
        "sentence": re.sub(r"\s+", " ", s.text).strip(),
        "quote": scene.article.text[s.start : s.end],
        "start": s.start,
        "end": s.end,
        "source_text": text(source),
        "target_text": text(target),
        "source_agent": source.agent,
        "target_agent": target.agent,
        "source_role": source.role,
        "target_role": target.role,
        "about": _about(scene, i, relation, source, target),
        "place": where.place(scene.tree, scene.places.refs, i, relation=relation),
    }


def _about(scene: Scene, i: int, relation: str, source: Ref, target: Ref) -> str | None:
    """What a claim is about; not merely whom it is made against, where these are several."""
    told = where.about(scene.tree, i, source, target, relation=relation)
    joint = {f.target.ref for f in scene.fired if f.i == i and f.relation == relation}
    names = {scene.tree.text(r.first, r.last) for r in joint}
    return None if told and any(told.startswith(name) for name in names) else told


def _conditional(tree: Tree, i: int) -> bool:
    return any(tree.tokens[k].feat("Mood") == "Cnd" for k in (i, *tree.kids(i, "aux", "aux:tense", "aux:pass")))


def _claims(scene: Scene, fired: Fired, real: Polarity, speaker: Ref | None) -> Iterator[Relation]:
    """The deed, and the accusation that telling it is."""
    if speaker and real in ("asserted", "future") and speech.accuses(fired, speaker):
        blamed = replace(
            fired,
            relation="ACCUSES",
            source=Filler(speaker, "speech"),
            target=fired.source,
            source_actor=speaker.actors[0],
            target_actor=fired.source_actor,
        )
        yield _relation(scene, blamed, "asserted", None)
    yield _relation(scene, fired, real, speaker)


def _relation(scene: Scene, fired: Fired, real: Polarity, speaker: Ref | None) -> Relation:
    told = speaker and speaker.actors and fired.source.route != "speech"
    return Relation(
        source=fired.source_actor,
        relation=fired.relation,
        target=fired.target_actor,
        **_evidence(scene, fired.i, fired.relation, fired.source.ref, fired.target.ref),
        trigger=_words(scene.tree, fired.words),
        date=_date(scene, fired.i),
        polarity=real,
        speaker=speaker.actors[0] if speaker and told else None,
        confidence=_confidence(fired, real),
        row=fired.row.id,
        route=f"{fired.source.route}/{fired.target.route}",
    )


def _words(tree: Tree, words: tuple[int, ...]) -> str:
    return tree.text(words[0], words[-1])


def _date(scene: Scene, i: int) -> str | None:
    """The time said in the predicate's own clause, else in the one above it."""
    tree = scene.tree
    by_clause: dict[int, list[Any]] = {}
    for t in scene.when:
        token = next((x.i for x in tree.tokens if x.start - tree.sentence.start >= t.start), None)
        if token is not None:
            by_clause.setdefault(tree.clause(token), []).append(t)
    clause = tree.clause(i)
    for j in (clause, *tree.ancestors(clause)) if by_clause else ():
        if j in by_clause:
            nearest = min(by_clause[j], key=lambda t: abs(t.start + tree.sentence.start - tree.tokens[i].start))
            return str(nearest.value)
    return None


def _confidence(fired: Fired, real: Polarity) -> float:
    """How sure a claim is that the ranker does not judge, negated or hypothetical: by how its actors were reached."""
    score = 0.85
    for filler in (fired.source, fired.target):
        if filler.route in ("climbed", "deep", "nearest", TOWN):
            score -= 0.25
        if filler.route == "owned":
            score -= 0.12
        if filler.ref.form in ("pronoun", "definite"):
            score -= 0.12
        if filler.ref.provisional:
            score -= 0.08
    if fired.source.route == "speech":
        score -= 0.1
    if real in ("negated", "hypothetical"):
        score -= 0.1
    return round(max(score, 0.05), 2)
