"""Sentences into relations: what each construction gives, what gives nothing, and floors on the project's own gold."""

from pathlib import Path

import pytest

from actorgraph.coder import code, version
from actorgraph.coder.mentions import organization_id, person_id
from actorgraph.evaluate import below, document, evaluate
from actorgraph.extract import extract
from actorgraph.gold import given, gold_files, read_floors, read_gold
from actorgraph.model import Article, Record, Relation
from actorgraph.ontology import relations
from actorgraph.parse import parse
from actorgraph.read import read

ROOT = Path(__file__).parent.parent
FLOORS = read_floors(ROOT / "bench" / "floors.json")


def coded(text: str, lang: str, date: str = "2019-12-26") -> list[Relation]:
    ((article, sentences),) = parse([Article("a", text, lang, date)])
    return list(code(article, sentences).relations)


def triples(text: str, lang: str, date: str = "2019-12-26") -> set[str]:
    """The relations that are asserted or announced; a symmetric one from its smaller id."""
    found = set()
    for r in coded(text, lang, date):
        source, target = sorted((r.source, r.target)) if relations()[r.relation].symmetric else (r.source, r.target)
        if r.polarity in ("asserted", "future"):
            found.add(f"{source} {r.relation} {target}")
    return found


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        # joint actors multiply, also where a time stands between verb and object
        (
            "fr",
            "Berlin a appelé lundi Moscou, Damas et Téhéran à respecter la trêve.",
            "DEU DEMANDS RUS; DEU DEMANDS SYR; DEU DEMANDS IRN",
        ),
        ("en", "Canada and Norway accused China of spying.", "CAN ACCUSES CHN; NOR ACCUSES CHN"),
        # what is told of another is an accusation, what he must do a demand, in a speaker's own words or not
        ("en", '"Israel is lying to the world," Turkish President Recep Tayyip Erdogan said.', "TUR ACCUSES ISR"),
        ("en", "Peru said Chile was interfering in its elections.", "PER ACCUSES CHL"),
        ("en", "Norway said that Japan must end the hunt.", "NOR DEMANDS JPN"),
        (
            "fr",
            "« C'est une provocation indigne de la Turquie », a déclaré le Premier ministre grec.",
            "GRC ACCUSES TUR",
        ),
        ("fr", "Selon Varsovie, Minsk a torturé des prisonniers.", "POL ACCUSES BLR"),
        # bad names, behind « as » and beside the object
        ("en", "Cuba branded Canada a rogue nation.", "CUB ACCUSES CAN"),
        ("fr", "Le Kremlin juge irresponsables les déclarations de la Lettonie.", "RUS ACCUSES LVA"),
        # whose a weapon or deed is, by the participle behind it; killed in whose attack
        ("en", "Two Lebanese soldiers were killed in an Israeli air strike.", "ISR ATTACKS LBN"),
        ("fr", "Une offensive menée par le Rwanda contre le Burundi a échoué.", "RWA ATTACKS BDI"),
        # passives and participles
        ("fr", "Le Mali a été accusé par la France.", "FRA ACCUSES MLI"),
        ("fr", "Les troupes maliennes, soutenues par l'armée française, avancent.", "FRA BACKS MLI"),
        ("en", "Qatar was condemned by Saudi Arabia.", "SAU ACCUSES QAT"),
        # nouns with their frames, and light verbs
        ("fr", "La Turquie a mené une offensive contre le PKK.", "TUR ATTACKS PKK"),
        ("fr", "Le Japon et la Chine sont en pourparlers.", "CHN NEGOTIATES_WITH JPN"),
        ("en", "The Indian attack on Pakistan was brief.", "IND ATTACKS PAK"),
        # a veto in a body, possessives, relative clauses
        ("fr", "La Chine a opposé son veto au Conseil de sécurité.", "CHN VETOES UNSC"),
        ("fr", "L'Iran, qui soutient la Syrie, a protesté.", "IRN BACKS SYR"),
        # roles and offices at the date
        ("fr", "Donald Trump a menacé la Corée du Nord.", "USA THREATENS PRK"),
        ("en", "French President Emmanuel Macron praised Greece.", "FRA BACKS GRC"),
        ("fr", "L'armée syrienne a tué des civils syriens.", "SYR ATTACKS SYR:CVL"),
        # reciprocal
        ("en", "Armenia and Azerbaijan accused each other.", "ARM ACCUSES AZE; AZE ACCUSES ARM"),
        # what a frame asks for stands behind the verb, whatever the tree makes of it
        (
            "fr",
            "Le Mali et le Sénégal se sont mis d'accord à Bamako sur le partage du gisement.",
            "MLI AGREES_WITH SEN",
        ),
        # whose authorities: those of the one land that the sentence names as its place
        ("fr", "En Algérie, les autorités ont condamné la France.", "DZA ACCUSES FRA"),
        # names out of the dictionary
        ("en", "Zork Blimpton accused Canada.", "blimpton-zork ACCUSES CAN"),
    ],
)
def test_constructions(lang: str, text: str, expected: str) -> None:
    assert triples(text, lang) == set(expected.split("; "))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "La France a battu l'Allemagne en finale de la Coupe du monde."),  # sport
        ("en", "In the film, a Russian agent kills an American general."),  # fiction
        ("fr", "Renault a signé un accord avec Nissan."),  # business
        ("en", "Typhoon Haiyan struck the Philippines."),  # weather
        ("fr", "La ville a été bombardée."),  # nobody did it
        ("en", "Did Russia attack Ukraine?"),  # a question
        ("en", "The meeting was held in Moscow."),  # a place
        ("fr", "Le ministre est arrivé à Moscou."),
        ("fr", "On accuse la Russie."),
    ],
)
def test_nothing(lang: str, text: str) -> None:
    assert triples(text, lang) == set()


