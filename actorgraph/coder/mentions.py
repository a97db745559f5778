"""Who is named in a sentence: dictionary names, role nouns with their state, and names that no dictionary knows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from actorgraph import actors
from actorgraph.actors import Form, Sense, fits, fold, known, office, principal, roles, trie, words
from actorgraph.coder.gazetteer import gazetteer
from actorgraph.coder.tree import Tree
from actorgraph.model import Kind, Name


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


@dataclass(slots=True)
class Memory:
    """What an article has named so far: full names by their last word, and acronyms."""

    date: str
    surnames: dict[str, Ref] = field(default_factory=dict)
    acronyms: dict[str, Ref] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Match:
    first: int
    last: int
    sense: Sense
    form: str


def find(tree: Tree, memory: Memory) -> list[Ref]:
    """The references of one sentence, in order, none within another save adjectives within their noun phrase."""
    matches = _dictionary(tree, memory)
    refs = [r for m in matches if m.sense.actor and (r := _ref(tree, m, memory.date))]
    for pair in _of_two_states(tree):
        refs = [r for r in refs if r.last < pair.first or pair.last < r.first] + [pair]
    barred = {i for m in matches if not m.sense.actor for i in range(m.first, m.last + 1)}
    refs = _with_names(tree, refs, memory, barred)
    refs = _with_roles(tree, refs)
    _remember(tree, refs, memory)
    return sorted(refs, key=lambda r: (r.first, -r.last))


def _dictionary(tree: Tree, memory: Memory) -> list[_Match]:
    """Longest matches of the dictionaries, from left to right, on whole tokens."""
    text, offset = tree.sentence.text, tree.sentence.start
    starts = {t.start - offset: t.i for t in tree.tokens}
    ends = {t.end - offset: t.i for t in tree.tokens}
    pieces = words(text)
    root = trie(tree.language.code)
    found, n = [], 0
    while n < len(pieces):
        best: tuple[int, _Match] | None = None
        node, k = root, n
        while (
            k < len(pieces) and (k == n or _joined(text[pieces[k - 1][2] : pieces[k][1]])) and pieces[k][0] in node.next
        ):
            node = node.next[pieces[k][0]]
            k += 1
            first = starts.get(pieces[n][1])
            last = ends.get(pieces[k - 1][2])
            if last is None and text[pieces[k - 1][2] :].startswith("."):
                last = ends.get(pieces[k - 1][2] + 1)  # U.S. is one token
            if node.senses and first is not None and last is not None:
                written = text[pieces[n][1] : pieces[k - 1][2]]
                sense = _choose(node.senses, written, memory.date)
                if sense:
                    best = (k, _Match(first, last, sense[0], sense[1]))
        if best:
            found.append(best[1])
            n = best[0]
        else:
            n += 1
    return found


def _of_two_states(tree: Tree) -> Iterator[Ref]:
    """Adjectives that name two states at once: franco-algérien, Sino-Indian."""
    text, offset = tree.sentence.text, tree.sentence.start
    for m in re.finditer(r"(\w+)-(\w+)", text):
        first = tree.language.combining.get(m[1].lower())
        node = trie(tree.language.code).next.get(fold(m[2]))
        other = next((s.actor for s, f in node.senses if s.form == "adjective"), None) if node and first else None
        info = known(first or "")
        if other is None or info is None:
            continue
        inside = [t.i for t in tree.tokens if m.start() < t.end - offset <= m.end()]
        if inside:
            yield Ref(inside[0], inside[-1], inside[-1], (info.id, other), "adjective", kind="State", name=info.id)


def _joined(gap: str) -> bool:
    return len(gap) <= 2 and not re.search(r"[,;:()«»\"!?]", gap)


def _choose(senses: list[tuple[Sense, str]], written: str, date: str) -> tuple[Sense, str] | None:
    """The sense that fits the case of the text; of several persons the one in office at the date; None if undecided."""
    fitting = [(s, f) for s, f in senses if fits(f, written)]
    if blocked := [(s, f) for s, f in fitting if not s.actor]:
        return blocked[0]
    plain = [(s, f) for s, f in fitting if s.form != "official"]
    if plain:
        standing = [(s, f) for s, f in plain if s.stands(date)]
        return (standing or plain)[0]
    persons = sorted({s.person for s, _ in fitting})
    if len(persons) == 1:
        return fitting[0]
    holding = [p for p in persons if office(p, date)]
    return next((s, f) for s, f in fitting if s.person == holding[0]) if len(holding) == 1 else None


def _ref(tree: Tree, m: _Match, date: str) -> Ref | None:
    head = _head(tree, m.first, m.last)
    written = tree.text(m.first, m.last)
    if m.sense.form == "official":
        held = office(m.sense.person, date)
        name = actors.person_name(m.sense.person)
        if held is None:
            return Ref(m.first, m.last, head, (m.sense.person,), "person", kind="Person", name=name)
        info = known(held.represents)
        kind: Kind = info.kind if info else "Organization"
        label = info.names_en[0] if info and info.names_en else held.represents
        return Ref(m.first, m.last, head, (held.represents,), "official", written, held.role, kind, label)
    info = known(m.sense.actor)
    if info is None:
        return None
    if m.sense.form == "adjective" and tree.tokens[head].pos in ("NOUN", "PROPN") and _is_language(tree, head):
        return None
    if m.sense.form == "inhabitant":
        return _people(tree, m, head, info)
    name = info.names_en[0] if info.names_en else (info.names_fr[0] if info.names_fr else info.id)
    agent = written if m.sense.form in ("seat", "body") else None
    return Ref(m.first, m.last, head, (info.id,), m.sense.form, agent, m.sense.role or None, info.kind, name)


def _people(tree: Tree, m: _Match, head: int, info: actors.ActorInfo) -> Ref:
    """People of a state, without office: its civilians; Palestinians as a whole are their people's authority."""
    some = any(tree.tokens[c].feat("Definite") == "Ind" for c in tree.kids_of(head, "det"))
    quantified = some or bool(tree.kids(head, "nummod")) or tree.tokens[tree.tokens[head].head].lemma in QUANTITIES
    if info.id == "PSE" and not quantified:
        return Ref(m.first, m.last, head, (info.id,), "inhabitant", None, None, info.kind, info.names_en[0])
    people = f"{info.id}:CVL"
    made = known(people)
    return Ref(
        m.first, m.last, head, (people,), "inhabitant", None, None, "Group", made.names_en[0] if made else people
    )


