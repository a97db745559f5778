"""Which rows of the lexicon fire in a sentence, and on whom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from unicodedata import category

from actorgraph.actors import principal
from actorgraph.coder.coreference import is_place
from actorgraph.coder.elsewhere import (
    across_border,
    deterred,
    expelled_from,
    included,
    named_by,
    of_town,
    sponsors,
    struck,
    summed_up,
    taking_part,
    undergone,
)
from actorgraph.coder.mentions import QUANTITIES
from actorgraph.coder.places import Filler, Places
from actorgraph.coder.reference import Ref
from actorgraph.coder.tree import Tree
from actorgraph.language import Condition, Row
from actorgraph.ontology import relations

POSES = {
    "VERB": ("VERB",),
    "AUX": ("VERB",),
    "NOUN": ("NOUN",),
    "PROPN": ("NOUN",),
    "ADJ": ("ADJ", "VERB"),
    "ADV": ("ADJ",),
}
INSIDE = frozenset({"xcomp", "ccomp", "obj", "obl", "advcl", "nmod", "conj", "csubj", "iobj"})
VERBAL = frozenset({"ACCUSES", "BACKS", "REJECTS", "DEMANDS", "THREATENS", "VETOES", "SANCTIONS"})
UNDERGONE = VERBAL | {"AIDS", "ATTACKS", "COERCES"}
ANSWERED = frozenset({"DEMANDS", "THREATENS", "ACCUSES"})
HELP = ("BACKS", "AIDS")
HOLDING = frozenset({"DEMANDS", "THREATENS"})  # what is demanded or threatened is not coded besides


@dataclass(frozen=True, slots=True)
class Fired:
    """A row that fired on a word, with one pair of references."""

    i: int
    row: Row
    relation: str
    source: Filler
    target: Filler
    source_actor: str
    target_actor: str
    words: tuple[int, ...]  # tokens of the trigger


def fire(tree: Tree, places: Places) -> list[Fired]:
    """All claims of a sentence, in the order of their words; what is only demanded or threatened is left out."""
    found: list[Fired] = []
    if tree.is_flat or is_unreal(tree):
        return []
    for t in tree.tokens:
        if any(r.first <= t.i <= r.last and r.form not in ("role", "definite", "adjective") for r in places.refs):
            continue
        poses = POSES.get(t.pos, ())
        if t.pos == "VERB":
            poses = ("NOUN", "VERB", "ADJ") if tree.is_nominal(t.i) else ("VERB", "ADJ")
        for pos in poses:
            rows = tree.language.rows.get((pos, t.lemma)) or tree.language.rows.get((pos, t.text.lower()), ())
            fired = _best(tree, places, t.i, rows)
            if fired:
                found += fired
                break
    carried = {k for f in found if f.row.pos == "VERB" for k in f.words if k != f.i}
    return [f for f in found if f.i not in carried and not is_held(tree, f.i, found)]


def is_unreal(tree: Tree) -> bool:
    """Whether a sentence tells of a film, a novel or sport, which are told in the same words."""
    return any(tree.language.has("unreal", t.lemma) for t in tree.tokens if t.pos == "NOUN")


def _best(tree: Tree, places: Places, i: int, rows: tuple[Row, ...]) -> list[Fired]:
    """What the most exact rows whose frame holds give: the first of them that finds both actors."""
    holding = [r for r in rows if frame_holds(tree, places, i, r)]
    if not holding:
        return []
    most = max(weight(r) for r in holding)
    for row in (r for r in holding if weight(r) == most):
        pairs = list(_pairs(tree, places, i, row))
        if pairs:
            return pairs
    return []


def frame_holds(tree: Tree, places: Places, i: int, row: Row) -> bool:
    """Whether what a row asks of its word's surroundings is there."""
    return all(_holds(tree, places, i, c) for c in row.frame)


def weight(row: Row) -> int:
    """How exact a row is: by the conditions of its frame."""
    return sum(2 if c.lemmas else 1 for c in row.frame if not c.negated)


