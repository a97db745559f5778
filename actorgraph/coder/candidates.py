"""Every pair of references that a word of the lexicon could join, and what can be seen of each: the ranker's material.

The rules of `predicates` are one of the things seen. What they miss, because the parser hung a phrase elsewhere or a frame
was too narrow, is a candidate all the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from actorgraph.actors import known, principal
from actorgraph.coder import speech
from actorgraph.coder.elsewhere import summed_up
from actorgraph.coder.predicates import (
    POSES,
    Fired,
    frame_holds,
    is_business,
    is_held,
    is_unreal,
    own_army,
    slot,
    weight,
)
from actorgraph.coder.reality import polarity
from actorgraph.coder.reference import Ref
from actorgraph.coder.scene import Scene
from actorgraph.coder.tree import Tree
from actorgraph.language import Row
from actorgraph.model import Relation
from actorgraph.ontology import relations

# Prepositions of both languages by what they say of a target.
GROUPS = {
    "against": ("contre", "against", "envers", "versus", "at", "onto", "upon"),
    "with": ("avec", "with", "alongside", "auprès"),
    "to": ("à", "to", "toward", "towards", "vers"),
    "of": ("de", "of"),
    "by": ("par", "by"),
    "between": ("entre", "between", "among", "parmi"),
    "in": ("en", "in", "dans", "inside", "chez", "into"),
    "from": ("from", "depuis", "hors"),
    "on": ("sur", "on", "over", "about"),
    "for": ("pour", "for"),
}
GROUP_OF = {word: name for name, words in GROUPS.items() for word in words}
DEPS = ("nsubj", "obj", "iobj", "obl", "nmod", "amod", "acl", "advcl", "ccomp", "xcomp", "conj", "appos", "parataxis",
        "compound", "det", "csubj", "flat", "dep", "root", "cop", "nsubj:pass", "obl:agent", "acl:relcl", "nmod:poss")  # fmt: skip
FORMS = (
    "name",
    "capital",
    "seat",
    "adjective",
    "inhabitant",
    "official",
    "person",
    "role",
    "provisional",
    "pronoun",
    "body",
)
KINDS = ("State", "ArmedGroup", "Person", "Company", "Group", "Organization", "Party", "IGO")


Claim = tuple[str, str, str]  # source, relation, target


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word, a relation it can tell, and two references that may be its ends."""

    i: int
    row: Row
    relation: str
    source: Ref
    target: Ref
    source_actor: str
    target_actor: str
    features: dict[str, float]
    spoken: bool = False  # what a speaker says of somebody, whatever the words


def _triggers(scene: Scene) -> Iterator[tuple[int, list[Row]]]:
    """The words that have rows, with these rows."""
    tree = scene.tree
    for t in tree.tokens:
        if any(r.first <= t.i <= r.last and r.form not in ("role", "definite", "adjective") for r in scene.refs):
            continue
        poses = POSES.get(t.pos, ())
        if t.pos == "VERB":
            poses = ("NOUN", "VERB", "ADJ") if tree.is_nominal(t.i) else ("VERB", "ADJ", "NOUN")
        rows: list[Row] = []
        for pos in poses:
            rows += tree.language.rows.get((pos, t.lemma)) or tree.language.rows.get((pos, t.text.lower()), ())
        if rows:
            yield t.i, rows


