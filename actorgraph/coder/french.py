"""Slips of the French parser set right: whose subject a name is, to which noun a relative clause belongs, participles."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from actorgraph.language import Language
from actorgraph.model import Token

NOUNS = ("NOUN", "PROPN", "PRON", "NUM")
LOST = ("dep", "dislocated", "vocative", "discourse")  # how a subject is hung that was not known for one
ASIDE = ("root", "advcl", "conj", "ccomp", "parataxis", "xcomp", "acl")  # how a relative clause is hung amiss


def french(fixed: list[Token], known: Language, verbs: Mapping[str, str]) -> None:
    """Set right what the French parser is known to get wrong; `verbs` gives the infinitive of each form of a known verb."""
    for t in list(fixed):
        _participle_without_form(fixed, t.i)
    for t in list(fixed):
        _participle_read_as_adjective(fixed, t.i, verbs)
        _joined_subject(fixed, t.i)
        _subject_lost(fixed, t.i)
        _phrase_of_clause(fixed, t.i)
        _person_read_as_nobody(fixed, t.i, known)
        _origin_read_as_agent(fixed, t.i)
        _origin_read_as_object(fixed, t.i)
        if t.pos == "PRON" and t.dep == "obj" and t.text.lower() in ("leur", "lui") and t.i < t.head:
            fixed[t.i] = replace(fixed[t.i], dep="iobj")  # et leur fournit des armes
        _noun_read_as_verb(fixed, t.i)
        _found_itself(fixed, t.i, known)
    for t in list(fixed):
        if t.pos in ("PRON", "SCONJ", "DET") and known.has("relative", t.text.lower()):
            _relative_of_infinitive(fixed, t.i, known)
            _relative_clause(fixed, t.i)
            _receiver_read_as_mark(fixed, t.i)
            _subject_behind(fixed, t.i)
            _object_before(fixed, t.i, known)
            _owner_of_object(fixed, t.i)
            _agreement(fixed, t.i)


def _found_itself(fixed: list[Token], i: int, known: Language) -> None:
    """« X s'est vue sanctionnée par Y »: a passive, its subject that of the verb which the tree makes a mere auxiliary."""
    t = fixed[i]
    if t.dep != "aux:pass" or not known.has("finds_itself", t.lemma):
        return
    for x in list(_below(fixed, i)):
        fixed[x.i] = replace(x, head=t.head, dep="nsubj:pass" if x.universal == "nsubj" else x.dep)


def _noun_read_as_verb(fixed: list[Token], i: int) -> None:
    """« condamné par contumace le militant »: what a preposition governs and is no infinitive has no object of its own."""
    t = fixed[i]
    ends = ("er", "ir", "re", "ant", "é", "ée", "és", "ées", "i", "u", "is", "us")
    if t.pos != "VERB" or t.dep not in ("xcomp", "advcl", "obl") or t.text.lower().endswith(ends) or t.head >= i:
        return
    if not any(x.i == i - 1 and x.pos == "ADP" and x.text.lower() in ("par", "sous", "sans") for x in _below(fixed, i)):
        return
    fixed[i] = replace(t, pos="NOUN", dep="obl:mod", lemma=t.text.lower())
    for x in list(_below(fixed, i, "obj")):
        fixed[x.i] = replace(x, head=t.head)


def _relative_of_infinitive(fixed: list[Token], i: int, known: Language) -> None:
    """« le Rwanda, qu'il accuse d'héberger X »: whom one accuses, orders or threatens is the finite verb's object."""
    t = fixed[i]
    deed = fixed[t.head]
    verb = fixed[deed.head]
    if t.text.lower() not in ("que", "qu'", "qu’") or deed.feat("VerbForm") != "Inf" or not i < verb.i < deed.i:
        return
    rows = known.rows.get(("VERB", verb.lemma), ())
    told = any(row.relation in ("ACCUSES", "DEMANDS", "THREATENS") and ("obj",) in row.target for row in rows)
    if told and any(x.i > i for x in _below(fixed, verb.i, "nsubj")):
        fixed[i] = replace(t, head=verb.i, dep="obj")


def _below(fixed: list[Token], i: int, *deps: str) -> Iterator[Token]:
    return (x for x in fixed if x.head == i and x.i != i and (not deps or x.universal in deps))


def _cased(fixed: list[Token], i: int) -> bool:
    return any(_below(fixed, i, "case", "mark"))


def _is_finite(fixed: list[Token], i: int) -> bool:
    helped = any(x.feat("VerbForm") == "Fin" for x in _below(fixed, i, "aux", "cop"))
    return helped or (fixed[i].pos in ("VERB", "AUX") and fixed[i].feat("VerbForm") == "Fin")


