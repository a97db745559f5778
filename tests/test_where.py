"""Where events take place and what they are about: sentences of our own, and contracts of the table of places."""

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from actorgraph.actors import fold, known, officials
from actorgraph.coder import mentions
from actorgraph.coder.gazetteer import gazetteer, state_of_place
from actorgraph.coder.mentions import Memory
from actorgraph.coder.reference import Ref
from actorgraph.coder.tree import Tree
from actorgraph.coder.where import LONGEST, about, place
from actorgraph.language import language
from actorgraph.model import Article
from actorgraph.parse import parse

TABLES = Path(__file__).parent.parent / "actorgraph" / "actors"
KINDS = {"city", "region", "river", "sea", "strait", "mountain", "site"}


def table(name: str) -> list[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read(text: str, lang: str, trigger: str) -> tuple[Tree, list[Ref], int]:
    """The tree of the one sentence of a text, its references, and the token of the trigger."""
    ((_, (sentence,)),) = parse([Article("a", text, lang, "2019-12-26")])
    tree = Tree(sentence, language(lang))
    return tree, mentions.find(tree, Memory("2019-12-26")), next(t.i for t in tree.tokens if t.text == trigger)


def party(tree: Tree, refs: list[Ref], words: str) -> Ref:
    """The longest reference that holds these words."""
    return max((r for r in refs if words in tree.text(r.first, r.last)), key=lambda r: r.last - r.first)


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("L'aviation russe a bombardé des rebelles syriens à Idleb.", "bombardé", "Idleb"),
        ("L'armée turque a tué douze hommes du PKK dans la province d'Idlib.", "tué", "province d'Idlib"),
        ("Des soldats maliens ont été tués par le GSIM dans le nord du Mali.", "tués", "nord du Mali"),
        ("La Turquie a lancé une offensive contre les YPG dans le nord syrien.", "offensive", "nord syrien"),
        ("La Russie a attaqué l'Ukraine près de Kharkiv.", "attaqué", "Kharkiv"),
        ("Le président Emmanuel Macron a rencontré Vladimir Poutine mardi à Sotchi.", "rencontré", "Sotchi"),
        ("L'armée nigériane a attaqué Boko Haram dans la forêt de Sambisa.", "attaqué", "forêt de Sambisa"),
        ("Les rebelles houthis ont attaqué des navires israéliens en mer Rouge.", "attaqué", "mer Rouge"),
        ("Israël a frappé le Hezbollah dans la banlieue sud de Beyrouth.", "frappé", "banlieue sud de Beyrouth"),
        # the nearest of two, a town before the land around it
        ("Le Hamas a tué trois soldats israéliens à Khan Younès, dans la bande de Gaza.", "tué", "Khan Younès"),
        ("L'armée israélienne a tué quatre hommes lors d'un raid à Jénine, en Cisjordanie.", "tué", "Jénine"),
        ("En Libye, les forces de Haftar ont attaqué le GNA à Tripoli.", "attaqué", "Tripoli"),
        ("À Tombouctou, les jihadistes d'Aqmi ont attaqué l'armée malienne.", "attaqué", "Tombouctou"),
        ("L'armée israélienne a tué des combattants du Hamas à Gaza.", "tué", "Gaza"),
        ("Les Etats-Unis et les talibans ont signé à Doha un accord de paix.", "signé", "Doha"),
        ("L'Iran et les Etats-Unis négocient à Genève sur le nucléaire.", "négocient", "Genève"),
        ("Les Houthis ont tiré un missile sur l'Arabie saoudite depuis Hodeida.", "tiré", "Hodeida"),
        ("Les rebelles ont tué des soldats russes lors de la bataille de Grozny.", "tué", "Grozny"),
        ("Idleb, où l'armée russe a bombardé des rebelles syriens, est en ruines.", "bombardé", "Idleb"),
        ("L'armée malienne, qui a attaqué le GSIM à Gao et Kidal, avance.", "attaqué", "Gao et Kidal"),
        ("L'Ukraine a frappé un dépôt russe dans la région de Belgorod, où il neige.", "frappé", "région de Belgorod"),
        # whom one speaks to, what one speaks of, when: no place
        ("La Turquie a demandé à Moscou de cesser les bombardements.", "demandé", None),
        ("La France a accusé Damas d'aggraver la crise à Idleb.", "accusé", None),
        ("L'ONU a appelé Israël à respecter le cessez-le-feu au Liban.", "appelé", None),
        ("La France a remercié l'Allemagne pour son soutien au Mali.", "remercié", None),
        ("En mai, la Russie a attaqué l'Ukraine.", "attaqué", None),
        ("Au Conseil de sécurité, la Chine a mis son veto à un texte.", "mis", None),
        ("L'Equateur a rappelé son ambassadeur, et des Marocains ont défilé à Casablanca.", "rappelé", None),
    ],
)
def test_place_in_french(text: str, trigger: str, expected: str | None) -> None:
    assert place(*read(text, "fr", trigger)) == expected


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Russian jets bombed Syrian rebels in northern Syria.", "bombed", "northern Syria"),
        ("Turkish forces killed Kurdish fighters near the town of Kobani.", "killed", "town of Kobani"),
        ("Israel bombed Hamas positions in Khan Younis, in southern Gaza.", "bombed", "Khan Younis"),
        ("Donald Trump met Kim Jong Un in Singapore on Tuesday.", "met", "Singapore"),
        ("Iran and the United States negotiated in Vienna over the nuclear program.", "negotiated", "Vienna"),
        ("The army of Nigeria attacked Boko Haram in Borno State.", "attacked", "Borno State"),
        ("Ukraine attacked Russian forces in the Donetsk region.", "attacked", "Donetsk region"),
        ("Houthi rebels attacked an Israeli ship in the Red Sea.", "attacked", "Red Sea"),
        ("Somali troops killed al-Shabab militants in a raid on the town of Jilib.", "killed", "town of Jilib"),
        ("In the city of Mariupol, Russian troops captured Ukrainian soldiers.", "captured", "city of Mariupol"),
        ("Syrian forces shelled rebels west of Aleppo on Monday.", "shelled", "Aleppo"),
        ("Rebels attacked the Congolese army in Rutshuru, North Kivu province.", "attacked", "Rutshuru"),
        ("The Philippine army attacked Abu Sayyaf on the island of Jolo.", "attacked", "island of Jolo"),
        ("The United States and the Taliban signed a peace agreement in Doha.", "signed", "Doha"),
        ("Macron met Putin in Moscow to discuss the crisis in Ukraine.", "met", "Moscow"),
        ("The Indian and Pakistani foreign ministers discussed Kashmir in New York.", "discussed", "New York"),
        ("Azerbaijan bombed Armenian positions during the battle for Shusha.", "bombed", "Shusha"),
        ("Sudanese troops clashed with rebels from the SPLM-N in the Nuba Mountains.", "clashed", "Nuba Mountains"),
        ("A Russian missile strike on Ukrainian soldiers in Odesa killed twenty.", "strike", "Odesa"),
        ("The Turkish bombing of Kurdish positions in Afrin continued.", "bombing", "Afrin"),
        ("The Kremlin said that Ukraine had shelled Russian soldiers in Belgorod.", "shelled", "Belgorod"),
        ("Kenyan police killed al-Shabab militants in Garissa, where it rained.", "killed", "Garissa"),
        # of what is said, not where; the place of the saying is not that of the deed
        ("France accused Damascus of worsening the crisis in Idlib.", "accused", None),
        ("Pakistan warned India against any attack in Kashmir.", "warned", None),
        ("Turkey and Russia agreed to extend the ceasefire in Idlib.", "agreed", None),
        ("Russia threatened to cut gas supplies to Ukraine.", "threatened", None),
        ("France said in Geneva that Syria attacked rebels.", "attacked", None),
        ("Russia attacked Ukraine in February.", "attacked", None),
        ("Houthi fighters launched a missile at Saudi Arabia.", "launched", None),
    ],
)
def test_place_in_english(text: str, trigger: str, expected: str | None) -> None:
    assert place(*read(text, "en", trigger)) == expected


