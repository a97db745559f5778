"""Why a sentence gives what it gives: the reasons in words, as text and as a page, and on the command line."""

import json
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from typing import Any

import pytest
from click.testing import CliRunner, Result

from actorgraph import cli
from actorgraph import explain as explaining
from actorgraph.coder.ranking import ranker
from actorgraph.explain import Explained, Verdict, as_page, as_text, explain
from actorgraph.explain.words import gloss
from actorgraph.extract import extract
from actorgraph.model import Article, Record
from actorgraph.read import Skipped

SAID = {"fr": "Paris a accusé Moscou d'ingérence.", "en": "Canada accused China of spying."}
DENIED = {"fr": "La France n'a pas accusé la Russie.", "en": "Canada did not accuse China of spying."}
HELD = {  # no row of « porter », of « lay » has such an object
    "fr": "La Russie a porté à l'Iran un message de la Turquie sur la guerre.",
    "en": "Russia laid out its view of Syria to Turkey after the war.",
}
EMPTY = {"fr": "Il a plu toute la journée.", "en": "It rained all day in the hills."}
EVERYTHING = {"LEAST": 0.0, "HELD": 99}  # whatever the ranker's scores are
LANGS = pytest.mark.parametrize("lang", ["fr", "en"])


@cache
def one(text: str, lang: str) -> Explained:
    """A sentence, explained."""
    (found,) = explain([Article("a.txt", text, lang=lang, date="2020-01-02")])
    assert isinstance(found, Explained)
    return found


def everything(monkeypatch: pytest.MonkeyPatch, text: str, lang: str) -> Explained:
    """The same, with all that was held back."""
    for name, value in EVERYTHING.items():
        monkeypatch.setattr(explaining, name, value)
    return one.__wrapped__(text, lang)


def claims(verdicts: tuple[Verdict, ...]) -> set[tuple[str, str, str]]:
    return {(v.source, v.relation, v.target) for v in verdicts}


def invoke(*arguments: str, input: str | None = None) -> Result:
    return CliRunner().invoke(cli.main, arguments, input=input)


def lines(*texts: str, lang: str = "fr") -> str:
    """Articles as JSON Lines."""
    return "\n".join(json.dumps({"id": f"{n}.txt", "lang": lang, "text": text}) for n, text in enumerate(texts))


