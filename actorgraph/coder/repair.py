"""Known slips of the parser set right before a tree is read: what they are is measured in docs/parser.md.

- a lemma that is no infinitive where the word is the participle of a verb we know (« soutenues »);
- a bare time noun between a verb and its object takes the object as its own (« a appelé jeudi Moscou »).
"""

from dataclasses import replace
from functools import cache

from actorgraph.language import Language, language
from actorgraph.model import Token

IRREGULAR = {
    "mettre": "mis", "prendre": "pris", "dire": "dit", "faire": "fait", "ouvrir": "ouvert", "offrir": "offert",
    "couvrir": "couvert", "souffrir": "souffert", "écrire": "écrit", "conduire": "conduit", "détruire": "détruit",
    "construire": "construit", "élire": "élu", "lire": "lu", "recevoir": "reçu", "conclure": "conclu",
    "exclure": "exclu", "inclure": "inclus", "voir": "vu", "savoir": "su", "devoir": "dû", "pouvoir": "pu",
    "asseoir": "assis", "acquérir": "acquis", "conquérir": "conquis", "poursuivre": "poursuivi", "suivre": "suivi",
    "mourir": "mort", "naître": "né", "vaincre": "vaincu", "convaincre": "convaincu", "rompre": "rompu",
    "interrompre": "interrompu", "battre": "battu", "abattre": "abattu", "combattre": "combattu", "tenir": "tenu",
    "venir": "venu", "courir": "couru", "secourir": "secouru", "résoudre": "résolu", "traduire": "traduit",
    "réduire": "réduit", "produire": "produit", "introduire": "introduit", "interdire": "interdit",
    "contredire": "contredit", "maudire": "maudit", "accueillir": "accueilli", "assaillir": "assailli", "fuir": "fui",
    "croire": "cru", "taire": "tu", "être": "été", "avoir": "eu",
}  # fmt: skip
PREFIXES = ("re", "ré", "r", "dé", "dés", "entre", "sou", "main", "ob", "dé", "sur", "com", "ap", "per", "pro", "ad", "o", "trans", "é")  # fmt: skip


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


def participle(infinitive: str) -> str | None:
    """The past participle of a French infinitive, masculine singular.

    >>> participle("soutenir"), participle("accuser"), participle("entreprendre"), participle("contraindre")
    ('soutenu', 'accusé', 'entrepris', 'contraint')
    """
    if infinitive in IRREGULAR:
        return IRREGULAR[infinitive]
    for base, form in IRREGULAR.items():
        if len(base) > 4 and infinitive.endswith(base) and len(infinitive) > len(base):
            return infinitive[: -len(base)] + form
    if infinitive.endswith("er"):
        return infinitive[:-2] + "é"
    if infinitive.endswith(("enir", "courir")):
        return infinitive[:-2] + "u"
    if infinitive.endswith(("aindre", "eindre", "oindre")):
        return infinitive[:-3].removesuffix("d") + "t"
    if infinitive.endswith("ir"):
        return infinitive[:-1]
    if infinitive.endswith("oir"):
        return infinitive[:-3] + "u"
    if infinitive.endswith("re"):
        return infinitive[:-2] + "u"
    return None


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
def _participles(code: str) -> dict[str, str]:
    """Forms of the verbs that the rows and lists name, to their infinitive: French participles, English regular forms."""
    known = language(code)
    verbs = {lemma for pos, lemma in known.rows if pos == "VERB"}
    for group in ("speech", "light", "refuses", "hypotheses", "futures", "object_control"):
        verbs |= known.words[group]
    found: dict[str, str] = {}
    for verb in sorted(verbs):
        if code == "en":
            for form in english_forms(verb):
                found.setdefault(form, verb)
            found.update((form, base) for form, base in ENGLISH.items() if base == verb)
            continue
        form = participle(verb)
        if form:
            for ending in ("", "e", "s", "es"):
                found.setdefault(form + ending, verb)
    return found


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
    if known.code == "fr" and t.lemma.endswith(("er", "ir", "re")):
        return t
    verb = _participles(known.code).get(t.text.lower())
    if verb is None or verb == t.lemma:
        return t
    if known.code == "en":
        return replace(t, lemma=verb) if t.pos == "VERB" and ("VERB", t.lemma) not in known.rows else t
    if t.pos == "VERB":
        return replace(t, lemma=verb)
    by_agent = t.dep in ("acl", "root", "advcl", "conj")  # an adjective in the place of a clause is a participle
    return replace(t, lemma=verb, pos="VERB", feats=t.feats or "Tense=Past|VerbForm=Part") if by_agent else t


def _object_behind_time(fixed: list[Token], i: int, known: Language) -> None:
    t = fixed[i]
    time = t.lemma in known.dates["weekdays"] or t.text.lower() in known.dates["units"] or t.text.lower() in known.dates["weekdays"]
    if not time or fixed[t.head].pos != "VERB" or t.head == i:
        return
    if any(x.head == i and x.dep in ("case", "mark") for x in fixed):
        return
    for x in list(fixed[i + 1 :]):
        bare = x.head == i and x.dep in ("nmod", "appos", "flat", "conj", "dep", "flat:name") and x.pos in ("NOUN", "PROPN")
        if bare and not any(c.head == x.i and c.dep in ("case", "cc") for c in fixed):
            for later in list(fixed[x.i + 1 :]):  # what was hung beside it is joined to it
                if later.head == i and later.dep in ("nmod", "appos", "conj", "flat") and later.pos == "PROPN":
                    fixed[later.i] = replace(later, head=x.i, dep="conj")
            fixed[x.i] = replace(x, head=t.head, dep="obj")
            fixed[i] = replace(t, dep="obl:mod")
            return
