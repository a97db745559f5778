"""Articles into sentences of Universal Dependencies: splitting, languages, offsets, the pinned weights."""

import pytest

from actorgraph import parse as parsing
from actorgraph.errors import BadData
from actorgraph.model import Article
from actorgraph.parse import from_conllu, parse, sentences, split, to_conllu

# SHA-256 over the weights of the pinned base pipelines, as parse.weights_sha256 counts it.
WEIGHTS = {
    "fr": "8379a45972e5fb145b179722247eeccc5f91eef30ac2c5745c4a531358750cff",
    "en": "3920354d12f91161fa9d78195a04194d0e6668e846a97f030e058a3b019fd75c",
}
FRENCH = (
    "M. Macron a reçu Mme Merkel à l'Élysée. « Nous sommes d'accord. C'est fait ! », a dit la chancelière.\n\n"
    "This paragraph is in English, and the president of the United States said so on Thursday.\n\nFin."
)


def cut(text: str, lang: str) -> list[str]:
    return [text[a:b] for a, b in split(text, 0, len(text), lang)]


@pytest.mark.parametrize(
    ("lang", "text", "parts"),
    [
        ("fr", "M. Dupont est parti. Il pleut.", ["M. Dupont est parti.", "Il pleut."]),
        ("fr", "«Partez. Vite!», a-t-il dit. Ils sont partis.", ["«Partez. Vite!», a-t-il dit.", "Ils sont partis."]),
        ("fr", "Un accord ? Non. Jamais.", ["Un accord ?", "Non.", "Jamais."]),
        ("en", "The U.S. Army left. Gen. Smith stayed.", ["The U.S. Army left.", "Gen. Smith stayed."]),
        ("en", "Donald J. Trump spoke. He left.", ["Donald J. Trump spoke.", "He left."]),
        ("en", '"We won." They left.', ['"We won."', "They left."]),
        ("en", "It cost 3.5 million.", ["It cost 3.5 million."]),
    ],
)
def test_split(lang: str, text: str, parts: list[str]) -> None:
    assert cut(text, lang) == parts


def test_each_sentence_stands_in_the_text_where_it_says() -> None:
    for s in sentences(Article("a", FRENCH, "fr")):
        assert FRENCH[s.start : s.end] == s.text


def test_the_language_is_that_of_the_paragraph() -> None:
    langs = {s.paragraph: s.lang for s in sentences(Article("a", FRENCH, "fr"))}
    assert langs == {0: "fr", 1: "en", 2: "fr"}


def test_the_head_line_is_no_sentence() -> None:
    text = "date 2019-12-26\nLa Russie a parlé."
    assert [s.text for s in sentences(Article("a", text, "fr", body=16))] == ["La Russie a parlé."]


def test_tokens_are_universal_and_point_into_the_text() -> None:
    ((article, found),) = parse([Article("a", FRENCH, "fr")])
    for s in found:
        for t in s.tokens:
            assert article.text[t.start : t.end].replace("’", "'") == t.text
            assert 0 <= t.head < len(s.tokens)
        assert sum(t.dep == "root" for t in s.tokens) == 1
    deps = {t.text: t.dep for t in found[0].tokens}
    assert deps["Macron"] in ("flat:name", "nsubj", "flat", "nmod", "appos")
    assert "nsubj" in deps.values()


def test_a_detached_elision_is_one_word() -> None:
    ((_, found),) = parse([Article("a", "Un accord entre l’ Allemagne et l' Italie.", "fr")])
    assert [t.text for t in found[0].tokens].count("l'") == 2


def test_parsing_does_not_depend_on_what_else_is_parsed() -> None:
    one = Article("a", "La Russie accuse l'Ukraine.", "fr")
    two = Article("b", FRENCH, "fr")
    alone = [s for _, s in parse([one])]
    together = [s for _, s in parse([two, one])]
    assert alone[0] == together[1]


def test_conllu_there_and_back() -> None:
    ((_, found),) = parse([Article("a", FRENCH, "fr")])
    back = from_conllu("".join(to_conllu(s) for s in found))
    assert [s.tokens for s in back] == [s.tokens for s in found]
    assert [s.names for s in back] == [s.names for s in found]


@pytest.mark.parametrize("lang", sorted(WEIGHTS))
def test_the_base_pipeline_is_the_one_trained_over(lang: str) -> None:
    assert parsing.weights_sha256(lang) == WEIGHTS[lang]


def test_a_pipeline_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from actorgraph.settings import Settings

    monkeypatch.setattr(parsing, "settings", lambda: Settings(pipelines={"fr": "no_such_pipeline"}))
    parsing.pipeline.cache_clear()
    try:
        with pytest.raises(BadData, match="no_such_pipeline"):
            parsing.pipeline("fr")
    finally:
        parsing.pipeline.cache_clear()


def test_another_pipeline_by_name(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    import spacy

    from actorgraph.settings import Settings

    nlp = spacy.blank("fr")
    nlp.to_disk(str(tmp_path))
    monkeypatch.setattr(parsing, "settings", lambda: Settings(pipelines={"fr": str(tmp_path)}))
    parsing.pipeline.cache_clear()
    parsing.version_of.cache_clear()
    try:
        ((_, found),) = parse([Article("a", "La Russie a parlé.", "fr")])
        assert [t.text for t in found[0].tokens] == ["La", "Russie", "a", "parlé", "."]
        assert parsing.version_of("fr") == str(tmp_path)
    finally:
        parsing.pipeline.cache_clear()
        parsing.version_of.cache_clear()
