"""Who does or suffers a deed where the sentence says so elsewhere than the row of its word looks."""

from actorgraph.actors import known, principal
from actorgraph.coder.places import Filler, Places
from actorgraph.coder.reference import Ref
from actorgraph.coder.tree import Tree
from actorgraph.language import Row


def undergone(tree: Tree, places: Places, i: int, relation: str) -> tuple[list[Filler], list[Filler]]:
    """Both ends of a deed told beside what another does: X drew criticism from Y, acted despite the objections of Y."""
    language = tree.language
    token = tree.tokens[i]
    above = tree.tokens[token.head]
    if (
        token.dep == "nmod"
        and above.dep == "obj"
        and (above.pos in ("NUM", "SYM") or language.has("money", above.lemma))
    ):
        token = above  # received $5 billion in U.S. aid
    verb = tree.tokens[token.head]
    beside = "with" if relation in ("BACKS", "AIDS") else "despite"
    under = token.universal == "obl" and bool(tree.prepositions(i) & language.words[beside])
    enjoyed = token.universal == "obl" and bool(tree.prepositions(i) & language.words["genitive"])
    suffers = (token.dep == "obj" or enjoyed) and language.has("light_passive", verb.lemma)
    by = "|".join(sorted(language.words["suffered_from"]))
    if token.dep == "nmod" and language.has("suffers_as", verb.lemma):
        sources = places.read(places.step(i, by)) or places.read(places.step(i, "adj"))
        return sources, places.read(_made_target(tree, verb.i))
    if verb.pos != "VERB" or verb.i == i or not (under or (suffers and not tree.is_passive(verb.i))):
        return [], []
    sources = places.read(places.step(i, by)) or places.read([*places.step(i, "adj"), *places.step(i, "poss")])
    return sources or places.read(tree.obliques(i, language.words["genitive"])), places.read(tree.subjects(verb.i))


def _made_target(tree: Tree, i: int) -> list[int]:
    """Who is the object, target or victim that a noun names: fait l'objet de, est la cible de, X, victime de."""
    token = tree.tokens[i]
    if tree.kids(i, "cop"):
        return [tree.antecedent(c) for c in tree.kids(i, "nsubj")]
    if token.dep in ("obj", "xcomp", "obl:mod") and tree.tokens[token.head].pos == "VERB":
        return tree.subjects(token.head)
    return [token.head] if token.dep in ("appos", "acl", "amod") else []


def deterred(tree: Tree, places: Places, i: int) -> list[Filler]:
    """Against whom forces are moved, told by the aim: sent troops to deter X."""
    below = [i, *tree.objects(i)]
    for c in (c for k in below for c in tree.kids(k, "advcl", "xcomp", "acl")):
        t = tree.tokens[c]
        if t.i > i and t.feat("VerbForm") == "Inf" and tree.language.has("deters", t.lemma):
            objects = tree.objects(c)
            return places.read(objects) or places.deep(objects)
    return []


def across_border(tree: Tree, places: Places, i: int) -> list[Filler]:
    """The neighbour on whose border forces are moved: massed troops on its border with X."""
    words = tree.language.words
    below = [k for k in tree.subtree(i) if tree.tokens[k].lemma in words["borders"] and k > i]
    return [f for k in below for f in places.read(tree.obliques(k, words["border_with"]))]


def taking_part(tree: Tree, places: Places, i: int) -> list[Filler]:
    """Who was in a joint deed that tells only the other side: soldiers died in clashes with X."""
    token = tree.tokens[i]
    verb = tree.tokens[token.head]
    if tree.language.has("called_visit", token.lemma):
        return _visitors(tree, places, i)
    if tree.names_deed(i, "MEETS", "NEGOTIATES_WITH") and (clause := _clause_after(tree, i)) is not None:
        return places.read(tree.subjects(clause))
    if token.universal != "obl" or verb.pos != "VERB" or not tree.prepositions(i) & tree.language.words["during"]:
        return []
    return places.read(tree.objects(verb.i) if tree.is_passive(verb.i) else tree.subjects(verb.i))


def _clause_after(tree: Tree, i: int) -> int | None:
    """The verb of what is told to come after a meeting: after talks with X, Y said; à l'issue d'un entretien avec X, Y a dit."""
    words = tree.language.words
    token = tree.tokens[i]
    if token.dep == "nmod" and tree.language.has("ends", tree.tokens[token.head].lemma):
        token = tree.tokens[token.head]  # l'issue
    elif not tree.prepositions(i) & words["after_meeting"]:
        return None
    verb = tree.tokens[token.head]
    return verb.i if token.universal in ("obl", "advcl") and verb.pos == "VERB" else None