QUANTITIES = frozenset(
    {
        "million",
        "millier",
        "centaine",
        "dizaine",
        "hundred",
        "thousand",
        "dozen",
        "score",
        "plupart",
        "majorité",
        "nombre",
        "groupe",
        "number",
        "group",
        "ensemble",
        "quarantaine",
        "vingtaine",
        "trentaine",
        "cinquantaine",
        "quinzaine",
        "douzaine",
        "série",
        "lot",
        "part",
        "round",
        "wave",
        "package",
        "series",
        "raft",
        "vague",
        "train",
        "paquet",
        "salve",
        "handful",
        "poignée",
        "moitié",
        "half",
    }
)


def _is_language(tree: Tree, i: int) -> bool:
    """Whether an adjective is the language (en russe, in Russian)."""
    return not tree.kids(i, "det") and bool(tree.prepositions(i) & {"en", "in"})


def _head(tree: Tree, first: int, last: int) -> int:
    """The token of a span whose head lies outside it."""
    for i in range(first, last + 1):
        if not first <= tree.tokens[i].head <= last or tree.tokens[i].head == i:
            return i
    return last


def _with_names(tree: Tree, refs: list[Ref], memory: Memory, barred: set[int]) -> list[Ref]:
    """The references with those names added that only the pipeline, or the article itself, knows."""
    kept = list(refs)
    for name in tree.sentence.names:
        first, last = _bare(tree, name)
        if first > last or name.label == "LOC" or barred & set(range(first, last + 1)):
            continue
        over = [r for r in kept if r.first <= last and first <= r.last]
        if any(r.first <= first and last <= r.last for r in over):
            continue
        if over and not _longer_name(tree, name, first, last, over):
            continue
        ref = _unknown(tree, first, last, name.label, memory)
        if ref:
            kept = [r for r in kept if r not in over] + [ref]
    people = {r.first for r in kept if r.kind == "Person"}
    kept = [
        r for r in kept if r.form != "inhabitant" or r.last + 1 not in people
    ]  # le Norvégien Magnus Carlsen is himself
    taken = {i for r in kept for i in range(r.first, r.last + 1)}
    for t in tree.tokens:
        if t.i in taken or not t.text[0].isupper():
            continue
        ref = memory.acronyms.get(t.text) or memory.surnames.get(fold(t.text))
        if ref and (t.pos in ("PROPN", "NOUN", "X", "ADJ") or len(t.text) > 3) and (t.i > 0 or t.pos == "PROPN"):
            kept.append(replace(ref, first=t.i, last=t.i, head=t.i))
    return kept


