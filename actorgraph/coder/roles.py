"""Role nouns: the Russian minister, les rebelles de Homs, a former chancellor; whose they are, and the person named beside them."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cache

from actorgraph import actors
from actorgraph.actors import fold, known, principal, words
from actorgraph.actors import roles as role_nouns
from actorgraph.coder.reference import Ref, head_of
from actorgraph.coder.tree import Tree
from actorgraph.model import Kind


@cache
def firsts(code: str) -> frozenset[str]:
    """The first words, folded, of the role nouns of a language."""
    return frozenset(key[0] for key in role_nouns(code))


def _role_at(tree: Tree, i: int) -> tuple[int, actors.Role] | None:
    """The role noun that begins at a token, longest first: its last token and what it means."""
    table, t = role_nouns(tree.language.code), tree.tokens[i]
    if t.pos == "X":
        return None  # a sentence without a tree
    if i and tree.language.has("fixed_phrases", f"{tree.tokens[i - 1].text} {t.text}".lower()):
        return None  # au cours de
    if not any(
        w in firsts(tree.language.code)
        for form in (t.text, t.lemma, t.text.removesuffix("s"))
        for w, _, _ in words(form)[:1]
    ):
        return None
    for length in range(min(5, len(tree.tokens) - i), 0, -1):
        span = tree.tokens[i : i + length]
        if any(t.pos == "PUNCT" and t.text not in "-'’" for t in span):
            continue
        for forms in (
            [t.text for t in span],
            [t.lemma if t.pos in ("NOUN", "PROPN", "ADJ") else t.text for t in span],
            [*(t.text for t in span[:-1]), span[-1].lemma],
            [*(t.text for t in span[:-1]), span[-1].text.removesuffix("s")],
        ):
            key = tuple(w for f in forms for w, _, _ in words(f))
            if key in table:
                return i + length - 1, table[key]
    return None


def with_roles(tree: Tree, refs: list[Ref], barred: Collection[int] = ()) -> list[Ref]:
    """The references with role nouns: with their state where it is named beside them, else open (« les rebelles »)."""
    found: list[Ref] = []
    covered = set(barred) | {
        i
        for r in refs
        if r.form not in ("adjective", "inhabitant") and not (r.provisional and r.kind != "Person")
        for i in range(r.first, r.last + 1)
    }
    i = 0
    while i < len(tree.tokens):
        t = tree.tokens[i]
        at = _role_at(tree, i) if i not in covered and t.pos in ("NOUN", "PROPN", "ADJ", "VERB") else None
        if (
            at is None
            or (tree.language.has("nobody", t.text) and not tree.kids_of(i, "det"))
            or _is_stance(tree, i, refs)
        ):
            i += 1
            continue
        last, role = at
        head = head_of(tree, i, last)
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
    members = _members(tree, covered)
    found = [_of_party(tree, r) for r in _chained(tree, refs, found) if r.head not in {m.head for m in members}]
    return _absorb(tree, refs, [*found, *members])


def _is_stance(tree: Tree, i: int, refs: Sequence[Ref]) -> bool:
    """Whether a noun tells what people think, not who they are: despite domestic opposition, opposition from X."""
    t = tree.tokens[i]
    if not tree.language.has("stances", t.lemma) or tree.kids(i, "det", "nmod:poss") or t.universal == "nsubj":
        return False
    return t.dep != "compound" and all(r.last != i - 1 for r in refs)


PARTY: Kind = "Party"  # the kind of a reference to members of a party that the article's land tells


def _members(tree: Tree, covered: set[int]) -> list[Ref]:
    """Nouns for members of a party: les socialistes, the Conservatives."""
    found = []
    for t in tree.tokens:
        if t.i in covered or t.pos not in ("NOUN", "PROPN") or not actors.is_partisan(t.lemma, tree.language.code):
            continue
        if t.dep in ("compound", "flat", "flat:name") or (tree.language.code == "en" and not t.text[0].isupper()):
            continue
        found.append(Ref(t.i, t.i, t.i, (), "definite", None, None, PARTY, t.lemma))
    return found


def _of_party(tree: Tree, role: Ref) -> Ref:
    """A deputy or candidate told to be of a party stands for it: le sénateur républicain."""
    if not tree.language.has("partisan", tree.tokens[role.head].lemma):
        return role
    for c in tree.kids(role.head, "amod", "nmod", "compound"):
        t = tree.tokens[c]
        if tree.prepositions(c) or not actors.is_partisan(t.lemma, tree.language.code) or (abs(c - role.head) > 3):
            continue
        states = {principal(a) for a in role.actors}
        low, high = min(role.first, c), max(role.last, c)
        if len(states) == 1:
            actor = actors.party_called(t.lemma, tree.language.code, states.pop(), "")
            return replace(role, first=low, last=high, actors=(actor,), kind=PARTY) if actor else role
        return replace(role, first=low, last=high, form="definite", kind=PARTY, name=t.lemma)
    return role


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
            if owner and (genitive or _speaks_for(tree, ref.head, c)):
                made = _role_of(tree, ref.first, ref.last, ref.head, ref.name, ref.role or "", owner)
                if not ref.name and owner.form == "role":  # a leader of Syria's rebels is of the rebels, not of Syria
                    made = replace(made, actors=owner.actors, kind=owner.kind)
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
        r
        for c in tree.conjuncts(owner.head)
        if c != owner.head
        for r in refs
        if r.head == c and r.form != "person" and (r.form != "inhabitant" or owner.form == "inhabitant")
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
    run: list[Ref] = []
    links = set()
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
            links.add(_between_words(tree, at, near[0]))
            at = near[0]
    if links == {","}:
        return []  # On a visit to Oman, Syrian President …
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
            # an official of a parliament acts for that, any other of a state for the state
            ids.append(base if owner.form != "body" and info is not None and info.kind == "State" else actor)
    written = tree.text(first, last)
    return Ref(low, high, head, tuple(ids), "role", written, role or None, kind, owner.name, owner.provisional)


def _speaks_for(tree: Tree, head: int, c: int) -> bool:
    """Whether a role noun speaks for what hangs on it: a spokesman for Hamas."""
    return "for" in tree.prepositions(c) and tree.language.has("speaker_for", tree.tokens[head].lemma)


def _owner(tree: Tree, first: int, last: int, head: int, refs: list[Ref]) -> Ref | None:
    """The state (or organisation) that a role noun belongs to: an adjective or name beside it, else a genitive."""
    refs = [r for r in refs if r.form != "definite"]
    by_head = {r.head: r for r in refs}
    beside = [r for r in refs if r.first == last + 1 or r.last == first - 1]
    for c in tree.obliques(head, tree.language.words["genitive"]):
        if c in by_head and by_head[c].kind == "ArmedGroup":
            return by_head[c]  # les rebelles tutsis du M23
    for c in tree.kids(head, "amod"):  # US-led international forces
        led = tree.kids(c, "compound", "obl", "nsubj") if tree.language.has("leads", tree.tokens[c].lemma) else []
        if led and led[0] in by_head:
            return by_head[led[0]]
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
            bare = not prepositions and tree.tokens[c].dep == "nmod" and r.kind != "Person"
            if tree.tokens[c].dep in ("amod", "compound", "nmod:poss") or bare:
                return r
            if prepositions & (tree.language.words["genitive"] | {"'s", "’s"}) and r.form != "person":
                return r
            if _speaks_for(tree, head, c) or (r.kind == "ArmedGroup" and "from" in prepositions):
                return r
            plain = all(first <= k <= last for k in tree.kids(head, "compound"))  # relief officials in X are not X's
            plain = plain and not tree.language.has("abroad", tree.tokens[head].lemma)  # nor is an embassy in X
            foreign = [k for k in tree.kids(head, "amod") if tree.language.has("foreign", tree.tokens[k].lemma)]
            army = tree.language.has("definite_forces", tree.tokens[head].lemma)
            plain = plain and not (army and foreign)  # nor are international forces in X
            if prepositions & {"in", "en", "au", "à"} and r.form in ("name", "capital") and c - head <= 4 and plain:
                return r  # authorities in Croatia
    for c in tree.kids(head, "nmod", "appos"):  # la secrétaire d'Etat adjointe américaine
        if not tree.prepositions(c) and c not in by_head:
            for d in tree.kids(c, "amod"):
                if d in by_head and by_head[d].form == "adjective":
                    return by_head[d]
    for c in tree.obliques(head, tree.language.words["genitive"]):  # the forces of the coalition of NATO
        named = [d for d in tree.kids(c, "nmod", "appos", "flat", "flat:name") if not tree.prepositions(d)]
        for d in [*tree.obliques(c, tree.language.words["genitive"]), *named] if c not in by_head else []:
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
        holder = next((r for r in kept if r.kind == "Person" and _is_told_of(tree, r, role)), None)
        if holder:
            kept.remove(holder)
            result += _with_office(tree, holder, role)
            continue
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
        persons = [r for r in kept if r.kind == "Person" or r.form == "official" or (r.form == "definite" and r.actors)]
        person = next((r for r in persons if _names_holder(tree, role, r)), None)
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
            named = tree.language.has("called_media", tree.tokens[role.head].lemma)  # the daily Koha Jone
            trade = role_nouns(tree.language.code).get((fold(tree.tokens[role.head].lemma),))
            theirs = bool(
                trade and trade.code in TRADES and person.form == "provisional" and role.kind == "Organization"
            )
            if ({a.partition(":")[2] for a in role.actors} & TRADES or theirs) and not named:
                role = replace(role, actors=(), form="role")  # the Saudi blogger Samar Badawi is herself
            ids = role.actors if role.actors else person.actors
            if person.form == "official" and (
                not role.actors or principal(role.actors[0]) == principal(person.actors[0])
            ):
                ids = person.actors
            low, high = min(role.first, person.first), max(role.last, person.last)
            agent = tree.text(person.first, person.last)
            if not role.actors and (role.name in OFFICES or role.kind == PARTY) and person.form != "official":
                result.append(
                    replace(role, actors=person.actors, last=high, agent=agent, provisional=person.provisional)
                )
                continue
            kind = role.kind if role.actors else person.kind
            name = role.name if role.actors else person.name
            provisional = role.provisional if role.actors else person.provisional
            head = role.head if role.actors or head_of(tree, low, high) == role.head else person.head
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


TRADES = frozenset({"CVL", "MED", "EDU", "REL", "NGO", "OPP"})  # of which one is no principal of another
OFFICES = frozenset({"LEG", "JUD", "COP"})  # a judge or a deputy acts for a court or a parliament, even if named


def _is_told_of(tree: Tree, person: Ref, role: Ref) -> bool:
    """Whether a role noun behind a comma says what a person is: Lee Bo, a Chinese diplomat, …"""
    between = [t for t in tree.tokens[person.last + 1 : role.first] if t.pos not in ("DET", "ADJ")]
    if [t.text for t in between] != [","] or tree.tokens[role.head].dep.startswith("nsubj"):
        return False
    above = tree.tokens[role.head].head
    behind = tree.tokens[role.last + 1] if role.last + 1 < len(tree.tokens) else None
    closed = behind is None or behind.pos in ("PUNCT", "ADP")
    return person.first <= above <= person.last or (above == tree.tokens[person.head].head and closed)


def _with_office(tree: Tree, person: Ref, role: Ref) -> list[Ref]:
    """A person told to hold an office acts for whom the office does; any other stays himself, and the role noun is he."""
    own = replace(role, actors=person.actors, form="part", kind=person.kind, name=person.name)
    agent = tree.text(person.first, person.last)
    if not role.actors and (role.name in OFFICES or role.kind == PARTY):
        return [replace(role, first=person.first, head=person.head, actors=person.actors, agent=agent), own]
    codes = {a.partition(":")[2] for a in role.actors}
    if role.form == FORMER or not role.actors or not codes <= {"", *OFFICES}:
        return [person, own]
    held = replace(person, actors=role.actors, form="role", agent=agent, role=role.role, kind=role.kind, name=role.name)
    return [replace(held, provisional=role.provisional), replace(role, form="part")]


def _names_holder(tree: Tree, role: Ref, person: Ref) -> bool:
    gap = person.first - role.last
    if person.first > role.last and gap <= 2:
        between = tree.tokens[role.last + 1 : person.first]
        return all(t.text in (",", "–", "-") or t.pos == "ADJ" for t in between) and (
            not between or tree.tokens[person.head].dep in ("appos", "flat", "flat:name", "nmod")
        )
    return False