def candidates(scene: Scene, ruled: Mapping[Claim, Relation]) -> Iterator[Candidate]:
    """All candidates of a sentence, in the order of their words; `ruled` is what the rules make of it."""
    if is_unreal(scene.tree) or sum(len(r.actors) for r in scene.refs) < 2:
        return
    yield from _spoken(scene, ruled)
    fired = {(f.i, f.relation, f.source_actor, f.target_actor): f for f in scene.fired}
    two: dict[tuple[int, int], dict[str, float]] = {}  # what is true of two references whatever the trigger
    carried = {k for f in scene.fired if f.row.pos == "VERB" for k in f.words if k != f.i}
    for i, rows in _triggers(scene):
        real = polarity(scene.tree, i)
        if real is None or real == "negated" or i in carried:
            continue  # held talks: the noun tells no more than its verb
        held = is_held(scene.tree, i, scene.fired)  # exige le départ des troupes de X: nobody has left
        said = speech.speaker_of(scene.tree, scene.places, i, scene.quotes)
        around = _around(scene, i)
        besides = summed_up(scene.tree, scene.places, i)
        for relation in sorted({r.relation for r in rows}):
            mine = [r for r in rows if r.relation == relation]
            holding = [r for r in mine if frame_holds(scene.tree, scene.places, i, r)]
            row = max(holding or mine, key=lambda r: weight(r) if holding else -weight(r))
            slots = _slots(scene, i, row)
            common = _common(scene, i, row, real, said is not None, bool(holding), len({r.relation for r in rows}))
            symmetric = relations()[relation].symmetric
            for s in scene.refs:
                for t in scene.refs:
                    if (s is t and len(s.actors) < 2) or (s is not t and s.head == t.head):
                        continue
                    if (symmetric and t.first < s.first) or s.head in besides or t.head in besides:
                        continue
                    ends = id(s), id(t)
                    if ends not in two:
                        two[ends] = _two(scene, s, t)
                    pair = two[ends] | _pair(s, t, around, slots, said)
                    tells = said is not None and any(said.ref.first <= r.head <= said.ref.last for r in (s, t))
                    for a in s.actors:
                        for b in t.actors:
                            c = own_army(s, a, b, relation)
                            if c == b or is_business(relation, s, t) or (tells and (c, relation, b) not in ruled):
                                continue  # who tells a deed has no part in it by that, unless the rules say so
                            if held and (c, relation, b) not in ruled:
                                continue
                            if real == "hypothetical" and not is_real(ruled.get((c, relation, b))):
                                continue  # auraient été tués, selon X: the rules say whose word it is
                            f = fired.get((i, relation, c, b)) or (
                                fired.get((i, relation, b, c)) if symmetric else None
                            )
                            seen = (
                                common | pair | _rules(scene, f, relation, c, b, ruled) | _beside(scene, relation, s, t)
                            )
                            yield Candidate(i, row, relation, s, t, c, b, seen)


def _true(features: dict[str, float]) -> dict[str, float]:
    """Without what is nought, which is as if not given: each of these goes into many candidates."""
    return {name: value for name, value in features.items() if value}


def is_real(claim: Relation | None) -> bool:
    """Whether the rules claim it, and as done or to come."""
    return claim is not None and claim.polarity in ("asserted", "future")


NO_SLOTS: tuple[set[int], ...] = (set(), set(), set(), set())  # what is said has no row whose slots could be filled
SAID = {
    name: Row(f"said-{name.lower()}", "VERB", "", (), False, name, (("subj",),), (("ccomp",),), "", ())
    for name in ("ACCUSES", "DEMANDS", "BACKS")
}


def _spoken(scene: Scene, ruled: Mapping[Claim, Relation]) -> Iterator[Candidate]:
    """Speaker and who is spoken of: what is said may accuse, demand or back, whatever the verb."""
    tree = scene.tree
    for t in tree.tokens:
        verb = t.pos == "VERB" and tree.language.has("speech", t.lemma)
        noun = t.pos == "NOUN" and tree.language.has("claims", t.lemma)
        if not (verb or noun or (t.pos == "VERB" and tree.language.has("object_control", t.lemma))):
            continue
        real = polarity(tree, t.i)
        if real not in ("asserted", "future"):
            continue
        around = _around(scene, t.i)
        told = {id(r): _told(scene, t.i, r) for r in scene.refs}
        speaker = speech.subject(tree, scene.places, t.i) if verb else None
        pairs: dict[tuple[int, int], dict[str, float]] = {}  # the same whatever is said
        for name, row in SAID.items():
            common = _common(scene, t.i, row, real, False, True, 0) | {"spoken": 1.0}
            for s in scene.refs:
                if s.first > t.i and s is not speaker and noun:
                    continue
                for r in scene.refs:
                    if s is r or s.head == r.head or principal(s.actors[0]) == principal(r.actors[0]):
                        continue
                    ends = id(s), id(r)
                    if ends not in pairs:
                        pairs[ends] = _two(scene, s, r) | _pair(s, r, around, NO_SLOTS, None) | told[id(r)]
                        pairs[ends]["speaker"] = float(speaker is not None and s.actors == speaker.actors)
                    for a in s.actors:
                        for b in r.actors:
                            claim = ruled.get((a, name, b))
                            if claim is not None and not is_real(claim):
                                continue  # is accused of backing X: the rules say that nobody vouches for it
                            seen = common | pairs[ends] | _rules(scene, None, name, a, b, ruled)
                            yield Candidate(t.i, row, name, s, r, a, b, seen, True)