def _bare(tree: Tree, name: Name) -> tuple[int, int]:
    """A named span without leading articles and trailing marks."""
    first, last = name.first, name.last - 1
    while first <= last and (
        tree.tokens[first].pos in ("DET", "PUNCT", "ADP", "CCONJ")
        or fold(tree.tokens[first].text) in actors.LEADING
        or not tree.tokens[first].text[0].isalnum()
    ):
        first += 1
    while last >= first and (tree.tokens[last].pos == "PUNCT" or not tree.tokens[last].text[-1].isalnum()):
        last -= 1
    return first, last


def _longer_name(tree: Tree, name: Name, first: int, last: int, over: list[Ref]) -> bool:
    """Whether a named span is more than the dictionary name it holds: Bank of China, Jordan Smith."""
    if any(r.first < first or r.last > last for r in over) or any(r.form == "official" for r in over):
        return False
    rest = [i for i in range(first, last + 1) if not any(r.first <= i <= r.last for r in over)]
    proper = [
        i for i in rest if tree.tokens[i].text[0].isupper() and tree.tokens[i].pos in ("PROPN", "NOUN", "ADJ", "X")
    ]
    if name.label == "PER":
        return bool(proper) and all(tree.tokens[i].text[0].isupper() or len(tree.tokens[i].text) <= 3 for i in rest)
    known_roles = roles(tree.language.code)
    if any((fold(tree.tokens[i].lemma),) in known_roles or (fold(tree.tokens[i].text),) in known_roles for i in rest):
        return False
    return (
        name.label == "ORG" and len(proper) > 0 and over[0].form in ("name", "capital", "adjective") and len(rest) <= 6
    )


def _unknown(tree: Tree, first: int, last: int, label: str, memory: Memory) -> Ref | None:
    """A provisional actor for a name out of the dictionary; persons need two words unless named in full before."""
    written = tree.text(first, last)
    around = {fold(t.text) for t in tree.tokens[max(0, first - 1) : last + 1]}
    if around & STORMS:
        return None
    if label == "PER":
        parts = [w for w in re.split(r"\s+", written) if w]
        before = memory.surnames.get(fold(parts[-1]))
        if before and len(parts) == 1:
            return replace(before, first=first, last=last, head=_head(tree, first, last))
        if len(parts) < 2 or not all(re.search(r"[^\W\d_]", p) for p in parts) or len(parts) > 5:
            return None
        if parts[0].islower() and fold(parts[0]) not in PARTICLES:
            return None  # président de la République: an office
        return Ref(
            first,
            last,
            _head(tree, first, last),
            (person_id(written),),
            "provisional",
            None,
            None,
            "Person",
            written,
            True,
        )
    if fold(written) in gazetteer(tree.language.code):
        return None  # a place that the pipeline took for an organisation
    if label != "ORG" or len(written) < 2 or len(written) > 70 or not re.search(r"[^\W\d_]{2}", written):
        return None
    if not any(t.pos == "PROPN" or t.text.isupper() for t in tree.tokens[first : last + 1]):
        return None
    return Ref(
        first,
        last,
        _head(tree, first, last),
        (organization_id(written),),
        "provisional",
        None,
        None,
        "Organization",
        written,
        True,
    )


