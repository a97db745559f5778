"""Whom pronouns and definite phrases stand for, within one article; nothing where it cannot be settled."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from actorgraph.actors import known, party_called, principal, stood_for
from actorgraph.coder.anaphora import Discourse, coalition, last_named, taken_up
from actorgraph.coder.gazetteer import matches, states_in
from actorgraph.coder.reference import Ref, many_before
from actorgraph.coder.tree import Tree

REACH = 2  # sentences back


def theatre_of(trees: Sequence[Tree], refs: Sequence[Sequence[Ref]], title: str = "", code: str = "") -> Counter[str]:
    """How often each state is the place of what an article tells, or the owner of unnamed people in it."""
    count: Counter[str] = Counter()
    land, told, rest = title.partition(":")  # France : la droite divisée
    for state in states_in(land, code) if told else ():
        count[state] += HEADED
    for state in states_in(rest if told else title, code):
        count[state] += 1
    for tree, mine in zip(trees, refs, strict=True):
        for r in mine:
            if len(r.actors) != 1:
                continue
            state = principal(r.actors[0])
            info = known(state)
            if info is None or info.kind != "State":
                for land in _lands_of(r.actors[0]):
                    count[land] += 1
                continue
            if is_place(tree, r):
                count[state] += 3
            elif ":" in r.actors[0]:
                count[state] += 2
        for _, _, state in matches(tree.sentence.text, tree.language.code):
            if state:
                count[state] += 1
    return count


def _lands_of(actor: str) -> set[str]:
    """The state that a party, a movement or a person is of."""
    info = known(actor)
    return {info.country} if info and info.country and info.kind != "Company" else set(stood_for(actor))


HEADED = 6  # a headline that opens with a state is about that state


def is_place(tree: Tree, r: Ref) -> bool:
    """Whether a name of a state or capital only says where: in Syria, à Moscou, dans le nord de la Syrie."""
    if r.form not in ("name", "capital"):
        return False
    if tree.tokens[r.head].universal not in ("obl", "nmod", "advmod", "dep", "appos", "conj", "flat"):
        return False
    prepositions = tree.prepositions(r.head)
    locative = tree.language.words["locative"] - {"à", "to", "from", "over", "sur", "depuis", "off"}
    if prepositions & {"à"} and _is_addressed(tree, r.head):
        return False  # reprocher à Paris
    if prepositions & locative or (prepositions & {"à"} and r.form == "capital"):
        return True
    if prepositions & {"de", "of"}:
        above = tree.tokens[tree.tokens[r.head].head]
        return above.lemma in COMPASS and bool(tree.prepositions(above.i) & (locative | {"de", "of", "à"}))
    return False


def _is_addressed(tree: Tree, i: int) -> bool:
    """Whether a phrase with « à » completes a verb that takes one for whom it blames, asks or refuses."""
    t = tree.tokens[i]
    rows = tree.language.rows.get(("VERB", tree.tokens[t.head].lemma), ()) if t.dep == "obl:arg" else ()
    return any(("à",) in row.target and row.relation in ("ACCUSES", "DEMANDS", "REJECTS") for row in rows)


COMPASS = frozenset(
    {
        "nord",
        "sud",
        "est",
        "ouest",
        "nord-ouest",
        "nord-est",
        "sud-est",
        "sud-ouest",
        "centre",
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "ville",
        "province",
        "région",
        "city",
        "town",
        "territoire",
        "capitale",
        "capital",
        "frontière",
        "border",
        "village",
    }
)


def resolve(tree: Tree, refs: list[Ref], discourse: Discourse, number: int) -> list[Ref]:
    """The references of a sentence with pronouns and open role nouns settled where they can be; the discourse goes on."""
    settled: list[Ref] = []
    for r in refs:
        if r.form in ("definite", "open adjective"):
            named = any(x.actors and x.first <= r.head <= x.last and x.provisional for x in refs)
            if r.name in ("EDU", "REL") and named:
                continue  # l'université Harvard
            found = _definite(
                tree, r, [*settled, *(x for x in refs if x.actors and x.first > r.last)], discourse, number
            )
            if found:
                settled.append(replace(found, form="adjective") if r.form == "open adjective" else found)
            elif r.actors:  # Judge John Smith, of no court that is known: himself
                name = r.agent or ""
                settled.append(replace(r, form="person", kind="Person", name=name, agent=None))
        else:
            settled.append(r)
    settled += taken_up(tree, settled, discourse, number)
    taken = {i for r in settled for i in range(r.first, r.last + 1)}
    for t in tree.tokens:
        if t.i not in taken and t.pos == "PRON" and tree.language.has("pronouns", t.text.lower()):
            found = _pronoun(tree, t.i, settled, discourse, number)
            if found:
                settled.append(found)
    told = [r for r in settled if r.actors and r.form != "adjective"]
    prominent = [r for r in told if _prominent(tree, r)]
    prominent.sort(key=lambda r: (_function(tree, r.head).startswith("nsubj"), r.head))
    discourse.subjects += [(number, r) for r in (*prominent, *_joint_subjects(tree, told))]
    for r in told:
        joined = [x for k in tree.conjuncts(r.head) for x in told if x.head == k]
        pair = tuple(dict.fromkeys(a for x in joined for a in x.actors))
        if len(pair) == 2:
            discourse.pair = (number, pair)
    told.sort(key=lambda r: r.head)
    discourse.named += [(number, r) for r in told if not is_place(tree, r)]
    return sorted(settled, key=lambda r: (r.first, -r.last))


def _prominent(tree: Tree, r: Ref) -> bool:
    if tree.is_flat:  # who is named first is what a sentence is about
        return r.first <= OPENING and not any(t.text in (",", ":", "(") for t in tree.tokens[: r.first])
    function = _function(tree, r.head)
    return function in ("nsubj", "nsubj:pass", "obl:agent", "root", "obj", "iobj") and not is_place(tree, r)


def _joint_subjects(tree: Tree, settled: Sequence[Ref]) -> list[Ref]:
    """The actors that are the subject of one verb together, as one reference: Russia, Turkey and Iran said that they …"""
    by_head = {r.head: r for r in settled if r.actors and r.form not in ("adjective", "part")}
    found = []
    for t in tree.tokens:
        joint = [by_head[k] for k in tree.conjuncts(t.i) if k in by_head] if t.dep.startswith("nsubj") else []
        actors = tuple(dict.fromkeys(a for r in joint for a in r.actors))
        if len(joint) > 1 and len(actors) > 1:
            found.append(replace(joint[0], last=joint[-1].last, actors=actors))
    return found


def _function(tree: Tree, i: int) -> str:
    """What a name does in its clause; one beside a noun does what the noun does: le banquier Paul Martin."""
    t = tree.tokens[i]
    return tree.tokens[t.head].dep if t.dep == "appos" else t.dep


OPENING = 6  # tokens that may stand before it: article, title, office


def _plural(tree: Tree, i: int) -> bool:
    return tree.tokens[i].feat("Number") == "Plur" or tree.tokens[i].text.lower() in (
        "they",
        "them",
        "ils",
        "elles",
        "eux",
        "their",
        "leurs",
        "leur",
        "les",
    )


def _definite(tree: Tree, r: Ref, near: list[Ref], discourse: Discourse, number: int) -> Ref | None:
    """« le régime », « les rebelles », « ces forces »: the state that acts before, or in whose land this happens."""
    code = r.name
    if _of_coalition(tree, r):
        actor = coalition(tree, r.head, discourse)
        return _as_role(tree, r, actor) if actor else None
    if r.kind == "Party":
        return _party(tree, r, near, discourse)
    determiner = {tree.tokens[c].text.lower() for c in (*tree.kids_of(r.head, "det"), *tree.kids(r.head, "case"))}
    is_owned = any(tree.language.has("possessives", tree.tokens[c].text.lower()) for c in tree.children[r.head])
    if not (determiner & DEFINITE or is_owned or r.actors or code in BARE or _is_bare_plural(tree, r, determiner)):
        return _both(tree, r, near, discourse, number)
    if code == "REB" and tree.language.has("called_group", tree.tokens[r.head].lemma) and determiner & DEFINITE:
        band = last_named(tree, r.head, ["group"], near, discourse, number)
        if band and tree.tokens[r.head].feat("Number") != "Plur":
            return replace(band, first=r.first, last=r.last)  # le groupe armé
    if code == "REB" and is_owned:  # Hezbollah says that its fighters …
        crew = known(_possessor(tree, r, near, discourse, number) or "")
        if crew and crew.kind == "ArmedGroup":
            return _as_role(tree, r, crew.id)
    if code == "REB" and tree.language.has("unnamed", tree.tokens[r.head].lemma):
        return None  # gunmen of no state that is named are nobody
    if code in ("CVL", "REB") and tree.language.has("culprits", tree.tokens[r.head].lemma) and not r.actors:
        if culprit := _culprit(tree, r, near, discourse, number):
            return _as_role(tree, r, culprit)
    if code in SETTLED:
        state = _own_place(tree, r)
        if r.actors:  # a judge by name is that of the article's land, in each of its sentences
            state = state or discourse.dominant
            return _as_role(tree, r, f"{state}:{code}") if state else None
        state = state or (_joined_state(tree, r, near) if code in ("REB", "OPP") else None)
        state = state or (_named_before(r, near) if code in ("OPP", "LEG", "JUD", "COP") else None)
        state = state or _land(tree, near, discourse) or (_only_state(near) if code in BARE - {"CVL"} else None)
        state = state or (_country_of_persons(near) if code in ("COP", "JUD") else None)
        state = state or (_only_state([x for x in near if x.form in ("role", "official")]) if code == "LEG" else None)
        if code == "CVL" and tree.language.has("demonstrators", tree.tokens[r.head].lemma):
            hosts = [x for x in near if not tree.language.has("abroad", tree.tokens[x.head].lemma)]
            state = state or _only_state([x for x in hosts if x.form in ("role", "body", "official")])
        info = known(state) if state else None
        return _as_role(tree, r, f"{state}:{code}") if info and info.kind == "State" else None
    lemma, text = tree.tokens[r.head].lemma, tree.tokens[r.head].text.lower()
    words = tree.language.words
    if determiner & THESE and (lemma in words["definite_forces"] or text in words["plural_states"]):
        group = _coordination(tree, r, near)
        if group:
            return replace(r, actors=group, form="role")
    if code or not (lemma in words["definite_states"] or lemma in words["definite_forces"]):
        return None
    if is_owned:
        owner = _possessor(tree, r, near, discourse, number)
        return _as_role(tree, r, owner) if owner else None
    many = tree.tokens[r.head].feat("Number") == "Plur" and tree.language.has("member_states", lemma)
    if many:
        return None  # les quinze pays membres: no one of them
    state = _state_meant(tree, r, near, discourse, number)
    return _as_role(tree, r, state) if state else None


def _culprit(tree: Tree, r: Ref, near: list[Ref], discourse: Discourse, number: int) -> str | None:
    """Who « le suspect » is: the one whose nationality was told when he was named (un Tunisien, a man of Algerian origin)."""
    if tree.tokens[r.head].feat("Number") == "Plur":
        return None
    before = [(number, x) for x in near if x.last < r.first]
    for n, x in reversed([*discourse.named, *before]):
        told = x.form == "inhabitant" or (x.form == "role" and x.first < x.last)
        if number - n <= FAR and told and len(x.actors) == 1 and x.actors[0].endswith((":CVL", ":REB")):
            return x.actors[0]
    return None


def _joined_state(tree: Tree, r: Ref, near: list[Ref]) -> str | None:
    """The state that rebels stand beside, whose they then are: between Kyiv and the separatists, l'armée et les rebelles."""
    t = tree.tokens[r.head]
    beside = {t.head, *tree.kids(t.head, "conj")} if t.dep == "conj" else set(tree.kids(r.head, "conj"))
    states = {_state_of(x) for x in near if x.head in beside and x.form in ("name", "capital", "role", "official")}
    return states.pop() if len(states) == 1 else None