def _holds(tree: Tree, places: Places, i: int, c: Condition) -> bool:
    hanging = [part for k in _hanging(tree, places, i, c) for part in _counted(tree, k)]
    found = any(
        not c.lemmas
        or (_is_armed(places, k) and c.lemmas & tree.language.words["armed"])
        or (_is_money(tree, k) and c.lemmas & tree.language.words["money"])
        or (k in places.towns and c.lemmas & tree.language.words["called_town"])
        or {tree.tokens[k].lemma, tree.tokens[k].text.lower(), tree.tokens[k].lemma.removesuffix("s")} & c.lemmas
        for k in hanging
    )
    return (found or _follows(tree, i, c)) != c.negated


def _is_armed(places: Places, i: int) -> bool:
    """Whether a name is an armed group's: it does for the rebels or soldiers that a frame asks for."""
    ref = places.at.get(i)
    return ref is not None and ref.kind == "ArmedGroup" and ref.form == "name"


def _is_money(tree: Tree, i: int) -> bool:
    """Whether a token is the sign of a currency: $50 million does for the dollars that a frame asks for."""
    return category(tree.tokens[i].text[:1]) == "Sc"


def _follows(tree: Tree, i: int, c: Condition) -> bool:
    """Whether a phrase that a frame asks for stands close behind the word, whatever the tree hangs it on: se mettre d'accord."""
    what, _, prepositions = c.what.partition(":")
    if tree.tokens[i].pos == "NOUN" and not c.lemmas and not c.negated and i + 1 < len(tree.tokens):
        return tree.language.prep(tree.tokens[i + 1].text.lower()) in what.split("|")  # calls for China to explain
    if what != "obl" or not c.lemmas or tree.tokens[i].pos != "VERB":
        return False
    near = tree.tokens[i + 1 : i + 4]
    return any(
        b.lemma in c.lemmas and tree.language.prep(a.text.lower()) in prepositions.split("|") for a, b in pairwise(near)
    )


def _counted(tree: Tree, i: int) -> list[int]:
    """A noun, and what it counts or bundles: dozens of civilians, tens of thousands of dollars."""
    lemma = tree.tokens[i].lemma
    if lemma in QUANTITIES or tree.language.has("rounds", lemma) or tree.tokens[i].pos == "NUM":
        return [i, *(part for k in tree.obliques(i, tree.language.words["genitive"]) for part in _counted(tree, k))]
    return [i]


def _hanging(tree: Tree, places: Places, i: int, c: Condition) -> list[int]:
    what, _, preposition = c.what.partition(":")
    if what == "refl":
        return [i] if tree.is_reflexive(i) else []
    if what == "obj":
        return tree.objects(i)
    if what == "subj":  # or, where the tree errs, a noun close before the verb
        return [*places.step(i, "subj"), *range(max(0, i - 6), i)]
    if what == "prt":
        if c.negated:
            return tree.kids(i, "compound:prt", "advmod", "compound")
        near = [k for c in tree.kids(i, "obl", "obl:arg", "nmod", "advmod") for k in tree.kids(c, "case")]
        return tree.kids(i, "compound:prt", "advmod", "case", "compound") + near + _particles(tree, i)
    if what in ("xcomp", "ccomp"):
        qualified = [k for o in tree.objects(i) for k in tree.kids(o, "amod", "acl", "nmod", "appos")]
        return tree.kids(i, "xcomp", "ccomp", "advcl", "obl", "obl:arg", "acl", "obj") + qualified
    if what in ("advmod", "amod"):
        return tree.kids_of(i, what) + (tree.kids(i, "compound") if what == "amod" else [])
    if what == "det":
        return tree.kids_of(i, "det")
    if what in ("cop", "case"):
        return tree.kids(i, what)
    if what == "obl":
        below = [k for o in tree.kids(i, "obj", "iobj") for k in tree.obliques(o, preposition.split("|"))]
        return tree.obliques(i, preposition.split("|")) + below  # qualifier X d'État terroriste
    if ("between" in what or "entre" in what) and tree.tokens[i].dep != "compound":
        return places.between(i, what.split("|"))
    return tree.obliques(i, what.split("|"))


def _particles(tree: Tree, i: int) -> list[int]:
    """The small words behind a verb that govern nothing, whatever the tree hangs them on: ordered the citizens out by May."""
    found = []
    for t in tree.tokens[i + 1 : i + 9]:
        if t.pos in ("VERB", "AUX", "PUNCT"):
            break
        behind = tree.tokens[t.i + 1].pos if t.i + 1 < len(tree.tokens) else "PUNCT"
        if t.pos in ("ADP", "ADV") and (behind in ("ADP", "PUNCT", "CCONJ", "SCONJ", "PART") or t.i == i + 1):
            found.append(t.i)
    return found


