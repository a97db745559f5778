"""Where an event takes place, and what a speech act, an agreement or a vote is about: the words of the sentence itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from actorgraph import actors
from actorgraph.actors import fold
from actorgraph.coder.coreference import COMPASS, is_place
from actorgraph.coder.gazetteer import matches
from actorgraph.coder.predicates import POSES
from actorgraph.coder.reference import Ref
from actorgraph.coder.tree import Tree
from actorgraph.language import Row

LONGEST = 200

DEEDS = frozenset({"ATTACKS", "COERCES", "MOBILIZES_AGAINST", "WITHDRAWS_FROM", "AIDS"})
TREATIES = frozenset({"AGREES_WITH", "NEGOTIATES_WITH", "COOPERATES_WITH", "MEETS"})
CAUSED = frozenset({"ACCUSES", "BACKS", "SANCTIONS", "THREATENS", "PROTESTS", "REJECTS"})
OBJECT_FIRST = frozenset({"VETOES", "REJECTS", *TREATIES})
ACROSS = ("nsubj", "nsubj:caus", "csubj", "acl", "acl:relcl", "advcl", "ccomp", "parataxis")
NAMES = ("PROPN", "NOUN", "ADJ", "X", "NUM")
CLAUSES = ("xcomp", "ccomp", "advcl", "acl", "csubj", "obl", "obl:arg", "obl:mod", "nmod")


@dataclass(frozen=True, slots=True)
class _Spot:
    """A location in a sentence: its name [first, last], the head of its phrase, and how it may be the place."""

    first: int
    last: int
    head: int  # of the phrase: « province » of « province d'Idlib »
    state: bool  # whether it only names a state
    moves: bool  # whether its preposition says a place only with a deed
    bare: bool = False  # the name alone: what stands above it is no place


def place(tree: Tree, refs: list[Ref], i: int, *, relation: str = "") -> str | None:
    """Where what token `i` tells took place, in the words of the sentence: its own clause first, else the one above.

    `relation` is what fired on the token; without it, what the lexicon would make of it.
    """
    names = list(_names(tree, refs))
    relations = _relations(tree, i, relation)
    deed = bool(relations & DEEDS - {"AIDS"})
    spots = [s for name in names if (s := _spot(tree, refs, i, name, deed=deed))]
    relative = _antecedent_place(tree, i, names)
    if relative:
        return relative
    if not deed:
        spots = [s for s in spots if not s.moves and not _addressed(tree, refs, i, s)]
    if not relations & DEEDS:
        spots = [s for s in spots if not _spoken_of(tree, s.head, i)]
    clause = tree.clause(i)
    ranked = [(r, s) for s in spots if (r := _rank(tree, s.head, i, clause)) is not None]
    if ranked:
        best = min(ranked, key=lambda x: (x[1].state, x[0] // 3 + 5 * x[1].moves, abs(x[1].head - i), x[1].first))
        return _written(tree, best[1], names)
    if deed and (taken := _object_place(tree, refs, i, names)):
        return taken
    for above in _clauses_above(tree, clause):
        mine = [s for s in spots if not s.moves and _rank(tree, s.head, above, above) is not None]
        if mine:
            return _written(tree, min(mine, key=lambda s: (s.state, abs(s.head - i))), names)
    return None


def _names(tree: Tree, refs: list[Ref]) -> Iterator[tuple[int, int, bool]]:
    """The spans that name a location, none within another, with whether each only names a state."""
    found: dict[tuple[int, int], bool] = {}
    offset = tree.sentence.start
    starts = {t.start - offset: t.i for t in tree.tokens}
    ends = {t.end - offset: t.i for t in tree.tokens}
    for start, end, _ in matches(tree.sentence.text, tree.language.code):
        if start in starts and end in ends and not _is_actor(refs, starts[start], ends[end]):
            found[starts[start], ends[end]] = False
    for r in refs:
        if len(r.actors) != 1 or r.kind != "State":
            continue
        if (r.first, r.last) not in found and (is_place(tree, r) or r.form in ("name", "adjective")):
            found[r.first, r.last] = True
    for name in tree.sentence.names:
        first, last = _bare(tree, name.first, name.last - 1)
        if name.label != "LOC" or first > last or _is_date(tree, first, last):
            continue
        over = any(a <= last and first <= b for a, b in found)
        if (
            not over
            and not any(r.first <= last and first <= r.last for r in refs)
            and tree.tokens[first].text[0].isupper()
        ):
            found[first, last] = False
    for (first, last), state in found.items():
        if not any((a, b) != (first, last) and a <= first and last <= b for a, b in found):
            yield first, last, state


def _is_actor(refs: list[Ref], first: int, last: int) -> bool:
    """Whether words that could name a place belong to the name of someone: the governor of Idlib, Radio Kabul."""
    over = [r for r in refs if r.first <= first and last <= r.last]
    return any(
        r.form not in ("name", "capital", "adjective", "provisional") or (r.form != "adjective" and longer)
        for r in over
        if (longer := r.first < first or last < r.last) or not r.provisional
    )


def _bare(tree: Tree, first: int, last: int) -> tuple[int, int]:
    """A named span without what is no part of a name at its ends."""
    while first <= last and (tree.tokens[first].pos not in NAMES or fold(tree.tokens[first].text) in actors.LEADING):
        first += 1
    while last >= first and tree.tokens[last].pos not in NAMES:
        last -= 1
    return first, last


def _is_date(tree: Tree, first: int, last: int) -> bool:
    dates = tree.language.dates
    return all(
        t.text.isdigit() or t.text.lower() in dates["months"] or t.text.lower() in dates["weekdays"]
        for t in tree.tokens[first : last + 1]
    )


def _spot(tree: Tree, refs: list[Ref], i: int, span: tuple[int, int, bool], *, deed: bool) -> _Spot | None:
    """The phrase of a location name, if a locative preposition introduces it: from the name up, noun by noun."""
    first, last, state = span
    local = tree.language.where
    locative = tree.language.words["locative"] | local["moves"]
    h = name = next(
        (k for k in range(first, last + 1) if not first <= tree.tokens[k].head <= last or tree.tokens[k].dep == "root"),
        last,
    )
    adjective = any(r.form == "adjective" and r.first <= first and last <= r.last for r in refs)
    for _ in range(5):
        found = _prepositions(tree, h)
        if found & locative and (h != name or not adjective):
            ref = next((r for r in refs if r.first == first and r.last == last and r.form in ("name", "capital")), None)
            if ref and h == name and ref.kind == "State" and not is_place(tree, ref):
                return (
                    _Spot(first, last, h, state, False) if "à" in found and not state and ref.form == "name" else None
                )
            if state and not found & locative - {"at"}:
                return None  # a missile fired at Saudi Arabia
            static = found & (locative - local["moves"]) or tree.tokens[h].lemma in local["ground"]
            return _Spot(first, last, h, state, not static) if static or not state else None
        above = tree.tokens[h].head
        if tree.tokens[above].pos == "ADV" and above < h and found & {"de", "of", "to"}:
            if f"{tree.tokens[above].text.lower()} de" in locative or tree.tokens[above].lemma in COMPASS:
                return _Spot(first, last, h, state, False)  # près de Kharkiv, west of Aleppo
        genitive = found & (tree.language.words["genitive"] | {"'s", "’s"})
        lemma = tree.tokens[above].lemma.lower()
        if deed and not state and not adjective and (genitive or found & {"for", "pour"}):
            if above == i or {row.relation for row in tree.language.rows.get(("NOUN", lemma), ())} & DEEDS:
                return _Spot(first, last, above if above != i else h, state, True, bare=True)  # the battle of Aleppo
        if above == h or (found and not genitive) or (not found and not _names_above(tree, h)):
            return None
        if lemma not in local["areas"] and lemma not in COMPASS and tree.tokens[above].pos != "PROPN":
            event = ("NOUN", lemma) in tree.language.rows and _prepositions(tree, above) & locative
            return _Spot(first, last, above, state, True, bare=True) if event and not state else None
        h = above
    return None


def _prepositions(tree: Tree, i: int) -> frozenset[str]:
    """The prepositions of a phrase; those of a conjunct are those of the first: in Aleppo and Idlib."""
    found = tree.prepositions(i)
    t = tree.tokens[i]
    if not found and t.dep == "conj" and t.head != i:
        return tree.prepositions(t.head)
    return found


def _names_above(tree: Tree, i: int) -> bool:
    return tree.tokens[i].universal in ("nmod", "appos", "flat", "compound", "amod", "conj") and tree.tokens[
        tree.tokens[i].head
    ].pos in ("NOUN", "PROPN", "ADJ", "X")


def _relations(tree: Tree, i: int, relation: str) -> set[str]:
    """The relation that fired on a token, else those of the most exact rows of the lexicon whose frame holds."""
    if relation:
        return {relation}
    near = [k for c in (i, *tree.children[i]) for k in (c, *tree.children[c])]
    lemmas = {word for k in near for word in (tree.tokens[k].lemma, tree.tokens[k].text.lower())}
    found: dict[int, set[str]] = {}
    for row in _rows(tree, i):
        if all(bool(c.lemmas & lemmas) != c.negated for c in row.frame if c.lemmas):
            exact = sum(1 for c in row.frame if c.lemmas and not c.negated)
            found.setdefault(exact, set()).add(row.relation)
    return found[max(found)] if found else set()


def _rows(tree: Tree, i: int) -> list[Row]:
    """The rows of the lexicon that a token may fire, nouns first where it may be either."""
    t, rows = tree.tokens[i], tree.language.rows
    poses = POSES.get(t.pos, ())
    if t.pos == "VERB":
        poses = ("NOUN", "VERB", "ADJ") if tree.is_nominal(i) else ("VERB", "ADJ")
    found = (rows.get((pos, t.lemma)) or rows.get((pos, t.text.lower()), ()) for pos in poses)
    return list(next((r for r in found if r), ()))


def _spoken_of(tree: Tree, h: int, i: int) -> bool:
    """Whether a phrase belongs to what a speech act says: it stands in or behind that, or within another phrase."""
    if any(tree.tokens[c].universal in ("xcomp", "ccomp", "advcl") and i < c < h for c in tree.children[i]):
        return True
    above = tree.tokens[tree.tokens[h].head]
    talks = {row.relation for row in tree.language.rows.get(("NOUN", above.lemma), ())} & TREATIES
    return i < h and above.i not in (i, tree.clause(i)) and not talks


def _addressed(tree: Tree, refs: list[Ref], i: int, spot: _Spot) -> bool:
    """Whether a state or capital is the one spoken to, not a place: demander à Moscou."""
    ref = next((r for r in refs if r.head == spot.head and r.form in ("name", "capital")), None)
    if ref is None or ref.kind != "State":
        return False
    if tree.tokens[spot.head].dep in ("iobj", "obl:arg") and "à" in tree.prepositions(spot.head):
        return True
    steps = {s for row in _rows(tree, i) for path in (*row.target, *row.source) for s in path[0].split("|")}
    return "à" in steps and "à" in tree.prepositions(spot.head)


def _rank(tree: Tree, h: int, i: int, clause: int) -> int | None:
    """How near a phrase hangs to a trigger: on it, on its object, elsewhere in its clause; None if it does not."""
    objects = set(tree.objects(i))
    path = [h]
    for above in tree.ancestors(h):
        below = path[-1]
        t = tree.tokens[below]
        if (t.dep == "conj" and t.pos == "VERB") or (t.dep in ACROSS and not (above == i and tree.is_nominal(i))):
            return 1 if below in objects else None  # another clause, or within the subject
        if above == i:
            return 0 if below == h or tree.is_nominal(i) else 1 if below in objects else 2
        path.append(above)
        if below in objects:
            return 1
        if above == clause:
            return 3
    return 3 if clause == h else None


def _clauses_above(tree: Tree, clause: int) -> Iterator[int]:
    """The clauses above one, nearest first, up to what is only said."""
    for _ in range(3):
        t = tree.tokens[clause]
        if t.head == clause or t.universal in ("ccomp", "parataxis"):
            return
        clause = tree.clause(t.head)
        yield clause


def _antecedent_place(tree: Tree, i: int, names: list[tuple[int, int, bool]]) -> str | None:
    """The place that « où », « where » stands for in the trigger's clause."""
    for j in (i, *tree.ancestors(i)):
        t = tree.tokens[j]
        if t.universal == "acl" and t.head != j:
            where = tree.language.where["where"]
            if any(tree.tokens[k].text.lower() in where for k in tree.children[j]):
                for first, last, state in names:
                    if first <= t.head <= last or (t.head in list(tree.ancestors(first))[:3] and last < j):
                        head = first if first <= t.head <= last else t.head
                        return _written(tree, _Spot(first, last, head, state, False), names)
            return None
        if t.universal in ("ccomp", "advcl"):
            return None
    return None