def _is_passive(fixed: list[Token], i: int) -> bool:
    return any(x.dep == "aux:pass" for x in _below(fixed, i, "aux"))


def _participle_read_as_adjective(fixed: list[Token], i: int, verbs: Mapping[str, str]) -> None:
    """« des rebelles armés et financés par l'Iran »: what has an agent, or is joined to what has one, is a participle."""
    t = fixed[i]
    verb = verbs.get(t.text.lower())
    if t.pos != "ADJ" or verb is None or any(_below(fixed, i, "cop", "nsubj")):
        return
    joined = [
        i,
        *(x.i for x in fixed if x.dep == "conj" and (x.head in (i, t.head) if t.dep == "conj" else x.head == i)),
    ]
    if not any(x.dep == "obl:agent" for j in joined for x in _below(fixed, j)):
        return
    feats = f"{t.feats}|" if t.feats and "VerbForm" not in t.feats else ""
    dep = "acl" if t.dep == "amod" else t.dep
    fixed[i] = replace(t, pos="VERB", lemma=verb, dep=dep, feats=f"{feats}Tense=Past|VerbForm=Part|Voice=Pass")


def _participle_without_form(fixed: list[Token], i: int) -> None:
    """« soutenu, armé et entraîné »: a verb joined to a participle by its ending is one too."""
    t = fixed[i]
    ends = ("é", "ée", "és", "ées", "i", "ie", "is", "ies", "u", "ue", "us", "ues")
    if t.pos != "VERB" or t.feat("VerbForm") or t.dep not in ("conj", "acl") or not t.text.lower().endswith(ends):
        return
    if t.dep == "acl" or fixed[t.head].feat("VerbForm") == "Part":
        fixed[i] = replace(t, feats=f"{t.feats}|Tense=Past|VerbForm=Part".strip("|"))


def _subject_lost(fixed: list[Token], i: int) -> None:
    """« que Moscou a fait arrêter »: a bare name before a finite verb without a subject is its subject, not of a passive
    where nothing tells one."""
    t = fixed[i]
    if t.pos not in ("VERB", "AUX") or not _is_finite(fixed, i):
        return
    passive = _is_passive(fixed, i)
    below = list(_below(fixed, i))
    helped = {a.lemma for a in below if a.universal == "aux"}
    for x in below:
        if x.dep == "nsubj:pass" and not passive and helped == {"avoir"}:
            fixed[x.i] = replace(x, dep="nsubj")
    if any(x.universal in ("nsubj", "expl") for x in below):
        return
    lost = [x for x in below if x.dep in LOST and x.i < i and x.pos in ("PROPN", "NOUN")]
    if lost and not _cased(fixed, lost[-1].i):
        fixed[lost[-1].i] = replace(lost[-1], dep="nsubj:pass" if passive else "nsubj")


def _joined_subject(fixed: list[Token], i: int) -> None:
    """« La France et l'Italie ont signé »: what « et » joins to the subject is the subject's, not the verb's own phrase."""
    t = fixed[i]
    if not t.dep.startswith("nsubj"):
        return
    cc = next((c for c in _below(fixed, i, "cc") if c.i < i), None)
    if cc is None or cc.i == 0:
        return
    first = fixed[cc.i - 1]
    while first.dep in ("flat:name", "amod", "flat:foreign", "det", "nmod") and first.head < first.i:
        first = fixed[first.head]
    loose = first.universal in ("obl", "dislocated", "vocative", "nmod", "dep", "advmod", "appos")
    if first.head != t.head or not loose or first.pos not in ("NOUN", "PROPN") or _cased(fixed, first.i):
        return
    fixed[first.i] = replace(first, dep=t.dep)
    fixed[i] = replace(t, head=first.i, dep="conj")


def _phrase_of_clause(fixed: list[Token], i: int) -> None:
    """« malgré les menaces de Pékin » belongs to what is done, not to the noun before it."""
    case = fixed[i]
    t = fixed[case.head]
    if case.lemma not in CLAUSAL or case.dep != "case" or t.dep != "nmod":
        return
    above = t
    while above.pos != "VERB" and above.head != above.i:
        above = fixed[above.head]
    if above.pos == "VERB":
        fixed[t.i] = replace(t, head=above.i, dep="obl:mod")


CLAUSAL = frozenset({"malgré", "face"})


def _person_read_as_nobody(fixed: list[Token], i: int, known: Language) -> None:
    """« Il s'était vu proposer »: before a verb that is never impersonal, « il » is somebody."""
    t = fixed[i]
    verb = fixed[t.head]
    if t.dep != "expl:subj" or verb.pos != "VERB" or known.has("impersonal", verb.lemma):
        return
    if not any(_below(fixed, verb.i, "nsubj", "csubj")) and not _is_passive(fixed, verb.i):
        fixed[i] = replace(t, dep="nsubj")