def _pairs(tree: Tree, places: Places, i: int, row: Row) -> Iterator[Fired]:
    symmetric = relations()[row.relation].symmetric
    sources = slot(tree, places, i, row.source)
    targets = slot(tree, places, i, row.target, deep=row.relation not in ("ATTACKS", "MEETS"))
    joint = symmetric or row.mutual
    if row.relation == "DEMANDS" and row.pos == "NOUN" and places.is_asked_at(i):  # at the urging of X
        sources, targets = sources or targets, []
    if sources and not targets and row.pos == "NOUN" and row.relation in ANSWERED:
        named = places.read(places.named_in_clause(i)) if row.relation != "THREATENS" else []
        targets = named or places.read(places.receiver(i))
    if row.pos == "NOUN" and row.relation in UNDERGONE and not (sources and targets):
        by, to = undergone(tree, places, i, row.relation)
        sources, targets = (by, to) if by and to else (sources, targets)
    if sources and not targets and row.pos == "VERB" and row.relation == "MOBILIZES_AGAINST":
        targets = across_border(tree, places, i) or deterred(tree, places, i)
    if row.pos == "VERB" and targets:
        besides = summed_up(tree, places, i)
        targets = [t for t in targets if t.ref.head not in besides]
    if row.relation == "ATTACKS" and row.pos == "VERB" and sources and not targets and tree.objects(i):
        targets = included(tree, places, i)
    if row.pos == "NOUN" and row.relation in ("ATTACKS", "PROTESTS") and not targets:
        targets = places.read(places.opposed(i))
    if row.relation == "ATTACKS" and row.pos == "NOUN" and sources and not targets:
        targets = struck(tree, places, i)
    if row.relation in ("ATTACKS", "WITHDRAWS_FROM") and row.pos == "VERB" and sources and not targets:
        targets = of_town(tree, places, i, row, sources)
    if targets and not sources and row.relation in ("COERCES", "SANCTIONS"):
        sources = expelled_from(tree, places, i)
    if row.pos == "NOUN" and sources and targets and all(f.ref is sources[0].ref for f in (*sources, *targets)):
        # la sortie de X de Y
        targets = places.read(tree.obliques(sources[0].ref.head, tree.language.words["genitive"]))
    if joint and targets and not sources and row.pos == "NOUN":
        sources = taking_part(tree, places, i)
    if joint and not sources and len(_distinct(targets)) > 1 and not _is_receiver(tree, targets):
        sources = targets
    if joint and len(_distinct(sources)) > 1 and (not targets or {f.ref for f in targets} <= {f.ref for f in sources}):
        targets = sources
    if (
        len(_distinct(sources)) > 1
        and not targets
        and row.pos == "VERB"
        and ("obj",) in row.target
        and _each_other(tree, i)
    ):
        targets, joint = sources, True
        row = replace(row, mutual=True)
    if not sources and row.pos == "VERB" and row.source[0] == ("subj",) and not tree.kids(i, "nsubj"):
        sources = _climb(tree, places, i)
    if symmetric and row.pos == "VERB" and tree.is_passive(i) and len(_distinct(sources)) < 2:
        parties = places.read(places.step(i, "entre|between"))  # a été signé entre X et Y
        sources, targets = (parties, parties) if len(_distinct(parties)) > 1 else (sources, targets)
    if sources and not targets and row.relation in ("ACCUSES", "BACKS", "REJECTS") and row.pos == "VERB":
        targets = named_by(tree, places, i)
    if sources and not targets and row.relation in VERBAL and row.pos == "VERB" and row.target != (("head",),):
        mine = frozenset(principal(a) for a in _distinct(sources))
        inside = [*tree.objects(i), *_own_clauses(tree, places, i, mine, row)]
        targets = _under_condition(tree, places, i, mine) if row.relation == "THREATENS" else []
        # called the accord with X a mistake: nobody is blamed
        inside = [k for k in inside if not (tree.tokens[k].pos == "NOUN" and tree.names_deed(k, "AGREES_WITH"))]
        targets = targets or [f for f in places.deep(inside, mine) if all(f.ref is not s.ref for s in sources)]
    targets = [t for t in targets if t.route not in ("deep", "owned") or not _is_victim(tree, t.ref.head, row.relation)]
    if sources and row.relation == "VETOES" and all(t.route != "direct" and t.ref.form != "adjective" for t in targets):
        # the body where the veto is cast, wherever it stands
        targets = [Filler(r, "nearest") for r in places.refs if r.actors == ("UNSC",)][:1] or targets
    if sources and row.relation == "VETOES":
        known = [f.ref for f in (*sources, *targets)]
        targets = [*targets, *(f for f in sponsors(tree, places, i) if f.ref not in known)]
    if sources and not targets and _at_war(tree, i, row, sources) and not _is_told(tree, places, i):
        targets = _only_other(places, sources)
    if row.relation == "MEETS" and row.pos == "NOUN":  # X's European tour: X is on it
        sources = [s for s in sources if s.ref.form != "adjective"] or sources
        targets = [t for t in targets if t.ref.form != "adjective" or t.ref.actors != ("EU",)]  # across the continent
    if row.relation == "MEETS" and row.target[0] == ("obj",):
        targets = [t for t in targets if t.ref.form != "adjective"]  # a Saudi grant is nobody
    if not joint:
        targets = [t for t in targets if all(t.ref is not s.ref for s in sources)]
    if not sources or not targets:
        return
    words = trigger(tree, i, row)
    seen: set[tuple[str, str]] = set()
    for s in sources:
        for t in targets:
            for a in s.ref.actors:
                for b in t.ref.actors:
                    a = own_army(s.ref, a, b, row.relation) if s.ref is not t.ref else a
                    if s.ref.role == t.ref.role == "MIL" and principal(a) == principal(b):
                        continue  # no army executes its own captured soldiers
                    if a == b or _is_own_foe(a, b, row.relation) or (a, b) in seen or (symmetric and (b, a) in seen):
                        continue
                    if s.ref is t.ref and not joint:
                        continue
                    seen.add((a, b))
                    yield Fired(i, row, row.relation, s, t, a, b, words)
                    if row.mutual and not symmetric and (b, a) not in seen:
                        seen.add((b, a))
                        yield Fired(i, row, row.relation, t, s, b, a, words)


