"""Whether a predicate is said to be so: negated, hypothetical, future, or asserted."""

from actorgraph.coder.tree import Tree
from actorgraph.model import Polarity


def _is_undone(tree: Tree, i: int) -> bool:
    """Whether a noun for an agreement or talks is told to be broken: broke the truce, le gel des contacts."""
    t = tree.tokens[i]
    broken = t.universal == "obj" and tree.language.has("undoes", tree.tokens[t.head].lemma)
    ended = t.universal == "nmod" and tree.language.has("undoing", tree.tokens[t.head].lemma)
    return (broken or ended) and tree.names_deed(i, "AGREES_WITH", "NEGOTIATES_WITH", "COOPERATES_WITH", "MEETS")


def polarity(tree: Tree, i: int) -> Polarity | None:
    """How real a predicate is said to be; None where it is not said at all (an aim, a question, a wish)."""
    if _question(tree) or _is_undone(tree, i):
        return None
    found: Polarity = "asserted"
    below = i
    for j in (i, *tree.ancestors(i)):
        state = _own(tree, j) if tree.tokens[j].pos in ("VERB", "AUX", "ADJ", "NOUN", "PROPN") else None
        if j != i:
            if tree.tokens[below].dep in (
                "acl:relcl",
                "appos",
                "parataxis",
                "conj",
                "nmod",
                "nsubj",
                "csubj",
                "acl",
                "amod",
            ):
                if tree.tokens[below].dep == "acl" and _from_governor(tree, j, below) == "negated":
                    return "negated"
                if tree.tokens[below].dep != "conj" or _starts_own(tree, below):
                    break
            state = _from_governor(tree, j, below) or (state if _covers(tree, j, below) else None)
        if state == "negated":
            return "negated"
        if state == "hypothetical":
            found = "hypothetical"
        elif state == "future" and found == "asserted":
            found = "future"
        elif state == "aim":
            return None
        if _stops(tree, j):
            break
        below = j
    return found


def _question(tree: Tree) -> bool:
    return tree.sentence.text.rstrip(" »”\"'").endswith("?")


def _starts_own(tree: Tree, i: int) -> bool:
    return bool(tree.kids(i, "nsubj", "nsubj:pass"))


def _covers(tree: Tree, governor: int, below: int) -> bool:
    """Whether what is said of a governor (not, might) is said of its dependent too: of complements and light nouns."""
    dep = tree.tokens[below].universal
    if tree.prepositions(below) & tree.language.words["because"]:
        return False  # will not send tanks, despite appeals from X
    if dep in ("xcomp", "obj", "conj"):
        return True
    return dep == "obl" and tree.language.has("light", tree.tokens[governor].lemma)


def _aside(tree: Tree, i: int) -> bool:
    """Whether a clause is told besides, a participle or with a subject of its own: its governor's « not » does not touch it."""
    t = tree.tokens[i]
    if t.universal != "advcl" or t.pos not in ("VERB", "AUX"):
        return False
    told = t.feat("VerbForm") == "Fin" or bool(tree.kids(i, "nsubj", "nsubj:pass"))
    conditional = any(tree.language.has("conditions", tree.tokens[c].text.lower()) for c in tree.kids(i, "mark"))
    return (told and not conditional) or (t.feat("VerbForm") in ("Part", "Ger") and not tree.prepositions(i))


def _stops(tree: Tree, j: int) -> bool:
    dep = tree.tokens[j].universal
    if _aside(tree, j):
        return True
    return dep in ("root", "parataxis") or (dep == "conj" and _starts_own(tree, j))


