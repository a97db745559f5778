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
    ],
)
def test_references(lang: str, text: str, words: str, expected: str) -> None:
    found = actors(text, lang)
    # a role noun and the person beside it are one reference: the longest that holds the words
    matching = sorted((k for k in found if words in k), key=len)
    assert (" ".join(found[matching[-1]]) if matching else "") == expected, found