def _is_victim(tree: Tree, i: int, relation: str) -> bool:
    """Whether somebody deep in what is condemned, backed or asked for is whom that strikes: the use of force against X."""
    told = relation in ("ACCUSES", "BACKS", "REJECTS", "DEMANDS")
    return told and bool(tree.prepositions(i) & tree.language.words["struck_by"])


def is_business(relation: str, source: Ref, target: Ref) -> bool:
    """Whether two companies, or names that may be companies, only do business."""
    ends = (source, target)
    companies = [r.kind == "Company" for r in ends]
    unknown = [r.kind == "Company" or (r.provisional and r.kind == "Organization") for r in ends]
    return relation in ("AGREES_WITH", "COOPERATES_WITH", "NEGOTIATES_WITH") and (any(companies) or all(unknown))


def _is_own_foe(source: str, target: str, relation: str) -> bool:
    """Whether a state would help the rebels against it: they are another's, whom the sentence leaves unsaid."""
    return relation in ("BACKS", "AIDS") and target in (f"{source}:REB", f"{source}:OPP")


def own_army(source: Ref, actor: str, target: str, relation: str) -> str:
    """The source's id: soldiers who act against their own state are not that state."""
    against = relations()[relation].quad == 4 or relation in ("DEMANDS", "THREATENS")
    return f"{actor}:MIL" if actor == target and source.role == "MIL" and against else actor