def _possessor(tree: Tree, r: Ref, near: list[Ref], discourse: Discourse, number: int) -> str | None:
    """Whose « its troops » are: of who acts in its clause or in one above it, else of the last subject."""
    for j in tree.ancestors(r.head):
        told = tree.objects(j) if tree.is_passive(j) else tree.subjects(j)  # was overthrown by his army
        heads = [h for h in told if r.head not in tree.subtree(h)]
        if many := many_before(tree, near, r.head, heads):
            alone = len(many.actors) == 1 and len(tree.conjuncts(many.head)) == 1
            return principal(many.actors[0]) if alone and many.kind != "Person" else None
        found = [x for x in near if x.head in heads and x.form != "adjective" and len(x.actors) == 1]
        if found:
            return principal(found[0].actors[0]) if found[0].kind != "Person" or found[0].form == "official" else None
    return _last_state(discourse, number)


def _last_state(discourse: Discourse, number: int) -> str | None:
    """The state that acted last, here or not far back."""
    for back, subject in reversed(discourse.subjects):
        if number - back > REACH:
            break
        if state := _state_of(subject):
            return state
    return None


def _party(tree: Tree, r: Ref, near: list[Ref], discourse: Discourse) -> Ref | None:
    """« les socialistes »: of the state told by an adjective, the article, or else the one state of the sentence."""
    code = tree.language.code
    own = [x for x in near if x.form == "adjective" and tree.tokens[x.head].head == r.head]
    states = [_state_of(x) for x in own] or [discourse.dominant, _only_state(near), _country_of_persons(near), None]
    found = next((p for s in states if (p := party_called(r.name, code, s, discourse.date))), None)
    return _as_role(tree, replace(r, agent=None), found) if found else None


