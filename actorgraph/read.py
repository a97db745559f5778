"""Files, folders, JSON Lines and standard input into articles; what cannot be read becomes a Skipped with its reason.

A text may say what it is in a head line (« date 2019-12 Le président … ») or in lines `title: …`, `date: …`, `url: …`,
`publisher: …`, `lang: …`, `id: …` before a first blank line. It is kept whole: only `body` tells where it begins.
"""

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812  `date` is an option here
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from actorgraph.dates import full_dates
from actorgraph.errors import BadInput
from actorgraph.model import JSON, Article, Record, digest, record_from_json

LANGUAGES = {"fr": "French", "en": "English"}
MAX_BYTES = 10_000_000  # of a text, or of one line of JSON
TEXT, LINES = (".txt",), (".jsonl", ".ndjson")
KINDS = ", ".join(TEXT + LINES)

KEYS = "title|date|url|publisher|lang|id"
BODY_FOLLOWS = r"(?!date[ \t]*:[ \t]*\d{4}[\d-]*[ \t]+[^\W\d])"  # a head line with the text behind the date
HEADER = re.compile(
    rf"(?:[ \t]*{BODY_FOLLOWS}(?:{KEYS})[ \t]*:[^\r\n]*(?:\r\n?|\n))+(?=[ \t]*(?:[\r\n]|\Z))", re.IGNORECASE
)
FIELD = re.compile(rf"[ \t]*({KEYS})[ \t]*:([^\r\n]*)", re.IGNORECASE)
HEAD = re.compile(
    r"\s*date(?:[ \t]*:[ \t]*|[ \t]+)(\d{4}(?:-\d\d?){0,2})(?:T[\d:.Z+-]*)?(?![\w/-])[ \t]*[:;]?", re.IGNORECASE
)
ISO_PREFIX = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d)(?:[T ].*)?)?")
CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f\x7f-\x9f]")
MAX_CONTROL = 0.05  # share of control characters above which bytes are no text