def _object_place(tree: Tree, refs: list[Ref], i: int, names: list[tuple[int, int, bool]]) -> str | None:
    """A town that is bombed or taken."""
    for o in tree.objects(i):
        for first, last, state in names:
            if first <= o <= last and not state and not any(r.first <= o <= r.last and r.kind == "State" for r in refs):
                return tree.text(first, last)
    return None


def _written(tree: Tree, spot: _Spot, names: list[tuple[int, int, bool]]) -> str:
    """The words of a place without preposition and article."""
    if spot.bare:
        return tree.text(spot.first, spot.last)
    path = [spot.head, *(k for k in tree.ancestors(spot.first) if spot.head in tree.ancestors(k))]
    first, last = min(*path, spot.first), max(*path, spot.last)
    for k in (*path, *range(spot.first, spot.last + 1)):
        for c in tree.kids(k, "amod", "compound", "nummod", "nmod:poss", "flat"):
            if c < first and tree.tokens[c].pos != "VERB" and not tree.kids(c, "case") and first - c <= 3:
                first = min(first, *(s for s in tree.subtree(c) if s <= c))
    for a, b, _ in names:  # in Aleppo and Idlib
        between = [t.text.lower() for t in tree.tokens[last + 1 : a]]
        if a > last and tree.tokens[a].dep == "conj" and between in (["and"], ["et"]):
            last = b
    while first < last and (tree.tokens[first].pos in ("DET", "ADP", "PUNCT", "CCONJ") and not _named_at(names, first)):
        first += 1
    return tree.text(first, last)