@pytest.mark.parametrize(
    ("lang", "text", "polarity"),
    [
        ("fr", "La France n'a pas accusé l'Italie.", "negated"),
        ("en", "France did not accuse Italy.", "negated"),
        ("fr", "Le Soudan n'a signé aucun accord avec l'Égypte.", "negated"),
        ("fr", "La Russie pourrait attaquer l'Ukraine.", "hypothetical"),
        ("en", "Russia may attack Ukraine.", "hypothetical"),
        ("fr", "Le Canada enverra des armes à l'Ukraine.", "future"),
        ("en", "Canada will send arms to Ukraine.", "future"),
        ("en", "Canada has sent arms to Ukraine.", "asserted"),
    ],
)
def test_polarity(lang: str, text: str, polarity: str) -> None:
    assert {r.polarity for r in coded(text, lang)} == {polarity}


def test_a_deed_told_by_a_party_is_its_accusation_and_keeps_the_speaker() -> None:
    found = coded("«La Russie a bombardé des civils ukrainiens», a déclaré le président ukrainien.", "fr", "2022-07-20")
    assert {(r.source, r.relation, r.target, r.speaker) for r in found} == {
        ("UKR", "ACCUSES", "RUS", None),
        ("RUS", "ATTACKS", "UKR:CVL", "UKR"),
    }


def test_who_reports_does_not_accuse() -> None:
    found = coded("Selon l'AFP, la Russie a bombardé des civils ukrainiens.", "fr", "2022-07-20")
    assert {(r.relation, r.speaker) for r in found} == {("ATTACKS", "AFP")}


def test_what_is_demanded_is_not_done() -> None:
    assert triples("Berlin urged Moscow to stop bombing Ukraine.", "en") == {"DEU DEMANDS RUS"}


def test_the_words_used_stand_beside_the_principal() -> None:
    (found,) = coded("Le ministre russe Sergueï Lavrov a menacé l'Estonie mardi.", "fr")
    assert (found.source, found.source_text) == ("RUS", "ministre russe Sergueï Lavrov")
    assert found.source_agent == "Sergueï Lavrov"
    assert found.date == "2019-12-24"
    assert found.row.startswith("fr-menacer")
    assert 0 < found.confidence <= 1


