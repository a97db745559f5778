"""Who is named in a sentence: dictionary names, role nouns with their state, and names that no dictionary knows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from actorgraph import actors
from actorgraph.actors import SURNAME, Form, Sense, fits, fold, known, office, roles, trie, words
from actorgraph.coder.gazetteer import gazetteer
from actorgraph.coder.reference import Ref, head_of
from actorgraph.coder.roles import with_roles
from actorgraph.coder.tree import Tree
from actorgraph.model import Kind, Name, Token


@dataclass(slots=True)
class Memory:
    """What an article has named so far: full names by their last word, and acronyms."""

    date: str
    surnames: dict[str, Ref] = field(default_factory=dict)
    acronyms: dict[str, Ref] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)  # every actor that a dictionary knows


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
    for pair in (*_of_two_states(tree), *_two_of_a_name(tree)):
        refs = [r for r in refs if r.last < pair.first or pair.last < r.first] + [pair]
    memory.named |= {a for r in refs for a in r.actors}
    refs += [h for h in _halves(tree, memory) if all(r.last < h.first or h.last < r.first for r in refs)]
    barred = {i for m in matches if not m.sense.actor for i in range(m.first, m.last + 1)}
    refs = [_of_owner(tree, r, refs) for r in refs]
    refs = [_titled(tree, r) for r in _with_names(tree, refs, memory, barred)]
    refs = with_roles(tree, [_by_acronym(tree, r, refs) for r in refs], barred)
    _remember(tree, refs, memory)
    return sorted(refs, key=lambda r: (r.first, -r.last))


def _of_owner(tree: Tree, r: Ref, refs: list[Ref]) -> Ref:
    """A body whose name several states use, of the state named before it: Peru's Congress, the Chilean Senate."""
    if r.form != "body" or ":" not in r.actors[0]:
        return r
    for owner in (o for o in refs if o.last < r.first):
        apart = [t.text for t in tree.tokens[owner.last + 1 : r.first]]
        beside = (owner.form == "adjective" and not apart) or (
            owner.form == "name" and apart in (["'s"], ["’s"], ["'"])
        )
        if beside and owner.kind == "State" and len(owner.actors) == 1:
            return replace(r, actors=(f"{owner.actors[0]}:{r.actors[0].split(':')[1]}",))
    return r


def _by_acronym(tree: Tree, r: Ref, refs: list[Ref]) -> Ref:
    """A name that several share, by the acronym in brackets behind it: le Parti socialiste (PASOK)."""
    behind = [x for x in refs if x.first == r.last + 2 and x.form == "name" and tree.tokens[r.last + 1].text == "("]
    for short in behind:
        closed = short.last + 1 < len(tree.tokens) and tree.tokens[short.last + 1].text == ")"
        if closed and r.form == "name" and r.kind == short.kind != "State" and tree.tokens[short.first].text.isupper():
            return replace(r, actors=short.actors)
    return r


def _titled(tree: Tree, r: Ref) -> Ref:
    """A person with the title before the name, which the tree may make the head: Mr Smith, Mme Martin."""
    if r.first == 0 or not (r.kind == "Person" or r.form in ("official", "person")):
        return r
    before = [t.text.lower() for t in tree.tokens[max(0, r.first - 2) : r.first]]
    if before in (["al", "-"], ["el", "-"]):  # al-Serraj
        r = replace(r, first=r.first - 2, head=head_of(tree, r.first - 2, r.last), agent=r.agent)
        if r.first == 0:
            return r
    if not tree.language.has("titles", tree.tokens[r.first - 1].text.lower().rstrip(".")):
        return r
    return replace(
        r, first=r.first - 1, head=head_of(tree, r.first - 1, r.last), agent=r.agent or tree.text(r.first, r.last)
    )


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
                if sense and not _is_another(tree, first, last, sense[0]):
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


def _two_of_a_name(tree: Tree) -> Iterator[Ref]:
    """Two states of one name: les deux Corées, the two Koreas."""
    for t in tree.tokens[1:]:
        pair = tree.language.twins.get(t.text)
        if pair and tree.tokens[t.i - 1].text.lower() in tree.language.words["two"]:
            yield Ref(t.i - 1, t.i, t.i, tuple(pair), "name", kind="State", name=pair[0])