class Page(HTMLParser):
    """What a browser would read: the words, the elements, the marks."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


# ----- verdicts and reasons


@LANGS
def test_what_is_said_names_its_row(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = everything(monkeypatch, SAID[lang], lang)
    ends = {"fr": ("France (FRA)", "Russia (RUS)"), "en": ("Canada (CAN)", "China (CHN)")}[lang]
    (said,) = found.said
    assert (said.source, said.relation, said.target, said.polarity) == (ends[0], "ACCUSES", ends[1], "asserted")
    assert f"row {lang}-accus" in said.why[0]
    assert said.score is not None
    assert said.at_least is not None
    assert said.score >= said.at_least
    assert any(reason.startswith("Most for it: ") for reason in said.why)
    assert (ends[1], "ACCUSES", ends[0]) in claims(found.held)
    (turned,) = [v for v in found.held if (v.source, v.relation) == (ends[1], "ACCUSES")]
    assert turned.why[0] == "The other way round is said."


@LANGS
def test_what_is_denied_says_so(lang: str) -> None:
    found = one(DENIED[lang], lang)
    (said,) = found.said
    assert (said.relation, said.polarity, said.score) == ("ACCUSES", "negated", None)
    assert "denies it" in said.why[0]
    assert "--all-polarities" in said.why[0]
    assert "(negated)" in as_text(found)


@LANGS
def test_what_lacks_a_frame_says_what_the_row_needs(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = everything(monkeypatch, HELD[lang], lang)
    assert found.said == ()
    reason = {
        "fr": "In row fr-porter-1, « porter » needs an object (« plainte »): not here.",
        "en": "In row en-lay-1, « lay » needs an object (« blame »): not here.",
    }[lang]
    held = [v for v in found.held if v.why[0] == reason]
    assert held
    assert all(v.relation == "ACCUSES" and v.score and v.at_least and v.score < v.at_least for v in held)
    assert [v.score for v in found.held] == sorted((v.score or 0 for v in found.held), reverse=True)


@LANGS
@pytest.mark.parametrize("texts", [SAID, DENIED, HELD], ids=["said", "denied", "held"])
def test_words_stand_where_they_are_said_to_stand(lang: str, texts: dict[str, str]) -> None:
    found = one("  " + texts[lang].replace(" ", "   "), lang)  # white space is folded
    assert found.text == texts[lang]
    for m in found.mentions:
        assert found.text[m.start : m.end] == m.words
    for v in (*found.said, *found.held):
        assert found.text[v.start : v.end] == v.trigger


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Will France attack Syria?", "It is a question: nothing is read from it."),
        ("Turkey attacked the hill.", "It names fewer than two actors: a relation needs two."),
        ("The film shows Germany and Poland.", "A film, a novel or sport seems to be told (« film »)"),
        ("France and Germany are large countries.", "None of its words is in the lexicon."),
        ("France laid Germany a table.", "« laid » tells a relation only with other words of the lexicon"),
    ],
)
def test_silence_has_a_reason(text: str, note: str) -> None:
    found = one(text, "en")
    assert (found.said, found.held) == ((), ())
    assert found.notes[0].startswith(note)


def test_what_is_said_is_what_extract_says() -> None:
    text = " ".join(
        (SAID["en"], EMPTY["en"], DENIED["en"], HELD["en"], "The film shows Germany. Japan met South Korea.")
    )
    article = Article("a.txt", text, lang="en", date="2020-01-02")
    found = [e for e in explain([article]) if isinstance(e, Explained)]
    (record,) = extract([article])
    assert isinstance(record, Record)
    assert record.relations
    assert [(v.relation, v.trigger, v.polarity, v.confidence) for e in found for v in e.said] == [
        (r.relation, r.trigger, r.polarity, r.confidence) for r in record.relations
    ]
    assert [len([w for w in e.tree if w.dep == "root"]) for e in found] == [1] * 6  # those not read have a tree too


def test_every_feature_of_the_ranker_has_words() -> None:
    def features(node: Any) -> Iterator[str]:
        if isinstance(node, list):
            yield node[0]
            yield from features(node[2])
            yield from features(node[3])

    names = sorted({name for tree in ranker().trees for name in features(tree)})
    assert len(names) > 100
    for name in names:
        for value in (0.0, 1.0):
            words = gloss(name, value)
            assert not re.search(r"“[^”]* ", words), name  # not told as its own name
            assert not re.search(r"(?<!')\b[st] |\b(nsubj|obl|conj|amod)\b", words), words
            assert (words == gloss(name, 1.0 - value)) is False, name


# ----- what is shown


@LANGS
def test_text_shows_tree_mentions_and_verdicts(lang: str) -> None:
    text = as_text(one(SAID[lang], lang))
    assert text.startswith(SAID[lang] + "\n\n  Tree\n")
    assert [text.index(f"\n  {part}\n") for part in ("Tree", "Mentions", "Said", "Held back")] == sorted(
        text.index(f"\n  {part}\n") for part in ("Tree", "Mentions", "Said", "Held back")
    )
    source = {"fr": "« Paris »  France (FRA): capital, for its state", "en": "« Canada »  Canada (CAN): name"}[lang]
    assert source in text
    assert re.search(r"\n +2 +accusé +VERB +root +of —|\n +1 +accused +VERB +root +of —", text)


def test_the_page_marks_and_needs_nothing_else() -> None:
    html = as_page([one(SAID["fr"], "fr"), one(HELD["en"], "en"), one(EMPTY["en"], "en")])
    page = Page(html)
    assert '<mark class="who" title="France (FRA)">Paris</mark> <mark class="said"' in html
    assert re.search(r'<mark class="held" title="held back: Russia \(RUS\) ACCUSES [^"]*">laid out</mark>', html)
    assert set(page.tags).isdisjoint({"script", "link", "img", "iframe", "object"})
    assert {name for name, _ in page.attributes}.isdisjoint({"src", "href", "onclick", "style"})
    assert "url(" not in html
    assert "@import" not in html
    assert "{{" not in html
    assert "2 sentences, 1 relation said, " in page.text
    assert "1 sentence without an actor left out." in page.text
    assert EMPTY["en"] not in page.text
    assert EMPTY["en"] in Page(as_page([one(EMPTY["en"], "en")], every=True)).text


def test_the_page_escapes_what_it_shows() -> None:
    text = 'Canada accused China of <script>alert("x")</script> & {{body}}.'
    (found,) = explain([Article("<b>a.txt", text, lang="en")])
    assert isinstance(found, Explained)
    html = as_page([found])
    assert "<script" not in html
    assert "<b>a.txt" not in html
    page = Page(html)
    assert text in page.text
    assert "<b>a.txt" in page.text


def test_nothing_gives_a_page_too() -> None:
    assert "0 sentences, 0 relations said, 0 held back." in as_page([])


# ----- what cannot be explained


def test_records_and_skips_are_skips_with_a_reason() -> None:
    skip = Skipped("b.pdf", "is a PDF.")
    found = list(explain([Record(id="a.txt", coder="x"), skip]))
    assert found[1] is skip
    assert str(found[0]).startswith("a.txt: is a record, without its text, so there is nothing to explain.")


def test_an_article_that_fails_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("odd")

    monkeypatch.setattr(explaining, "readings", fail)
    found = list(explain([Article(name, SAID["fr"], lang="fr") for name in "ab"]))
    assert [str(f) for f in found] == [
        f"{name}: could not be explained (ZeroDivisionError: odd). Please report the text." for name in "ab"
    ]


# ----- the command


def test_extract_explains_as_text() -> None:
    done = invoke("extract", "-", "--explain", "text", input=lines(f"{SAID['fr']} {EMPTY['fr']}", DENIED["fr"]))
    assert (done.exit_code, done.stderr) == (0, "")
    for part in (
        "── 0.txt\n",
        "── 1.txt\n",
        SAID["fr"],
        EMPTY["fr"],
        DENIED["fr"],
        "France (FRA) ACCUSES Russia (RUS)",
    ):
        assert done.stdout.count(part) >= 1, part
    assert done.stdout.count("── ") == 2


def test_extract_explains_as_one_page() -> None:
    done = invoke("extract", "-", "--explain", "html", input=lines(SAID["en"], HELD["en"], lang="en"))
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("<!doctype html>")
    assert done.stdout.rstrip().endswith("</html>")
    assert done.stdout.count("<!doctype") == 1
    assert done.stdout.count("<section>") == 2


@pytest.mark.parametrize("form", ["text", "html"])
def test_skips_count_as_in_extract(form: str) -> None:
    record = Record(id="r.txt", coder="x").to_json()
    done = invoke("extract", "-", "nowhere.txt", "--explain", form, input=f"{record}\n{lines(SAID['fr'])}")
    assert done.exit_code == cli.SKIPPED
    assert "ACCUSES" in done.stdout
    assert "Skipped r.txt: is a record, without its text" in done.stderr
    assert "Skipped nowhere.txt" in done.stderr
    assert done.stderr.endswith("Skipped 2 inputs in all.\n")


@pytest.mark.parametrize("other", [("--format", "jsonl"), ("--format", "auto"), ("--workers", "2")])
def test_what_does_not_go_together_is_an_error_of_usage(other: tuple[str, str]) -> None:
    done = invoke("extract", "-", "--explain", "text", *other, input=lines(SAID["fr"]))
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"{other[0]} does not go with --explain" in done.stderr
    assert invoke("extract", "-", "--explain", "pdf").exit_code == 2


@pytest.mark.parametrize("form", ["text", "html"])
def test_nothing_steers_the_terminal(form: str) -> None:
    done = invoke("extract", "-", "--explain", form, input=lines("Paris a accusé Moscou\x1b[31m."))
    assert "\x1b" not in done.stdout
