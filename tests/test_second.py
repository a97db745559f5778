"""The second tree: labels of ClearNLP as Universal Dependencies, and what the coder makes of two trees of one sentence."""

from dataclasses import replace

import pytest

from actorgraph.clearnlp import to_ud
from actorgraph.coder import code, readings
from actorgraph.model import Article, Sentence, Token
from actorgraph.parse import parse

Word = tuple[str, str, int, str]


def tokens(words: list[Word]) -> list[Token]:
    return [
        Token(i, i, i + 1, text, text.lower(), pos, "", head, dep) for i, (text, pos, head, dep) in enumerate(words)
    ]


def tree(words: list[Word]) -> list[tuple[str, str, str]]:
    found = to_ud(tokens(words))
    return [(t.text, t.dep, found[t.head].text) for t in found]


def test_prepositions_become_cases_also_within_prepositions() -> None:
    words = [
        ("troops", "NOUN", 1, "nsubj"), ("came", "VERB", 1, "ROOT"), ("out", "ADP", 1, "prep"), ("of", "ADP", 2, "prep"),
        ("parts", "NOUN", 3, "pobj"), ("of", "ADP", 4, "prep"), ("Mali", "PROPN", 5, "pobj"),
    ]  # fmt: skip
    assert tree(words) == [
        ("troops", "nsubj", "came"), ("came", "root", "came"), ("out", "case", "parts"), ("of", "case", "parts"),
        ("parts", "obl", "came"), ("of", "case", "Mali"), ("Mali", "nmod", "parts"),
    ]  # fmt: skip


def test_agents_clauses_and_passives() -> None:
    words = [
        ("Mali", "PROPN", 2, "nsubjpass"), ("was", "AUX", 2, "auxpass"), ("accused", "VERB", 2, "ROOT"), ("by", "ADP", 2, "agent"),
        ("Chad", "PROPN", 3, "pobj"), ("of", "ADP", 2, "prep"), ("lying", "VERB", 5, "pcomp"),
    ]  # fmt: skip
    assert tree(words) == [
        ("Mali", "nsubj:pass", "accused"), ("was", "aux:pass", "accused"), ("accused", "root", "accused"),
        ("by", "case", "Chad"), ("Chad", "obl:agent", "accused"), ("of", "mark", "lying"), ("lying", "advcl", "accused"),
    ]  # fmt: skip


def test_copulas_and_chains_of_joint_words() -> None:
    words = [
        ("Peru", "PROPN", 5, "nsubj"), (",", "PUNCT", 0, "punct"), ("Chile", "PROPN", 0, "conj"), ("and", "CCONJ", 2, "cc"),
        ("Cuba", "PROPN", 2, "conj"), ("be", "AUX", 5, "ROOT"), ("allies", "NOUN", 5, "attr"),
    ]  # fmt: skip
    assert tree(words) == [
        ("Peru", "nsubj", "allies"), (",", "punct", "Peru"), ("Chile", "conj", "Peru"), ("and", "cc", "Cuba"),
        ("Cuba", "conj", "Peru"), ("be", "cop", "allies"), ("allies", "root", "allies"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "Peru has accused Chile of spying."), ("fr", "Le Pérou accuse le Chili.")]
)
def test_every_parsed_sentence_has_a_second_tree_over_the_same_words(lang: str, text: str) -> None:
    ((_, (sentence,)),) = parse([Article("a", text, lang, "2023-06-15")])
    first, second = sentence.tokens, sentence.second
    assert [(t.text, t.start) for t in first] == [(t.text, t.start) for t in second]
    assert [t.dep for t in second if t.head == t.i] == ["root"]


def misread(sentence: Sentence) -> Sentence:
    """The sentence whose first tree hangs every word on the one before it."""
    flat = tuple(replace(t, head=max(t.i - 1, 0), dep="dep" if t.i else "root") for t in sentence.tokens)
    return replace(sentence, tokens=flat)


def test_the_second_tree_tells_what_the_first_misses_and_adds_nothing_where_both_tell() -> None:
    ((article, (sentence,)),) = parse([Article("a", "Peru has accused Chile of spying.", "en", "2023-06-15")])
    expected = {("PER", "ACCUSES", "CHL")}
    assert {(r.source, r.relation, r.target) for r in code(article, [sentence]).relations} == expected
    (whole,) = readings(article, [sentence])
    assert [j.second for j in whole.judged if j.kept] == [False]
    (saved,) = readings(article, [misread(sentence)])
    assert [(j.relation.source, j.relation.target, j.second) for j in saved.judged if j.kept] == [("PER", "CHL", True)]
    assert not code(article, [replace(misread(sentence), second=())]).relations
