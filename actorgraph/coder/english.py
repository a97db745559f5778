"""Slips of the English parser set right: which word is the verb, what is its object, its particle, the noun it qualifies."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from actorgraph.language import Language, language
from actorgraph.model import Token

FINITE = "Mood=Ind|Tense=Past|VerbForm=Fin"
LOOSE = ("amod", "xcomp", "ccomp", "advcl", "acl", "dep", "parataxis", "conj")  # how a lost main verb is hung


def english(fixed: list[Token], known: Language, verbs: Mapping[str, str]) -> None:
    """Set right what the English parser is known to get wrong; `verbs` gives the infinitive of each form of a known verb."""
    _acronym_read_as_verb(fixed)
    _headline_verb(fixed, known, verbs)
    _headline_in_s(fixed, verbs)
    _verb_before_root(fixed, verbs)
    _verb_joined_to_root(fixed)
    _verb_in_root_phrase(fixed, verbs)
    for t in list(fixed):
        _phrase_before_preposition(fixed, t.i)
        _plural_read_as_verb(fixed, t.i, known)
        _plural_read_as_object(fixed, t.i)
        _verb_within_noun_phrase(fixed, t.i, known)
        _verb_behind_participle(fixed, t.i, verbs)
        _object_behind_judgement(fixed, t.i)
        _past_read_as_participle(fixed, t.i)
        _clause_read_as_phrase(fixed, t.i, known)
        _particle_read_as_preposition(fixed, t.i, known)
        _gerund_read_as_adjective(fixed, t.i, known)
        _preposition_of_title(fixed, t.i)
        _infinitive_of_noun(fixed, t.i, known)
        _bare_infinitive(fixed, t.i, known)
        _number_read_as_time(fixed, t.i)
        _deed_before_subject(fixed, t.i, known)
        _joined_subject(fixed, t.i)
        _subject_behind_phrase(fixed, t.i)
        _second_clause(fixed, t.i)
        _said_in_headline(fixed, t.i, known)
        _name_behind_noun(fixed, t.i, known)
        _subject_read_as_time(fixed, t.i, known)
        _clause_of_subject(fixed, t.i)
        if t.dep == "nsubj:outer" and fixed[t.head].pos == "VERB":  # Germany is to deliver
            fixed[t.i] = replace(fixed[t.i], dep="nsubj")


def _below(fixed: list[Token], i: int, *deps: str) -> Iterator[Token]:
    return (x for x in fixed if x.head == i and x.i != i and (not deps or x.universal in deps))


def _may_be_main(fixed: list[Token], i: int) -> bool:
    """Whether a verb form could be a past tense that has lost its subject: shelled, but not been shelled or by whom."""
    t = fixed[i]
    if t.pos != "VERB" or t.dep not in LOOSE or t.text.lower().endswith("ing"):
        return False
    if t.feat("Tense") != "Past" and t.feat("VerbForm") != "Fin":
        return False
    return not any(_below(fixed, i, "aux", "nsubj", "mark", "expl")) and not any(
        x.dep == "obl:agent" for x in _below(fixed, i)
    )


def _raise(fixed: list[Token], verb: int, old: int) -> None:
    """Let a verb take the place of the word it was hung below, with all that stands behind that word."""
    above = fixed[old]
    fixed[verb] = replace(
        fixed[verb],
        head=verb if above.head == old else above.head,
        dep=above.dep,
        feats=FINITE,
    )
    for x in list(_below(fixed, old)):
        if x.i != verb and (x.i > verb or x.universal in ("punct", "obl", "advcl", "mark", "cc", "aux")):
            fixed[x.i] = replace(x, head=verb)


def _headline_verb(fixed: list[Token], known: Language, verbs: Mapping[str, str]) -> None:
    """« Iran, Saudi Arabia resume talks »: in a sentence without a verb, the word between names and a noun that may be one."""
    if any(t.pos in ("VERB", "AUX") for t in fixed):
        return
    for t in fixed[1:-1]:
        word = t.text
        verb = verbs.get(word) or (word if ("VERB", word) in known.rows or known.has("light", word) else None)
        if t.pos not in ("NOUN", "PROPN", "ADJ") or verb is None or word.endswith(("ed", "ing")):
            continue
        before = fixed[t.i - 1]
        named = before.pos == "PROPN" and all(x.pos in ("PROPN", "ADJ", "CCONJ", "PUNCT", "DET") for x in fixed[: t.i])
        if named and fixed[t.i + 1].pos in ("NOUN", "PROPN", "ADJ", "DET", "NUM", "PRON"):
            _rebuild(fixed, t.i, verb)
            return


def _headline_in_s(fixed: list[Token], verbs: Mapping[str, str]) -> None:
    """« Poland summons Russian ambassador after … »: a root noun behind nothing but a name, with a noun behind it, is the verb."""
    root = next((x for x in fixed if x.dep == "root"), None)
    if root is None or root.pos != "NOUN" or root.text not in verbs or not root.text.endswith("s") or not root.i:
        return
    if any(x.pos != "PROPN" for x in fixed[: root.i]) or any(_below(fixed, root.i, "cop", "nmod", "case")):
        return
    noun = next(
        (x for x in fixed[root.i + 1 :] if x.pos in ("NOUN", "PROPN") and x.head not in range(x.i + 1, x.i + 3)), None
    )
    if noun is None or any(x.pos not in ("ADJ", "NOUN", "PROPN", "DET", "NUM") for x in fixed[root.i + 1 : noun.i]):
        return
    fixed[root.i] = replace(root, pos="VERB", lemma=verbs[root.text], feats="Mood=Ind|Tense=Pres|VerbForm=Fin")
    subject = fixed[root.i - 1]
    fixed[subject.i] = replace(subject, head=root.i, dep="nsubj")
    fixed[noun.i] = replace(noun, head=root.i, dep="obj")


def _verb_before_root(fixed: list[Token], verbs: Mapping[str, str]) -> None:
    """« The rebels, …, overran a base »: a root noun has no subject; the verb form between the two is the verb."""
    root = next((x for x in fixed if x.dep == "root"), None)
    if root is None or root.pos not in ("NOUN", "PROPN") or any(_below(fixed, root.i, "cop", "aux")):
        return
    subject = next((x for x in _below(fixed, root.i, "nsubj") if x.i < root.i), None)
    if subject is None:
        return
    for t in fixed[subject.i + 1 : root.i]:
        finite = t.pos in ("NOUN", "PROPN", "ADJ", "ADP", "ADV", "X") and t.text in verbs and not t.text.endswith("ing")
        if finite and t.head in (root.i, subject.i) and t.dep not in ("case", "mark", "cc") and t.text != verbs[t.text]:
            fixed[t.i] = replace(t, pos="VERB", lemma=verbs[t.text], head=t.i, dep="root", feats=FINITE)
            for x in list(_below(fixed, root.i)):
                if x.i < t.i or x.universal in ("punct", "obl", "advcl"):
                    fixed[x.i] = replace(x, head=t.i)
            fixed[root.i] = replace(root, head=t.i, dep="obj")
            return


def _verb_joined_to_root(fixed: list[Token]) -> None:
    """« Government forces, supported by Y, retook X »: a past tense joined by no « and » to a root noun is its verb."""
    root = next((x for x in fixed if x.dep == "root"), None)
    if root is None or root.pos not in ("NOUN", "PROPN") or any(_below(fixed, root.i, "cop", "aux", "nsubj")):
        return
    for verb in _below(fixed, root.i, "conj"):
        if verb.i > root.i and _may_be_main(fixed, verb.i) and not any(_below(fixed, verb.i, "cc")):
            fixed[verb.i] = replace(verb, head=verb.i, dep="root", feats=FINITE)
            fixed[root.i] = replace(root, head=verb.i, dep="nsubj")
            return


def _verb_in_root_phrase(fixed: list[Token], verbs: Mapping[str, str]) -> None:
    """« Riot police evicted protesters »: between two nouns of a root phrase, a past tense is the verb, not an adjective."""
    root = next((x for x in fixed if x.dep == "root"), None)
    finite = any(x.pos in ("VERB", "AUX") and x.feat("VerbForm") == "Fin" for x in fixed)
    if root is None or root.pos not in ("NOUN", "PROPN") or finite or any(_below(fixed, root.i, "nsubj", "cop")):
        return
    for t in list(_below(fixed, root.i, "amod")):
        noun = fixed[t.i - 1] if t.i else None
        past = t.pos in ("VERB", "ADJ") and t.text in verbs and t.text.endswith("ed")
        if (
            noun is None
            or not past
            or noun.pos not in ("NOUN", "PROPN")
            or noun.dep != "compound"
            or noun.head != root.i
        ):
            continue
        fixed[t.i] = replace(t, pos="VERB", lemma=verbs[t.text], head=t.i, dep="root", feats=FINITE)
        fixed[noun.i] = replace(noun, head=t.i, dep="nsubj")
        for x in list(_below(fixed, root.i)):
            if x.i < noun.i:
                fixed[x.i] = replace(x, head=noun.i)
            elif x.i > root.i and x.universal in ("punct", "obl", "advcl", "nmod"):
                fixed[x.i] = replace(x, head=t.i, dep="obl" if x.universal == "nmod" else x.dep)
        fixed[root.i] = replace(root, head=t.i, dep="obj")
        return


def _phrase_before_preposition(fixed: list[Token], i: int) -> None:
    """« killed a young Palestinian near Nablus »: words before a preposition are no part of the phrase behind it."""
    t = fixed[i]
    if t.dep not in ("obj", "nsubj", "nsubj:pass") or t.pos not in ("NOUN", "PROPN"):
        return
    case = next((c for c in _below(fixed, i, "case") if c.i < i and c.text not in ("'s", "’s")), None)
    if case is None:
        return
    before = [x for x in _below(fixed, i, "det", "amod", "compound", "nummod") if x.i < case.i]
    head = before[-1] if before else None
    if head is None or head.i != case.i - 1 or head.dep == "det" or head.pos not in ("ADJ", "NOUN", "PROPN", "NUM"):
        return
    fixed[head.i] = replace(head, head=t.head, dep=t.dep, pos="NOUN" if head.pos == "ADJ" else head.pos)
    for x in before[:-1]:
        fixed[x.i] = replace(x, head=head.i)
    fixed[i] = replace(t, head=t.head, dep="obl")


def _rebuild(fixed: list[Token], verb: int, lemma: str) -> None:
    """Make a word the root of its sentence: names before it its subjects, the first noun behind it its object."""
    first: int | None = None
    chunk: list[int] = []
    for i in range(verb + 1):
        if i < verb and fixed[i].pos not in ("PUNCT", "CCONJ"):
            chunk.append(i)
            continue
        if chunk:
            head = chunk[-1]
            for k in chunk[:-1]:
                if fixed[k].head not in chunk or fixed[k].head == k:
                    fixed[k] = replace(fixed[k], head=head, dep="compound")
            if first is None:
                first, fixed[head] = head, replace(fixed[head], head=verb, dep="nsubj")
            else:
                fixed[head] = replace(fixed[head], head=first, dep="conj")
            chunk = []
    fixed[verb] = replace(fixed[verb], pos="VERB", lemma=lemma, head=verb, dep="root", feats="VerbForm=Fin")
    done = False
    for x in list(fixed[verb + 1 :]):
        if x.head > verb and x.head != x.i:
            continue
        cased = any(_below(fixed, x.i, "case"))
        role = "punct" if x.pos == "PUNCT" else "obl" if cased or done else "obj"
        done = done or role == "obj"
        fixed[x.i] = replace(x, head=verb, dep=role)
    for x in list(fixed[:verb]):
        if x.pos in ("PUNCT", "CCONJ"):
            fixed[x.i] = replace(x, head=x.i + 1)


def _plural_read_as_verb(fixed: list[Token], i: int, known: Language) -> None:
    """« Russian missile strikes destroyed power plants »: before a past tense a deed in the plural is the noun."""
    t = fixed[i]
    word = t.text.lower()
    noun = next((w for w in (word, word[:-1]) if ("NOUN", w) in known.rows), None)
    if t.pos != "VERB" or noun is None or not word.endswith(("s", "ing")) or i + 1 == len(fixed):
        return
    if any(_below(fixed, i, "aux")) or i == 0 or fixed[i - 1].pos not in ("NOUN", "PROPN", "ADJ"):
        return
    at = i + 2 if fixed[i + 1].pos == "ADV" and i + 2 < len(fixed) else i + 1
    verb = fixed[at]
    over = verb.head if verb.dep != "amod" else fixed[verb.head].head
    if over != i or not _may_be_main(fixed, at):
        return
    if verb.dep == "amod":  # what it was read to qualify is its object
        fixed[verb.head] = replace(fixed[verb.head], head=at, dep="obj")
    _raise(fixed, at, i)
    for x in list(_below(fixed, i, "nsubj")):
        fixed[x.i] = replace(x, dep="amod" if x.pos == "ADJ" else "compound")
    fixed[i] = replace(t, pos="NOUN", lemma=noun, feats="Number=Plur", head=at, dep="nsubj")


def _plural_read_as_object(fixed: list[Token], i: int) -> None:
    """« American drone strikes hit X »: a noun read as a verb, the plural behind it as its object."""
    t = fixed[i]
    head = fixed[t.head]
    if t.pos != "NOUN" or t.dep != "obj" or head.i != i - 1 or head.pos != "NOUN" or i + 1 == len(fixed):
        return
    if fixed[i + 1].head == head.i and _may_be_main(fixed, i + 1):
        _raise(fixed, i + 1, head.i)
        for x in list(_below(fixed, head.i)):
            if x.i < head.i:
                fixed[x.i] = replace(x, head=i)
        fixed[head.i] = replace(head, head=i, dep="compound")
        fixed[i] = replace(t, head=i + 1, dep="nsubj")


def _verb_within_noun_phrase(fixed: list[Token], i: int, known: Language) -> None:
    """« US air strikes targeted State fighters »: a participle behind a plural within one noun phrase is its verb."""
    verb = fixed[i]
    if i == 0 or verb.dep != "amod" or not _may_be_main(fixed, i) or not fixed[i - 1].text.lower().endswith("s"):
        return
    noun, head = fixed[i - 1], fixed[verb.head]
    if noun.pos not in ("NOUN", "PROPN") or noun.head != head.i or noun.dep != "compound" or head.dep != "root":
        return
    if ("VERB", verb.lemma) not in known.rows or any(_below(fixed, head.i, "cop", "nsubj")):
        return
    fixed[i] = replace(verb, head=i, dep="root", feats=FINITE)
    for x in list(_below(fixed, head.i)):
        if x.i < noun.i:  # what stands before the subject is the subject's
            fixed[x.i] = replace(x, head=noun.i)
    fixed[head.i] = replace(head, head=i, dep="obj")
    fixed[noun.i] = replace(noun, head=i, dep="nsubj")


def _verb_behind_participle(fixed: list[Token], i: int, verbs: Mapping[str, str]) -> None:
    """« Rebels armed and funded by Iran attacked »: of two verbs of one subject the first, told with « by », qualifies it."""
    t = fixed[i]
    subjects = [x for x in _below(fixed, i, "nsubj") if x.i < i]
    if t.pos not in ("VERB", "ADJ") or not subjects or not t.text.lower().endswith(("ed", "t", "n", "d")):
        return
    if any(_below(fixed, i, "aux", "cop", "obj")):
        return
    joined = [i, *(x.i for x in _below(fixed, i, "conj") if x.pos == "VERB")]
    agents = [x.i for j in joined for x in _below(fixed, j) if x.dep == "obl:agent"]
    if not agents:
        return
    for verb in fixed[max(agents) + 1 :]:
        if verb.head == i and verb.dep in ("advcl", "ccomp", "xcomp", "parataxis") and _may_be_main(fixed, verb.i):
            _raise(fixed, verb.i, i)
            for s in subjects:
                fixed[s.i] = replace(s, head=verb.i, dep="nsubj")
            participle = "Tense=Past|VerbForm=Part|Voice=Pass"
            lemma = verbs.get(t.text.lower(), t.lemma)
            fixed[i] = replace(t, pos="VERB", lemma=lemma, feats=participle, head=subjects[-1].i, dep="acl")
            for j in joined[1:]:
                fixed[j] = replace(fixed[j], head=i, dep="conj", feats=participle)
            for a in agents:
                if fixed[a].head == verb.i:
                    fixed[a] = replace(fixed[a], head=i)
            return


def _past_read_as_participle(fixed: list[Token], i: int) -> None:
    """« captured or killed X »: a form joined to a past tense is one too, where nothing tells a passive."""
    t = fixed[i]
    first = fixed[t.head]
    if t.pos != "VERB" or t.dep != "conj" or t.feat("Voice") != "Pass" or first.pos != "VERB":
        return
    told = first.feat("VerbForm") == "Fin" or any(x.dep == "nsubj" for x in _below(fixed, first.i))
    if not told or first.feat("Tense") != "Past" or any(_below(fixed, first.i, "aux")):
        return
    if any(_below(fixed, i, "aux")) or any(x.dep in ("nsubj:pass", "obl:agent") for x in _below(fixed, i)):
        return
    if i + 1 < len(fixed) and fixed[i + 1].text.lower() != "by":
        fixed[i] = replace(t, feats=FINITE)


def _clause_read_as_phrase(fixed: list[Token], i: int, known: Language) -> None:
    """« after a Russian warship entered X »: the noun behind « after » is the subject of the verb behind it."""
    t = fixed[i]
    past = t.feat("Tense") == "Past" or t.feat("VerbForm") == "Fin"
    if t.pos != "VERB" or t.dep not in LOOSE or not past or any(_below(fixed, i, "nsubj", "mark", "expl")):
        return
    if t.text.lower().endswith("ing") or any(x.dep == "aux:pass" for x in _below(fixed, i)):
        return
    noun = _phrase_before(fixed, i)
    if noun is None or noun.head == i or noun.universal not in ("obl", "nmod"):
        return
    if noun.dep == "nmod" and fixed[noun.head].universal == "obl" and noun.head < noun.i:
        noun = fixed[noun.head]  # after protesters in X stormed
    opens = [c for c in _below(fixed, noun.i, "case") if known.has("subordinators", c.text.lower())]
    agent = any(x.dep == "obl:agent" for x in _below(fixed, i)) or (i + 1 < len(fixed) and fixed[i + 1].text == "by")
    if len(opens) != 1 or agent or t.dep == "acl":
        return
    fixed[noun.i] = replace(noun, head=i, dep="nsubj")
    fixed[opens[0].i] = replace(opens[0], head=i, dep="mark")
    fixed[i] = replace(t, head=noun.head if fixed[noun.head].pos == "VERB" else t.head, dep="advcl", feats=FINITE)


def _number_read_as_time(fixed: list[Token], i: int) -> None:
    """« brought down one of its planes »: a number with « of » behind a verb that has no object is the object."""
    t = fixed[i]
    if t.dep != "obl:unmarked" or t.pos != "NUM" or fixed[t.head].pos != "VERB" or t.head > i:
        return
    counts = any(c.text.lower() == "of" for x in _below(fixed, i, "nmod") for c in _below(fixed, x.i, "case"))
    if counts and not any(_below(fixed, t.head, "obj")):
        fixed[i] = replace(t, dep="obj")


def _acronym_read_as_verb(fixed: list[Token]) -> None:
    """« ECOWAS slaps embargo on X »: letters in capitals that open a sentence are a name."""
    t = fixed[0]
    if t.pos in ("VERB", "ADJ", "ADV", "AUX", "NOUN") and t.text.isupper() and len(t.text) > 2 and len(fixed) > 2:
        if any(x.text[0].islower() for x in fixed[1:3]):
            fixed[0] = replace(t, pos="PROPN", feats="Number=Sing")


def _joined_subject(fixed: list[Token], i: int) -> None:
    """« The government and the ELN opened talks »: what « and » joins to a subject right before its verb is a subject too."""
    t = fixed[i]
    if t.dep != "nsubj" or t.i > t.head:
        return
    cc = next((c for c in _below(fixed, t.head, "cc") if i < c.i < t.head), None)
    if cc is None or any(x.pos in ("VERB", "AUX") for x in fixed[i + 1 : cc.i]):
        return
    for x in list(_below(fixed, t.head, "obl", "obj", "advmod")):
        bare = not any(_below(fixed, x.i, "case", "mark")) and x.pos in ("PROPN", "NOUN")
        if cc.i < x.i < t.head and bare and all(k.head == x.i for k in fixed[cc.i + 1 : x.i]):
            fixed[x.i] = replace(x, head=i, dep="conj")
            fixed[cc.i] = replace(cc, head=x.i)
            return


def _subject_behind_phrase(fixed: list[Token], i: int) -> None:
    """« After talks with X, President Y criticised Z »: a name behind a comma is the subject of the verb right behind it."""
    t = fixed[i]
    verb = fixed[i + 1] if i + 1 < len(fixed) else t
    while verb.i + 1 < len(fixed) and verb.dep in ("flat", "appos", "aux", "advmod") and verb.i < i + 5:
        verb = fixed[verb.i + 1]
    if t.dep not in ("conj", "appos") or t.pos not in ("PROPN", "NOUN") or verb.pos != "VERB" or t.head >= i:
        return
    first = i
    while first - 1 > t.head and fixed[first - 1].pos != "PUNCT" and first <= fixed[first - 1].head <= i:
        first -= 1
    apart = fixed[first - 1].text == "," and not any(x.dep == "cc" for x in _below(fixed, i))
    above = fixed[t.head]
    while above.dep in ("nmod", "flat", "conj") and above.head < above.i:
        above = fixed[above.head]
    led = above.universal == "obl" and above.head == verb.i and any(_below(fixed, above.i, "case"))
    if apart and led and verb.dep == "root" and not any(x.universal == "nsubj" for x in _below(fixed, verb.i)):
        fixed[i] = replace(t, head=verb.i, dep="nsubj")


def _second_clause(fixed: list[Token], i: int) -> None:
    """« cut ties with X and Y expelled all envoys »: a name joined before a verb that has an object and no subject is it."""
    t = fixed[i]
    verb = fixed[i + 1] if i + 1 < len(fixed) else t
    if t.dep != "conj" or t.pos != "PROPN" or t.head > i or not any(_below(fixed, i, "cc")) or verb.pos != "VERB":
        return
    main = fixed[verb.head]
    told = verb.dep in ("xcomp", "conj", "parataxis", "ccomp", "advcl") and main.i < i and main.pos == "VERB"
    if not told or verb.feat("Tense") != "Past" or any(_below(fixed, verb.i, "nsubj", "nsubj:pass", "mark", "aux")):
        return
    if any(_below(fixed, verb.i, "obj")) and any(_below(fixed, main.i, "nsubj")):
        fixed[i] = replace(t, head=verb.i, dep="nsubj")
        fixed[verb.i] = replace(verb, head=main.i, dep="conj", feats=FINITE)


def _name_behind_noun(fixed: list[Token], i: int, known: Language) -> None:
    """« jailed the Australian economist Sean Turnell »: a full name right behind a noun says who that is."""
    t = fixed[i]
    if t.pos != "PROPN" or t.universal not in ("obl", "nmod") or i == 0 or any(_below(fixed, i, "case")):
        return
    first = min([i, *(x.i for x in _below(fixed, i, "compound", "flat"))])
    full = any(_below(fixed, i, "flat", "compound")) and t.text.lower() not in known.dates["weekdays"]
    noun = fixed[first - 1] if first else None
    if noun is None or not full or noun.pos != "NOUN" or noun.text[0].isupper() or noun.head == i:
        return
    if noun.universal in ("obj", "nsubj", "obl", "nmod", "conj") and t.text.lower() not in known.dates["months"]:
        fixed[i] = replace(t, head=noun.i, dep="appos")


def _subject_read_as_time(fixed: list[Token], i: int, known: Language) -> None:
    """« Russia's foreign ministry accused Kyiv »: a bare noun before a verb without a subject is its subject, unless a time."""
    t = fixed[i]
    verb = fixed[t.head]
    if t.dep != "obl:unmarked" or t.pos not in ("NOUN", "PROPN") or verb.pos != "VERB" or t.i > verb.i:
        return
    word = t.text.lower()
    time = word in known.dates["weekdays"] or word in known.dates["units"] or word in known.dates["months"]
    below = list(_below(fixed, verb.i))
    if time or word in known.dates["days"] or any(x.universal in ("nsubj", "expl", "csubj") for x in below):
        return
    if verb.feat("VerbForm") in ("Inf", "Ger") or verb.text.lower().endswith("ing") or any(_below(fixed, i, "nummod")):
        return
    if any(x.dep == "obl:unmarked" and t.i < x.i < verb.i for x in below):
        return
    passive = any(x.dep == "aux:pass" for x in below)
    fixed[i] = replace(t, dep="nsubj:pass" if passive else "nsubj")


