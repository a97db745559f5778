"""Every way in gives the same article, and what cannot be read is told with its place and reason."""

import io
import json
import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actorgraph.errors import BadInput
from actorgraph.model import Article, Record
from actorgraph.read import LARGEST, Skipped, decode, iso_date, read

FIXTURES = Path(__file__).parent.parent / "fixtures"
FRENCH = "Le gouvernement a rejeté lundi la proposition de ses voisins, a déclaré un porte-parole à la presse."
ENGLISH = "The government has rejected the proposal of its neighbours, a spokesman told reporters on Monday."


def one(path: Path, **options: Any) -> Article:
    """The only article at a path."""
    (found,) = read([path], **options)
    assert isinstance(found, Article), found
    return found


def why(path: Path, **options: Any) -> str:
    """Why the only thing at a path was skipped."""
    (found,) = read([path], **options)
    assert isinstance(found, Skipped), found
    assert found.where.startswith(str(path))
    assert found.reason.endswith((".", "?"))
    return found.reason


def written(path: Path, content: str | bytes) -> Path:
    """The path, after writing to it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_the_french_article_with_its_head_line() -> None:
    article = one(FIXTURES / "articles" / "idleb-2019-12.txt")
    whole = (FIXTURES / "articles" / "idleb-2019-12.txt").read_text("utf-8")
    assert article.text == whole
    assert whole[article.body :].startswith("Le président américain")
    assert (article.id, article.lang, article.date) == ("idleb-2019-12.txt", "fr", "2019-12-26")


def test_all_fixtures_have_the_language_and_date_of_their_gold() -> None:
    found = {a.id: a for a in read([FIXTURES / "articles"]) if isinstance(a, Article)}
    gold = [json.loads(f.read_text("utf-8")) for f in sorted((FIXTURES / "relations").glob("*.jsonl"))]
    assert [(g["id"], g["lang"], g["date"], g["text"]) for g in gold] == [
        (a.id, a.lang, a.date, a.text) for a in found.values()
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    assert one(written(tmp_path / "a.txt", FRENCH.encode(encoding))).text == FRENCH


@pytest.mark.parametrize(
    ("text", "date", "body"),
    [
        (FRENCH, "", FRENCH),
        (f"date 2019-12-26\n\n{FRENCH}", "2019-12-26", FRENCH),
        (f"date 2019 {FRENCH}", "2019", FRENCH),
        (f"DATE: 2019-12\r\n{FRENCH}", "2019-12", FRENCH),
        (f"title: Refus\ndate: 26 décembre 2019\n\n{FRENCH}", "2019-12-26", FRENCH),
        (f"title: Refus\n{FRENCH}", "", f"title: Refus\n{FRENCH}"),
        (f"date 2019-12 {FRENCH} Le 12 décembre 2019, puis le 20 décembre 2019.", "2019-12-20", None),
        (f"date 2019-12 {FRENCH} Le 3 janvier 2020 est loin.", "2019-12", None),
        (f"Paris, 3 janvier 2020. {FRENCH}", "2020-01-03", None),
        (f"date: 2019-12 {FRENCH}\n\n{ENGLISH}", "2019-12", f"{FRENCH}\n\n{ENGLISH}"),
        (f"date 2019 {FRENCH} Le 2 mai 2019, jusqu'au 3 janvier 2999.", "2019-05-02", None),
        (f"Paris, 3 janvier 2999. {FRENCH}", "", None),
        (f"date 2999 {FRENCH} Le 3 janvier 2999.", "2999", None),
        (f"{FRENCH} {FRENCH} {FRENCH} Le 11 septembre 2001 fut un mardi.", "", None),
    ],
)
def test_date_and_body(tmp_path: Path, text: str, date: str, body: str | None) -> None:
    article = one(written(tmp_path / "a.txt", text))
    assert article.text == text
    assert article.date == date
    assert body is None or article.text[article.body :] == body


def test_options_hold_for_what_does_not_say(tmp_path: Path) -> None:
    plain, dated = written(tmp_path / "a.txt", FRENCH), written(tmp_path / "b.txt", f"date 2019-12-26\n{FRENCH}")
    assert one(plain, date="2020-01-02", lang="en").date == "2020-01-02"
    assert one(plain, lang="en").lang == "en"
    assert one(dated, date="2020-01-02").date == "2019-12-26"
    with pytest.raises(BadInput, match="no date"):
        list(read([plain], date="soon"))
    with pytest.raises(BadInput, match="fr and en"):
        list(read([plain], lang="de"))


def test_title_of_the_head_is_known(tmp_path: Path) -> None:
    article = one(written(tmp_path / "a.txt", f"Title: No\nURL: https://example.org/no\n\n{ENGLISH}"))
    assert (article.title, article.url, article.id) == ("No", "https://example.org/no", "https://example.org/no")


def test_id_of_the_head_is_the_id(tmp_path: Path) -> None:
    article = one(written(tmp_path / "a.txt", f"url: https://example.org/no\nid: no-1\n\n{ENGLISH}"))
    assert (article.id, article.url) == ("no-1", "https://example.org/no")


def test_json_lines(tmp_path: Path) -> None:
    lines: list[dict[str, Any]] = [
        {"id": "x", "lang": "fr-FR", "date": "2019-12-26T08:00:00Z", "title": "T", "text": FRENCH, "relations": [1]},
        {"id": 7, "date": None, "text": f"date 2019-12-01\n{ENGLISH}"},
        {"url": "https://example.org/a", "text": ENGLISH},
        {"text": ENGLISH},
    ]
    file = written(tmp_path / "in" / "a.jsonl", "\n".join(map(json.dumps, lines)) + "\n\n")
    found = [a for a in read([tmp_path]) if isinstance(a, Article)]
    assert [(a.id, a.lang, a.date, a.title) for a in found] == [
        ("x", "fr", "2019-12-26", "T"),
        ("7", "en", "2019-12-01", ""),
        ("https://example.org/a", "en", "", ""),
        ("in/a.jsonl#4", "en", "", ""),
    ]
    assert [a.text for a in found] == [line["text"] for line in lines]
    assert found[1].body == len("date 2019-12-01\n")
    assert [a.id for a in read([file]) if isinstance(a, Article)][-1] == "a.jsonl#4"


def test_a_line_with_a_coder_is_a_record(tmp_path: Path) -> None:
    record = Record(id="x", coder="1", lang="fr")
    (found,) = read([written(tmp_path / "a.jsonl", record.to_json())])
    assert found == record
    assert "relations" in why(written(tmp_path / "b.jsonl", '{"id": "x", "coder": "1", "relations": 3}'))


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "is not JSON"),
        ("[" * 100_000, "nested too deeply"),
        ('{"text":' * 100_000, "nested too deeply"),
        ("[1]", "one JSON object"),
        ('{"id": "x"}', "text: "),
        ('{"text": 3.5}', "text: "),
        ('{"text": ""}', "holds no text"),
        ('{"text": "a \\ud800 b"}', "is no character"),
        ('{"text": "a\\u0000b"}', "is no character"),
        ('{"text": "The end.", "date": "yesterday"}', "'yesterday' is no date"),
        ('{"text": "Das Ende.", "lang": "de"}', "is in 'de'"),
        ('{"text": "The end.", "date": "a\\nb"}', r"'a\nb' is no date"),
        (b'{"text": "\xe9t\xe9"}', "must be UTF-8"),
    ],
)
def test_bad_lines(tmp_path: Path, line: str | bytes, says: str) -> None:
    file = written(tmp_path / "a.jsonl", line)
    assert says in why(file)
    (skipped,) = read([file])
    assert isinstance(skipped, Skipped)
    assert skipped.where == f"{file}, line 1"


def test_a_bad_line_does_not_stop_the_next(tmp_path: Path) -> None:
    file = written(tmp_path / "a.jsonl", "{\n" + json.dumps({"id": "b", "text": ENGLISH}))
    bad, good = read([file])
    assert isinstance(bad, Skipped)
    assert isinstance(good, Article)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.txt", b"", "is empty"),
        ("a.jsonl", b"", "is empty"),
        ("a.txt", b" \n\n", "is empty"),
        ("a.txt", b"date 2019-12-26\n", "holds no text"),
        ("a.txt", b"date 2019-13\nThe end.", "is no date"),
        ("a.txt", b"12, 13; 14.", "holds no text"),
        ("a.txt", b"The end.\x00\x01", "is no text: byte 8"),
        ("a.txt", b"The end.\x01\x02", "is no text: byte 8"),
        ("a.txt", b"%PDF-1.7 ...", "pdftotext"),
        ("a.txt", ENGLISH.encode("utf-16"), "UTF-16"),
        ("a.html", b"<!DOCTYPE html><p>The end.</p>", "web page"),
        ("a.txt", FRENCH.encode() + b" \xe9", "wrongly encoded"),
        ("a.txt", FRENCH.encode()[:-5] + b"\x81", "wrongly encoded"),
        ("a.txt", b"\x81\x8d abc", "neither UTF-8 nor Latin-1"),
        ("a.txt", "Le d\ufffdput\ufffd est \ufffd Gen\ufffdve.", "wrongly decoded before"),
        ("a.txt", "Der Bundeskanzler hat am Montag in Berlin den russischen Präsidenten empfangen.", "'de'"),
        ("a.txt", "Путин встретился с Эрдоганом в Сочи.", "neither French nor English"),
    ],
)
def test_bad_files(tmp_path: Path, name: str, content: str | bytes, says: str) -> None:
    assert says in why(written(tmp_path / name, content))


def test_a_name_that_is_not_utf_8(tmp_path: Path) -> None:
    try:
        file = written(tmp_path / os.fsdecode(b"\xe9t\xe9.txt"), ENGLISH)
    except OSError:
        pytest.skip("this file system takes only UTF-8")
    for path in (file, tmp_path):
        assert one(path).id == "\ufffdt\ufffd.txt"
    (skipped,) = read(["a\0b"])
    assert isinstance(skipped, Skipped)


def test_too_large(tmp_path: Path) -> None:
    assert "10 MB" in why(written(tmp_path / "a.txt", b"The end. " * (LARGEST // 9 + 1)))
    long = json.dumps({"text": "a" * LARGEST})
    big, good = read([written(tmp_path / "a.jsonl", f"{long}\n{json.dumps({'text': ENGLISH})}")])
    assert isinstance(big, Skipped)
    assert "10 MB" in big.reason
    assert isinstance(good, Article)


def test_a_folder_is_read_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/y.TXT", ".hidden.txt", ".git/c.txt"):
        written(tmp_path / name, ENGLISH)
    written(tmp_path / "picture.png", b"\x89PNG")
    found = list(read([tmp_path]))
    assert [a.id for a in found if isinstance(a, Article)] == ["a/y.TXT", "a/z.txt", "b.txt"]
    (skipped,) = (s for s in found if isinstance(s, Skipped))
    assert skipped.where.endswith("picture.png")


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert "a pipe or a device" in why(tmp_path)


def test_a_stray_control_character_does_no_harm(tmp_path: Path) -> None:
    assert one(written(tmp_path / "a.txt", f"{ENGLISH}\x1a")).text == f"{ENGLISH}\x1a"


HEADS = st.sampled_from(["", "date ", "date 2019-", "title: x\n", "id: \n\n", '{"text": "', '{"coder": '])


@settings(deadline=None)  # the first one loads the language identifier
@given(name=st.sampled_from(["a.txt", "a.jsonl", "a"]), head=HEADS, data=st.binary(max_size=200))
def test_no_bytes_stop_a_run(name: str, head: str, data: bytes) -> None:
    with TemporaryDirectory() as folder:
        found = list(read([written(Path(folder, name), head.encode() + data)]))
    for item in found:
        if isinstance(item, Article):
            assert item.text[item.body :].strip()
            assert item.lang in ("fr", "en")
        else:
            assert isinstance(item, Record) or len(str(item).splitlines()) == 1
    assert len(found) == 1 or name != "a.txt"


def test_what_is_not_there(tmp_path: Path) -> None:
    assert "No such file" in why(tmp_path / "missing.txt")
    assert "empty folder" in why(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read(tmp_path: Path) -> None:
    file = written(tmp_path / "a.txt", ENGLISH)
    file.chmod(0)
    assert "Permission denied" in why(file)


def test_the_same_id_twice_is_told(tmp_path: Path) -> None:
    first, second = written(tmp_path / "1" / "a.txt", ENGLISH), written(tmp_path / "2" / "a.txt", FRENCH)
    article, skipped = read([first, second])
    assert isinstance(article, Article)
    assert isinstance(skipped, Skipped)
    assert "has the id 'a.txt'" in skipped.reason
    assert str(first) in skipped.reason
    assert [a.id for a in read([tmp_path]) if isinstance(a, Article)] == ["1/a.txt", "2/a.txt"]


@pytest.mark.parametrize("content", [ENGLISH, json.dumps({"text": ENGLISH})])
def test_standard_input(monkeypatch: pytest.MonkeyPatch, content: str) -> None:
    def again() -> Article:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
        (found,) = read(["-"])
        assert isinstance(found, Article)
        return found

    assert again().text == ENGLISH
    assert again().id == again().id != "-"
    assert list(read(["-"], stdin=io.BytesIO(content.encode()))) == [again()]


@pytest.mark.parametrize("text", ["2019-02-30", "2019-1", "20191226", "2019-12-2612", "December", ""])
def test_no_date(text: str) -> None:
    with pytest.raises(BadInput, match="no date"):
        iso_date(text)


def test_capitals_and_quotes_in_latin_1_are_not_taken_for_damaged_utf_8() -> None:
    text = "La «LIBERTÉ» a été acquittée à Genève"
    assert decode(text.encode("latin-1")) == text