def _told(scene: Scene, i: int, r: Ref) -> dict[str, float]:
    """How somebody is spoken of: with words of blame, of praise, of duty, as who does it or whose it is."""
    tree = scene.tree
    has, rows = tree.language.has, tree.language.rows
    clause = tree.clause(r.head)
    inside = [tree.tokens[k] for k in tree.subtree(clause) if k != i and k not in range(r.first, r.last + 1)]
    above = [tree.tokens[k] for k in tree.ancestors(r.head)][:3]
    head = tree.tokens[clause]
    quads = {relations()[row.relation].quad for row in rows.get(("VERB", head.lemma), ())}
    found = {
        "t clause is speech": float(clause == i),
        "t clause below": float(i in tree.ancestors(clause)),
        "t does": float(r.head in tree.subjects(clause)) if head.pos in ("VERB", "AUX", "ADJ", "NOUN") else 0.0,
        "t blame": float(min(4, sum(has("blame", x.lemma) or has("bad_deeds", x.lemma) for x in inside))),
        "t blame above": float(sum(has("blame", x.lemma) or has("bad_deeds", x.lemma) for x in above)),
        "t praise": float(min(4, sum(has("praise", x.lemma) for x in inside))),
        "t duty": float(any(has("duties", x.lemma) for x in inside if x.pos in ("AUX", "VERB"))),
        "t quad4": float(4 in quads),
        "t quad3": float(3 in quads),
        "t good": float(bool(quads & {1, 2})),
        "t owner": float(tree.tokens[r.head].dep in ("nmod", "nmod:poss", "amod", "compound")),
        "blame in all": float(
            min(5, sum(has("blame", x.lemma) or has("bad_deeds", x.lemma) for x in tree.tokens if x.i != i))
        ),
        "praise in all": float(min(5, sum(has("praise", x.lemma) for x in tree.tokens if x.i != i))),
    }
    return _true(found)


def _rules(
    scene: Scene, f: Fired | None, relation: str, a: str, b: str, ruled: Mapping[Claim, Relation]
) -> dict[str, float]:
    """What the rules said of this pair."""
    found: dict[str, float] = {"fired": float(f is not None)}
    claim = ruled.get((a, relation, b)) or (ruled.get((b, relation, a)) if relations()[relation].symmetric else None)
    if claim is not None:
        found["ruled"] = 1.0 if claim.polarity in ("asserted", "future") else -1.0
        found["ruled blame"] = float(claim.row in ("bad deed", "quoted order"))
        found["ruled confidence"] = claim.confidence
    if f is not None:
        found[f"route s {f.source.route}"] = found[f"route t {f.target.route}"] = 1.0
    others = [g for g in scene.fired if g is not f]
    found["others fired"] = float(len(others))
    found["pair fired"] = float(any({g.source_actor, g.target_actor} == {a, b} for g in others))
    found["reverse fired"] = float(any((g.source_actor, g.target_actor) == (b, a) for g in others))
    found["same fired"] = float(any((g.relation, g.source_actor, g.target_actor) == (relation, a, b) for g in others))
    if f is None:
        found["source fired"] = float(any(g.source_actor == a and g.relation == relation for g in others))
        found["target fired"] = float(any(g.target_actor == b and g.relation == relation for g in others))
    return found