def _named_at(names: list[tuple[int, int, bool]], i: int) -> bool:
    return any(first == i for first, _, _ in names)


def about(tree: Tree, i: int, source: Ref, target: Ref, *, relation: str = "") -> str | None:
    """What a speech act, an agreement or a vote is about, in the words of the sentence; None for bare deeds.

    `relation` is as for `place`.
    """
    relations = _relations(tree, i, relation)
    if relations & DEEDS or (not relations and not tree.language.has("speech", tree.tokens[i].lemma)):
        return None
    parties = frozenset(k for r in (source, target) for k in range(r.first, r.last + 1))
    clauses = (lambda: _clause_heads(tree, i, target, relations), lambda: _object_heads(tree, i, relations, parties))
    order = reversed(clauses) if relations & OBJECT_FIRST else clauses
    for heads in (*order, lambda: _topics(tree, i, source, target, relations)):
        for j in heads():
            if text := _phrase(tree, i, j, parties):
                return text
    return _treaty(tree, i, parties) if relations & TREATIES and tree.is_nominal(i) else None


def _carrier(tree: Tree, i: int) -> list[int]:
    """The verb that carries a noun: to impose sanctions."""
    t = tree.tokens[i]
    carried = t.universal in ("obj", "obl", "xcomp") or t.dep == "nsubj:pass"
    return [t.head] if carried and tree.is_nominal(i) and tree.tokens[t.head].pos in ("VERB", "AUX") else []