def test_the_relation_that_fired_decides() -> None:
    tree, refs, i = read("Les Houthis ont tiré un missile sur l'Arabie saoudite depuis Hodeida.", "fr", "tiré")
    assert place(tree, refs, i, relation="ATTACKS") == "Hodeida"
    assert place(tree, refs, i, relation="ACCUSES") is None


@pytest.mark.parametrize(
    ("text", "trigger", "source", "target", "expected"),
    [
        ("La France accuse Damas d'aggraver la crise.", "accuse", "France", "Damas", "aggraver la crise"),
        (
            "Au Conseil de sécurité, la Russie a mis son veto à une extension d'un an de l'aide transfrontalière.",
            "mis",
            "Russie",
            "Conseil",
            "une extension d'un an de l'aide transfrontalière",
        ),
        (
            "La Russie a opposé son veto au Conseil de sécurité à une résolution sur la Syrie.",
            "opposé",
            "Russie",
            "Conseil",
            "une résolution sur la Syrie",
        ),
        (
            "La Turquie a demandé à Moscou de cesser les bombardements.",
            "demandé",
            "Turquie",
            "Moscou",
            "cesser les bombardements",
        ),
        (
            "Paris a exhorté Téhéran à libérer les prisonniers français.",
            "exhorté",
            "Paris",
            "Téhéran",
            "libérer les prisonniers français",
        ),
        ("Ankara négocie avec Moscou un arrêt des combats.", "négocie", "Ankara", "Moscou", "un arrêt des combats"),
        ("L'Iran et les Etats-Unis négocient sur le nucléaire.", "négocient", "Iran", "Etats-Unis", "le nucléaire"),
        (
            "L'Egypte et l'Ethiopie négocient au sujet du barrage de la Renaissance.",
            "négocient",
            "Egypte",
            "Ethiopie",
            "barrage de la Renaissance",
        ),
        ("La Chine et le Japon ont signé un accord commercial.", "signé", "Chine", "Japon", "un accord commercial"),
        ("Oman et l'Iran ont signé un accord.", "signé", "Oman", "Iran", None),
        (
            "Le Maroc et l'Algérie ont conclu un accord sur le gaz, qui entrera en vigueur lundi.",
            "conclu",
            "Maroc",
            "Algérie",
            "un accord sur le gaz",
        ),
        (
            "Washington a imposé des sanctions contre l'Iran pour son programme nucléaire.",
            "imposé",
            "Washington",
            "Iran",
            "son programme nucléaire",
        ),
        (
            "Les sanctions américaines contre la Russie pour l'annexion de la Crimée restent en vigueur.",
            "sanctions",
            "américaines",
            "Russie",
            "l'annexion de la Crimée",
        ),
        (
            "Washington a suspendu son aide au Pakistan en raison de son soutien aux talibans.",
            "suspendu",
            "Washington",
            "Pakistan",
            "son soutien aux talibans",
        ),
        ("L'Allemagne a condamné l'attitude de Damas.", "condamné", "Allemagne", "Damas", "l'attitude de Damas"),
        ("L'Allemagne a condamné la Syrie.", "condamné", "Allemagne", "Syrie", None),
        ("La Turquie menace la Syrie de nouvelles frappes.", "menace", "Turquie", "Syrie", "nouvelles frappes"),
        (
            "La Russie a reproché à la France d'avoir livré des missiles à Kiev.",
            "reproché",
            "Russie",
            "France",
            "avoir livré des missiles à Kiev",
        ),
        (
            "La Colombie a exigé du Venezuela la libération de deux soldats.",
            "exigé",
            "Colombie",
            "Venezuela",
            "la libération de deux soldats",
        ),
        (
            "La Pologne a rejeté la proposition de la Commission européenne sur les migrants.",
            "rejeté",
            "Pologne",
            "Commission européenne",
            "la proposition de la Commission européenne sur les migrants",
        ),
        (
            "La France a remercié l'Allemagne pour son soutien au Mali.",
            "remercié",
            "France",
            "Allemagne",
            "son soutien au Mali",
        ),
        (
            "L'Iran rejette les accusations américaines d'ingérence au Yémen.",
            "rejette",
            "Iran",
            "américaines",
            "les accusations américaines d'ingérence au Yémen",
        ),
        (
            "Emmanuel Macron a discuté avec Vladimir Poutine de la guerre en Syrie.",
            "discuté",
            "Macron",
            "Poutine",
            "la guerre en Syrie",
        ),
        # bare deeds
        ("La Russie a bombardé l'Ukraine pour se venger.", "bombardé", "Russie", "Ukraine", None),
        ("Israël a tué des combattants du Hamas à Gaza.", "tué", "Israël", "Hamas", None),
    ],
)
def test_about_in_french(text: str, trigger: str, source: str, target: str, expected: str | None) -> None:
    tree, refs, i = read(text, "fr", trigger)
    assert about(tree, i, party(tree, refs, source), party(tree, refs, target)) == expected