MIN_LETTERS = 40  # a shorter text says too little of its language
SURE = 0.9  # how probable another language must be
IDENTIFIED = 50_000  # characters from which the language is told


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that was not read or coded: where it is, and why, in words for a person."""

    where: str
    reason: str

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"


@dataclass(frozen=True, slots=True)
class _Source:
    """One file or stream: how messages name it, and the id of a text in it."""

    where: str
    id: str


@dataclass(frozen=True, slots=True)
class _Options:
    date: str
    lang: str


Item = Article | Record | Skipped
Placed = tuple[str, Item]


def read(
    paths: Iterable[str | Path], *, date: str | None = None, lang: str | None = None, stdin: BinaryIO | None = None
) -> Iterator[Item]:
    """The articles (and records, as `extract` writes them) of files, folders and `-` for standard input, in order.

    `date` is the day, month or year of texts that do not give theirs in a head line, `lang` the language of those
    too short to tell. BadInput where one of the two makes no sense; anything wrong with an input is a Skipped.
    """
    options = _Options(iso_prefix(date or ""), _known_language(lang or ""))
    return _unique(chain.from_iterable(_path(path, options, stdin) for path in paths))


def _unique(items: Iterable[Placed]) -> Iterator[Item]:
    """The items, where an id that was already read gives a Skipped."""
    seen: dict[str, str] = {}
    for where, item in items:
        if isinstance(item, Skipped):
            yield item
        elif item.id in seen:
            advice = "Name the folder above both, or give one of them another id."
            yield Skipped(where, f"the id '{item.id}' was already read, from {seen[item.id]}. {advice}")
        else:
            seen[item.id] = where
            yield item


def _path(path: str | Path, options: _Options, stdin: BinaryIO | None) -> Iterator[Placed]:
    """What one argument stands for."""
    where = _printable(path)
    if where == "-":
        yield from _stream(stdin or sys.stdin.buffer, _Source("standard input", ""), options)
        return
    try:
        path = Path(path)
        if path.is_dir():
            yield from _folder(path, options)
        elif path.exists():
            yield from _file(path, _Source(where, _printable(path.name)), options, named=True)
        else:
            yield _skip(where, "no such file or folder. Check the name.")
    except (OSError, ValueError) as error:  # a name with a NUL, or too long, or a folder without right of entry
        yield _skip(where, _system(error))


def _folder(folder: Path, options: _Options) -> Iterator[Placed]:
    """All files below a folder by their path in it; what begins with a dot is left out."""
    errors: list[OSError] = []
    found: list[tuple[str, Path]] = []
    for here, folders, names in os.walk(folder, onerror=errors.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if Path(here, name).is_symlink()]
        files = [Path(here, name) for name in (*names, *links) if not name.startswith(".")]
        found += [(_printable(file.relative_to(folder).as_posix()), file) for file in files]
    for name, file in sorted(found):
        yield from _file(file, _Source(_printable(file), name), options)
    for error in errors:
        yield _skip(_printable(error.filename or folder), _system(error))
    if not found and not errors:
        yield _skip(_printable(folder), f"the folder is empty. Put files in it ({KINDS}).")


def _file(path: Path, source: _Source, options: _Options, *, named: bool = False) -> Iterator[Placed]:
    """The articles of one file. One named by the user may be a pipe, and may do without a suffix."""
    suffix = path.suffix.lower()
    if path.is_dir():
        yield _skip(source.where, "a link to a folder is not followed. Name that folder itself.")
        return
    if suffix not in TEXT + LINES and (suffix or not named):
        yield _skip(source.where, f"not a kind of file that is read ({KINDS}). Save its text as .txt.")
        return
    if not named and path.exists() and not path.is_file():
        yield _skip(source.where, "a pipe or a device, not a file. Name it itself if it is to be read.")
        return
    try:
        with path.open("rb") as stream:
            yield from _stream(stream, source, options, suffix)
    except OSError as error:
        yield _skip(source.where, _system(error))


def _stream(stream: BinaryIO, source: _Source, options: _Options, suffix: str = "") -> Iterator[Placed]:
    """The articles of a stream: one text, or JSON Lines; without a suffix the first byte tells."""
    first = b""
    while not first.removeprefix(b"\xef\xbb\xbf").strip() and len(first) <= MAX_BYTES:
        more = stream.readline(MAX_BYTES + 1 - len(first))
        if not more:
            break
        first += more
    content = first.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not content:
        yield _skip(source.where, "it is empty. Nothing is lost by leaving it out.")
    elif suffix in LINES or (suffix not in TEXT and content.startswith(b"{")):
        yield from _lines(chain([first], _rest(stream, first)), source, options)
    else:
        data = first + stream.read(MAX_BYTES + 1 - len(first)) if len(first) <= MAX_BYTES else first
        yield source.where, _guarded(_text, data, source.where, source, options)


def _rest(stream: BinaryIO, last: bytes) -> Iterator[bytes]:
    """The lines that follow, each cut behind the greatest length; the rest of a longer one is passed over."""
    while last:
        while len(last) > MAX_BYTES and not last.endswith(b"\n"):
            more = stream.readline(MAX_BYTES)
            if not more or more.endswith(b"\n"):
                break
        last = stream.readline(MAX_BYTES + 1)
        if last:
            yield last


def _lines(lines: Iterable[bytes], source: _Source, options: _Options) -> Iterator[Placed]:
    """One article or record for each line of JSON."""
    number = 0
    for line in lines:
        number += 1
        if line.removeprefix(b"\xef\xbb\xbf").strip():
            number += _blank_before(line)
            where = f"{source.where}:{number}"
            at = _Source(where, f"{source.id}:{number}" if source.id else "")
            yield where, _guarded(_line, line, where, at, options)


def _blank_before(line: bytes) -> int:
    """How many blank lines were read together with the first one."""
    return line[: len(line) - len(line.removeprefix(b"\xef\xbb\xbf").lstrip())].count(b"\n")


def _guarded(make: Any, data: bytes, where: str, source: _Source, options: _Options) -> Item:
    """The item made of some bytes, or a Skipped that says why there is none."""
    try:
        item: Item = make(data, source, options)
        return item
    except BadInput as error:
        return Skipped(where, str(error).removeprefix(f"{where}: "))


def _text(data: bytes, source: _Source, options: _Options) -> Article:
    """The article in the bytes of a plain text."""
    if len(data) > MAX_BYTES:
        raise BadInput(f"it is larger than {MAX_BYTES // 1_000_000} MB. Cut it into one file for each article.")
    return _article({"text": decode(data)}, source, options)


def _line(data: bytes, source: _Source, options: _Options) -> Article | Record:
    """The article or record in one line of JSON."""
    if len(data) > MAX_BYTES:
        raise BadInput(f"the line is longer than {MAX_BYTES // 1_000_000} MB. Write one article a line.")
    line = decode(data).strip()
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        detail = f" ({error.msg}, column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        raise BadInput(f"the line is not JSON{detail}. Write one whole object a line.") from error
    if not isinstance(value, dict):
        raise BadInput('the line is not a JSON object. Write {"id": …, "date": …, "text": …}.')
    if "coder" in value:
        return record_from_json(line, source.where)
    return _article(value, source, options)


def _article(values: JSON, source: _Source, options: _Options) -> Article:
    """The article of a JSON object or, with the text alone, of a file."""
    text = values.get("text")
    if not isinstance(text, str):
        raise BadInput("there is no 'text', or it is not a string. An article is an object with its text in 'text'.")
    given = {key: _string(values, key) for key in KEYS.split("|")}
    header, body = head(text)
    for value in (text, *given.values()):
        if re.search(r"[\x00\ud800-\udfff]", value):
            raise BadInput("it holds NUL or half a character, which no text does. Save it again as UTF-8.")
    if not text[body:].strip():
        raise BadInput("the text is empty. Nothing is lost by leaving it out.")
    stated = [header.pop("date", ""), options.date, given.pop("date")]
    own = {key: value or header.get(key, "") for key, value in given.items()}
    lang = _known_language(own["lang"]) or identify(text[body:], options.lang)
    name = own["id"] or own["url"] or source.id or f"stdin-{digest(text)}"
    return Article(
        id=name, text=text, lang=lang, date=published(text[body:], stated), title=own["title"], url=own["url"],
        publisher=own["publisher"], body=body,
    )  # fmt: skip


def _string(values: JSON, key: str) -> str:
    value = values.get(key)
    if key == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str | None):
        raise BadInput(f"'{key}' is not a string. Write it in quotes, or leave it out.")
    return (value or "").strip()


def head(text: str) -> tuple[dict[str, str], int]:
    """What the head of a text says (title, date, url, publisher, lang, id), and where the text proper begins.

    >>> text = " date 2019-12 Ankara a parlé."
    >>> said, body = head(text)
    >>> said, text[body:]
    ({'date': '2019-12'}, 'Ankara a parlé.')
    """
    said: dict[str, str] = {}
    body = 0
    if block := HEADER.match(text, len(text) - len(text.lstrip())):
        said = {key.lower(): value.strip() for key, value in FIELD.findall(block[0])}
        body = block.end()
    if not said.get("date") and (line := HEAD.match(text, body)):
        said["date"] = line[1]
        body = line.end()
    if said:
        body += len(text[body:]) - len(text[body:].lstrip())
    return said, body


def iso_prefix(value: str) -> str:
    """A day, month or year as an ISO prefix; BadInput where it is none.

    >>> iso_prefix("2019-12-26T08:30:00Z"), iso_prefix("2019-12"), iso_prefix("")
    ('2019-12-26', '2019-12', '')
    """
    value = value.strip()
    if not value:
        return ""
    if found := ISO_PREFIX.fullmatch(value):
        year, month, day = found.groups()
        try:
            Date(int(year), int(month or 1), int(day or 1))
        except ValueError:
            pass
        else:
            return "-".join(part for part in (year, month, day) if part)
    raise BadInput(f"the date '{value[:40]}' is none. Write 2019, 2019-12 or 2019-12-26.")


def published(text: str, stated: Iterable[str], today: str = "") -> str:
    """The date of a text: the first one stated, made more exact by the others or by the latest full date in the text.

    >>> published("Idleb. Posted on December 26, 2019, 9:00.", ["2019-12"])
    '2019-12-26'
    """
    known = ""
    for value in map(iso_prefix, stated):
        if value.startswith(known):
            known = value
    if len(known) == 10:
        return known
    today = today or Date.today().isoformat()
    fitting = [day for day in full_dates(text) if day.startswith(known) and day <= today]
    return max(fitting, default=known)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def identify(text: str, default: str = "") -> str:
    """The language of most of a text; BadInput where it is surely one that is not read.

    A text too short to tell has the default, or the likelier one of ours.

    >>> identify("The minister has resigned, and nobody knows why he did so on Tuesday.")
    'en'
    """
    text = text[:IDENTIFIED]
    ranks = [(str(code), float(share)) for code, share in _identifier().rank(text)]
    likelier = next(code for code, _ in ranks if code in LANGUAGES)
    best, share = ranks[0]
    if sum(map(str.isalpha, text)) < MIN_LETTERS or share < SURE:
        return default or likelier
    if best not in LANGUAGES:
        ours = " and ".join(LANGUAGES.values())
        raise BadInput(f"its language seems to be '{best}'; {ours} are read. If that is wrong, begin it with 'lang: fr'.")
    return best


def _known_language(value: str) -> str:
    """The code of a language as articles name it (fr, FR, fr-CA, fra, French)."""
    word = re.split(r"[-_]", value.strip().lower())[0]
    words = {"fra": "fr", "fre": "fr", "français": "fr", "french": "fr", "eng": "en", "english": "en"}
    code = words.get(word, word)
    if code and code not in LANGUAGES:
        raise BadInput(f"the language '{value[:40]}' is not read. Those that are: {', '.join(LANGUAGES)}.")
    return code


def decode(data: bytes) -> str:
    """The text in some bytes (UTF-8, else Windows-1252 or Latin-1), newlines as they are; BadInput where there is none."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadInput("it is UTF-16. Save it as UTF-8.")
    if b"\0" in data:
        raise BadInput("it is binary, not text. Save its text as a .txt file in UTF-8.")
    text = _decoded(data)
    if len(CONTROL.findall(text)) > MAX_CONTROL * len(text):
        raise BadInput("it is binary, not text. Save its text as a .txt file in UTF-8.")
    return text


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        lenient = data.decode("utf-8", "replace")
        broken = lenient.count("�")
        if sum(c > "\x7f" for c in lenient) - broken > broken:
            raise BadInput(f"it is UTF-8 with a broken byte at {error.start}. Save it again as UTF-8.") from error
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _skip(where: str, reason: str) -> Placed:
    return where, Skipped(where, reason)


def _system(error: OSError | ValueError) -> str:
    """What the system says of a file that it does not give."""
    detail = error.strerror if isinstance(error, OSError) else str(error)
    return f"cannot be opened: {detail}. Check the name and the rights."


def _printable(path: str | Path) -> str:
    """A path as text that can be stored, whatever bytes its name has."""
    return os.fsencode(path).decode("utf-8", "replace")
