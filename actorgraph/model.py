"""What flows from step to step: Article -> Sentence -> Relation, and the Record of one article that `extract` writes.

All are frozen; the JSON of a Record is the stable form between `extract` and `load`.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from actorgraph.errors import BadInput

Polarity = Literal["asserted", "future", "negated", "hypothetical"]
Kind = Literal["State", "Organization", "ArmedGroup", "Party", "Company", "Person", "Group"]
Precision = Literal["day", "month", "year"]

PRECISIONS: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}


def digest(*parts: str) -> str:
    """Sixteen hexadecimal digits that stand for these strings, the same on every machine.

    >>> digest("a", "b") == digest("a", "b") != digest("ab")
    True
    """
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def precision(date: str | None) -> Precision | None:
    """How exact an ISO prefix is.

    >>> precision("2019-12"), precision("2019-12-26"), precision(None)
    ('month', 'day', None)
    """
    return PRECISIONS.get(len(date)) if date else None


@dataclass(frozen=True, slots=True)
class Article:
    """One text with what is known of it. `text` is the original, never trimmed: offsets of evidence point into it."""

    id: str
    text: str
    lang: str = ""  # ISO 639-1 of most of the text; "" where not yet known
    date: str = ""  # ISO prefix (2019, 2019-12, 2019-12-26) of publication, or ""
    title: str = ""
    url: str = ""
    publisher: str = ""
    body: int = 0  # where the text proper begins, behind a head line

    @property
    def checksum(self) -> str:
        """SHA-256 of the text and of what coding depends on besides it (language, date, title)."""
        parts = (self.text, self.lang, self.date, self.title)
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Token:
    """One word with its place in the Universal Dependencies tree. Offsets are into the article's text."""

    i: int  # index in the sentence
    start: int
    end: int
    text: str
    lemma: str
    pos: str  # universal part of speech
    feats: str  # universal features, "Number=Plur|Tense=Past"
    head: int  # index of the head in the sentence; of itself at the root
    dep: str  # universal relation, with subtype ("nsubj:pass")

    @property
    def universal(self) -> str:
        """The universal relation without its subtype: nsubj of nsubj:pass."""
        return self.dep.split(":")[0]

    def feat(self, name: str) -> str:
        """The value of one universal feature, or an empty string."""
        return _features(self.feats).get(name, "")


@lru_cache(maxsize=4096)  # a language has some hundred combinations
def _features(feats: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in feats.split("|"):
        name, _, value = part.partition("=")
        found.setdefault(name, value)
    return found


@dataclass(frozen=True, slots=True)
class Name:
    """A named span found by the pipeline: tokens [first, last), label PER, ORG, LOC or MISC."""

    first: int
    last: int
    label: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, parsed. `text == article.text[start:end]`."""

    index: int  # in the article, from 0
    paragraph: int
    lang: str
    start: int
    end: int
    text: str
    tokens: tuple[Token, ...] = ()
    names: tuple[Name, ...] = ()
    second: tuple[Token, ...] = ()  # the same words in the tree of another parser, where there is one


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One claim: source -relation-> target, said in one sentence of one article.

    `quote` is the article's text from `start` to `end`, to the letter; `sentence` the same with white space folded.
    """

    source: str  # actor id
    relation: str  # one of the ontology's names
    target: str  # actor id
    sentence: str
    quote: str
    start: int
    end: int
    trigger: str
    source_text: str
    target_text: str
    source_agent: str | None = None  # the person or body that acts for the source, if named
    target_agent: str | None = None
    source_role: str | None = None  # HOG, MIL, DIP …
    target_role: str | None = None
    date: str | None = None  # ISO prefix
    polarity: Polarity = "asserted"
    speaker: str | None = None  # actor id of who says so, if not the article itself
    about: str | None = None
    place: str | None = None
    confidence: float = 0.5
    row: str = ""  # lexicon row that fired
    route: str = ""  # how the actors were reached: tree, window, nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """How often an article names an actor, and what is needed to create that actor."""

    actor: str
    count: int
    name: str
    kind: Kind
    country: str | None = None
    provisional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One article as `extract` writes it and `load` takes it: a JSON line. `coder` names the version that coded it."""

    id: str
    url: str = ""
    title: str = ""
    publisher: str = ""
    published: str = ""
    lang: str = ""
    checksum: str = ""
    coder: str = ""
    mentions: tuple[Mention, ...] = ()
    relations: tuple[Relation, ...] = field(default=())

    def to_json(self) -> str:
        """One line of JSON, the same bytes for the same record."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(", ", ": "))


def relation_id(article: str, relation: Relation) -> str:
    """The id of a claim: the same article, place, actors, relation, trigger and polarity give the same id."""
    parts = (
        relation.source,
        relation.relation,
        relation.target,
        relation.trigger,
        relation.polarity,
        relation.speaker or "",
    )
    return digest("relation", article, str(relation.start), str(relation.end), *parts)


def event_id(relation: Relation, claim: str, *, symmetric: bool) -> str:
    """The id shared by all reports of one event: same source, relation, target and date. Undated claims share with none."""
    if not relation.date:
        return digest("event", claim)
    ends = sorted((relation.source, relation.target)) if symmetric else [relation.source, relation.target]
    return digest("event", relation.relation, *ends, relation.date)


_RECORD = TypeAdapter(Record)


def record_from_json(line: str | bytes, where: str) -> Record:
    """The Record in a line of JSON; BadInput names the first field that is wrong."""
    try:
        return _RECORD.validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        field_path = ".".join(str(p) for p in first["loc"]) or "the line"
        raise BadInput(f"{where}: {field_path}: {first['msg']}. Write such lines with 'actorgraph extract'.") from error