STORMS = frozenset({"typhoon", "hurricane", "cyclone", "storm", "ouragan", "typhon", "tempete"})


PARTICLES = frozenset({"de", "du", "van", "von", "el", "al", "bin", "ben", "la", "le", "da", "dos", "abu", "abou"})


def person_id(name: str) -> str:
    """`surname-given` of a person who is his own principal.

    >>> person_id("Julian Assange")
    'assange-julian'
    """
    parts = re.findall(r"[a-z0-9]+", fold(name.replace("-", " ").replace("'", "")))
    cut = len(parts) - 1
    while cut > 1 and parts[cut - 1] in PARTICLES:
        cut -= 1
    return "-".join(parts[cut:] + parts[:cut])


def organization_id(name: str) -> str:
    """Upper-case words joined by _; an acronym keeps its hyphen.

    >>> organization_id("Church of Scientology"), organization_id("CNDD-FDD")
    ('CHURCH_OF_SCIENTOLOGY', 'CNDD-FDD')
    """
    if re.fullmatch(r"[A-Z0-9]+(?:-[A-Z0-9]+)*", name):
        return name
    return "_".join(re.findall(r"[A-Z0-9]+", fold(name).upper())) or name.upper()


@cache
def firsts(code: str) -> frozenset[str]:
    """The first words, folded, of the role nouns of a language."""
    return frozenset(key[0] for key in roles(code))


def _role_at(tree: Tree, i: int) -> tuple[int, actors.Role] | None:
    """The role noun that begins at a token, longest first: its last token and what it means."""
    table, t = roles(tree.language.code), tree.tokens[i]
    if t.pos == "X":
        return None  # a sentence without a tree
    if not any(w in firsts(tree.language.code) for form in (t.text, t.lemma) for w, _, _ in words(form)[:1]):
        return None
    for length in range(min(5, len(tree.tokens) - i), 0, -1):
        span = tree.tokens[i : i + length]
        if any(t.pos == "PUNCT" and t.text not in "-'’" for t in span):
            continue
        for forms in (
            [t.text for t in span],
            [t.lemma if t.pos in ("NOUN", "PROPN", "ADJ") else t.text for t in span],
            [*(t.text for t in span[:-1]), span[-1].lemma],
        ):
            key = tuple(w for f in forms for w, _, _ in words(f))
            if key in table:
                return i + length - 1, table[key]
    return None


def _with_roles(tree: Tree, refs: list[Ref]) -> list[Ref]:
    """The references with role nouns: with their state where it is named beside them, else open (« les rebelles »)."""
    found: list[Ref] = []
    covered = {
        i
        for r in refs
        if r.form not in ("adjective", "inhabitant") and not (r.provisional and r.kind != "Person")
        for i in range(r.first, r.last + 1)
    }
    i = 0
    while i < len(tree.tokens):
        t = tree.tokens[i]
        at = _role_at(tree, i) if i not in covered and t.pos in ("NOUN", "PROPN", "ADJ", "VERB") else None
        if at is None:
            i += 1
            continue
        last, role = at
        head = _head(tree, i, last)
        if tree.tokens[head].pos in ("NOUN", "PROPN") or tree.tokens[head].dep not in (
            "amod",
            "acl",
            "advmod",
            "compound",
        ):
            found.append(_role_ref(tree, i, last, head, role, refs))
        elif role.code == "REB":  # le bastion rebelle, an insurgent stronghold
            found.append(replace(_role_ref(tree, i, last, head, role, []), form="open adjective"))
        i = last + 1
    return _absorb(tree, refs, _chained(tree, refs, found))