def _clause_of_subject(fixed: list[Token], i: int) -> None:
    """« Smith, who met X, said »: a name before « who » that has nothing else to do is the subject of the main verb."""
    t = fixed[i]
    verb = fixed[t.head]
    if t.text.lower() not in ("who", "which") or t.dep != "nsubj" or verb.dep not in ("ccomp", "advcl", "parataxis"):
        return
    noun = next((x for x in reversed(fixed[:i]) if x.text != ","), None)
    main = fixed[verb.head]
    if noun is None or noun.head != verb.i or noun.pos != "PROPN" or main.i < verb.i or main.pos != "VERB":
        return
    if any(x.i < main.i for x in _below(fixed, main.i, "nsubj")):
        return
    fixed[noun.i] = replace(noun, head=main.i, dep="nsubj")
    fixed[verb.i] = replace(verb, head=noun.i, dep="acl:relcl")


def _said_in_headline(fixed: list[Token], i: int, known: Language) -> None:
    """« White House says Pyongyang shipping shells to X »: a name and a gerund before a noun are what is said."""
    t = fixed[i]
    head = fixed[t.head]
    said = fixed[head.head]
    gerund = t.pos == "VERB" and t.dep == "amod" and t.text.lower().endswith("ing") and head.dep == "obj"
    if not gerund or not known.has("speech", said.lemma) or said.i > i:
        return
    name = next((x for x in fixed[said.i + 1 : i] if x.head == head.i and x.pos == "PROPN"), None)
    if name is None:
        return
    fixed[i] = replace(t, head=said.i, dep="ccomp", feats="Mood=Ind|VerbForm=Fin")
    fixed[name.i] = replace(name, head=i, dep="nsubj")
    fixed[head.i] = replace(head, head=i, dep="obj")