BARE = frozenset({"CVL", "REB", "OPP", "COP", "JUD"})  # that need no article: protesters, police
SETTLED = BARE | {"PRM", "LEG", "EDU", "REL", "GOV"}  # that belong to the land of a sentence


def _is_bare_plural(tree: Tree, r: Ref, determiners: set[str]) -> bool:
    """English says « authorities » and « security forces » without an article."""
    t = tree.tokens[r.head]
    return tree.language.code == "en" and not determiners and t.feat("Number") == "Plur" and t.i == r.last


def _of_coalition(tree: Tree, r: Ref) -> bool:
    """« the coalition », « coalition forces », « les avions de la coalition »."""
    below = [r.head, *tree.kids(r.head, "compound", "nmod")]
    return not r.name and any(tree.tokens[k].lemma.lower() == "coalition" for k in below)


DEFINITE = frozenset(
    {
        *("le", "la", "l'", "l’", "les", "ce", "cet", "cette", "ces", "au", "aux", "du", "des"),
        *("the", "this", "these", "that", "those"),
    }
)
THESE = frozenset({"ces", "these", "those"})
HOME = frozenset({
    "régime", "regime", "junte", "junta", "armée", "army", "gouvernement", "government", "militaire", "military",
})  # fmt: skip


def _state_meant(tree: Tree, r: Ref, near: list[Ref], discourse: Discourse, number: int) -> str | None:
    """The state of « le gouvernement »: of the role named before it, else that of the article, else the last subject."""
    lemma = tree.tokens[r.head].lemma
    if tree.language.has("called_country", lemma):
        return _country(tree, r, near, discourse)
    if tree.language.has("called_regime", lemma) and (own := _tellers(tree, r, near, discourse, number)):
        named = [state for _, x in discourse.named[-8:] if (state := _state_of(x)) and state not in own]
        return discourse.dominant if discourse.dominant not in {None, *own} else named[-1] if named else None
    before = [x for x in near if x.last < r.first and x.form in ("role", "body", "inhabitant", "adjective")]
    states = [state for x in before if (state := _state_of(x))]
    if states:
        return states[-1]
    lands = {r.actors[0] for r in near if len(r.actors) == 1 and is_place(tree, r)} or _spots(tree, near)
    if len(lands) == 1:
        return principal(lands.pop())  # En Algérie, … les autorités
    if lemma in HOME and (dominant := discourse.dominant):
        return dominant
    owners = {state for x in near if x.last < r.first and _is_owner(tree, x) and (state := _state_of(x))}
    if lemma in HOME and len(owners) == 1:
        return owners.pop()  # Colombia's rebels and the government
    if state := _last_state(discourse, number):
        return state
    speakers = [x for x in near if x.first > r.last and x.form in ("role", "body", "official") and _speaks(tree, x)]
    if speakers:
        return _state_of(speakers[0])
    return _country_of_persons(near) if lemma in HOME else None


