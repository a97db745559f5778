"""Known slips of the parser set right before a tree is read; how often it slips is measured in docs/parser.md.

- a lemma that the lexicon does not know, where the word is a form of a verb or noun that it does know (« soutenues »);
- a bare time noun between a verb and its object that takes the object as its own (« a exhorté mardi Pékin »);
- a verb read as a noun or hung on its subject as a participle, a clause whose subject was joined to what stands before,
  and a speaker behind his quotation read as an object.
"""

import re
from dataclasses import replace
from functools import cache

from actorgraph.coder.english import english
from actorgraph.coder.french import french
from actorgraph.conjugation import lemmas
from actorgraph.language import Language, language
from actorgraph.model import Token

ENGLISH = {
    "arisen": "arise",
    "bade": "bid",
    "beaten": "beat",
    "began": "begin",
    "begun": "begin",
    "bent": "bend",
    "blew": "blow",
    "blown": "blow",
    "bound": "bind",
    "broke": "break",
    "broken": "break",
    "brought": "bring",
    "built": "build",
    "caught": "catch",
    "chose": "choose",
    "chosen": "choose",
    "dealt": "deal",
    "drawn": "draw",
    "drew": "draw",
    "driven": "drive",
    "drove": "drive",
    "fed": "feed",
    "felt": "feel",
    "fled": "flee",
    "flew": "fly",
    "forbade": "forbid",
    "forbidden": "forbid",
    "forgave": "forgive",
    "fought": "fight",
    "found": "find",
    "freed": "free",
    "froze": "freeze",
    "frozen": "freeze",
    "gave": "give",
    "given": "give",
    "gone": "go",
    "held": "hold",
    "hid": "hide",
    "hidden": "hide",
    "hung": "hang",
    "kept": "keep",
    "laid": "lay",
    "led": "lead",
    "left": "leave",
    "lying": "lie",
    "lied": "lie",
    "lent": "lend",
    "lost": "lose",
    "made": "make",
    "met": "meet",
    "overran": "overrun",
    "overthrew": "overthrow",
    "overthrown": "overthrow",
    "paid": "pay",
    "rang": "ring",
    "rescinded": "rescind",
    "retaken": "retake",
    "retook": "retake",
    "said": "say",
    "sank": "sink",
    "saw": "see",
    "seen": "see",
    "sent": "send",
    "shaken": "shake",
    "shook": "shake",
    "shot": "shoot",
    "slain": "slay",
    "slew": "slay",
    "sold": "sell",
    "sought": "seek",
    "spoke": "speak",
    "spoken": "speak",
    "sprang": "spring",
    "stole": "steal",
    "stolen": "steal",
    "stood": "stand",
    "stricken": "strike",
    "struck": "strike",
    "stuck": "stick",
    "sunk": "sink",
    "swept": "sweep",
    "swore": "swear",
    "sworn": "swear",
    "taken": "take",
    "threw": "throw",
    "thrown": "throw",
    "told": "tell",
    "took": "take",
    "tore": "tear",
    "torn": "tear",
    "undertaken": "undertake",
    "undertook": "undertake",
    "underwrote": "underwrite",
    "unfroze": "unfreeze",
    "upheld": "uphold",
    "went": "go",
    "withdrawn": "withdraw",
    "withdrew": "withdraw",
    "withheld": "withhold",
    "won": "win",
    "written": "write",
    "wrote": "write",
}