def _clause_heads(tree: Tree, i: int, target: Ref, relations: set[str]) -> list[int]:
    """The clauses that say what is demanded, blamed, threatened."""
    local = tree.language.where
    found = []
    bases = [i, *_carrier(tree, i), *(o for o in tree.objects(i) if target.first <= o <= target.last)]
    bases += [c for c in tree.children[i] if _is_time(tree, c)]  # accused X on Monday of …
    for base in [*bases, *(c for c in tree.children[i] if target.first <= c <= target.last)]:
        for c in tree.kids(base, *CLAUSES):
            t = tree.tokens[c]
            if (t.pos not in ("VERB", "AUX") and not tree.kids(c, "cop")) or tree.is_nominal(c) or c == i:
                continue
            marks = tree.prepositions(c)
            if (t.dep in ("ccomp", "xcomp", "csubj") and base != target.head) or marks & local["marks"]:
                found.append(c)
    if "MEETS" in relations:
        found = [k for c in found if tree.tokens[c].lemma in local["discuss"] for k in _discussed(tree, c)]
    return [c for c in dict.fromkeys(found) if c > i or c > target.head]


def _discussed(tree: Tree, i: int) -> list[int]:
    return tree.objects(i) or tree.obliques(i, tree.language.where["topic"] | {"de", "of"})