def _tellers(tree: Tree, r: Ref, near: list[Ref], discourse: Discourse, number: int) -> set[str]:
    """The states of who acts or speaks in the clauses above: whom they call a regime is another."""
    heads = tree.subjects_above(r.head) - {r.head}
    officials = [x for x in near if x.head in heads and not any(":" in a for a in x.actors)]
    told = {state for x in officials if (state := _state_of(x))}
    stands = any(tree.tokens[h].pos == "PRON" for h in heads)  # pronouns are settled last
    return told | ({last} if stands and (last := _last_state(discourse, number)) else set())


def _speaks(tree: Tree, r: Ref) -> bool:
    """Whether a reference is the subject of a verb of speech: …, Venezuela's foreign ministry said."""
    t = tree.tokens[r.head]
    return t.dep == "nsubj" and tree.language.has("speech", tree.tokens[t.head].lemma)


def _country_of_persons(near: list[Ref]) -> str | None:
    """The state of the known persons and parties of a sentence: police arrested the former president Park."""
    states = {s for r in near if r.form == "person" for a in r.actors for s in stood_for(a)}
    for r in near:
        info = known(r.actors[0]) if len(r.actors) == 1 and r.kind == "Party" else None
        states |= {info.country} if info and info.country else set()
    return states.pop() if len(states) == 1 else None