def english_forms(verb: str) -> list[str]:
    """The regular forms of an English verb.

    >>> english_forms("blame"), english_forms("ban")[1:]
    (['blames', 'blamed', 'blaming'], ['baned', 'baning', 'banned', 'banning'])
    """
    if verb.endswith("e"):
        return [verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return [verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    plural = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    forms = [plural, verb + "ed", verb + "ing"]
    if len(verb) > 2 and verb[-1] not in "aeiouwxy" and verb[-2] in "aeiou" and verb[-3] not in "aeiou":
        forms += [verb + verb[-1] + "ed", verb + verb[-1] + "ing"]
    return forms


@cache
def forms_of(code: str) -> dict[str, str]:
    """Forms of the verbs that the rows and lists of a language name, to their infinitive."""
    known = language(code)
    verbs = {lemma for pos, lemma in known.rows if pos == "VERB"}
    for group in (
        "speech",
        "light",
        "refuses",
        "hypotheses",
        "futures",
        "object_control",
        "bad_deeds",
        "answers",
        "names",
    ):
        verbs |= {v for v in known.words[group] if " " not in v and "'" not in v}
    if code == "fr":
        return lemmas(sorted(verbs))
    found = {form: verb for verb in sorted(verbs) for form in english_forms(verb)}
    return found | {form: base for form, base in ENGLISH.items() if base in verbs}


def repaired(tokens: tuple[Token, ...], known: Language) -> tuple[Token, ...]:
    """The tokens with known slips set right."""
    fixed = [_lemma(t, known) for t in tokens]
    for t in tokens:
        _object_behind_time(fixed, t.i, known)
        _verb_read_as_noun(fixed, t.i, known)
    for t in tokens:
        _subject_of_lost_verb(fixed, t.i)
        _speech_joined_to_deed(fixed, t.i, known)
        _speaker_behind(fixed, t.i, known)
        _speech_within_quotation(fixed, t.i, known)
        _clause_of_agent(fixed, t.i)
    _dateline(fixed)
    if known.code == "en":
        english(fixed, known, forms_of(known.code))
        _headline(fixed)
    if known.code == "fr":
        french(fixed, known, forms_of(known.code))
    return tuple(fixed)


def _clause_of_agent(fixed: list[Token], i: int) -> None:
    """« accusé par X d'avoir livré », « accused by X of looting »: what stands behind an agent completes the verb, not the name."""
    t = fixed[i]
    agent = fixed[t.head]
    if t.dep not in ("acl", "advcl") or agent.dep != "obl:agent" or t.feat("VerbForm") not in ("Inf", "Part", "Ger"):
        return
    if any(x.head == i and x.universal in ("mark", "case") and x.lemma in ("de", "à", "of") for x in fixed):
        fixed[i] = replace(t, head=agent.head, dep="xcomp")


def _dateline(fixed: list[Token]) -> None:
    """Set the place before a colon apart from the subject behind it (UNITED NATIONS: Russia and China …)."""
    colon = next((t.i for t in fixed[1:6] if t.text == ":"), None)
    if colon is None:
        return
    verbs = {t.head for t in fixed[colon + 1 :] if t.dep in ("nsubj", "nsubj:pass")}
    for t in fixed[:colon]:
        if t.dep not in ("nsubj", "nsubj:pass") or t.head < colon:
            continue
        behind = next((x for x in fixed[colon + 1 :] if x.head == t.i and x.dep == "appos"), None)
        if behind:
            fixed[behind.i] = replace(behind, head=t.head, dep=t.dep)
        if behind or t.head in verbs:
            fixed[t.i] = replace(t, dep="dep")


def _verb_read_as_noun(fixed: list[Token], i: int, known: Language) -> None:
    """A word that has a subject or an auxiliary and is the form of a verb we know is that verb."""
    t = fixed[i]
    if t.pos not in ("NOUN", "PROPN", "ADV", "ADJ", "ADP", "X"):
        return
    word = t.text.lower()
    form_of = forms_of(known.code).get(word)
    verb = form_of or (word if ("VERB", word) in known.rows else None)
    if verb is None:
        return
    below = {x.dep for x in fixed if x.head == i and x.i != i}
    acts = bool(below & {"nsubj", "obj"}) and not below & {"cop", "det", "case"} and form_of is not None
    done = {"obj", "iobj"} if known.code == "en" else {"obj"}
    carries = below & {"aux:tense", "aux:pass"} or ("nsubj" in below and below & done and "cop" not in below)
    if carries or (acts and known.code == "fr" and t.dep in ("root", "amod")):
        participle = bool(below & {"aux:tense", "aux:pass", "aux"})
        fixed[i] = replace(
            t, pos="VERB", lemma=verb, feats="Tense=Past|VerbForm=Part" if participle else "VerbForm=Fin"
        )
        for x in list(fixed[i + 1 :]):  # parraine le Hezbollah: a bare noun behind it is its object
            if x.head == i and x.dep == "nmod" and not any(c.head == x.i and c.dep == "case" for c in fixed):
                fixed[x.i] = replace(x, dep="obj")
                break
        if t.dep == "amod" and fixed[t.head].dep == "root" and t.head < i:
            _make_root(fixed, i, t.head, "nsubj")


def _make_root(fixed: list[Token], verb: int, noun: int, role: str) -> None:
    """Turn a noun and the verb hung on it round: the verb is the root, the noun its subject or object."""
    fixed[verb] = replace(fixed[verb], head=verb, dep="root")
    fixed[noun] = replace(fixed[noun], head=verb, dep=role)


def _subject_of_lost_verb(fixed: list[Token], i: int) -> None:
    """« …, et le Burkina Faso négocie »: a name joined to what stands before is the subject of the verb behind it."""
    t = fixed[i]
    if t.pos != "VERB" or t.dep not in ("acl", "acl:relcl", "conj", "advcl"):
        return
    misread = t.feat("VerbForm") == "Inf" and t.text.lower() != t.lemma and t.lemma.endswith(("er", "ir", "re"))
    helped = any(x.head == i and x.universal == "aux" for x in fixed)
    acts = any(x.head == i and x.dep == "obj" and x.i > i for x in fixed)
    misread = misread or (t.feat("Tense") == "Past" and t.text.endswith("ed") and acts and not helped)
    if t.feat("VerbForm") != "Fin" and not misread:
        return
    if any(x.head == i and x.universal in ("nsubj", "expl", "mark", "cc") for x in fixed):
        return
    last = i - 1
    while last > 0 and fixed[last].dep.startswith("flat"):
        last -= 1
    name = fixed[last] if last > 0 else None
    if name is None or name.pos != "PROPN" or name.dep != "conj":
        name = _joined_before(fixed, i)
    if name is None:
        return
    last = name.i
    root = next((x.i for x in fixed if x.dep == "root"), name.head)
    fixed[last] = replace(name, head=i, dep="nsubj")
    feats = "Mood=Ind|Tense=Past|VerbForm=Fin" if t.feat("Voice") == "Pass" else t.feats
    fixed[i] = replace(t, head=root, dep="conj", feats=feats)


def _speech_joined_to_deed(fixed: list[Token], i: int, known: Language) -> None:
    """« X said Y had bombed it, and vowed to strike back »: what is joined behind a comma and says something is the speaker's."""
    t = fixed[i]
    deed = fixed[t.head]
    said = fixed[deed.head]
    if t.pos != "VERB" or t.dep != "conj" or deed.dep != "ccomp" or said.i == deed.i or said.i > deed.i:
        return
    rows = known.rows.get(("VERB", t.lemma), ())
    told = ("ACCUSES", "DEMANDS", "THREATENS")
    says = known.has("speech", t.lemma) or any(r.relation in told and not r.frame for r in rows)
    below = [x for x in fixed if x.head == i and x.i != i]
    cc = next((x for x in below if x.dep == "cc" and x.i < i), None)
    if not says or not known.has("speech", said.lemma) or cc is None or any(x.dep.startswith("nsubj") for x in below):
        return
    perfect = any(x.head == deed.i and x.universal == "aux" for x in fixed) and not any(
        x.universal == "aux" for x in below
    )
    if (fixed[cc.i - 1].text == "," or perfect) and t.feat("VerbForm") not in ("Inf", "Part"):
        fixed[i] = replace(t, head=said.i)


def _joined_before(fixed: list[Token], i: int) -> Token | None:
    """« …, and Poland, which backs Ukraine, accused »: the name that a comma and « and » part from what stands before."""
    if fixed[i].dep != "conj" or i == 0 or fixed[i - 1].text != ",":
        return None
    for x in reversed(fixed[fixed[i].head + 1 : i]):
        if x.pos != "PROPN" or x.dep != "conj" or x.i < 2 or fixed[x.i - 1].dep != "cc" or fixed[x.i - 2].text != ",":
            continue
        between = fixed[x.i + 1 : i]
        told = [t for t in between if t.pos == "VERB" and t.dep != "acl:relcl"]
        if told or between[0].text != ",":
            return None
        for t in between:
            if t.dep == "acl:relcl" and t.head < x.i:  # the relative clause is the name's own
                fixed[t.i] = replace(t, head=x.i)
        return x
    return None


def _speaker_behind(fixed: list[Token], i: int, known: Language) -> None:
    """« … », a dit X: the noun behind an inserted verb of speech is its subject."""
    t = fixed[i]
    if t.pos != "VERB" or not t.dep.startswith("parataxis") or not known.has("speech", t.lemma):
        return
    below = [x for x in fixed if x.head == i and x.i != i]
    if any(x.dep.startswith("nsubj") for x in below):
        return
    behind = [x for x in below if x.dep == "obj" and x.i > i]
    if behind:
        fixed[behind[0].i] = replace(behind[0], dep="nsubj")


MARKS = '"“”«»'


def _speech_within_quotation(fixed: list[Token], i: int, known: Language) -> None:
    """« “X,” said Y, “must leave” »: the speaker read as the subject of what he says, whose own subject stands before."""
    verb = fixed[i]
    if verb.pos != "VERB" or not known.has("speech", verb.lemma) or i < 3:
        return
    before = [x for x in fixed[:i] if x.head == i and x.dep in ("nsubj", "ccomp", "dep", "obj", "parataxis")]
    named = [x for x in before if x.pos in ("NOUN", "PROPN", "PRON")]
    clause = [x for x in fixed[i + 1 :] if x.head == i and x.dep in ("ccomp", "parataxis") and x.pos in ("VERB", "ADJ")]
    if not named or not clause or not any(x.text in MARKS for x in fixed[named[-1].i + 1 : i]):
        return
    speaker = next((x for x in fixed[i + 1 : clause[0].i] if x.head == clause[0].i and x.universal == "nsubj"), None)
    if speaker is None or not any(x.text in MARKS for x in fixed[speaker.i + 1 : clause[0].i]):
        return
    fixed[named[-1].i] = replace(named[-1], head=clause[0].i, dep=speaker.dep)
    fixed[speaker.i] = replace(speaker, head=i, dep="nsubj")


def _headline(fixed: list[Token]) -> None:
    """A sentence whose only verb is hung on its subject as a participle: « The bloc IGAD called on the government »."""
    root = next((x for x in fixed if x.dep == "root"), None)
    named = {root.i, *(x.i for x in fixed if x.head == root.i and x.dep == "nmod:desc")} if root else set()
    before = next((x for x in fixed if x.head in named and x.dep == "amod" and x.pos == "VERB"), None)
    if root and before and any(x.head == before.i and x.dep == "nsubj" for x in fixed):
        _make_root(fixed, before.i, root.i, "obj")  # North Korea shipped shells
        fixed[before.i] = replace(fixed[before.i], feats="Mood=Ind|Tense=Past|VerbForm=Fin")
        return
    if (
        root is None
        or root.pos not in ("NOUN", "PROPN")
        or any(x.head == root.i and x.dep in ("cop", "nsubj") for x in fixed)
    ):
        return
    verb = next((x for x in fixed if x.head == root.i and x.dep == "acl" and x.pos == "VERB" and x.i > root.i), None)
    if verb is None or not _may_lead(fixed, verb):
        verb = next((x for x in fixed[root.i + 1 :] if _is_main(fixed, root.i, x)), None)
    if verb is None:
        return
    below = {k for k in range(root.i + 1, verb.i) if fixed[k].head == verb.i}
    fixed[verb.i] = replace(verb, head=verb.i, dep="root", feats="Mood=Ind|Tense=Past|VerbForm=Fin")
    fixed[root.i] = replace(root, head=verb.i, dep="nsubj")
    for k in below:
        if fixed[k].text == "," and verb.dep == "conj":
            fixed[k] = replace(fixed[k], head=root.i)


def _may_lead(fixed: list[Token], verb: Token) -> bool:
    """Whether a verb hung below a root noun may be what the noun does: in the past, and by nobody."""
    if verb.feat("Tense") != "Past" or verb.text.lower().endswith("ing"):
        return False
    below = [x for x in fixed if x.head == verb.i and x.i != verb.i]
    own = any(x.universal in ("nsubj", "mark", "aux", "cc") or x.text.lower() == "by" for x in below)
    return not own and not any(c.text.lower() == "by" and fixed[c.head].head == verb.i for c in fixed)


def _is_main(fixed: list[Token], root: int, verb: Token) -> bool:
    """« France and its partners announced », « Qatar, whose government …, accused »: behind joined nouns or a comma."""
    if verb.pos != "VERB" or verb.dep not in ("acl", "conj", "parataxis") or not _may_lead(fixed, verb):
        return False
    before = fixed[verb.i - 1]
    joined = verb.dep == "acl" and fixed[verb.head].dep == "conj" and fixed[verb.head].head == root
    joined = joined and before.i == verb.head
    above, seen = verb.head, {verb.i}
    while above not in seen and above != root:
        seen.add(above)
        above = fixed[above].head
    told = any(x.head == verb.i and x.i > verb.i and x.universal in ("obj", "obl", "ccomp", "xcomp") for x in fixed)
    return above == root and told and (joined or before.text == ",")


def _lemma(t: Token, known: Language) -> Token:
    word = t.text.lower()
    if t.pos in ("NOUN", "PROPN") and ("NOUN", t.lemma) not in known.rows:
        clipped = (word[:-2], word[:-3] + "y") if word.endswith("es") else ()  # banks are no bans
        singular = next((w for w in (word, word[:-1], *clipped) if ("NOUN", w) in known.rows), None)
        plural = word.endswith(("s", "x")) or singular == word
        return replace(t, lemma=singular) if singular and plural and len(word) > 4 else t
    if t.pos not in ("VERB", "ADJ", "AUX"):
        return t
    verb = forms_of(known.code).get(t.text.lower())
    if verb is None or verb == t.lemma or ("VERB", t.lemma) in known.rows:
        return t
    if t.pos == "VERB":
        return replace(t, lemma=verb, feats=_feats(t, verb) if known.code == "fr" else t.feats)
    participle = t.dep in ("acl", "root", "advcl", "conj") and known.code == "fr" and t.text.lower() != verb
    return replace(t, lemma=verb, pos="VERB", feats=t.feats or "Tense=Past|VerbForm=Part") if participle else t


def _feats(t: Token, verb: str) -> str:
    """The features of a French form whose verb the parser did not know; of a future they say so."""
    word = t.text.lower()
    future = word in (verb + "a", verb + "ont") or (word.endswith(("ra", "ront")) and not verb.endswith("rer"))
    return re.sub(r"Tense=\w+", "Tense=Fut", t.feats) if future and "Tense=" in t.feats else t.feats


TIMES = frozenset({"veille", "lendemain", "matin", "soir", "nuit", "week-end", "morning", "night", "weekend"})


def _object_behind_time(fixed: list[Token], i: int, known: Language) -> None:
    t = fixed[i]
    time = (
        t.lemma in TIMES
        or t.lemma in known.dates["weekdays"]
        or t.text.lower() in known.dates["units"]
        or t.text.lower() in known.dates["weekdays"]
    )
    if not time or fixed[t.head].pos != "VERB" or t.head == i:
        return
    if any(x.head == i and x.dep in ("case", "mark") for x in fixed):
        return
    for x in list(fixed[i + 1 :]):
        if x.head == i and x.dep == "acl" and x.feat("VerbForm") == "Inf":  # a promis la veille de riposter
            fixed[x.i] = replace(x, head=t.head, dep="xcomp")
            fixed[i] = replace(t, dep="obl:mod")
            return
        if (
            x.head == i
            and x.dep in ("nmod", "conj")
            and any(c.head == x.i and c.text.lower() in ("de", "des", "d'") and c.dep == "case" for c in fixed)
        ):
            fixed[x.i] = replace(x, head=t.head, dep="obj")  # adoptera lundi de nouvelles sanctions
            fixed[i] = replace(t, dep="obl:mod")
            return
        bare = (
            x.head == i
            and x.dep in ("nmod", "appos", "flat", "conj", "dep", "flat:name")
            and x.pos in ("NOUN", "PROPN")
        )
        if bare and not any(c.head == x.i and c.dep in ("case", "cc") for c in fixed):
            for later in list(fixed[x.i + 1 :]):  # what was hung beside it is joined to it
                if later.head == i and later.dep in ("nmod", "appos", "conj", "flat") and later.pos == "PROPN":
                    fixed[later.i] = replace(later, head=x.i, dep="conj")
            fixed[x.i] = replace(x, head=t.head, dep="obj")
            fixed[i] = replace(t, dep="obl:mod")
            return
