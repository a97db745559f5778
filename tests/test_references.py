"""Whom the words of a sentence stand for, where more than a name in a dictionary decides it."""

import pytest

from actorgraph.coder import scenes
from actorgraph.model import Article
from actorgraph.parse import parse


def actors(text: str, lang: str, date: str = "2023-06-15") -> dict[str, tuple[str, ...]]:
    """The references of a text that stand for somebody: their words and actors."""
    ((article, sentences),) = parse([Article("a", text, lang, date)])
    return {s.tree.text(r.first, r.last): r.actors for s in scenes(article, sentences) for r in s.refs if r.actors}


@pytest.mark.parametrize(
    ("lang", "text", "words", "expected"),
    [
        # who held an office is himself, without a name a person of his state
        ("fr", "L'ancien président bolivien Evo Morales a critiqué l'Argentine.", "Evo Morales", "morales-evo"),
        ("fr", "Un ancien ministre iranien a accusé la Turquie.", "ministre iranien", "IRN:CVL"),
        ("en", "Former U.S. President Donald Trump criticised China.", "Donald Trump", "trump-donald"),
        (
            "en",
            "Ousted Ukrainian president Viktor Yanukovych thanked Russia.",
            "Viktor Yanukovych",
            "yanukovych-viktor",
        ),
        # who did it is of the people that he was told to be of
        ("fr", "Un Tunisien a été arrêté à Nice, en France. Le suspect a blessé deux Suisses.", "suspect", "TUN:CVL"),
        ("en", "Police in Italy arrested an Eritrean man. The attacker had wounded two Swiss.", "attacker", "ERI:CVL"),
        # an office is no name
        ("fr", "Le président de la République, Emmanuel Macron, a critiqué la Russie.", "Emmanuel Macron", "FRA"),
        # two states in one adjective
        ("fr", "Les négociations franco-algériennes reprennent.", "franco-algériennes", "FRA DZA"),
        ("fr", "Le dialogue israélo-palestinien reprend.", "israélo-palestinien", "ISR PSE"),
        ("en", "Sino-Indian talks resumed.", "Sino-Indian", "CHN IND"),
        # joined role nouns share their owner, a government its sentence's state
        ("en", "Ghana stands with the government and people of Iraq.", "government", "IRQ"),
        ("en", "Britain's Labour Party urged the government to resign.", "government", "GBR"),
        # people of a place, not of whoever else the sentence names
        ("fr", "Les rebelles de Homs ont tué un journaliste français.", "rebelles", "SYR:REB"),
        ("en", "Authorities in Beijing arrested a Canadian citizen.", "Authorities in Beijing", "CHN"),
        ("en", "A relief official in Nairobi accused Ethiopia of blocking aid.", "relief official", ""),
        ("en", "Xi warned Biden over Taiwan.", "Xi", "CHN"),
        # an office told behind a name; a trade is no office
        ("fr", "Ahmed Samir, ministre syrien des Transports, a accusé la Turquie.", "Ahmed Samir", "SYR"),
        ("en", "Ahmed Samir, Syria's transport minister, accused Turkey of theft.", "Ahmed Samir", "SYR"),
        ("fr", "Paul Dupont, président du groupe UMP, a accusé le PS.", "Paul Dupont", "UMP"),
        ("en", "Paul Smith, a Canadian journalist, accused Turkey of theft.", "Paul Smith", "smith-paul"),
        # a judge by name acts for the courts of the article's land, or for himself
        ("fr", "En France, le juge Serge Durand a mis en examen Nicolas Sarkozy.", "juge Serge Durand", "FRA:JUD"),
        ("fr", "Le juge Serge Durand a mis en examen Nicolas Sarkozy.", "juge Serge Durand", "durand-serge"),
        # all of a people act as their state; some of them, or those who protest, do not
        ("en", "The Indians rejected an offer by the Pakistanis.", "Pakistanis", "PAK"),
        ("fr", "Les Américains ont accusé la Chine d'espionnage.", "Américains", "USA"),
        ("fr", "Des Américains ont accusé la Chine d'espionnage.", "Américains", "USA:CVL"),
        ("en", "The Iraqis protested against Iran.", "Iraqis", "IRQ:CVL"),
        # what takes up a name
        ("en", "Hamas fired rockets. The group accused Israel of breaking the truce.", "The group", "HAMAS"),
        ("fr", "L'UE a sanctionné Google. L'entreprise a rejeté la décision de l'UE.", "L'entreprise", "GOOGLE"),
        ("fr", "La Chine a reçu Assad. Ce dernier a accusé la France.", "Ce dernier", "SYR"),
        ("fr", "L'Iran a protesté. Le pays a menacé Israël.", "pays", "IRN"),
        ("en", "In Iraq, coalition aircraft bombed Islamic State fighters.", "aircraft", "COALITION"),
        # members of parties, by the state of the sentence or the article
        ("fr", "Les socialistes espagnols ont critiqué Mariano Rajoy.", "socialistes", "PSOE"),
        ("fr", "Le sénateur républicain Lindsey Graham a critiqué la Maison-Blanche.", "Graham", "REPUBLICAN_PARTY"),
        ("en", "In Britain, Conservative MP John Smith criticised the government.", "Smith", "CONSERVATIVE_PARTY"),
        ("en", "He holds conservative views on Canada.", "conservative", ""),
        # a name behind a role noun, whatever the pipeline marks; the group that rebels are of
        ("fr", "L'Arabie saoudite a exécuté le dignitaire chiite Nimr al-Nimr.", "Nimr al-Nimr", "al-nimr-nimr"),
        ("fr", "Les rebelles tutsis du M23 ont attaqué l'armée congolaise.", "rebelles tutsis", "M23"),
        (
            "fr",
            "Boko Haram a attaqué le Tchad. Le groupe armé a tué des soldats tchadiens.",
            "groupe armé",
            "BOKO_HARAM",
        ),
        # two states of one name; all Europeans; what is nobody; a place that looks like a person
        ("fr", "Les deux Corées ont signé un accord.", "Corées", "KOR PRK"),
        ("en", "The Europeans rejected Tehran's ultimatum.", "Europeans", "EU"),
        ("fr", "Le M23 a quitté Goma sous la pression de la communauté internationale.", "communauté", ""),
        ("en", "A report blamed Syria for an attack on Khan Sheikhoun.", "Khan Sheikhoun", ""),
        # a trade is no office
        ("en", "Saudi Arabia jailed the Saudi blogger Amal Hassan.", "Amal Hassan", "hassan-amal"),
        # whose forces and courts, where the sentence tells the place or the person
        ("fr", "Les forces de sécurité ont tiré sur des manifestants à Bagdad.", "forces de sécurité", "IRQ"),
        ("en", "Security forces fired on protesters in Baghdad.", "Security forces", "IRQ"),
        ("fr", "Le régime a bombardé des quartiers rebelles d'Alep.", "régime", "SYR"),
        ("en", "A court sentenced the former president Park Geun-hye to prison.", "court", "KOR:JUD"),
        ("en", "Authorities expelled three US diplomats, Venezuela's foreign ministry said.", "Authorities", "VEN"),
        # who is who: the subject goes on, a longer name is somebody else's, a list of places is no list of states
        ("en", "Narendra Modi met Xi Jinping. He accused Pakistan of lying.", "He", "IND"),
        ("en", "On a visit to Oman, Syrian President Assad accused Israel.", "Assad", "SYR"),
        ("fr", "La communauté internationale a condamné la Syrie.", "communauté", ""),
        # the half of a land that an article has named; both sides; the council
        ("en", "South Korea fired at the border. The North threatened Seoul.", "North", "PRK"),
        ("en", "South Sudan protested. Southern troops attacked Sudan.", "Southern troops", "SSD"),
        ("en", "The North threatened Paris.", "North", ""),
        ("en", "A ship left the South China Sea for South Korea.", "South China", ""),
        ("fr", "La Corée du Sud a tiré. Le Nord a menacé Séoul.", "Nord", "PRK"),
        ("fr", "La Corée du Sud aide le Mali. Le Nord du Mali accuse Séoul.", "Nord", ""),
        (
            "en",
            "Fighting between Kenya and Somalia goes on. Hillary Clinton urged both sides to stop.",
            "sides",
            "KEN SOM",
        ),
        ("en", "The Security Council met. The council ordered sanctions on Mali.", "council", "UNSC"),
        # no one of several states; nobody says « le » of a capital
        ("fr", "Le Mali proteste. Les quinze pays membres ont critiqué le Niger.", "pays", ""),
        ("fr", "Washington a protesté. L'Union européenne a décidé de le critiquer.", "le", ""),
        # a neighbour is the other
        ("fr", "Le Burundi accuse le Rwanda. Kigali a accusé son voisin d'abriter des rebelles.", "voisin", "BDI"),
        ("fr", "Le Mali proteste. Le Soudan a accusé son voisin tchadien.", "voisin", ""),
        ("en", "Chad protested. Sudan accused its neighbor of aggression.", "neighbor", "TCD"),
        # whom somebody calls a regime is another than himself; spellings of a surname; what people think is nobody
        (
            "en",
            "Burma's army seized power. White House spokesman John Hill denounced the regime's decision.",
            "regime",
            "MMR",
        ),
        ("fr", "Choïgou a menacé l'Ukraine.", "Choïgou", "RUS"),
        ("en", "The Turkish government rejected the plan, citing domestic opposition.", "opposition", ""),
        ("fr", "Au cours de sa visite en Tunisie, Macron a salué le Maroc.", "cours", ""),
    ],
)
def test_references(lang: str, text: str, words: str, expected: str) -> None:
    found = actors(text, lang)
    # a role noun and the person beside it are one reference: the longest that holds the words
    matching = sorted((k for k in found if words in k), key=len)
    assert (" ".join(found[matching[-1]]) if matching else "") == expected, found


def test_a_person_stays_the_subject_over_sentences_that_name_no_other() -> None:
    text = (
        "Le banquier Paul Martin est mort lundi. Il avait travaillé à Lyon. Sa fortune était grande. "
        "En 1994, il avait donné de l'argent à l'Unicef."
    )
    ((article, sentences),) = parse([Article("a", text, "fr", "2017-03-21")])
    *_, last = scenes(article, sentences)
    assert [r.actors for r in last.refs if r.form == "pronoun"] == [("martin-paul",)]


def test_a_headline_that_opens_with_a_state_says_whose_police_it_is() -> None:
    text = "La police a dispersé les manifestants."
    for title, state in (("Chili : heurts à l'université", "CHL"), ("Heurts à l'université", None)):
        ((article, sentences),) = parse([Article("a", text, "fr", "2017-03-21", title)])
        found = {a for s in scenes(article, sentences) for r in s.refs for a in r.actors}
        assert found == ({f"{state}:COP", f"{state}:CVL"} if state else set())