def _deed_before_subject(fixed: list[Token], i: int, known: Language) -> None:
    """« …, a decision Kyiv hailed »: what sums up a deed is the object of the clause behind it, no part of its subject."""
    t = fixed[i]
    if t.dep != "nsubj" or t.pos != "PROPN" or fixed[t.head].pos != "VERB":
        return
    for deed in list(_below(fixed, i, "compound")):
        article = next((x for x in fixed[max(0, deed.i - 3) : deed.i] if x.pos == "DET"), None)
        if not known.has("deed_named", deed.text.lower()) or article is None or article.i == 0:
            continue
        if fixed[article.i - 1].text == "," and not any(_below(fixed, t.head, "obj")):
            fixed[deed.i] = replace(deed, pos="NOUN", lemma=deed.text.lower(), head=t.head, dep="obj")
            fixed[article.i] = replace(article, head=deed.i)


def _phrase_before(fixed: list[Token], i: int) -> Token | None:
    """The noun whose phrase ends right before a word, auxiliaries of that word left out."""
    last = i - 1
    while last > 0 and fixed[last].head == i and fixed[last].universal in ("aux", "advmod"):
        last -= 1
    found = None
    while last > 0 and fixed[last].pos in ("NOUN", "PROPN", "NUM", "PRON"):
        found = fixed[last]
        if any(_below(fixed, last, "case")) or found.head >= i or found.head == last:
            return found
        last = found.head if found.head < last and fixed[found.head].i > 0 else -1
    return found