def _object_heads(tree: Tree, i: int, relations: set[str], parties: frozenset[int]) -> list[int]:
    """The objects that are no actor: what is condemned, rejected, signed."""
    if tree.is_nominal(i) or "SANCTIONS" in relations:
        return []
    if "MEETS" in relations and tree.tokens[i].lemma not in tree.language.where["discuss"]:
        return []
    found = []
    for o in (o for o in tree.objects(i) if not _is_time(tree, o)):
        t = tree.tokens[o]
        noun = {row.relation for row in tree.language.rows.get(("NOUN", t.lemma), ())}
        same = noun & (TREATIES if relations & TREATIES else relations)
        agreed = relations & TREATIES - {"MEETS", "NEGOTIATES_WITH"} and _modified(tree, o, parties)
        if same and not agreed:
            return []  # the verb only carries the noun: what else the tree hangs on it is not its object
        if t.pos not in ("PRON", "DET"):
            found.append(o)
    return found


def _modified(tree: Tree, i: int, parties: frozenset[int]) -> bool:
    """Whether a noun says more than itself, besides whose it is."""
    below = tree.kids(i, "amod", "compound", "nmod", "acl")
    return any(not tree.subtree(c) & parties for c in below)


def _topics(tree: Tree, i: int, source: Ref, target: Ref, relations: set[str]) -> list[int]:
    """What a phrase names as the matter: over Y, sur Y, of Y, au sujet de Y."""
    local = tree.language.where
    own = frozenset(p for r in relations for p in local.get(r, frozenset()))
    if tree.tokens[i].lemma in local["discuss"]:
        own |= tree.language.words["genitive"]
    after = local["after"] if "SANCTIONS" in relations else frozenset()
    wanted = [own, local["topic"], local["cause"] if relations & CAUSED else frozenset(), after]
    carrier, theirs = _carrier(tree, i), range(target.first, target.last + 1)
    objects = [o for b in (i, *carrier) for o in tree.objects(b)]
    near = [c for b in (i, *carrier) for c in tree.children[b] if tree.tokens[c].universal in ("obl", "nmod", "iobj")]
    found: list[int] = []
    for n, prepositions in enumerate(wanted):
        bases: Iterable[int] = (
            (i, *carrier, *theirs) if n == 0 else (i, *carrier, *objects, *near, *theirs, source.head)
        )
        for base in bases:
            below = sorted(tree.obliques(base, prepositions)) if prepositions else []
            below = [c for c in below if prepositions is not after or tree.tokens[c].pos != "VERB"]
            found += [c for c in below if base not in theirs or c > target.last]
    for base in (i, *carrier, *objects, target.head):
        for c in tree.kids(base, "obl", "obl:mod", "obl:arg", "nmod", "advmod"):
            if tree.tokens[c].lemma in local["about_nouns"] and tree.prepositions(c) & {"en", "à", "in", "au"}:
                found = tree.kids(c, "nmod", "obl", "obl:arg") + found
    begin = min(i, target.first, *carrier)
    return [c for c in dict.fromkeys(found) if c > begin and c != i and not _is_time(tree, c)]