def _beside(scene: Scene, relation: str, s: Ref, t: Ref) -> dict[str, float]:
    """Whether a joint actor of one end does the same by the rules."""
    tree = scene.tree
    beside_s = set(tree.conjuncts(tree.tokens[s.head].head if tree.tokens[s.head].dep == "conj" else s.head))
    beside_t = set(tree.conjuncts(tree.tokens[t.head].head if tree.tokens[t.head].dep == "conj" else t.head))
    same = [g for g in scene.fired if g.relation == relation]
    return {
        "joint source": float(any(g.target.ref is t and g.source.ref.head in beside_s for g in same)),
        "joint target": float(any(g.source.ref is s and g.target.ref.head in beside_t for g in same)),
    }


def _common(scene: Scene, i: int, row: Row, real: str | None, said: bool, holds: bool, senses: int) -> dict[str, float]:
    """What is true of a trigger whatever its pair."""
    tree, t = scene.tree, scene.tree.tokens[i]
    found = {
        f"relation {row.relation}": 1.0,
        f"row {row.pos}": 1.0,
        f"pos {t.pos}": 1.0,
        f"real {real}": 1.0,
        f"dep {t.dep if t.dep in DEPS else t.universal}": 1.0,
        "frame": float(len(row.frame)),
        "holds": float(holds),
        "senses": float(senses),
        "passive": float(t.pos == "VERB" and tree.is_passive(i)),
        "quoted": float(i in scene.quotes),
        "said": float(said),
        "depth": float(min(6, sum(1 for _ in tree.ancestors(i)))),
        "infinitive": float(t.feat("VerbForm") == "Inf"),
        "participle": float(t.feat("VerbForm") in ("Part", "Ger")),
        "mutual": float(row.mutual or relations()[row.relation].symmetric),
        "light": 0.0,
    }
    head = tree.tokens[t.head]
    if t.pos == "NOUN" and head.pos == "VERB":
        found["light"] = 1.0 if tree.language.has("light", head.lemma) else -1.0
    return _true(found)


def _slots(scene: Scene, i: int, row: Row) -> tuple[set[int], set[int], set[int], set[int]]:
    """The references (by identity) in the row's own slots: source, target, and those near them in deeper phrases."""
    s = slot(scene.tree, scene.places, i, row.source)
    t = slot(scene.tree, scene.places, i, row.target)
    ds = slot(scene.tree, scene.places, i, row.source, deep=True) if not s else []
    dt = slot(scene.tree, scene.places, i, row.target, deep=True) if not t else []
    return ({id(f.ref) for f in s}, {id(f.ref) for f in t}, {id(f.ref) for f in ds}, {id(f.ref) for f in dt})


def _position(scene: Scene, i: int, r: Ref) -> dict[str, float]:
    """Where a reference stands, seen from a trigger: by the tree and by the words."""
    tree = scene.tree
    up = [i, *tree.ancestors(i)]
    down = [r.head, *tree.ancestors(r.head)]
    meeting = next((j for j in down if j in up), -1)  # -1: two trees
    ups, downs = (up[: up.index(meeting)], down[: down.index(meeting)]) if meeting >= 0 else (up, down)
    found: dict[str, float] = {
        "ups": float(min(4, len(ups))),
        "downs": float(min(5, len(downs))),
        "distance": float(max(-25, min(25, (r.first if r.first > i else r.last) - i))),
        "before": float(r.last < i),
        "place": float(r.head in scene.located),
        "quoted": float(r.head in scene.quotes),
        "many": float(len(r.actors) > 1),
    }
    if downs:
        first, last = tree.tokens[downs[-1]], tree.tokens[downs[0]]
        found[f"branch {first.dep if first.dep in DEPS else first.universal}"] = 1.0
        found[f"leaf {last.dep if last.dep in DEPS else last.universal}"] = 1.0
        for name in _cases(tree, downs[-1]):
            found[f"branch case {name}"] = 1.0
        found["verbs between"] = float(sum(tree.tokens[j].pos == "VERB" for j in downs))
        found["conj between"] = float(sum(tree.tokens[j].universal == "conj" for j in downs))
    for name in _cases(tree, r.head):
        found[f"case {name}"] = 1.0
    if ups:
        last = tree.tokens[ups[-1]]
        found[f"up {last.dep if last.dep in DEPS else last.universal}"] = 1.0
        found["verbs above"] = float(
            sum(tree.tokens[j].pos == "VERB" for j in ups[1:]) + (meeting >= 0 and tree.tokens[meeting].pos == "VERB")
        )
    low, high = (r.last + 1, i) if r.last < i else (i + 1, r.first)
    between = tree.tokens[low:high]
    found["refs between"] = float(min(5, sum(1 for x in scene.refs if low <= x.first and x.last < high)))
    found["commas between"] = float(min(4, sum(t.text == "," for t in between)))
    found["verbs apart"] = float(min(4, sum(t.pos == "VERB" for t in between)))
    found["quote between"] = float(any(t.text in '«»“”"' for t in between))
    found["clause"] = float(tree.clause(r.head) == tree.clause(i))
    found["subject"] = float(r.head in tree.subjects(i)) if tree.tokens[i].pos in ("VERB", "AUX", "ADJ") else 0.0
    found["object"] = float(r.head in tree.objects(i)) if tree.tokens[i].pos in ("VERB", "AUX") else 0.0
    found["root subject"] = float(
        tree.tokens[r.head].dep.startswith("nsubj") and tree.tokens[tree.tokens[r.head].head].dep == "root"
    )
    found[f"form {r.form}"] = 1.0
    found[f"kind {r.kind}"] = 1.0
    found["provisional"] = float(r.provisional)
    found["plural"] = float(tree.tokens[r.head].feat("Number") == "Plur")
    found["roled"] = float(":" in r.actors[0])
    return _true(found)