def _origin_read_as_agent(fixed: list[Token], i: int) -> None:
    """« chassés du Mali »: « de » tells no agent."""
    t = fixed[i]
    if t.dep == "obl:agent" and any(c.lemma in ("de", "de le") for c in _below(fixed, i, "case")):
        fixed[i] = replace(t, dep="obl:arg")


def _origin_read_as_object(fixed: list[Token], i: int) -> None:
    """« s'est emparé de trois villages »: a verb with « se » has no object behind « de »."""
    t = fixed[i]
    verb = fixed[t.head]
    own = any(x.lemma in ("se", "soi") for x in _below(fixed, verb.i, "obj", "expl", "iobj"))
    if t.dep == "obj" and t.i > verb.i and own and any(c.lemma == "de" for c in _below(fixed, i, "case")):
        fixed[i] = replace(t, dep="obl:arg")


def _verb_of(fixed: list[Token], r: int) -> int | None:
    """The verb of the clause that a relative pronoun opens."""
    j = fixed[r].head
    for _ in range(4):
        if j > r and (fixed[j].pos in ("VERB", "AUX") or any(_below(fixed, j, "cop"))):
            return j
        if fixed[j].head == j:
            return None
        j = fixed[j].head
    return None


def _qualified(fixed: list[Token], r: int) -> int | None:
    """The noun that stands before a relative pronoun: across a preposition, a comma, a name's further words."""
    j = r - 1
    while j > 0 and fixed[j].pos == "ADP":
        j -= 1
    if j > 0 and fixed[j].text in (",", ")", "»"):
        j -= 1
    while j > 0 and fixed[j].universal in ("flat", "amod", "appos", "nummod") and fixed[j].head < j:
        j = fixed[j].head
    return j if j >= 0 and fixed[j].pos in NOUNS and fixed[j].text.lower() not in ("qui", "que") else None


def _relative_clause(fixed: list[Token], r: int) -> None:
    """« Le Qatar, auquel Riyad reproche …, a rompu »: a clause that a relative pronoun opens qualifies the noun before it."""
    noun, verb = _qualified(fixed, r), _verb_of(fixed, r)
    if noun is None or verb is None or fixed[verb].dep not in ASIDE:
        return
    word = fixed[r].text.lower()
    if word in ("que", "qu'", "qu’", "où") and not (fixed[r].universal == "obj" and fixed[r - 1].text == ","):
        return  # may well open what is said
    before = [x for x in _below(fixed, verb, "nsubj", "obl", "dislocated") if x.i < r and x.universal != "obl"]
    own = any(r <= x.i for x in _below(fixed, verb, "nsubj", "obj"))
    if word == "dont" and not any(x.i > r for x in _below(fixed, verb, "nsubj")):
        return  # « dix morts, dont deux soldats »
    if fixed[verb].dep != "root" and not before:
        if verb not in _above(fixed, noun) and own:
            fixed[verb] = replace(fixed[verb], head=noun, dep="acl:relcl")
        return
    noun = next((b.i for b in before if b.i in _above(fixed, noun)), noun)  # la Cour de Nancy, qui: the court
    main = next((x for x in fixed[verb + 1 :] if x.head == verb and _may_lead(fixed, x)), None)
    if main is None or not own:
        return
    over = fixed[verb]
    top = main.i if over.head == verb else over.head
    fixed[main.i] = replace(main, head=top, dep=over.dep)
    for x in list(_below(fixed, verb)):
        if x.i != main.i and (x.i > main.i or x.i < noun) and x.i not in {b.i for b in before}:
            fixed[x.i] = replace(x, head=main.i)
    role = "nsubj:pass" if _is_passive(fixed, main.i) else "nsubj"
    for b in before:
        fixed[b.i] = replace(fixed[b.i], head=main.i, dep=role)
    fixed[verb] = replace(fixed[verb], head=noun, dep="acl:relcl")


def _above(fixed: list[Token], i: int) -> set[int]:
    found = {i}
    while fixed[i].head not in found:
        i = fixed[i].head
        found.add(i)
    return found


def _may_lead(fixed: list[Token], t: Token) -> bool:
    """Whether a word may be the main verb of a sentence whose root was sought in a relative clause."""
    loose = t.dep in ("advcl", "conj", "ccomp", "xcomp") or t.universal == "parataxis"
    opened = any(_below(fixed, t.i, "mark", "cc")) or any(x.i < t.i for x in _below(fixed, t.i, "nsubj"))
    return loose and not opened and _is_finite(fixed, t.i)