def _country(tree: Tree, r: Ref, near: list[Ref], discourse: Discourse) -> str | None:
    """The state of « ce pays »: the last named before it that does not act in its clause, else the article's."""
    own = {a for x in near if x.head in tree.subjects(tree.clause(r.head)) and x.head != r.head for a in x.actors}
    before = [x for x in near if x.last < r.first and x.form in ("name", "capital", "role", "official")]
    named = [
        state for x in [*(x for _, x in discourse.named[-6:]), *before] if (state := _state_of(x)) not in own and state
    ]
    if discourse.dominant and discourse.dominant not in own and not before:
        return discourse.dominant
    return named[-1] if named else None


def _is_owner(tree: Tree, r: Ref) -> bool:
    """Whether a name only says whose something is: Colombia's rebels, les rebelles de Colombie."""
    genitive = tree.prepositions(r.head) & tree.language.words["genitive"]
    return r.form == "name" and (tree.tokens[r.head].dep == "nmod:poss" or bool(genitive))


def _state_of(r: Ref) -> str | None:
    """The one state that a reference is, or belongs to."""
    info = known(principal(r.actors[0])) if len(r.actors) == 1 else None
    return info.id if info and info.kind == "State" else None


def _as_role(tree: Tree, r: Ref, actor: str) -> Ref:
    """The reference settled on an actor, its words kept as those of who acts for it."""
    info = known(actor)
    name = info.names_en[0] if info and info.names_en else actor
    return replace(
        r,
        actors=(actor,),
        form="role",
        agent=tree.text(r.first, r.last),
        kind=info.kind if info else "Group",
        name=name,
    )


def _named_before(r: Ref, near: list[Ref]) -> str | None:
    """The state whose government or forces the sentence has just named."""
    before = [x for x in near if x.last < r.first and x.form == "role" and len(x.actors) == 1]
    return principal(before[-1].actors[0]) if before else None