def _cases(tree: Tree, i: int) -> set[str]:
    return {GROUP_OF.get(p, "other") for p in tree.prepositions(i)}


def _around(scene: Scene, i: int) -> tuple[dict[int, dict[str, float]], dict[int, dict[str, float]]]:
    """Where each reference stands from a trigger, as features of a source and of a target."""
    positions = {id(r): _position(scene, i, r) for r in scene.refs}
    as_source = {k: {f"s {name}": v for name, v in p.items()} for k, p in positions.items()}
    as_target = {k: {f"t {name}": v for name, v in p.items()} for k, p in positions.items()}
    return as_source, as_target


def _pair(
    s: Ref,
    t: Ref,
    around: tuple[dict[int, dict[str, float]], dict[int, dict[str, float]]],
    slots: tuple[set[int], ...],
    said: speech.Speaker | None,
) -> dict[str, float]:
    """What is true of two references and a trigger."""
    found = around[0][id(s)] | around[1][id(t)]
    own_s, own_t, deep_s, deep_t = slots
    found["s slot"], found["t slot"] = float(id(s) in own_s), float(id(t) in own_t)
    found["s slot taken"], found["t slot taken"] = float(bool(own_s)), float(bool(own_t))
    found["s slot deep"], found["t slot deep"] = float(id(s) in deep_s), float(id(t) in deep_t)
    found["swapped"] = float(id(s) in own_t) + float(id(t) in own_s)
    if said is not None:
        found["s speaks"], found["t speaks"] = (float(bool({*said.ref.actors} & {*r.actors})) for r in (s, t))
    return found


def _two(scene: Scene, s: Ref, t: Ref) -> dict[str, float]:
    """What is true of two references whatever the trigger."""
    tree = scene.tree
    found = {"s before t": float(s.first < t.first), "apart": float(min(20, abs(s.first - t.first)))}
    joined = t.head in tree.conjuncts(s.head) or s.head in tree.conjuncts(t.head)
    found["joined"] = float(joined)
    found["s within t"] = float(t.head in tree.ancestors(s.head))
    found["t within s"] = float(s.head in tree.ancestors(t.head))
    found["same state"] = float(principal(s.actors[0]) == principal(t.actors[0]))
    found["refs apart"] = float(sum(1 for x in scene.refs if min(s.last, t.last) < x.first < max(s.first, t.first)))
    found["reporter"] = float(speech.is_reporter(s))
    info = known(principal(t.actors[0]))
    found["t unknown"] = float(info is None)
    return _true(found)