def _at_war(tree: Tree, i: int, row: Row, sources: list[Filler]) -> bool:
    """Whether a noun is a deed of war that may leave its target to the sentence; whose it is must be plain."""
    if row.pos != "NOUN" or row.relation not in ("ATTACKS", "WITHDRAWS_FROM") or tree.tokens[i].dep == "compound":
        return False
    token = tree.tokens[i]
    helps = tree.language.rows.get(("VERB", tree.tokens[token.head].lemma), ())
    if token.dep == "obl:agent" and any(relations()[r.relation].quad in (1, 2) for r in helps):
        return False  # helped by coalition air strikes
    adjectives = all(f.ref.form == "adjective" for f in sources)
    owned = any(tree.language.has("possessives", tree.tokens[k].text.lower()) for k in tree.children[i])
    if tree.language.has("war_of", row.lemma):
        return adjectives  # the Iraq occupation is not Iraq's
    return tree.language.has("war", row.lemma) and (adjectives or not owned)


def _is_receiver(tree: Tree, targets: list[Filler]) -> bool:
    """Whether a deed is told by where it goes: exports to Cuba and Iran are not theirs with each other."""
    return any(tree.prepositions(f.ref.head) & tree.language.words["toward"] for f in targets)


def _is_told(tree: Tree, places: Places, i: int) -> bool:
    """Whether the verb of a deed of war tells whom it hit: an Israeli airstrike killed a Hezbollah commander in Beirut."""
    t = tree.tokens[i]
    if not tree.tells(t.head, "ATTACKS"):
        return False
    struck = places.read(tree.objects(t.head))
    if t.universal == "obl" and tree.is_passive(t.head):  # Smith was killed in a US strike
        return any(f.route == "direct" and (f.ref.kind == "Person" or f.ref.form == "official") for f in struck)
    return t.dep == "nsubj" and bool(struck)


def _only_other(places: Places, sources: list[Filler]) -> list[Filler]:
    """The one other state of the sentence, for a deed of war that names no target (Russian strikes … in Ukraine)."""
    mine = {principal(a) for a in _distinct(sources)}
    others = [
        r
        for r in places.refs
        if len(r.actors) == 1 and r.kind == "State" and principal(r.actors[0]) not in mine and not _is_helped(places, r)
    ]
    return [Filler(others[0], "nearest")] if len({principal(r.actors[0]) for r in others}) == 1 else []


def _is_helped(places: Places, r: Ref) -> bool:
    """Whether a reference is of whom a noun tells the support: strikes in support of Iraqi troops are not against them."""
    return places.tree.names_deed(places.tree.tokens[r.head].head, *HELP)


def _own_clauses(tree: Tree, places: Places, i: int, mine: frozenset[str], row: Row) -> list[int]:
    """The clauses that complete a verb; of a threat only what the threatener says of himself, not « warned that X attacks »."""
    clauses = tree.kids(i, "ccomp")
    if row.relation == "REJECTS":  # refused to let X dock
        within = [c for x in tree.kids(i, "xcomp") for c in tree.kids(x, "xcomp", "ccomp")]
        return [*clauses, *(o for c in within for o in tree.objects(c))]
    if row.relation != "THREATENS":
        return clauses
    told = [(c, {principal(a) for f in places.read(tree.subjects(c)) for a in f.ref.actors}) for c in clauses]
    return [c for c, who in told if not who or who & mine]


def _under_condition(tree: Tree, places: Places, i: int, mine: frozenset[str]) -> list[Filler]:
    """Whom a threat is for that is told by what it depends on: threatened to annex land if X joined the UN."""
    condition = tree.language.words["condition"]
    marks = [k for k in tree.subtree(i) if k > i and tree.tokens[k].dep == "mark"]
    told = [tree.tokens[k].head for k in marks if tree.tokens[k].text.lower() in condition]
    found = [f for c in told for f in places.read(tree.subjects(c))]
    return [f for f in found if not {principal(a) for a in f.ref.actors} & mine]


def _each_other(tree: Tree, i: int) -> bool:
    """Whether a deed is done by each to the other: se sont accusés, accused each other."""
    words = {tree.tokens[k].text.lower() for k in tree.subtree(i) if abs(k - i) < 6}
    return tree.is_reflexive(i) or {"each", "other"} <= words or {"one", "another"} <= words or "mutuellement" in words