def _subject_behind(fixed: list[Token], r: int) -> None:
    """« que soutient l'Iran »: behind « que » and a verb stands the subject."""
    verb = _verb_of(fixed, r)
    if fixed[r].text.lower() not in ("que", "qu'", "qu’") or verb is None or fixed[verb].dep != "acl:relcl":
        return
    if any(t.pos not in ("AUX", "ADV", "PRON") for t in fixed[r + 1 : verb]):
        return
    if any(x.i > r for x in _below(fixed, verb, "nsubj")):
        return
    for x in list(_below(fixed, verb, "obj", "nmod", "obl", "appos")):
        if x.i > verb and x.pos in ("NOUN", "PROPN") and not _cased(fixed, x.i):
            fixed[x.i] = replace(x, dep="nsubj")
            fixed[r] = replace(fixed[r], pos="PRON", dep="obj", head=verb)
            return


def _object_before(fixed: list[Token], r: int, known: Language) -> None:
    """« le protocole que l'Union a conclu »: the pronoun is the object of a verb that takes one and has none."""
    t, verb = fixed[r], _verb_of(fixed, r)
    if t.text.lower() not in ("que", "qu'", "qu’") or t.dep != "mark" or verb is None:
        return
    v = fixed[verb]
    if v.dep not in ("acl:relcl", "acl") or v.pos != "VERB" or any(_below(fixed, verb, "obj", "ccomp", "xcomp")):
        return
    rows = known.rows.get(("VERB", v.lemma), ())
    takes = any(("obj",) in row.target or any(c.what == "obj" and not c.negated for c in row.frame) for row in rows)
    if takes and not _is_passive(fixed, verb) and any(_below(fixed, verb, "nsubj")):
        fixed[r] = replace(t, pos="PRON", dep="obj", head=verb)
        fixed[verb] = replace(v, dep="acl:relcl")


def _receiver_read_as_mark(fixed: list[Token], r: int) -> None:
    """« auquel Riyad reproche »: a pronoun that has its preposition in itself hangs on the verb."""
    t = fixed[r]
    if t.dep in ("mark", "case", "det", "dep") and t.text.lower().startswith(
        ("auquel", "auxquel", "duquel", "desquel")
    ):
        verb = _verb_of(fixed, r)
        if verb is not None:
            fixed[r] = replace(t, head=verb, dep="obl:arg", pos="PRON")


def _owner_of_object(fixed: list[Token], r: int) -> None:
    """« dont Kinshasa a dénoncé la politique »: whose the object is, not whose a name."""
    t, verb = fixed[r], _verb_of(fixed, r)
    if t.text.lower() != "dont" or verb is None or fixed[verb].dep != "acl:relcl":
        return
    objects = [x for x in _below(fixed, verb, "obj") if x.i > r]
    if objects and (t.head == verb or fixed[t.head].pos == "PROPN"):
        fixed[r] = replace(t, head=objects[0].i, dep="nmod")


def _number(fixed: list[Token], i: int) -> str:
    helped = [x.feat("Number") for x in _below(fixed, i, "aux", "cop") if x.feat("VerbForm") == "Fin"]
    return (helped or [fixed[i].feat("Number")])[0]


def _gender(fixed: list[Token], i: int) -> str:
    """The gender of a participle that agrees with its subject."""
    return fixed[i].feat("Gender") if any(x.lemma == "être" for x in _below(fixed, i, "aux")) else ""


def _agreement(fixed: list[Token], r: int) -> None:
    """« les alliés de la Russie qui soutient »: the noun before the pronoun that has the number of its verb."""
    verb = fixed[r].head
    v = fixed[verb]
    if fixed[r].text.lower() != "qui" or fixed[r].universal != "nsubj" or v.dep != "acl:relcl" or v.head >= r:
        return
    number, gender = _number(fixed, verb), _gender(fixed, verb)
    noun = fixed[v.head]

    def agrees(x: Token) -> bool:
        return all(not told or x.feat(name) in ("", told) for name, told in (("Number", number), ("Gender", gender)))

    if agrees(noun) or any(_below(fixed, noun.i, "conj")):
        return
    for x in reversed(fixed[noun.i - 8 if noun.i > 8 else 0 : r]):
        fits = x.pos in ("NOUN", "PROPN") and x.feat("Number") and agrees(x) and x.universal != "flat"
        if fits and (x.i in _above(fixed, noun.i) or noun.i in _above(fixed, x.i)):
            fixed[verb] = replace(v, head=x.i)
            return