def test_an_office_counts_at_the_date_only() -> None:
    assert triples("Donald Trump a accusé la Chine.", "fr", "2022-06-01") == {"trump-donald ACCUSES CHN"}


def test_names_are_kept_through_an_article() -> None:
    text = "Le député Jean Dumarchey a démissionné.\n\nDumarchey a accusé le Canada."
    assert triples(text, "fr") == {"dumarchey-jean ACCUSES CAN"}


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        (  # a statement without quotation marks behind who makes it
            "en",
            "Kenya's foreign minister said:\n\n"
            "We congratulate the government of Uganda on the vote. Burundi must release the prisoners.",
            "KEN BACKS UGA; KEN DEMANDS BDI",
        ),
        (  # a quotation over sentences, opened again after its speaker
            "en",
            "“The road is closed,” said Eritrea's president. “We condemn the attack by Ethiopian troops. "
            "Sudan must withdraw its soldiers.” Egypt welcomed the statement.",
            "ERI ACCUSES ETH; ERI DEMANDS SDN",
        ),
        (
            "fr",
            "« La route est fermée », a déclaré le président érythréen. "
            "« Nous condamnons l'attaque de l'armée éthiopienne. Le Soudan doit retirer ses soldats. »",
            "ERI ACCUSES ETH; ERI DEMANDS SDN",
        ),
        # the narrator has taken the floor again
        ("fr", "« La route est fermée », a déclaré le président érythréen. Le Soudan doit retirer ses soldats.", ""),
        ("en", "Kenya's foreign minister said that the road was closed.\n\nBurundi must release the prisoners.", ""),
    ],
)
def test_who_has_the_floor_keeps_it(lang: str, text: str, expected: str) -> None:
    assert "; ".join(sorted(triples(text, lang))) == expected


def test_ids_of_names() -> None:
    assert person_id("Aung San Suu Kyi") == "kyi-aung-san-suu"
    assert person_id("Bachar el-Assad") == "el-assad-bachar"
    assert organization_id("Médecins du Monde") == "MEDECINS_DU_MONDE"


def test_the_same_sentences_give_the_same_record() -> None:
    article = Article("a", "La Russie accuse l'Ukraine. Kiev nie.", "fr", "2022-07-20")
    lines = {code(a, s).to_json() for a, s in [*parse([article]), *parse([article])]}
    assert len(lines) == 1


def test_the_version_names_rules_and_data() -> None:
    assert version().startswith("actorgraph-")


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_floors_on_our_own_gold(name: str) -> None:
    files = gold_files(ROOT / "fixtures" / name)
    records = [record for record in extract(read(files)) if isinstance(record, Record)]
    reached = document(evaluate(read_gold(files), given(records)))
    assert below(FLOORS[name], reached) == []


@pytest.mark.parametrize(
    ("text", "lang", "about", "place"),
    [
        ("L'Espagne a appelé le Maroc à libérer les pêcheurs.", "fr", "libérer les pêcheurs", None),
        ("La France accuse Damas et ses alliés russe et iranien.", "fr", None, None),
        ("Russian jets bombed Turkish positions in northern Syria.", "en", None, "northern Syria"),
        ("Kenya and Somalia signed a trade deal in Nairobi.", "en", "a trade deal", "Nairobi"),
    ],
)
def test_what_a_claim_is_about_and_where(text: str, lang: str, about: str | None, place: str | None) -> None:
    found = [r for r in coded(text, lang) if r.relation != "BACKS"]
    assert {(r.about, r.place) for r in found} == {(about, place)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L'armée du Niger a renversé le président du Niger.", "NER:MIL COERCES NER"),
        ("L'armée indienne et l'armée pakistanaise s'affrontent.", "IND ATTACKS PAK; PAK ATTACKS IND"),
    ],
)
def test_an_army_against_its_own_state(text: str, expected: str) -> None:
    assert triples(text, "fr", "2023-07-28") == set(expected.split("; "))


def test_a_clause_with_its_own_subject_is_not_denied_by_the_verb_above() -> None:
    text = "Cuba refused to meet Brazil after Peru attacked Ecuador."
    assert "PER ATTACKS ECU" in triples(text, "en")