def _both(tree: Tree, r: Ref, near: list[Ref], discourse: Discourse, number: int) -> Ref | None:
    """« both camps », « les deux pays »: the last two actors spoken of."""
    words = {t.text.lower() for t in tree.tokens[max(0, r.first - 3) : r.first]}
    if (
        not words & {"both", "two", "deux"}
        or tree.tokens[r.head].text.lower() not in tree.language.words["plural_states"]
    ):
        return None
    group = _coordination(tree, r, near)
    if len(group) == 2:
        return replace(r, actors=group, form="role")
    own = tree.subjects_above(r.head)  # X urged both sides: not itself
    here = [x for x in near if x.last < r.first and x.head not in own]
    if len({a for x in here for a in x.actors}) < 2 and number - discourse.pair[0] <= REACH and discourse.pair[1]:
        return replace(r, actors=discourse.pair[1], form="role")
    named = [x for x in near if x.last < r.first] or [x for n, x in discourse.subjects if number - n <= REACH]
    last: list[str] = []
    for x in reversed(named):
        last += [a for a in x.actors if a not in last]
        if len(last) >= 2:
            return replace(r, actors=tuple(reversed(last[:2])), form="role")
    return None


def _land(tree: Tree, near: list[Ref], discourse: Discourse) -> str | None:
    """The state in whose land unnamed people of this sentence are: its place, its people, else the article's."""
    for r in near:
        if len(r.actors) == 1 and (is_place(tree, r) or _is_at(tree, r)):
            return principal(r.actors[0])
    for r in near:
        # who did it may be of another land
        stranger = r.first == r.last and tree.language.has("culprits", tree.tokens[r.head].lemma)
        if len(r.actors) == 1 and ":" in r.actors[0] and not stranger:
            return principal(r.actors[0])
    places = _spots(tree, near)
    return places.pop() if len(places) == 1 else discourse.dominant


def _is_at(tree: Tree, r: Ref) -> bool:
    """Whether a state is where somebody was: un touriste au Mali."""
    t = tree.tokens[r.head]
    return r.form == "name" and t.dep in ("nmod", "obl:mod") and bool(tree.prepositions(t.i) & {"à"})


def _spots(tree: Tree, near: list[Ref]) -> set[str]:
    """The states of the places that a sentence names, save capitals that act in it."""
    start = tree.sentence.start
    acting = [
        (tree.tokens[r.first].start - start, tree.tokens[r.last].end - start) for r in near if r.form == "capital"
    ]
    found = matches(tree.sentence.text, tree.language.code)
    return {state for a, b, state in found if state and not any(x <= a and b <= y for x, y in acting)}


def _own_place(tree: Tree, r: Ref) -> str | None:
    """The state of the place that a noun is of: les rebelles de Homs, residents of Basra."""
    start = tree.sentence.start
    for c in tree.obliques(r.head, tree.language.words["genitive"] | tree.language.words["locative"]):
        token = tree.tokens[c]
        for first, last, state in matches(tree.sentence.text, tree.language.code):
            if state and first <= token.start - start < last:
                return state
    return None


def _only_state(near: list[Ref]) -> str | None:
    """The one state of a sentence that names no other."""
    states = {principal(a) for r in near for a in r.actors if (info := known(principal(a))) and info.kind == "State"}
    return states.pop() if len(states) == 1 else None


def _coordination(tree: Tree, r: Ref, near: list[Ref]) -> tuple[str, ...]:
    """The last two or more actors that stand side by side before a plural phrase."""
    run: list[str] = []
    for before in sorted(
        (x for x in near if x.last < r.first and x.actors and not is_place(tree, x)), key=lambda x: -x.head
    ):
        head = tree.tokens[before.head]
        if head.dep == "conj" or tree.kids(before.head, "conj"):
            run += [a for a in before.actors if a not in run]
        elif run:
            break
    return tuple(reversed(run)) if len(run) > 1 else ()