def _own(tree: Tree, i: int) -> str | None:
    """What the words around a verb itself say."""
    language, t = tree.language, tree.tokens[i]
    state = None
    for c in tree.children[i]:
        child = tree.tokens[c]
        word, lemma, dep = child.text.lower(), child.lemma, child.universal
        if dep in ("advmod", "det", "cc", "discourse", "aux") and (
            language.has("negations", word) or language.has("negations", lemma)
        ):
            return "negated"
        if dep == "mark" and (language.has("conditions", word) or language.has("conditions", lemma)):
            return "hypothetical" if word in ("si", "s'", "if", "unless", "whether") else "aim"
        if (
            dep in ("mark", "case")
            and t.pos in ("VERB", "AUX")
            and (word in ("pour", "afin", "without", "sans") or language.has("aims", word))
        ):
            if word == "without" or word == "sans":
                return "negated"
            above = tree.tokens[t.head]
            if word == "to" and above.lemma in ("first", "last", "latest"):
                continue  # were the first to congratulate X
            if word == "to" and above.dep == "root" and (above.pos == "PROPN" or above.i == i):
                return "future"  # a headline: Smith to visit Peru
            if t.dep in ("advcl", "acl", "obl", "obl:mod", "nmod", "root") and t.feat("VerbForm") in ("Inf", ""):
                return "aim"
        if dep == "aux" and word in ("would", "'d") and _told(tree, i):
            state = state or "future"  # said it would send
            continue
        if dep == "aux" and not (child.i and child.text[0].isupper()):  # Theresa May condemned
            if language.has("hypotheses", lemma) or language.has("hypotheses", word):
                state = "hypothetical"
            elif (
                (language.has("futures", lemma) and lemma not in ("be", "aller"))
                or child.feat("Tense") == "Fut"
                or word == "'ll"
            ):
                state = state or "future"
            if child.feat("Mood") == "Cnd":
                state = "hypothetical"
            if child.feat("Tense") == "Fut":
                state = state or "future"
        if dep == "amod" and (language.has("allegation_words", lemma) or language.has("allegation_words", word)):
            state = "hypothetical"
        if dep == "advmod" and language.has("allegation_words", word):
            state = "hypothetical"
    for c in tree.kids(
        i, "obj", "obl", "obl:arg", "nsubj", "nsubj:pass"
    ):  # n'a signé aucun accord, no agreement was signed
        if any(
            language.has("negations", tree.tokens[d].text.lower()) and tree.tokens[d].text.lower() != "ni"
            for d in tree.kids_of(c, "det")
        ):
            return "negated"
    if t.feat("Mood") == "Cnd":
        state = "hypothetical"
    if t.feat("Tense") == "Fut":
        state = state or "future"
    return state


def _told(tree: Tree, i: int) -> bool:
    """Whether a clause is what somebody is said to have said."""
    head = tree.tokens[tree.tokens[i].head]
    return (
        tree.tokens[i].dep in ("ccomp", "conj")
        and tree.language.has("speech", head.lemma)
        and head.feat("Tense") == "Past"
    )


def _from_governor(tree: Tree, governor: int, below: int) -> str | None:
    """What a governing verb says of its complement."""
    language, g = tree.language, tree.tokens[governor]
    dep = tree.tokens[below].universal
    if _aside(tree, below):
        return None  # halted its support, accusing …
    verbal = tree.tokens[below].pos in ("VERB", "AUX")
    if dep in ("xcomp", "ccomp", "advcl", "obl", "obj", "acl") and (verbal or dep in ("obj", "xcomp")):
        if g.lemma in ("aller",) and dep == "xcomp":
            return "future"
        if dep == "acl" and language.has("refusals", g.lemma):
            return "negated"
        over = tree.tokens[g.head]
        if dep == "acl" and language.has("claims", g.lemma) and g.dep == "obj" and language.has("denies", over.lemma):
            return "negated"  # denied claims that X had attacked
        if dep == "obl" and tree.prepositions(below) & language.words["because"]:
            return None
        if language.has("refuses", g.lemma) and dep in ("xcomp", "obl", "advcl", "ccomp", "obj"):
            return None if _of_another(tree, governor, below) else "negated"
        if language.has("hypotheses", g.lemma) and dep in ("xcomp", "ccomp", "obl", "advcl", "obj"):
            return "hypothetical"
        if verbal and _accused(tree, governor) and tree.prepositions(below) & language.words["genitive"]:
            return "hypothetical"
        if verbal and _asked(tree, governor, below):
            return "aim"
        if (
            verbal
            and dep in ("xcomp", "acl", "advcl")
            and language.has("futures", g.lemma)
            and tree.tokens[below].feat("VerbForm") in ("Inf", "")
        ):
            return "future"
    return None


def _accused(tree: Tree, i: int) -> bool:
    """Whether somebody is accused or suspected, nobody says by whom: est accusé d'armer X, suspected of arming X."""
    return tree.tells(i, "ACCUSES") and tree.is_passive(i) and not tree.agents(i)


def _asked(tree: Tree, governor: int, i: int) -> bool:
    """Whether somebody is only asked to do it, by a verb that tells nothing else: asked donors to help X."""
    t = tree.tokens[i]
    rows = tree.language.rows.get(("VERB", tree.tokens[governor].lemma), ())
    complement = t.dep in ("xcomp", "ccomp") and t.feat("VerbForm") == "Inf"
    return complement and bool(rows) and all(r.relation == "DEMANDS" for r in rows)


def _of_another(tree: Tree, governor: int, noun: int) -> bool:
    """Whether what is rejected has been done by somebody else: a rejeté les appels des États-Unis."""
    rejects = tree.tells(governor, "REJECTS")
    return rejects and tree.tokens[noun].pos == "NOUN" and bool(tree.obliques(noun, tree.language.words["genitive"]))
