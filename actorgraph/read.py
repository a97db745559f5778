"""Files, folders, JSON Lines and standard input into Articles. What cannot be read becomes a Skipped with its reason.

A text may open with its date (`date 2019-12-26`, with or without text behind it on the line) or with lines such as
`title: …` and `date: …` before an empty line. `Article.text` is always the whole text; `Article.body` says where the
text proper begins.
"""

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date as day
from functools import cache
from pathlib import Path
from typing import Annotated, Any, BinaryIO

from pydantic import BeforeValidator, TypeAdapter, ValidationError

from actorgraph.dates import full_dates
from actorgraph.errors import BadInput
from actorgraph.model import Article, Record, digest, record_from_json

TEXTS = frozenset({".txt", ".text"})
LINES = frozenset({".jsonl", ".ndjson"})
LARGEST = 10_000_000  # bytes of one article
LANGUAGES = ("fr", "en")
STRANGE = 0.01  # in news texts French and English together never came below 0.1, other languages never above 0.001

MAGIC = {
    b"%PDF": "is a PDF. Turn it into text first (pdftotext)",
    b"PK\x03\x04": "is a zip archive or an office document. Save it as plain text, in UTF-8",
    b"\x1f\x8b": "is compressed. Unpack it first (gunzip)",
}
BINARY = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
STRAY = 0.05  # share of control characters that a text may have: some carry a few from the machine they came from
UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
HIGH = re.compile(rb"[\x80-\xff]")
UNSTORABLE = re.compile("[\0\ud800-\udfff]")
HTML = re.compile(r"\s*<(?:!doctype html|html)\b", re.I)

HEAD = re.compile(r"\s*date[ \t]*:?[ \t]*(?P<date>\d{4}(?:-\d\d){0,2})\s+", re.I)
TEXT_BEHIND = r"(?!date[ \t]*:[ \t]*\d{4}[\d-]*[ \t]+[^\W\d])"  # « date: 2019-12 Le président … » is no field
FIELD = re.compile(rf"[ \t]*{TEXT_BEHIND}(title|date|url|publisher|lang|id)[ \t]*:[ \t]*(.*?)[ \t]*\r?\n", re.I)
BLANK = re.compile(r"\s*\n\s*")
ISO = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that was not read or not coded: where it is, and why, with what to do about it."""

    where: str
    reason: str

    def __str__(self) -> str:
        """One line."""
        return f"{self.where}: {self.reason}"


def _as_text(value: Any) -> Any:
    return "" if value is None else str(value) if isinstance(value, int) else value


_Text = Annotated[str, BeforeValidator(_as_text)]


@dataclass(frozen=True, slots=True)
class _Line:
    """An article as a line of JSON; other keys do not matter."""

    text: _Text
    id: _Text = ""
    url: _Text = ""
    lang: _Text = ""
    date: _Text = ""
    title: _Text = ""
    publisher: _Text = ""


_LINE = TypeAdapter(_Line)


@dataclass(frozen=True, slots=True)
class Given:
    """What holds for an article that does not say."""

    date: str = ""
    lang: str = ""


def read(
    paths: Iterable[str | Path], *, date: str = "", lang: str = "", stdin: BinaryIO | None = None
) -> Iterator[Article | Record | Skipped]:
    """The articles at these paths, in order; `-` is standard input (or `stdin`). Folders are read with all below them, by name.

    A line of JSON that `extract` wrote comes as its Record. `date` and `lang` hold for articles that do not say.
    """
    if lang and lang not in LANGUAGES:
        raise BadInput(f"language '{lang}': articles are read in {' and '.join(LANGUAGES)}.")
    given = Given(iso_date(date) if date else "", lang)
    seen: dict[str, str] = {}
    for path in paths:
        for item in _at(str(path), given, stdin):
            if isinstance(item, Skipped):
                yield item
                continue
            where, found = item
            if found.id in seen:
                yield Skipped(
                    where, f"has the id '{found.id}' of {seen[found.id]}, which was read before. Give it its own."
                )
            else:
                seen[found.id] = where
                yield found


_Found = tuple[str, Article | Record] | Skipped


def _at(path: str, given: Given, stdin: BinaryIO | None) -> Iterator[_Found]:
    if path == "-":
        yield from _stream(stdin or sys.stdin.buffer, "standard input", "", given)
        return
    root = Path(path)
    try:
        if not root.is_dir():
            yield from _file(root, printable(root.name), given)
            return
    except ValueError as error:  # a name with a NUL
        yield Skipped(printable(path), f"cannot be read: {error}.")
        return
    empty = True
    for file in sorted(root.rglob("*"), key=lambda f: f.relative_to(root).as_posix()):
        name = file.relative_to(root)
        if any(part.startswith(".") for part in name.parts) or file.is_dir():
            continue
        empty = False
        if file.exists() and not file.is_file():  # opening a pipe waits for its writer
            yield Skipped(printable(str(file)), "is no file but a pipe or a device. Name it itself to have it read.")
        elif file.suffix.lower() in TEXTS | LINES:
            yield from _file(file, printable(name.as_posix()), given)
        else:
            yield Skipped(
                printable(str(file)),
                f"is none of {', '.join(sorted(TEXTS | LINES))}. If it is text, name the file itself.",
            )
    if empty:
        yield Skipped(printable(path), "is an empty folder.")


def printable(path: str) -> str:
    """A path as text that can be stored and shown, whatever bytes its name has."""
    return os.fsencode(path).decode("utf-8", "replace")


def _file(file: Path, name: str, given: Given) -> Iterator[_Found]:
    try:
        with file.open("rb") as stream:
            yield from _stream(stream, printable(str(file)), name, given)
    except OSError as error:
        yield Skipped(printable(str(file)), f"cannot be read: {error.strerror or error}.")


def _stream(stream: BinaryIO, where: str, name: str, given: Given) -> Iterator[_Found]:
    """The articles of one open file. `name` is the id of a text that has no other; "" takes one from its content."""
    suffix = Path(name).suffix.lower()
    first = stream.readline(LARGEST + 1)
    looks_so = suffix not in TEXTS and first.lstrip(b"\xef\xbb\xbf \t").startswith(b"{")
    if first and (suffix in LINES or looks_so):
        for number, line in enumerate(_lines(first, stream), start=1):
            place = f"{where}, line {number}"
            if line.strip():
                yield _caught(place, _from_json, line, place, f"{name}#{number}" if name else "", given)
        return
    data = first + stream.read(LARGEST + 1 - len(first)) if len(first) <= LARGEST else first
    yield _caught(where, _from_bytes, data, name, given)


def _lines(first: bytes, stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a stream; of one too long only the beginning, which is enough to refuse it."""
    line = first
    while line:
        yield line
        while len(line) > LARGEST and not line.endswith(b"\n"):
            line = stream.readline(LARGEST + 1)
        line = stream.readline(LARGEST + 1)