def _chained(tree: Tree, refs: list[Ref], found: list[Ref]) -> list[Ref]:
    """Role nouns that belong to another role noun take its state: the forces of the Syrian president."""
    done = list(found)
    for n, ref in enumerate(done):
        if ref.actors:
            continue
        if shared := _shared_owner(tree, ref, refs):
            made = _role_of(tree, ref.first, ref.last, ref.head, ref.name, ref.role or "", shared)
            done[n] = replace(made, first=ref.first, last=ref.last)
            continue
        for c in tree.children[ref.head]:
            owner = next((r for r in done if r.actors and r.head == c and r is not ref), None)
            genitive = tree.prepositions(c) & (tree.language.words["genitive"] | {"'s", "’s"}) or tree.tokens[
                c
            ].dep in ("nmod:poss", "compound")
            if owner and genitive:
                made = _role_of(tree, ref.first, ref.last, ref.head, ref.name, ref.role or "", owner)
                done[n] = replace(made, first=ref.first, last=ref.last)
                break
    return done


def _shared_owner(tree: Tree, ref: Ref, refs: list[Ref]) -> Ref | None:
    """Whose the first of two joined role nouns is, where only the second says so: the government and people of Iraq."""
    by_head = {r.head: r for r in refs}
    for other in tree.kids(ref.head, "conj")[:1]:
        joint = tree.tokens[ref.last + 1 : other]
        if any(t.pos not in ("CCONJ", "DET", "ADJ") for t in joint) or not any(t.pos == "CCONJ" for t in joint):
            return None
        for c in tree.kids(other, "nmod", "nmod:poss"):
            genitive = tree.prepositions(c) & tree.language.words["genitive"]
            if c in by_head and genitive and by_head[c].form != "person":
                return by_head[c]
    return None


def _role_ref(tree: Tree, first: int, last: int, head: int, role: actors.Role, refs: list[Ref]) -> Ref:
    owner = _owner(tree, first, last, head, refs)
    if owner is None:
        return Ref(first, last, head, (), "definite", None, role.role, "State", role.code or "")
    made = _role_of(tree, first, last, head, role.code, role.role, owner)
    if not role.code and _is_former(tree, made.first, head):
        return _former(made)
    joined = [
        r for c in tree.conjuncts(owner.head) if c != owner.head for r in refs if r.head == c and r.form != "person"
    ]
    for other in (
        joined if owner.form != "adjective" and tree.tokens[owner.head].dep == "nmod" else []
    ):  # les représentants de A et de B
        ids = tuple(
            dict.fromkeys((*made.actors, *_role_of(tree, first, last, head, role.code, role.role, other).actors))
        )
        made = replace(made, actors=ids, last=max(made.last, other.last))
    for other in _joined_owners(tree, owner, refs):  # les présidents russe et turc
        more = _role_of(tree, first, last, head, role.code, role.role, other)
        ids = tuple(dict.fromkeys(made.actors + more.actors))
        made = replace(made, actors=ids, first=min(made.first, more.first), last=max(made.last, more.last))
    return made


def _is_former(tree: Tree, first: int, head: int) -> bool:
    """Whether an office is told to be no longer held: l'ancien président, the former minister, l'ex-chancelier."""
    before = [tree.tokens[k] for k in (*range(max(0, first - 2), first), *tree.kids(head, "amod", "compound"))]
    return any(
        t.i <= head and (tree.language.has("former", t.lemma.lower()) or t.text.lower().startswith("ex-"))
        for t in before
    )


def _former(made: Ref) -> Ref:
    """Who held an office is a person of that state, no longer the state."""
    people = tuple(f"{principal(a)}:CVL" for a in made.actors if (info := known(principal(a))) and info.kind == "State")
    return replace(made, actors=people, form=FORMER, role=None, kind="Group")


FORMER = "former"  # the form of such a reference until the person named beside it is found