@pytest.mark.parametrize(
    ("text", "trigger", "source", "target", "expected"),
    [
        ("Trump called on Moscow to stop killing civilians.", "called", "Trump", "Moscow", "stop killing civilians"),
        (
            "France accused Damascus of worsening the crisis in Idlib.",
            "accused",
            "France",
            "Damascus",
            "worsening the crisis in Idlib",
        ),
        (
            "Iran and the United States negotiated in Vienna over the nuclear program.",
            "negotiated",
            "Iran",
            "United States",
            "the nuclear program",
        ),
        ("China and Japan signed a trade deal.", "signed", "China", "Japan", "a trade deal"),
        (
            "The United States and the Taliban signed a peace agreement in Doha.",
            "signed",
            "United States",
            "Taliban",
            "a peace agreement",
        ),
        ("China and Japan signed an agreement.", "signed", "China", "Japan", None),
        (
            "The United States imposed sanctions against Iran over its missile program.",
            "imposed",
            "United States",
            "Iran",
            "its missile program",
        ),
        (
            "The US suspended aid to Pakistan because of its support for the Taliban.",
            "suspended",
            "US",
            "Pakistan",
            "its support for the Taliban",
        ),
        (
            "Germany condemned Russia for the annexation of Crimea.",
            "condemned",
            "Germany",
            "Russia",
            "the annexation of Crimea",
        ),
        (
            "Britain urged India and Pakistan to exercise restraint.",
            "urged",
            "Britain",
            "Pakistan",
            "exercise restraint",
        ),
        (
            "Pakistan warned India against any attack in Kashmir.",
            "warned",
            "Pakistan",
            "India",
            "any attack in Kashmir",
        ),
        (
            "Russia threatened to cut gas supplies to Ukraine.",
            "threatened",
            "Russia",
            "Ukraine",
            "cut gas supplies to Ukraine",
        ),
        (
            "Saudi Arabia blamed Iran for the attack on oil facilities.",
            "blamed",
            "Saudi",
            "Iran",
            "the attack on oil facilities",
        ),
        (
            "Russia vetoed a UN Security Council resolution that condemned the attack.",
            "vetoed",
            "Russia",
            "Security Council",
            "a UN Security Council resolution",
        ),
        (
            "North Korea threatened the United States with a nuclear strike.",
            "threatened",
            "North Korea",
            "United States",
            "a nuclear strike",
        ),
        (
            "Turkey and Russia agreed to extend the ceasefire in Idlib.",
            "agreed",
            "Turkey",
            "Russia",
            "extend the ceasefire in Idlib",
        ),
        (
            "Serbia and Kosovo held talks in Brussels about license plates.",
            "held",
            "Serbia",
            "Kosovo",
            "license plates",
        ),
        (
            "Israel demanded that Lebanon disarm Hezbollah.",
            "demanded",
            "Israel",
            "Lebanon",
            "Lebanon disarm Hezbollah",
        ),
        (
            "Macron met Putin in Moscow to discuss the crisis in Ukraine.",
            "met",
            "Macron",
            "Putin",
            "the crisis in Ukraine",
        ),
        (
            "Hungary criticised the European Union over its migration policy.",
            "criticised",
            "Hungary",
            "European Union",
            "its migration policy",
        ),
        (
            "Ukraine accused Russia of shelling Kharkiv, which lies near the border.",
            "accused",
            "Ukraine",
            "Russia",
            "shelling Kharkiv",
        ),
        (
            "Lebanon asked the United Nations for an extension of the mission.",
            "asked",
            "Lebanon",
            "United Nations",
            "an extension of the mission",
        ),
        (
            "The United States rejected a Russian demand to close the base.",
            "rejected",
            "United States",
            "Russian",
            "a Russian demand to close the base",
        ),
        ("Iran denounced US sanctions as economic terrorism.", "denounced", "Iran", "US", "US sanctions"),
        # bare deeds
        ("Russian jets bombed Syrian rebels over Aleppo.", "bombed", "Russian", "rebels", None),
        ("Turkey arrested two Greek soldiers for spying.", "arrested", "Turkey", "Greek", None),
    ],
)
def test_about_in_english(text: str, trigger: str, source: str, target: str, expected: str | None) -> None:
    tree, refs, i = read(text, "en", trigger)
    assert about(tree, i, party(tree, refs, source), party(tree, refs, target)) == expected