HALVES = (("KOR", "PRK"), ("SSD", "SDN"))  # South, North


def _halves(tree: Tree, memory: Memory) -> Iterator[Ref]:
    """« the South », « Northern troops » of the Koreas and Sudans, in an article that has named the younger or either."""
    named = [pair for pair in HALVES if memory.named & ({"SSD"} if "SSD" in pair else {*pair})]
    for t in tree.tokens if len(named) == 1 else ():
        half = tree.language.halves.get(t.text)
        if half is None or t.text.isupper():
            continue
        state = named[0][0 if half[0] == "south" else 1]
        behind = tree.tokens[t.i + 1] if t.i + 1 < len(tree.tokens) else t
        if half[1] == "adjective":
            if behind.pos == "NOUN":
                yield Ref(t.i, t.i, t.i, (state,), "adjective", kind="State", name=state)
        elif t.i and tree.language.has("the", tree.tokens[t.i - 1].text.lower()) and not _goes_on(tree, t.i + 1):
            yield Ref(t.i, t.i, t.i, (state,), "name", kind="State", name=state)


def _goes_on(tree: Tree, i: int) -> bool:
    """Whether a name or its owner follows: the South China Sea, le Nord du Mali, the South-West."""
    if i >= len(tree.tokens):
        return False
    t = tree.tokens[i]
    return t.text == "-" or t.pos in ("PROPN", "NOUN", "ADJ") or tree.language.has("genitive", t.lemma.split()[0])


def _joined(gap: str) -> bool:
    return len(gap) <= 2 and not re.search(r"[,;:()«»\"!?]", gap)


def _choose(senses: list[tuple[Sense, str]], written: str, date: str) -> tuple[Sense, str] | None:
    """The sense that fits the case of the text; of several persons the one in office at the date; None if undecided."""
    fitting = [(s, f) for s, f in senses if fits(f, written) and (s.role != SURNAME or (date and s.stands(date)))]
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


def _is_another(tree: Tree, first: int, last: int, sense: Sense) -> bool:
    """Whether a surname is part of somebody else's name: the Samir of Ahmed Samir, but not of President Samir."""
    if sense.form != "official" or first != last or tree.tokens[first].text.isupper():
        return False
    given = [fold(w) for w in actors.person_name(sense.person).split()]
    after = tree.tokens[last + 1] if last + 1 < len(tree.tokens) else None
    if after and _is_name(tree, after) and after.dep in ("flat", "flat:name") and after.head == first:
        return fold(after.text) not in given
    before = tree.tokens[first - 1] if first else None
    if before is None or not _is_name(tree, before) or not {before.i, first} & {before.head, tree.tokens[first].head}:
        return False
    return before.dep not in ("nmod", "nmod:poss") and fold(before.text)[0] not in {g[0] for g in given}


def _is_name(tree: Tree, t: Token) -> bool:
    """Whether a word is a name, and neither an office nor one of the dictionaries'."""
    folded = fold(t.text)
    if t.pos != "PROPN" or not t.text[0].isupper() or t.text.isupper() or t.text.endswith("."):
        return False
    if tree.language.has("titles", t.text.lower()):
        return False
    return (folded,) not in roles(tree.language.code) and not trie(tree.language.code).next.get(folded, _LEAF).senses


_LEAF = actors.Node()


def _ref(tree: Tree, m: _Match, date: str) -> Ref | None:
    head = head_of(tree, m.first, m.last)
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
    if m.sense.form == "inhabitant" or (m.sense.form == "adjective" and _is_one_of(tree, m, head)):
        return _people(tree, m, head, info)
    name = info.names_en[0] if info.names_en else (info.names_fr[0] if info.names_fr else info.id)
    agent = written if m.sense.form in ("seat", "body") else None
    return Ref(m.first, m.last, head, (info.id,), m.sense.form, agent, m.sense.role or None, info.kind, name)