def _is_time(tree: Tree, i: int) -> bool:
    """Whether a phrase says when: on Monday, pour trois jours."""
    t, dates = tree.tokens[i], tree.language.dates
    word = t.text.lower()
    return (
        t.pos == "NUM"
        or word in tree.language.where["hours"]
        or any(word in dates[k] for k in ("months", "weekdays", "days", "units"))
    )


def _phrase(tree: Tree, i: int, j: int, parties: frozenset[int]) -> str | None:
    """The words of a phrase from first to last, cut before a relative or loose clause; None if they only name a party."""
    if set(tree.conjuncts(j)) & parties:
        return None
    inside = {k for k in tree.subtree(j) if (k > i) == (j > i) and k != i}
    first = min(inside)
    while first < j and (
        tree.tokens[first].dep in ("case", "mark", "cc", "punct", "fixed") or tree.tokens[first].pos in ("ADP", "SCONJ")
    ):
        first += 1
    last = _cut(tree, j, max(inside))
    treaty = {row.relation for row in tree.language.rows.get(("NOUN", tree.tokens[j].lemma), ())} & TREATIES
    for c in tree.kids(j, "nmod", "obl") if treaty else []:  # where it was agreed is no part of it
        if c > j and tree.tokens[c].pos == "PROPN" and tree.prepositions(c) & {"in", "at", "à", "en"}:
            last = min(last, min(tree.subtree(c)) - 1)
    while last > j and tree.tokens[last].dep in ("case", "cc", "mark", "punct") and tree.tokens[last].text not in "»”":
        last -= 1
    if last < j or set(range(first, last + 1)) <= parties or (first == last and tree.tokens[j].pos in ("PRON", "DET")):
        return None
    return _short(tree.text(first, last))


def _cut(tree: Tree, j: int, last: int) -> int:
    """The last token of a phrase before a relative clause, or one behind a comma, begins."""
    for k in sorted(tree.subtree(j)):
        t = tree.tokens[k]
        if k <= j or k > last:
            continue
        start = min((s for s in tree.subtree(k) if s > j), default=k)
        loose = tree.tokens[start - 1].text in (",", "–", "—", "(") or tree.tokens[start].text in (",", "–", "—", "(")
        clause = t.universal in ("advcl", "parataxis", "appos", "acl", "ccomp") or (t.dep == "conj" and t.pos == "VERB")
        if t.dep == "acl:relcl" or (loose and clause) or t.text in (";", ":"):
            last = min(last, start - 1)
    return last


def _short(text: str) -> str:
    """At most 200 characters, cut between words."""
    if len(text) <= LONGEST:
        return text
    return text[: LONGEST + 1].rsplit(None, 1)[0].rstrip(" ,;:")


def _treaty(tree: Tree, i: int, parties: frozenset[int]) -> str | None:
    """What kind of agreement a noun tells: a trade deal, un accord de paix; None where it is only that."""
    before = [c for c in tree.kids(i, "det", "amod", "compound", "nummod") if c < i and not tree.subtree(c) & parties]
    after = [
        c
        for c in tree.kids(i, "amod", "nmod")
        if c > i
        and not tree.subtree(c) & parties
        and (tree.tokens[c].dep == "amod" or tree.prepositions(c) & {"de", "of"})
    ]
    said = [c for c in (*before, *after) if tree.tokens[c].universal != "det" and c not in parties]
    if not said:
        return None
    last = max((k for c in after for k in tree.subtree(c)), default=i)
    return tree.text(min(*before, i) if before else i, _cut(tree, i, last))