def _joined_owners(tree: Tree, owner: Ref, refs: list[Ref]) -> list[Ref]:
    """The names or adjectives joined to an owner by « et », « and » or commas."""
    run, at = [], owner
    for step in (1, -1):
        at = owner
        while True:
            near = sorted(
                (
                    r
                    for r in refs
                    if (r.form in ("adjective", "name") and 0 < (r.first - at.last) * step <= 2)
                    or (r.form in ("adjective", "name") and step < 0 and 0 < at.first - r.last <= 2)
                ),
                key=lambda r: r.first * step,
            )
            near = [
                r
                for r in near
                if r is not at and r not in run and _between_words(tree, at, r) in ("and", "et", ",", "ou", "or")
            ]
            if not near or (near[0].form != owner.form and tree.language.code == "fr"):
                break
            run.append(near[0])
            at = near[0]
    return [r for r in run if r.form == "adjective" or (tree.language.code == "en" and r.last < owner.first)]


def _between_words(tree: Tree, a: Ref, b: Ref) -> str:
    low, high = (a, b) if a.first < b.first else (b, a)
    return " ".join(t.text for t in tree.tokens[low.last + 1 : high.first]).lower()


def _role_of(tree: Tree, first: int, last: int, head: int, code: str, role: str, owner: Ref) -> Ref:
    low, high = min(first, owner.first), max(last, owner.last)
    kind: Kind = owner.kind
    ids = []
    for actor in owner.actors:
        base = principal(actor)
        info = known(base)
        if code and info is not None and info.kind == "State":
            ids.append(f"{base}:{code}")
            made = known(ids[-1])
            kind = made.kind if made else "Group"
        else:
            ids.append(base if info is not None and info.kind == "State" else actor)
    written = tree.text(first, last)
    return Ref(low, high, head, tuple(ids), "role", written, role or None, kind, owner.name, owner.provisional)


def _owner(tree: Tree, first: int, last: int, head: int, refs: list[Ref]) -> Ref | None:
    """The state (or organisation) that a role noun belongs to: an adjective or name beside it, else a genitive."""
    by_head = {r.head: r for r in refs}
    beside = [r for r in refs if r.first == last + 1 or r.last == first - 1]
    for r in beside:
        if r.form in ("adjective", "inhabitant") and not (
            r.last == first - 1 and tree.language.code == "fr" and r.form == "inhabitant"
        ):
            return r
        if (
            r.last == first - 1
            and tree.language.code == "en"
            and r.form in ("name", "capital", "provisional", "seat", "official")
        ):
            return r
    for c in tree.children[head]:
        if c in by_head and tree.tokens[c].dep in (
            "amod",
            "compound",
            "nmod:poss",
            "nmod",
            "flat",
            "appos",
            "nmod:unmarked",
        ):
            r = by_head[c]
            prepositions = tree.prepositions(c)
            if tree.tokens[c].dep in ("amod", "compound", "nmod:poss") or (
                not prepositions and tree.tokens[c].dep == "nmod"
            ):
                return r
            if prepositions & (tree.language.words["genitive"] | {"'s", "’s"}) and r.form != "person":
                return r
            bare = all(first <= k <= last for k in tree.kids(head, "compound"))  # relief officials in X are not X's
            if prepositions & {"in", "en", "au", "à"} and r.form in ("name", "capital") and c - head <= 4 and bare:
                return r  # authorities in Croatia
    for c in tree.kids(head, "nmod", "appos"):  # la secrétaire d'Etat adjointe américaine
        if not tree.prepositions(c) and c not in by_head:
            for d in tree.kids(c, "amod"):
                if d in by_head and by_head[d].form == "adjective":
                    return by_head[d]
    for c in tree.obliques(head, tree.language.words["genitive"]):  # the forces of the coalition of NATO
        for d in tree.obliques(c, tree.language.words["genitive"]) if c not in by_head else []:
            if d in by_head and by_head[d].form != "person":
                return by_head[d]
    after = tree.tokens[last + 1 : last + 4]
    for n, t in enumerate(after):  # « du parti au pouvoir russe » : the tree may err, the words do not
        r2 = by_head.get(t.i)
        if r2 and r2.form == "adjective" and tree.language.code == "fr" and all(x.pos == "ADJ" for x in after[:n]):
            return r2
    return None