def _visitors(tree: Tree, places: Places, i: int) -> list[Filler]:
    """Who is on a visit: lors d'une visite à X, Y a dit; on a visit to X, Y said. Of « the visit » it may be another."""
    token = tree.tokens[i]
    above = tree.tokens[token.head]
    before = f"{tree.tokens[above.i - 1].text} {above.text}".lower() if above.i else ""
    adverb = above.pos == "ADV" or tree.language.has("fixed_phrases", before)  # lors, au cours
    determiners = {tree.tokens[c].text.lower() for c in tree.kids_of(i, "det")}
    if not adverb and not (token.universal == "obl" and tree.prepositions(i) & tree.language.words["on_visit"]):
        return []
    return [] if determiners & tree.language.words["the"] else places.read(tree.subjects(tree.clause(i)))


def included(tree: Tree, places: Places, i: int) -> list[Filler]:
    """The victims named among others: left nine dead, including four soldiers of X; a fait neuf morts, dont quatre …"""
    for t in tree.tokens[i + 1 :]:
        if t.text in ";:" or (t.pos == "VERB" and t.feat("VerbForm") == "Fin" and t.i > i + 2):
            break
        if tree.language.has("among", t.text.lower()):
            near = [r for r in places.refs if t.i < r.first <= t.i + 4 and r.form != "adjective"]
            return [f for r in near[:1] for f in places.read(tree.conjuncts(r.head))]
    return []


def struck(tree: Tree, places: Places, i: int) -> list[Filler]:
    """Whom an attack strikes by the clause behind its noun: an attack that killed two soldiers of X."""
    for c in tree.kids(i, "acl:relcl", "acl"):
        if tree.language.has("takes_lives", tree.tokens[c].lemma) and not tree.is_passive(c):
            # also « a coûté la vie à deux soldats »
            return places.read(tree.objects(c)) or places.read(tree.datives(c)) or included(tree, places, c)
    return []


def named_by(tree: Tree, places: Places, i: int) -> list[Filler]:
    """Whose deed a noun behind the clause sums up: …, a move welcomed by X; …, une décision saluée par X."""
    for o in tree.objects(i):
        t = tree.tokens[o]
        if not tree.language.has("deed_named", t.lemma) or t.head == o or t.i < 2 or (t.head >= o and t.head != i):
            continue
        determined = {tree.tokens[c].text.lower() for c in tree.kids_of(o, "det")}
        if not _behind_comma(tree, o) or determined & tree.language.words["definite"]:
            continue
        for j in tree.ancestors(o):
            if j != i and tree.tokens[j].pos == "VERB" and tree.subjects(j):
                return places.read(tree.agents(j) if tree.is_passive(j) else tree.subjects(j))
    return []


def _behind_comma(tree: Tree, i: int, since: int = 0) -> bool:
    return any(t.text == "," for t in tree.tokens[max(since, i - 4) : i])


def expelled_from(tree: Tree, places: Places, i: int) -> list[Filler]:
    """The state that people are expelled from, which does it where nobody else is said to: deported from X."""
    if not (tree.is_passive(i) and tree.language.has("expelled", tree.tokens[i].lemma)):
        return []
    found = places.read(tree.obliques(i, tree.language.words["away_from"]))
    states = (known(f.ref.actors[0]) for f in found if len(f.ref.actors) == 1)
    return found if any(s and s.kind == "State" for s in states) else []


def summed_up(tree: Tree, places: Places, i: int) -> set[int]:
    """The words of a noun that sums up the deed behind a comma, read as a second object: …, un attentat revendiqué par X."""
    found: set[int] = set()
    for o in tree.objects(i):
        names_it = places.is_attack(o) or tree.language.has("deed_named", tree.tokens[o].lemma)
        if names_it and o > i + 2 and _behind_comma(tree, o, i):
            found |= tree.subtree(o)
    return found


def sponsors(tree: Tree, places: Places, i: int) -> list[Filler]:
    """Whose text is vetoed, told beside the body: vetoed a British resolution in the Council, a draft presented by X."""
    found: list[Filler] = []
    for k in sorted(tree.subtree(i)):
        if tree.tokens[k].pos == "NOUN" and tree.language.has("texts", tree.tokens[k].lemma):
            forum = [places.at[c] for c in tree.kids(k, "compound", "amod") if c in places.at]
            found += [Filler(r, "owned") for r in forum if r.actors == ("UN",)]
            owned = [f for f in places.read([k]) if f.route == "owned"]
            found += [f for f in (*owned, *places.read(places.doers(k))) if f.ref.actors != ("UNSC",)]
    return found


TOWN = "town"  # the route of a filler: the state in which a place lies


def of_town(tree: Tree, places: Places, i: int, row: Row, sources: list[Filler]) -> list[Filler]:
    """The state whose town is hit or left by another's forces: bombed Kharkiv, pulled back from Kherson."""
    mine = {principal(a) for f in sources for a in f.ref.actors}
    if not places.towns or any(not (info := known(a)) or info.kind != "State" for a in mine):
        return []
    for path in row.target:
        told = [(c, places.towns[c]) for h in places.reach(i, path) for c in tree.conjuncts(h) if c in places.towns]
        found = {state: Filler(Ref(c, c, c, (state,), "town"), TOWN) for c, state in told if state not in mine}
        if found:
            return list(found.values())
    return []
