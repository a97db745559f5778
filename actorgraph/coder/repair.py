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


@cache
def _participles(code: str) -> dict[str, str]:
    """Participle forms of the French verbs that the rows and lists name, to their infinitive."""
    if code != "fr":
        return {}
    known = language(code)
    verbs = {lemma for pos, lemma in known.rows if pos == "VERB"}
    for group in ("speech", "light", "refuses", "hypotheses", "futures", "object_control"):
        verbs |= known.words[group]
    found = {}
    for verb in sorted(verbs):
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
    if known.code != "fr" or t.pos not in ("VERB", "ADJ", "AUX") or t.lemma.endswith(("er", "ir", "re")):
        return t
    verb = _participles("fr").get(t.text.lower())
    if verb is None:
        return t
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