def test_a_long_matter_is_cut_between_words() -> None:
    tail = " and ".join(["the withdrawal of the remaining troops from the occupied territory"] * 5)
    tree, refs, i = read(f"Egypt accused Israel of delaying {tail}.", "en", "accused")
    text = about(tree, i, party(tree, refs, "Egypt"), party(tree, refs, "Israel"))
    assert text is not None
    assert len(text) <= LONGEST
    assert f"of {text} " in f"{tree.sentence.text} "


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("northern Syria", "en", "SYR"),
        ("province d'Idleb", "fr", "SYR"),
        ("nord syrien", "fr", "SYR"),
        ("Kyiv", "en", "UKR"),
        ("Deir Ezzor", "fr", "SYR"),
        ("Gaza", "fr", "PSE"),
        ("Crimea", "en", "UKR"),
        ("eastern Syrian province of Deir ez-Zor", "en", "SYR"),
        ("Tripoli, Lebanon", "en", "LBN"),
        ("Gao et Kidal", "fr", "MLI"),
        ("mer Rouge", "fr", None),
        ("Kobani and Mosul", "en", None),
        ("nulle part", "fr", None),
    ],
)
def test_state_of_place(text: str, code: str, expected: str | None) -> None:
    assert state_of_place(text, code) == expected