def _particle_read_as_preposition(fixed: list[Token], i: int, known: Language) -> None:
    """« brushed aside American calls »: what stands behind a verb and its particle is its object."""
    t = fixed[i]
    if i == 0 or t.dep != "case" or not known.has("particles", t.text.lower()) or fixed[i - 1].pos != "VERB":
        return
    verb, noun = fixed[i - 1], fixed[t.head]
    asked = {
        w for row in known.rows.get(("VERB", verb.lemma), ()) for c in row.frame if c.what == "prt" for w in c.lemmas
    }
    alone = all(x.i == i for x in fixed if x.head == noun.i and x.dep in ("case", "mark"))  # not: out of the union
    if noun.head == verb.i and noun.universal in ("obl", "nmod") and alone and t.text.lower() in asked:
        fixed[i] = replace(t, head=verb.i, dep="compound:prt")
        if not any(_below(fixed, verb.i, "obj")):
            fixed[noun.i] = replace(noun, dep="obj")


@cache
def _goods(code: str) -> frozenset[str]:
    """What is given, by the rows: things that do nothing themselves."""
    rows = [
        row for some in language(code).rows.values() for row in some if row.pos == "VERB" and row.relation == "AIDS"
    ]
    return frozenset(w for row in rows for c in row.frame if c.what == "obj" and not c.negated for w in c.lemmas)


