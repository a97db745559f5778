"""Who does or suffers a deed where the sentence says so elsewhere than the row of its word looks."""

from actorgraph.coder.places import Filler, Places
from actorgraph.coder.tree import Tree


def undergone(tree: Tree, places: Places, i: int, relation: str) -> tuple[list[Filler], list[Filler]]:
    """Both ends of a deed told beside what another does: X drew criticism from Y, acted despite the objections of Y."""
    language = tree.language
    token = tree.tokens[i]
    verb = tree.tokens[token.head]
    beside = "with" if relation in ("BACKS", "AIDS") else "despite"
    under = token.universal == "obl" and bool(tree.prepositions(i) & language.words[beside])
    suffers = token.dep == "obj" and language.has("light_passive", verb.lemma)
    if verb.pos != "VERB" or verb.i == i or not (under or (suffers and not tree.is_passive(verb.i))):
        return [], []
    by = "|".join(sorted(language.words["suffered_from"]))
    sources = places.read(places.step(i, by)) or places.read([*places.step(i, "adj"), *places.step(i, "poss")])
    return sources or places.read(tree.obliques(i, language.words["genitive"])), places.read(tree.subjects(verb.i))


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
    if token.universal != "obl" or verb.pos != "VERB" or not tree.prepositions(i) & tree.language.words["during"]:
        return []
    return places.read(tree.objects(verb.i) if tree.is_passive(verb.i) else tree.subjects(verb.i))