def test_there_are_enough_places() -> None:
    rows = table("places.csv")
    assert len(rows) >= 1800
    assert len({row["state"] for row in rows}) >= 190
    assert {row["kind"] for row in rows} == KINDS


def test_the_state_of_a_place_is_known() -> None:
    states = {row["id"] for row in table("states.csv")}
    for row in table("places.csv"):
        assert row["state"] in states or (not row["state"] and row["kind"] != "city"), row
        assert len(row["state"]) in (0, 3), row
        assert row["name_en"].strip() == row["name_en"] != "", row
        assert row["name_fr"] != row["name_en"], row


@pytest.mark.parametrize("code", ["en", "fr"])
def test_a_name_is_one_place(code: str) -> None:
    names = [n for r in table("places.csv") for n in (r[f"name_{code}"] or r["name_en"]).split("|")]
    assert not [name for name, n in Counter(map(fold, names)).items() if n > 1]
    assert len(gazetteer(code)) == len(names)


def test_no_place_is_called_like_an_actor() -> None:
    """Save a state, or what is of the same state, and capitals, which stand for their state where they act."""
    meant: dict[str, set[str]] = defaultdict(set)
    for table_name in ("states.csv", "organizations.csv", "groups.csv"):
        for row in table(table_name):
            info = known(row["id"])
            assert info is not None
            for name in info.names_en + info.names_fr:
                meant[fold(name)].add(info.country or info.id)
    for row in table("bodies.csv"):
        for name in (row["names_en"] + "|" + row["names_fr"]).split("|"):
            meant[fold(name)].add(f"a body of {row['id']}")
    for official in officials():
        for name in (official.name, *official.aliases):
            meant[fold(name)].add(official.person)
    for row in table("notactors.csv"):
        if row["why"] != "place":
            meant[fold(row["name"])].add(row["why"])
    clashes = [
        (name, row["state"], others)
        for row in table("places.csv")
        for name in (row["name_en"] + "|" + row["name_fr"]).split("|")
        if name and (others := meant[fold(name)] - {row["state"]})
    ]
    assert not clashes