def _gerund_read_as_adjective(fixed: list[Token], i: int, known: Language) -> None:
    """« for supplying weapons to X »: behind a preposition a verb before a thing that is given has it for object."""
    t = fixed[i]
    noun = fixed[t.head]
    if t.pos != "VERB" or t.dep != "amod" or not t.text.lower().endswith("ing") or i == 0 or noun.i < i:
        return
    opens = fixed[i - 1]
    if ("VERB", t.lemma) not in known.rows or noun.lemma not in _goods(known.code):
        return
    if opens.dep != "case" or opens.head != noun.i:
        return
    verb = noun.head if noun.universal in ("obl", "obj") else fixed[noun.head].head
    fixed[i] = replace(t, head=verb, dep="advcl")
    fixed[opens.i] = replace(opens, head=i, dep="mark")
    fixed[noun.i] = replace(noun, head=i, dep="obj")


def _preposition_of_title(fixed: list[Token], i: int) -> None:
    """« against President Paul Biya »: the preposition is the name's, not the title's."""
    t = fixed[i]
    title = fixed[t.head]
    if t.dep == "case" and title.dep in ("nmod:desc", "compound") and title.head > title.i > i:
        fixed[i] = replace(t, head=title.head)


def _object_behind_judgement(fixed: list[Token], i: int) -> None:
    """« denounced as illegal China's blockade »: behind « as » and an adjective stands the object."""
    t = fixed[i]
    if t.pos != "VERB" or any(not any(_below(fixed, o.i, "case", "mark")) for o in _below(fixed, i, "obj")):
        return
    for x in list(_below(fixed, i, "obl", "advcl", "obj")):
        marks = [c for c in _below(fixed, x.i, "case", "mark") if c.text.lower() == "as"]
        if not marks or marks[0].i < i or marks[0].i > i + 3 or marks[0].i + 2 >= len(fixed):
            continue
        if x.pos == "ADJ" or any(_below(fixed, x.i, "obj")):  # the tree makes it the judgement's own object
            for o in [o for o in _below(fixed, x.i, "obj", "obl") if o.pos in ("NOUN", "PROPN")][:1]:
                if o.i > x.i and not any(_below(fixed, o.i, "case")):
                    fixed[x.i] = replace(x, dep="xcomp")
                    fixed[o.i] = replace(o, head=i, dep="obj")
                    return
            continue
        at = _judgement(fixed, x, marks[0].i)
        if at is not None:
            fixed[x.i] = replace(x, dep="obj")
            fixed[marks[0].i] = replace(marks[0], head=at)
            fixed[at] = replace(fixed[at], head=i, dep="xcomp")
            return