def _is_one_of(tree: Tree, m: _Match, head: int) -> bool:
    """Whether an adjective of a state is a noun that says what somebody is: a young Palestinian, an Iranian."""
    t = tree.tokens[head]
    behind = tree.tokens[m.last + 1] if m.last + 1 < len(tree.tokens) else None
    alone = behind is None or behind.pos not in ("NOUN", "PROPN", "ADJ")
    one = any(tree.tokens[c].text.lower() in ("a", "an", "one", "another") for c in tree.children[head])
    return (
        alone
        and one
        and tree.language.code == "en"
        and t.dep in ("nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "root", "nmod", "conj")
    )


def _people(tree: Tree, m: _Match, head: int, info: actors.ActorInfo) -> Ref:
    """People of a state, without office: its civilians; as a whole (the Indians, Palestinians) they are the state."""
    determiners = [tree.tokens[c] for c in tree.kids_of(head, "det")]
    some = any(t.feat("Definite") == "Ind" or t.text.lower() in ("a", "an", "another") for t in determiners)
    quantified = some or bool(tree.kids(head, "nummod")) or tree.tokens[tree.tokens[head].head].lemma in QUANTITIES
    whole = info.id == "PSE" or (_is_nation(tree, m, info) and _as_nation(tree, m, head))
    if whole and not quantified:
        return Ref(m.first, m.last, head, (info.id,), "inhabitant", None, None, info.kind, info.names_en[0])
    people = f"{info.id}:CVL"
    made = known(people)
    return Ref(
        m.first, m.last, head, (people,), "inhabitant", None, None, "Group", made.names_en[0] if made else people
    )


def _is_nation(tree: Tree, m: _Match, info: actors.ActorInfo) -> bool:
    """Whether a people is its state's own, by its name: Russians, not the Uyghurs of China."""
    return fold(tree.text(m.first, m.last)).startswith(actors.nation(info.id, tree.language.code))


def _as_nation(tree: Tree, m: _Match, head: int) -> bool:
    """Whether all people of a state are meant, who act as it does: « the Americans », « les Russes »; not who protests."""
    words = tree.language.words
    before = tree.tokens[m.first - 1].text.lower() if m.first else ""
    if before not in words["definite"] or tree.tokens[head].feat("Number") == "Sing" or m.first != m.last:
        return False
    if tree.kids(head, "acl", "acl:relcl", "nmod", "amod", "nummod", "nmod:poss"):
        return False
    if m.first > 1 and tree.tokens[m.first - 2].lemma in words["everybody"]:
        return False
    return not tree.tells(tree.tokens[head].head, "PROTESTS")


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
    kept += _behind_offices(tree, kept, barred)
    people = {r.first for r in kept if r.kind == "Person"}
    kept = [
        r for r in kept if r.form != "inhabitant" or r.last + 1 not in people
    ]  # le Norvégien Magnus Carlsen is himself
    taken = {i for r in kept for i in range(r.first, r.last + 1)}
    for t in tree.tokens:
        if t.i in taken or not t.text[0].isupper():
            continue
        ref = memory.acronyms.get(t.text) or memory.surnames.get(fold(t.text))
        if (
            ref
            and (t.pos in ("PROPN", "NOUN", "X", "ADJ") or len(t.text) > 3)
            and (t.i > 0 or t.pos == "PROPN" or _opens(tree))
        ):
            kept.append(replace(ref, first=t.i, last=t.i, head=t.i))
    return kept


def _behind_offices(tree: Tree, refs: list[Ref], barred: set[int]) -> list[Ref]:
    """Full names behind a role noun that the pipeline did not mark: le dignitaire chiite Ali Samir."""
    taken = barred | {i for r in refs for i in range(r.first, r.last + 1)}
    known_roles = roles(tree.language.code)
    found = []
    i = 1
    while i < len(tree.tokens):
        t = tree.tokens[i]
        if t.pos != "PROPN" or i in taken or tree.tokens[i - 1].pos not in ("NOUN", "ADJ"):
            i += 1
            continue
        last = i
        while last < len(tree.tokens) and last not in taken and _in_name(tree, i, last):
            last += 1
        before = [t for t in tree.tokens[max(0, i - 2) : i] if t.pos in ("NOUN", "ADJ")]
        titled = any((fold(t.lemma),) in known_roles and known_roles[(fold(t.lemma),)].code in PEOPLE for t in before)
        words_in = [t for t in tree.tokens[i:last] if t.text[0].isupper()]
        if titled and tree.tokens[i - 1] in before and 2 <= len(words_in) <= 4:
            name = tree.text(i, last - 1)
            found.append(
                Ref(
                    i,
                    last - 1,
                    head_of(tree, i, last - 1),
                    (person_id(name),),
                    "provisional",
                    None,
                    None,
                    "Person",
                    name,
                    True,
                )
            )
        i = max(last, i + 1)
    return found


PEOPLE = frozenset({"CVL", "MED", "EDU", "REL", "OPP", "LEG", "JUD", "REB"})  # role nouns of single persons


def _in_name(tree: Tree, first: int, i: int) -> bool:
    """Whether a word carries on a full name: Nimr al-Nimr."""
    t = tree.tokens[i]
    if t.pos == "PROPN" and t.text[0].isupper():
        return True
    joins = i > first and (t.text == "-" or fold(t.text) in PARTICLES)
    return joins and any(x.text[0].isupper() for x in tree.tokens[i + 1 : i + 3])


def _opens(tree: Tree) -> bool:
    """Whether a sentence begins with a name that the tagger did not take for one: no determiner, then a verb."""
    after = tree.tokens[1] if len(tree.tokens) > 1 else None
    return after is not None and after.pos in ("VERB", "AUX", "PUNCT")


def _bare(tree: Tree, name: Name) -> tuple[int, int]:
    """A named span without leading articles and trailing marks."""
    first, last = name.first, name.last - 1
    while first <= last and (
        tree.tokens[first].pos in ("DET", "PUNCT", "ADP", "CCONJ")
        or fold(tree.tokens[first].text) in actors.LEADING
        or not tree.tokens[first].text[0].isalnum()
        or tree.language.has("titles", tree.tokens[first].text.lower().rstrip("."))
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
    if any(tree.tokens[i].pos == "NUM" for i in rest):
        return False  # Ukraine 14 Leopard tanks
    proper = [
        i for i in rest if tree.tokens[i].text[0].isupper() and tree.tokens[i].pos in ("PROPN", "NOUN", "ADJ", "X")
    ]
    if name.label == "PER":
        if any(
            r.kind == "State" and r.form == "name" and tree.tokens[r.first - 1].text.lower() in ("de", "du", "of")
            for r in over
        ):
            return False  # Abdallah de Jordanie
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
    if first == last and (before := memory.surnames.get(fold(written))):
        return replace(before, first=first, last=last, head=first)
    if fold(written) in gazetteer(tree.language.code):
        return None  # a place that the pipeline took for a person or an organisation
    if label == "PER":
        parts = [w for w in re.split(r"\s+", written) if w]
        if len(parts) < 2 or not all(re.search(r"[^\W\d_]", p) for p in parts) or len(parts) > 5:
            return None
        if parts[0].islower() and fold(parts[0]) not in PARTICLES:
            return None  # président de la République: an office
        if len(parts) == 2 and (fold(parts[0]),) in roles(tree.language.code):
            return None  # King Abdullah: the first name is no name
        return Ref(
            first,
            last,
            head_of(tree, first, last),
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
    if (
        written.islower()
        or label != "ORG"
        or len(written) < 2
        or len(written) > 70
        or not re.search(r"[^\W\d_]{2}", written)
    ):
        return None
    if not any(t.pos == "PROPN" or t.text.isupper() for t in tree.tokens[first : last + 1]):
        return None
    return Ref(
        first,
        last,
        head_of(tree, first, last),
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


def _remember(tree: Tree, refs: list[Ref], memory: Memory) -> None:
    """Keep full names by their last word and acronyms in brackets, for the sentences that follow."""
    for r in refs:
        if not r.actors or len(r.actors) > 1:
            continue
        if (
            r.kind == "Person"
            or r.form in ("official", "person", "part")
            or (r.form in ("role", "definite") and r.agent and " " in r.agent)
        ):
            written = tree.text(r.first, r.last) if r.agent is None else r.agent
            parts = written.split()
            if len(parts) >= 2 and len(parts[-1]) > 2 and parts[-1][0].isupper():
                open_office = r.form == "definite"
                form = r.form if open_office else "person" if r.kind == "Person" else "official"
                memory.surnames.setdefault(fold(parts[-1]), replace(r, form=form))
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