def _pronoun(tree: Tree, i: int, settled: list[Ref], discourse: Discourse, number: int) -> Ref | None:
    """A pronoun stands for the subject before it that agrees in number, in this sentence or the one before."""
    t = tree.tokens[i]
    text = t.text.lower()
    if t.universal not in ("nsubj", "obj", "iobj", "obl", "nmod") or _impersonal(tree, i):
        return None
    if text in ("en", "y") and t.universal != "nsubj":
        return None
    if text == "it" and t.dep != "nsubj" and ("VERB", tree.tokens[t.head].lemma) not in tree.language.rows:
        return None
    plural = _plural(tree, i)
    clause = tree.clause(i)
    told = [*settled, *(_joint_subjects(tree, settled) if plural else [])]
    candidates = [r for r in told if r.last < i and r.actors and r.form != "adjective" and not is_place(tree, r)]
    own = set(tree.subjects(clause))
    doers = {a for r in settled if r.head in own for a in r.actors} if t.dep != "nsubj" else set()
    candidates = [
        r
        for r in candidates
        if r.head not in own
        and (tree.clause(r.head) != clause or t.dep != "nsubj")
        and (_function(tree, r.head).startswith("nsubj") or t.dep != "nsubj")
    ]
    person = text in ("he", "she", "him", "her")
    pool = [*((number, r) for r in candidates)]
    pool = [*((n, r) for n, r in discourse.subjects if number - n <= 1 and n != number), *pool]
    if t.dep == "nsubj" and not plural:
        pool = [*_protagonist(discourse, number), *pool]
    likelier = text in ("il", "elle", "lui") and any(_is_person(r) and n == number - 1 for n, r in pool)
    for _, r in reversed(pool):
        if (person or likelier) and not _is_person(r):
            continue
        if doers & {*r.actors}:
            continue  # il lui a rendu hommage: to somebody else
        if text in ("it",) and (r.kind == "Person" or r.form == "official"):
            continue
        if text in ("le", "la", "l'", "l’", "lui") and r.form in ("capital", "seat"):
            continue  # le sanctionner: nobody says so of Washington
        here = r in settled  # « France and its partners said that they »
        joined = plural and here and any(tree.tokens[k].pos == "NOUN" for k in tree.kids(r.head, "conj"))
        many = joined or len(r.actors) > 1 or r.kind in ("Group",) or (r.actors[0].split(":")[-1] in ("REB", "CVL"))
        if plural and not many and not _collective(tree, r):
            continue
        if not plural and many:
            continue
        return replace(r, first=i, last=i, head=i, form="pronoun")
    return None


def _protagonist(discourse: Discourse, number: int) -> list[tuple[int, Ref]]:
    """The person whom the last sentences are about, where no other is the subject of one of them."""
    people = [(n, r) for n, r in discourse.subjects if number - n <= FAR and n < number - 1 and _is_person(r)]
    others = {r.actors for _, r in people}
    return people[-1:] if len(others) == 1 and people[-1][1].kind == "Person" else []


FAR = 4  # sentences back


def _is_person(r: Ref) -> bool:
    return r.kind == "Person" or r.form in ("official", "role", "person", "part")


def _collective(tree: Tree, r: Ref) -> bool:
    if r.last < len(tree.tokens) and r.form == "role" and r.role == "MIL":
        return True
    return r.kind in ("ArmedGroup", "Group") or (
        r.form == "role" and tree.sentence.tokens[min(r.head, len(tree.tokens) - 1)].feat("Number") == "Plur"
    )


def _impersonal(tree: Tree, i: int) -> bool:
    """« il faut », « il y a », « it is clear that »."""
    t = tree.tokens[i]
    if t.text.lower() not in ("il", "it"):
        return False
    head = tree.tokens[t.head]
    if t.dep.startswith("expl") or head.lemma in (
        "falloir",
        "agir",
        "avoir",
        "sembler",
        "pleuvoir",
        "seem",
        "appear",
        "rain",
    ):
        return True
    return head.pos == "ADJ" or bool(tree.kids(head.i, "ccomp", "csubj") and tree.kids(head.i, "cop"))
