"""Known slips of the parser set right before a tree is read: what they are is measured in docs/parser.md.

- a lemma that is no infinitive where the word is the participle of a verb we know (« soutenues »);
- a bare time noun between a verb and its object takes the object as its own (« a appelé jeudi Moscou »).
"""

from dataclasses import replace
from functools import cache

from actorgraph.conjugation import lemmas
from actorgraph.language import Language, language
from actorgraph.model import Token

ENGLISH = {
    "shot": "shoot", "struck": "strike", "stricken": "strike", "fought": "fight", "held": "hold", "met": "meet", "sent": "send",
    "gave": "give", "given": "give", "took": "take", "taken": "take", "broke": "break", "broken": "break", "withdrew": "withdraw",
    "withdrawn": "withdraw", "sought": "seek", "brought": "bring", "caught": "catch", "led": "lead", "fled": "flee", "won": "win",
    "told": "tell", "kept": "keep", "left": "leave", "lost": "lose", "paid": "pay", "sold": "sell", "spoke": "speak",
    "spoken": "speak", "stood": "stand", "swore": "swear", "threw": "throw", "thrown": "throw", "drove": "drive", "driven": "drive",
    "drew": "draw", "drawn": "draw", "began": "begin", "begun": "begin", "overran": "overrun", "overthrew": "overthrow",
    "overthrown": "overthrow", "forbade": "forbid", "forbidden": "forbid", "fed": "feed", "freed": "free", "froze": "freeze",
    "frozen": "freeze", "stole": "steal", "stolen": "steal", "laid": "lay", "bound": "bind", "beat": "beat", "beaten": "beat",
    "blew": "blow", "blown": "blow", "built": "build", "dealt": "deal", "felt": "feel", "found": "find", "hung": "hang",
    "made": "make", "said": "say", "saw": "see", "seen": "see", "shook": "shake", "shaken": "shake", "slew": "slay",
    "slain": "slay", "lent": "lend", "bent": "bend", "tore": "tear", "torn": "tear", "went": "go", "gone": "go", "wrote": "write",
    "written": "write", "undertook": "undertake", "undertaken": "undertake", "upheld": "uphold", "withheld": "withhold",
    "rescinded": "rescind", "arisen": "arise", "chose": "choose", "chosen": "choose", "hid": "hide", "hidden": "hide",
}  # fmt: skip


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
def _forms(code: str) -> dict[str, str]:
    """Forms of the verbs that the rows and lists of a language name, to their infinitive."""
    known = language(code)
    verbs = {lemma for pos, lemma in known.rows if pos == "VERB"}
    for group in ("speech", "light", "refuses", "hypotheses", "futures", "object_control", "bad_deeds", "answers"):
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
    return tuple(fixed)


def _lemma(t: Token, known: Language) -> Token:
    if t.pos in ("NOUN", "PROPN") and ("NOUN", t.lemma) not in known.rows:
        word = t.text.lower()
        singular = next((w for w in (word, word[:-1], word[:-2], word[:-3] + "y") if ("NOUN", w) in known.rows), None)
        plural = word.endswith(("s", "x")) or singular == word
        return replace(t, lemma=singular) if singular and plural and len(word) > 4 else t
    if t.pos not in ("VERB", "ADJ", "AUX"):
        return t
    verb = _forms(known.code).get(t.text.lower())
    if verb is None or verb == t.lemma or ("VERB", t.lemma) in known.rows:
        return t
    if t.pos == "VERB":
        return replace(t, lemma=verb)
    participle = t.dep in ("acl", "root", "advcl", "conj") and known.code == "fr" and t.text.lower() != verb
    return replace(t, lemma=verb, pos="VERB", feats=t.feats or "Tense=Past|VerbForm=Part") if participle else t


TIMES = frozenset({"veille", "lendemain", "matin", "soir", "nuit", "week-end", "morning", "night", "weekend"})


def _object_behind_time(fixed: list[Token], i: int, known: Language) -> None:
    t = fixed[i]
    time = t.lemma in TIMES or t.lemma in known.dates["weekdays"] or t.text.lower() in known.dates["units"] or t.text.lower() in known.dates["weekdays"]
    if not time or fixed[t.head].pos != "VERB" or t.head == i:
        return
    if any(x.head == i and x.dep in ("case", "mark") for x in fixed):
        return
    for x in list(fixed[i + 1 :]):
        if x.head == i and x.dep == "acl" and x.feat("VerbForm") == "Inf":  # a menacé la veille d'envahir
            fixed[x.i] = replace(x, head=t.head, dep="xcomp")
            fixed[i] = replace(t, dep="obl:mod")
            return
        if x.head == i and x.dep in ("nmod", "conj") and any(c.head == x.i and c.text.lower() in ("de", "des", "d'") and c.dep == "case" for c in fixed):
            fixed[x.i] = replace(x, head=t.head, dep="obj")  # adoptera lundi de nouvelles sanctions
            fixed[i] = replace(t, dep="obl:mod")
            return
        bare = x.head == i and x.dep in ("nmod", "appos", "flat", "conj", "dep", "flat:name") and x.pos in ("NOUN", "PROPN")
        if bare and not any(c.head == x.i and c.dep in ("case", "cc") for c in fixed):
            for later in list(fixed[x.i + 1 :]):  # what was hung beside it is joined to it
                if later.head == i and later.dep in ("nmod", "appos", "conj", "flat") and later.pos == "PROPN":
                    fixed[later.i] = replace(later, head=x.i, dep="conj")
            fixed[x.i] = replace(x, head=t.head, dep="obj")
            fixed[i] = replace(t, dep="obl:mod")
            return