def _climb(tree: Tree, places: Places, i: int) -> list[Filler]:
    """The subject of the nearest clause above that has an actor for subject, for a verb without one of its own."""
    if tree.is_passive(i) or tree.tokens[i].feat("Mood") == "Imp":
        return []
    told = [tree.tokens[s] for s in tree.subjects(i)]
    others = [t for t in told if t.i != tree.tokens[i].head or tree.language.has("neighbours", t.lemma)]
    if any(t.pos == "PRON" for t in told) or any(t.dep in ("obj", "iobj") for t in others):
        return []  # helped them support X: they do; accused its neighbours of backing X
    for j in tree.ancestors(i):
        if tree.tokens[j].pos in ("VERB", "AUX") and tree.kids(j, "nsubj", "nsubj:pass"):
            return [Filler(f.ref, "climbed") for f in places.read(tree.subjects(j) or tree.objects(j))]
    return []


def _distinct(fillers: list[Filler]) -> set[str]:
    return {a for f in fillers for a in f.ref.actors}


def slot(tree: Tree, places: Places, i: int, paths: tuple[tuple[str, ...], ...], *, deep: bool = False) -> list[Filler]:
    """Who fills a slot: what the first alternative that finds somebody finds; with `deep`, also within noun phrases there."""
    for path in paths:
        found = [f for f in places.fill(i, path) if _may(tree, f, path, i)]
        if found:
            return found
    for path in paths if deep else ():
        if path[-1] in SHALLOW:
            continue
        found = [f for f in places.deep(places.reach(i, path)) if _may(tree, f, path, i)]
        if found:
            return found
    return []


SHALLOW = frozenset({"subj", "agent", "adj", "poss", "owner", "head", "cmpd", "comp", "deed", "à", "in", "at", "en"})


def _may(tree: Tree, filler: Filler, path: tuple[str, ...], i: int) -> bool:
    """A place is no actor, save where the row itself names the preposition."""
    ref: Ref = filler.ref
    if ref.first <= i <= ref.last and ref.form != "role":
        return False
    if path[-1] in ("subj", "obj", "agent", "comp", "owner", "adj", "poss"):
        return not is_place(tree, ref)
    above = tree.tokens[ref.head].head
    aside = filler.route == "owned" and tree.prepositions(above) & tree.language.words["during"]
    return not (aside and tree.names_deed(above, *HELP))


def trigger(tree: Tree, i: int, row: Row) -> tuple[int, ...]:
    """The tokens that tell a relation: the word, its auxiliaries and what the row's frame asks for."""
    words = [i]
    words += [c for c in tree.kids(i, "aux", "aux:tense", "aux:pass", "compound:prt") if abs(c - i) <= 4]
    for c in row.frame:
        if not c.negated and c.lemmas and c.what.split(":")[0] in ("obj", "obl", "xcomp", "amod", "prt"):
            words += [k for k in tree.subtree(i) if abs(k - i) <= 8 and tree.tokens[k].lemma in c.lemmas]
    return tuple(sorted(set(words)))


def is_held(tree: Tree, i: int, found: Sequence[Fired]) -> bool:
    """Whether what a word tells is only what another claim demands or threatens."""
    below = i
    for j in tree.ancestors(i):
        asked = tree.tokens[below].dep == "acl" and tree.tokens[j].pos == "NOUN"  # a request, or the charge, that X …
        if asked and any(g.i == j and g.relation in ANSWERED for g in found):
            return True
        if tree.tokens[below].universal not in INSIDE or tree.tokens[below].dep == "advcl:relcl":
            return False
        if (
            tree.tokens[below].universal in ("obl", "nmod")
            and tree.prepositions(below) & tree.language.words["because"]
        ):
            return False  # summoned the ambassador over Washington's support for X
        above_is_conj = tree.tokens[below].dep == "conj"
        if not above_is_conj and any(g.i == j and g.relation in HOLDING and g.i != i for g in found):
            clause = tree.tokens[below].universal in ("xcomp", "ccomp", "obj", "obl", "advcl", "nmod", "iobj")
            return clause and not _circumstance(tree, below)
        below = j
    return False


def _circumstance(tree: Tree, i: int) -> bool:
    """« après avoir … », « while …-ing »: told besides, not demanded."""
    if tree.tokens[i].universal != "advcl":
        return False
    asked = COMPLEMENT | tree.language.words["warned_of"]  # warned against selling arms
    return tree.tokens[i].feat("VerbForm") in ("Part", "Ger") and not tree.prepositions(i) & asked


COMPLEMENT = frozenset({"à", "de", "of", "from", "for", "to"})