def _judgement(fixed: list[Token], noun: Token, mark: int) -> int | None:
    """The last word of what stands behind « as » and before an object of its own: illegal China's, an ugly crime its."""
    owner = next((p for p in _below(fixed, noun.i, "nmod") if p.dep == "nmod:poss" and p.i < noun.i), None)
    if owner is not None:
        words = [t.i for t in fixed[mark + 1 : owner.i] if t.pos in ("ADJ", "NOUN", "ADV") and t.text[:1].islower()]
        return words[-1] if words else None
    word, behind = fixed[mark + 1], fixed[mark + 2]
    bare = word.pos == "ADJ" and word.head == noun.i and word.text[:1].islower()
    return word.i if bare and (behind.pos in ("PROPN", "DET") or behind.text[:1].isupper()) else None


def _infinitive_of_noun(fixed: list[Token], i: int, known: Language) -> None:
    """« over the refusal of X to recognise Y »: the infinitive behind an undertaking tells it, whatever the tree hangs it on."""
    t = fixed[i]
    mark = next((x for x in _below(fixed, i, "mark") if x.text.lower() == "to"), None)
    if t.pos != "VERB" or t.dep not in ("xcomp", "advcl") or mark is None or not mark.i < i <= mark.i + 2:
        return
    noun = next((x for x in reversed(fixed[max(0, mark.i - 6) : mark.i]) if known.has("undertakings", x.lemma)), None)
    if noun is None or noun.pos != "NOUN" or t.head >= noun.i:
        return
    asked = noun.dep == "obj" and known.has("object_control", fixed[noun.head].lemma)
    between = fixed[noun.i + 1 : mark.i]
    if asked or not all(x.head in range(noun.i, mark.i) and x.pos != "VERB" for x in between):
        return
    fixed[i] = replace(t, head=noun.i, dep="acl")


def _bare_infinitive(fixed: list[Token], i: int, known: Language) -> None:
    """« helped Mali battle al-Qaeda fighters »: a verb behind a name within what is helped, read as part of its phrase."""
    t = fixed[i]
    head = fixed[t.head]
    helper = fixed[head.head]
    if i == 0 or t.dep != "compound" or not head.i > i or head.dep not in ("obj", "nmod") or helper.lemma != "help":
        return
    name = fixed[i - 1]
    if ("VERB", t.text) not in known.rows or name.pos != "PROPN" or name.head != head.i:
        return
    fixed[i] = replace(t, pos="VERB", lemma=t.text, head=helper.i, dep="xcomp", feats="VerbForm=Inf")
    fixed[head.i] = replace(head, head=i, dep="obj")
    fixed[name.i] = replace(name, head=helper.i, dep="obj")
    for x in list(_below(fixed, head.i)):
        if x.i < name.i:
            fixed[x.i] = replace(x, head=name.i)