def _caught(where: str, work: Callable[..., Article | Record], *arguments: Any) -> _Found:
    try:
        return where, work(*arguments)
    except BadInput as error:
        return Skipped(where, str(error).removeprefix(f"{where}: "))


def decode(data: bytes) -> str:
    """The text in a file's bytes: UTF-8, else Windows-1252 (Latin-1); BadInput says why it is no text.

    >>> decode("été".encode("latin-1")) == decode("\\ufeffété".encode()) == "été"
    True
    """
    if len(data) > LARGEST:
        raise BadInput(
            f"is larger than {LARGEST // 1_000_000} MB. Split it: one article a file, or a line of JSON Lines."
        )
    if not data.strip():
        raise BadInput("is empty.")
    for start, what in MAGIC.items():
        if data.startswith(start):
            raise BadInput(f"{what}.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadInput("is UTF-16. Save it as UTF-8.")
    strange = BINARY.search(data)
    if strange and (b"\0" in data or len(BINARY.findall(data)) > STRAY * len(data)):
        raise BadInput(f"is no text: byte {strange.start()} is {strange[0][0]:#04x}.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _decode_8bit(data, error.start)


def _decode_8bit(data: bytes, at: int) -> str:
    good = sum(len(m[0]) for m in UTF8_SEQUENCE.finditer(data))
    if 2 * good > len(HIGH.findall(data)):
        raise BadInput(f"is wrongly encoded: UTF-8, but not at byte {at}. Save it anew as UTF-8, whole.")
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise BadInput(f"is neither UTF-8 nor Latin-1 (byte {error.start}). Save it as UTF-8.") from error


def _from_bytes(data: bytes, name: str, given: Given) -> Article:
    text = decode(data)
    if HTML.match(text):
        raise BadInput("is a web page. Save the text of its article as plain text.")
    return _article(name, text, {}, given)


def head(text: str) -> tuple[dict[str, str], int]:
    """What the first lines say of an article, and where its text proper begins.

    >>> head(" date 2019-12 Moscow has accused Kyiv.")
    ({'date': '2019-12'}, 14)
    >>> head("Title: A deal\\nDate: 26 décembre 2019\\n\\nMoscow has signed.")
    ({'title': 'A deal', 'date': '2019-12-26'}, 38)
    >>> head("Date palms: a history.\\n\\nMoscow")
    ({}, 0)
    """
    fields, at = {}, 0
    while line := FIELD.match(text, at):
        fields[line[1].lower()] = line[2]
        at = line.end()
    blank = BLANK.match(text, at)
    if not (fields and blank):
        opening = HEAD.match(text)
        return ({"date": iso_date(opening["date"])}, opening.end()) if opening else ({}, 0)
    if fields.get("date"):
        fields["date"] = iso_date(fields["date"])
    return {k: v for k, v in fields.items() if v}, blank.end()


def iso_date(text: str) -> str:
    """The ISO prefix in a date: 2019, 2019-12, 2019-12-26 (a time behind it is dropped), or a day in words.

    >>> iso_date("2019-12"), iso_date("2019-12-26T10:00:00Z"), iso_date("December 26, 2019")
    ('2019-12', '2019-12-26', '2019-12-26')
    """
    text = text.strip()
    written = ISO.match(text)
    if written and text[written.end() : written.end() + 1] in ("", "T", " "):
        try:
            day(int(written[1]), int(written[2] or 1), int(written[3] or 1))
            return written[0]
        except ValueError:
            pass
    elif in_words := full_dates(text):
        return in_words[0]
    raise BadInput(f"{text[:40]!r} is no date. Write it as 2019-12-26, 2019-12 or 2019.")


def _from_json(line: bytes, where: str, name: str, given: Given) -> Article | Record:
    if len(line) > LARGEST:
        raise BadInput(f"is larger than {LARGEST // 1_000_000} MB.")
    try:
        text = line.decode("utf-8-sig")
        values = json.loads(text)
        if isinstance(values, dict) and values.get("coder"):
            return record_from_json(text, where)
        found = _LINE.validate_python(values)
    except UnicodeDecodeError as error:
        raise BadInput(f"is wrongly encoded at byte {error.start}. JSON Lines must be UTF-8.") from error
    except RecursionError as error:
        raise BadInput("is nested too deeply. A line is one JSON object with at least a 'text'.") from error
    except ValueError as error:  # of json and of pydantic
        raise BadInput(f"{_first(error)}. A line is one JSON object with at least a 'text'.") from error
    fields = {k: v for k in _Line.__slots__ if k != "text" and (v := getattr(found, k))}
    return _article(name, found.text, fields, given)


def _article(name: str, text: str, fields: dict[str, str], given: Given) -> Article:
    """The article of a text, with what is known of it beside what its first lines say; "" as name makes one of it."""
    for value in (text, *fields.values()):
        if broken := UNSTORABLE.search(value):
            raise BadInput(f"has {broken[0]!a}, which is no character. Write it as valid UTF-8.")
    said, body = head(text)
    said |= fields
    proper = text[body:]
    if not any(c.isalpha() for c in proper):
        raise BadInput("holds no text.")
    if 50 * proper.count("\ufffd") > len(proper):
        raise BadInput("was wrongly decoded before (� stands for letters that are lost). Get the original.")
    return Article(
        id=said.get("id") or said.get("url") or name or f"text:{digest(text)}",
        text=text,
        lang=_language(said.get("lang") or given.lang, proper),
        date=_dated(iso_date(said["date"]) if "date" in said else given.date, proper),
        title=said.get("title", ""),
        url=said.get("url", ""),
        publisher=said.get("publisher", ""),
        body=body,
    )


def _first(error: ValueError) -> str:
    if not isinstance(error, ValidationError):
        return f"is not JSON: {error}"
    first = error.errors()[0]
    return f"{'.'.join(map(str, first['loc'])) or 'the line'}: {first['msg']}"


def _dated(date: str, text: str) -> str:
    """The date; of a year or month, the latest full date in the text that fits it; of none, that of a dateline. None is to come."""
    if len(date) == 10:
        return date
    found = full_dates(text if date else text[:200])
    today = day.today().isoformat()
    return max((d for d in found if d.startswith(date) and d <= today), default=date)


def _language(given: str, text: str) -> str:
    if given:
        lang = given.lower()[:2]
        if lang not in LANGUAGES:
            raise BadInput(f"is in {given[:40]!r}. Articles are read in French and English.")
        return lang
    chances = language_chances(text[:20_000])
    if sum(chances[lang] for lang in LANGUAGES) < STRANGE:
        best = max(chances, key=lambda lang: chances[lang])
        raise BadInput(f"is neither French nor English (it looks like '{best}'). If it is, say so with --lang.")
    return max(LANGUAGES, key=lambda lang: chances[lang])


def language_chances(text: str) -> dict[str, float]:
    """How likely a text is in each language that py3langid knows, by ISO 639-1 code; all together 1."""
    return {str(lang): float(chance) for lang, chance in _identifier().rank(text)}


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