def _absorb(tree: Tree, refs: list[Ref], role_refs: list[Ref]) -> list[Ref]:
    """Role nouns and the person named beside them are one reference: the Russian minister Sergei Lavrov."""
    kept = list(refs)
    result = []
    for role in role_refs:
        inside = [r for r in kept if role.first <= r.first and r.last <= role.last and r.form != "official"]
        kept = [r for r in kept if r not in inside or r.form == "adjective"]
        body = next(
            (
                r
                for r in kept
                if r.kind not in ("Person", "State")
                and r.form in ("name", "provisional")
                and _names_holder(tree, role, r)
            ),
            None,
        )
        person = next(
            (r for r in kept if r.kind == "Person" or r.form == "official" if _names_holder(tree, role, r)), None
        )
        if body and not person:  # le quotidien français Libération, the militant group Hamas
            kept.remove(body)
            result.append(
                replace(body, first=min(role.first, body.first), last=max(role.last, body.last), head=role.head)
            )
            if body.head != role.head:
                result.append(replace(body, form="part"))
        elif person:
            kept.remove(person)
            if role.form == FORMER:
                role = replace(role, actors=(), form="role")
            ids = role.actors if role.actors else person.actors
            if person.form == "official" and (
                not role.actors or principal(role.actors[0]) == principal(person.actors[0])
            ):
                ids = person.actors
            low, high = min(role.first, person.first), max(role.last, person.last)
            agent = tree.text(person.first, person.last)
            kind = role.kind if role.actors else person.kind
            name = role.name if role.actors else person.name
            provisional = role.provisional if role.actors else person.provisional
            head = role.head if role.actors or _head(tree, low, high) == role.head else person.head
            result.append(
                Ref(
                    low,
                    high,
                    head,
                    ids,
                    role.form if role.actors else person.form,
                    agent,
                    role.role or person.role,
                    kind,
                    name,
                    provisional,
                )
            )
            if person.head != head:
                result.append(
                    Ref(person.first, person.last, person.head, ids, "part", agent, role.role, kind, name, provisional)
                )
        else:
            result.append(replace(role, form="role") if role.form == FORMER else role)
    return kept + result


def _names_holder(tree: Tree, role: Ref, person: Ref) -> bool:
    gap = person.first - role.last
    if person.first > role.last and gap <= 2:
        between = tree.tokens[role.last + 1 : person.first]
        return all(t.text in (",", "–", "-") or t.pos == "ADJ" for t in between) and (
            not between or tree.tokens[person.head].dep in ("appos", "flat", "flat:name", "nmod")
        )
    return False


def _remember(tree: Tree, refs: list[Ref], memory: Memory) -> None:
    """Keep full names by their last word and acronyms in brackets, for the sentences that follow."""
    for r in refs:
        if not r.actors or len(r.actors) > 1:
            continue
        if (
            r.kind == "Person"
            or r.form in ("official", "person", "part")
            or (r.form == "role" and r.agent and " " in r.agent)
        ):
            written = tree.text(r.first, r.last) if r.agent is None else r.agent
            parts = written.split()
            if len(parts) >= 2 and len(parts[-1]) > 2 and parts[-1][0].isupper():
                memory.surnames.setdefault(
                    fold(parts[-1]), replace(r, form="person" if r.kind == "Person" else "official")
                )
        after = tree.tokens[r.last + 1 : r.last + 4]
        if (
            len(after) == 3
            and after[0].text == "("
            and after[2].text == ")"
            and re.fullmatch(r"[A-Z][\w-]{1,9}", after[1].text)
        ):
            if sum(c.isupper() for c in after[1].text) >= 2:
                memory.acronyms.setdefault(after[1].text, replace(r, form="name"))


__all__ = ["Form", "Memory", "Ref", "find", "organization_id", "person_id"]
