"""French constructions and slips of the French parser: what each gives."""

import pytest

from actorgraph.coder import code
from actorgraph.extract import extract
from actorgraph.model import Article, Record
from actorgraph.ontology import relations
from actorgraph.parse import parse


def triples(text: str) -> set[str]:
    """The relations that are asserted or announced; a symmetric one from its smaller id."""
    ((article, sentences),) = parse([Article("a", text, "fr", "2023-06-15")])
    found = set()
    for r in code(article, sentences).relations:
        source, target = sorted((r.source, r.target)) if relations()[r.relation].symmetric else (r.source, r.target)
        if r.polarity in ("asserted", "future"):
            found.add(f"{source} {r.relation} {target}")
    return found


CASES = [
    # relative clauses: who is meant by que, inverted or not
    ("Le Hamas, que soutient l'Iran, a tiré des roquettes.", "IRN BACKS HAMAS"),
    ("La Russie, que l'Ukraine accuse de crimes, a nié.", "UKR ACCUSES RUS"),
    # told by who undergoes it
    ("L'Ukraine a bénéficié de l'aide de la Pologne.", "POL AIDS UKR"),
    ("Huawei fait l'objet de sanctions américaines.", "USA SANCTIONS HUAWEI"),
    # joined subjects, the second of which the parser takes for the only one
    (
        "Les États-Unis et l'Union européenne ont adopté de nouvelles sanctions contre des responsables russes.",
        "USA SANCTIONS RUS; EU SANCTIONS RUS",
    ),
    # an infinitive behind an agent is the subject's
    ("L'Iran a été accusé par Washington d'avoir livré des drones à la Russie.", "USA ACCUSES IRN; IRN AIDS RUS"),
    # whose a bomb or an attack is
    ("Une bombe posée par l'ETA a blessé deux policiers espagnols.", "ETA ATTACKS ESP:COP"),
    ("L'attaque, revendiquée par l'EI, a fait douze morts parmi les soldats égyptiens.", "ISIS ATTACKS EGY"),
    # targets deep within a clause, and what is joined to them
    ("La Chine a refusé de laisser accoster deux navires américains à Hong Kong.", "CHN REJECTS USA"),
    (
        "Les États-Unis ont accepté d'assouplir les restrictions sur les exportations vers Cuba et l'Iran.",
        "USA YIELDS_TO CUB; USA YIELDS_TO IRN",
    ),
    ("La Grèce a menacé de riposter si la Turquie envahissait Chypre.", "GRC THREATENS TUR"),
]
NOTHING = [
    ("Une frappe israélienne a tué un commandant du Hezbollah à Beyrouth.", "ISR ATTACKS LBN"),
    ("L'Iran a été accusé par Washington d'avoir livré des drones à la Russie.", "USA AIDS RUS"),
    ("Les exportations vers Cuba et l'Iran reprennent.", "CUB COOPERATES_WITH IRN"),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_constructions(text: str, expected: str) -> None:
    assert set(expected.split("; ")) <= triples(text)


NOTHING = [
    ("France rejected a US request that NATO bomb Libya.", "NATO ATTACKS LBY"),  # only asked
    ("The cost of the Iraq occupation surprised the United States.", "IRQ ATTACKS USA"),
    ("The US has imposed fresh sanctions on Iranian drone makers for supplying weapons to Russia.", "USA AIDS RUS"),
    ("Israeli warplanes bombed what the army called Hamas tunnels in Gaza.", "ISR DEMANDS HAMAS"),
    ("Amid US warnings that Russia would invade, Kyiv called up reservists.", "USA THREATENS RUS"),
]


@pytest.mark.parametrize(("text", "unwanted"), NOTHING, ids=[text for text, _ in NOTHING])
def test_what_is_not_said(text: str, unwanted: str) -> None:
    assert unwanted not in triples(text)


def test_the_gate_lets_them_pass() -> None:
    articles = [Article(str(n), text, "fr", "2023-06-15") for n, (text, _) in enumerate(CASES)]
    records = extract(articles)
    assert [
        text for (text, _), r in zip(CASES, records, strict=True) if not (isinstance(r, Record) and r.relations)
    ] == []
