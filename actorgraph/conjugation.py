"""The forms of French verbs that news is told in: third persons of the simple tenses, and participles.

A trained lemmatizer guesses infinitives (« prometr », « batter »); the verbs of the lexicon are known, and so are
their forms. Where spelling has two ways (« paie », « paye ») both are given.
"""

import re
from collections.abc import Iterable
from types import MappingProxyType

# Endings on the stem: present, imperfect, simple past, future, conditional, subjunctive, both participles.
ENDINGS = MappingProxyType({
    "er": "e ent ait aient a èrent era eront erait eraient ant é ée és ées",
    "ir": "it issent issait issaient irent ira iront irait iraient isse issant i ie is ies",
    "re": "ent ait aient it irent ra ront rait raient e ant u ue us ues",
})  # fmt: skip

# Irregular families, by the end of the infinitive; the longest that fits counts. What stands in its place: third person
# singular, stem of the plural, stem of the imperfect, simple past, stem of the future, past participle.
FAMILIES = MappingProxyType({
    "enir": "ient ienn en int iendr enu",
    "ourir": "ourt our our ourut ourr ouru",
    "mourir": "meurt meur mour mourut mourr mort",
    "quérir": "quiert quièr quér quit querr quis",
    "fuir": "fuit fui fuy fuit fuir fui",
    "vrir": "vre vr vr vrit vrir vert",
    "ffrir": "ffre ffr ffr ffrit ffrir ffert",
    "cueillir": "cueille cueill cueill cueillit cueiller cueilli",
    "saillir": "saille saill saill saillit saillir sailli",
    "partir": "part part part partit partir parti",
    "sortir": "sort sort sort sortit sortir sorti",
    "servir": "sert serv serv servit servir servi",
    "mentir": "ment ment ment mentit mentir menti",
    "cevoir": "çoit çoiv cev çut cevr çu",
    "devoir": "doit doiv dev dut devr dû",
    "pouvoir": "peut peuv pouv put pourr pu",
    "vouloir": "veut veul voul voulut voudr voulu",
    "savoir": "sait sav sav sut saur su",
    "voir": "voit voi voy vit verr vu",
    "asseoir": "assoit assoi assoy assit assiér assis",
    "prendre": "prend prenn pren prit prendr pris",
    "mettre": "met mett mett mit mettr mis",
    "battre": "bat batt batt battit battr battu",
    "indre": "int ign ign ignit indr int",
    "uire": "uit uis uis uisit uir uit",
    "dire": "dit dis dis dit dir dit",
    "crire": "crit criv criv crivit crir crit",
    "lire": "lit lis lis lut lir lu",
    "clure": "clut clu clu clut clur clu",
    "vaincre": "vainc vainqu vainqu vainquit vaincr vaincu",
    "suivre": "suit suiv suiv suivit suivr suivi",
    "vivre": "vit viv viv vécut vivr vécu",
    "rompre": "rompt romp romp rompit rompr rompu",
    "faire": "fait fass fais fit fer fait",
    "croire": "croit croi croy crut croir cru",
    "croître": "croît croiss croiss crut croîtr cru",
    "aître": "aît aiss aiss ut aîtr u",
    "soudre": "sout solv solv solut soudr sous",
    "résoudre": "résout résolv résolv résolut résoudr résolu",
})  # fmt: skip
ODD = MappingProxyType({
    "faire": ("font",), "dissoudre": ("dissoute", "dissoutes"), "prévoir": ("prévoira", "prévoiront"),
    "envoyer": ("enverra", "enverront", "enverrait", "enverraient"),
    "renvoyer": ("renverra", "renverront", "renverrait", "renverraient"),
})  # fmt: skip
REGULAR = frozenset({"asservir", "assortir", "impartir", "répartir"})  # they end as a family does, but are not of it


def forms(infinitive: str) -> frozenset[str]:
    """The forms of a verb, the infinitive among them.

    >>> {"promet", "promit", "promettra", "promis"} <= forms("promettre")
    True
    >>> {"harcèle", "harcelait", "harcelée"} <= forms("harceler")
    True
    """
    for length in range(len(infinitive), 2, -1):
        family = FAMILIES.get(infinitive[-length:])
        if family and infinitive not in REGULAR:
            stem = infinitive[:-length]
            return frozenset({infinitive, *(stem + form for form in _irregular(family)), *ODD.get(infinitive, ())})
    group = infinitive[-2:]
    if group not in ENDINGS:
        return frozenset({infinitive})
    stem = infinitive[:-2]
    found = {
        infinitive,
        *ODD.get(infinitive, ()),
        *(form for end in ENDINGS[group].split() for form in _spelled(stem, end, group)),
    }
    if group == "re":
        found.add(stem)  # rend, défend
    return frozenset(found)


def _irregular(family: str) -> set[str]:
    """The forms that a family's six parts stand for."""
    singular, plural, imperfect, past, future, participle = family.split()
    found = {singular, plural + "ent", plural + "e", imperfect + "ait", imperfect + "aient", imperfect + "ant"}
    found |= {past, past.removesuffix("t") + "rent", *(future + end for end in ("a", "ont", "ait", "aient"))}
    last = participle.replace("û", "u")
    plain = participle if participle.endswith("s") else participle + "s"
    return found | {participle, last + "e", plain, last + "es"}


def _spelled(stem: str, end: str, group: str) -> set[str]:
    """A stem and an ending as they are written together, in each way allowed."""
    if group != "er":
        return {stem + end}
    if end[0] == "a":
        return {re.sub(r"c$", "ç", re.sub(r"g$", "ge", stem)) + end}
    ways = {stem + end}
    if end[0] == "e":  # a mute e: appuie, appelle, assiège
        if re.search(r"[aou]y$", stem):
            ways.add(stem[:-1] + "i" + end)
        if re.search(r"e[lt]$", stem):
            ways.add(stem + stem[-1] + end)
        if re.search(r"[eé](?:[bcçdfglmnprstv]|ch|gn|gu|qu|[bcdfgpt][lr])$", stem):
            ways.add(re.sub(r"[eé]([^eé]+)$", r"è\1", stem) + end)
    return ways


def lemmas(infinitives: Iterable[str]) -> dict[str, str]:
    """Every form of these verbs to its infinitive; a form that two of them share goes to the first.

    >>> lemmas(["battre", "bâtir"])["battent"]
    'battre'
    """
    found: dict[str, str] = {}
    for infinitive in infinitives:
        for form in sorted(forms(infinitive)):
            found.setdefault(form, infinitive)
    return found
