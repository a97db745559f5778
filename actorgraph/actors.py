"""Who is meant by a name at a date: the dictionaries of actors/*.csv, names of states from CLDR, and offices with their dates."""

import csv
import io
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, cast

import pycountry
from babel import Locale

from actorgraph.errors import BadData
from actorgraph.model import Kind

Form = Literal["name", "adjective", "inhabitant", "capital", "seat", "official", "body"]
LEADING = frozenset({"the", "le", "la", "les", "l", "un", "une", "a", "an"})


def within(date: str, since: str, until: str) -> bool:
    """Whether a date lies from `since` until `until`, all ISO prefixes; an empty end is open, the last day counts."""
    return since[: len(date)] <= date and (not until or date <= until or until.startswith(date))


def principal(actor: str) -> str:
    """The actor that an actor of a role belongs to.

    >>> principal("SYR:REB"), principal("SYR")
    ('SYR', 'SYR')
    """
    return actor.split(":")[0]


@dataclass(frozen=True, slots=True)
class ActorInfo:
    """What the dictionaries say of one actor."""

    id: str
    kind: Kind
    country: str | None = None
    names_en: tuple[str, ...] = ()
    names_fr: tuple[str, ...] = ()
    part_of: str | None = None
    reporter: bool = False
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Official:
    """One person in one office: who is coded as `represents` from `since` until `until` (ISO prefixes; "" is open)."""

    person: str
    name: str
    aliases: tuple[str, ...]
    represents: str
    role: str
    since: str
    until: str

    def holds(self, date: str) -> bool:
        """Whether the office is held at a date (ISO prefix); at any date if none is known and the office is still held."""
        if not date:
            return not self.until
        return within(date, self.since, self.until)


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a form: an actor (or a person whose actor depends on the date), and by what kind of word it is named."""

    actor: str  # "" for a name that is no actor (a treaty, a sea, a city abroad)
    form: Form
    person: str = ""
    role: str = ""
    since: str = ""  # ISO prefixes; "" is open
    until: str = ""

    def stands(self, date: str) -> bool:
        """Whether the actor exists at a date (an ISO prefix, or "" for any)."""
        return not date or within(date, self.since, self.until)


@dataclass(slots=True)
class Node:
    """One step of the trie of names: words that may follow, and the senses of what ends here."""

    next: dict[str, "Node"] = field(default_factory=dict)
    senses: list[tuple[Sense, str]] = field(default_factory=list)  # with the form as written


@dataclass(frozen=True, slots=True)
class Role:
    """A noun that makes an actor of a state's name: `code` "" is the state itself, else the part behind the colon."""

    noun: str
    code: str
    role: str


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """The text in lower case without accents: how names are compared.

    >>> fold("États-Unis’")
    "etats-unis'"
    """
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[tuple[str, int, int]]:
    """The words of a text, folded, with their offsets; hyphens, dots and apostrophes part words."""
    return list(_words(text))


@lru_cache(maxsize=20_000)
def _words(text: str) -> tuple[tuple[str, int, int], ...]:
    return tuple((fold(m[0]), m.start(), m.end()) for m in WORD.finditer(text))


@cache
def table(name: str) -> list[dict[str, str]]:
    """The rows of one of the tables in actors/."""
    file = files("actorgraph").joinpath("actors", name)
    text = file.read_text("utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise BadData(f"actors/{name}, line {number}: wrong number of fields.")
    return rows


def split(text: str) -> tuple[str, ...]:
    """The names in one cell of a table, which | parts."""
    return tuple(t.strip() for t in text.split("|") if t.strip())


def _iso2(alpha3: str) -> str | None:
    found = pycountry.countries.get(alpha_3=alpha3)
    return str(found.alpha_2) if found else ("XK" if alpha3 == "XKX" else None)


@cache
def _cldr(alpha3: str, lang: str) -> tuple[str, ...]:
    """The names of a territory in CLDR, without what stands in brackets."""
    code = _iso2(alpha3)
    name = Locale(lang).territories.get(code) if code else None
    if not name:
        return ()
    bare = re.sub(r"\s*\([^)]*\)|\s*\[[^]]*\]", "", name).strip().replace("’", "'")
    return (bare,)


@cache
def _infos() -> MappingProxyType[str, ActorInfo]:
    found: dict[str, ActorInfo] = {}
    for row in table("states.csv"):
        found[row["id"]] = ActorInfo(
            row["id"],
            "State",
            row["id"],
            _unique(_cldr(row["id"], "en") + split(row["names_en"])),
            _unique(_cldr(row["id"], "fr") + split(row["names_fr"])),
        )
    for file in ("organizations.csv", "groups.csv"):
        for row in table(file):
            country = row.get("country") or None
            kind = cast(Kind, row.get("kind") or ("ArmedGroup" if file == "groups.csv" else "Organization"))
            found.setdefault(
                row["id"],
                ActorInfo(
                    row["id"],
                    kind,
                    country,
                    split(row["names_en"]),
                    split(row["names_fr"]),
                    row.get("part_of") or None,
                    row.get("reporter") == "1",
                ),
            )
    return MappingProxyType(found)


def _unique(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def known(id: str) -> ActorInfo | None:
    """What the dictionaries say of an actor id; None where it is in none. `SYR:REB` is made from `SYR` and its role."""
    info = _infos().get(id)
    if info is None and ":" in id:
        owner, code = id.split(":", 1)
        base = _infos().get(owner)
        if base and code in ROLE_NAMES:
            fr, en = ROLE_NAMES[code]
            kind: Kind = "ArmedGroup" if code in {"REB", "PRM"} else "Group"
            name_en = base.names_en[0] if base.names_en else owner
            name_fr = base.names_fr[0] if base.names_fr else owner
            return ActorInfo(id, kind, base.country or owner, (f"{name_en}: {en}",), (f"{name_fr} : {fr}",), owner)
    return info


ROLE_NAMES = MappingProxyType(
    {
        "REB": ("rebelles", "rebels"),
        "CVL": ("civils", "civilians"),
        "OPP": ("opposition", "opposition"),
        "COP": ("police", "police"),
        "JUD": ("justice", "judiciary"),
        "LEG": ("parlement", "parliament"),
        "MIL": ("militaires", "military"),
        "PRM": ("milices", "militias"),
        "PTY": ("partis", "parties"),
        "EDU": ("étudiants et enseignants", "students and teachers"),
        "NGO": ("ONG", "NGOs"),
        "MED": ("médias", "media"),
        "REL": ("religieux", "clergy"),
        "REF": ("réfugiés", "refugees"),
        "GOV": ("autorités locales", "local authorities"),
        "BUS": ("entreprises", "businesses"),
        "LAB": ("syndicats", "unions"),
    }
)


@cache
def officials() -> tuple[Official, ...]:
    """Every office of actors/officials.csv."""
    return tuple(
        Official(r["person"], r["name"], split(r["aliases"]), r["represents"], r["role"], r["since"], r["until"])
        for r in table("officials.csv")
    )


@cache
def _offices() -> dict[str, list[Official]]:
    found: dict[str, list[Official]] = {}
    for official in officials():
        found.setdefault(official.person, []).append(official)
    return found


def office(person: str, date: str) -> Official | None:
    """The office a person holds at a date: the highest, where several; None where the person represents nobody then."""
    offices = _offices().get(person, [])
    held = [o for o in offices if o.holds(date)]
    if not date and not held and len({o.represents for o in offices}) == 1:
        held = offices  # a text without any date: who only ever stood for one actor stands for it
    return min(held, key=lambda o: (RANK.get(o.role, 9), o.since)) if held else None


def person_name(person: str) -> str:
    """The usual name of a person of the table of officials."""
    return _offices()[person][0].name


def stood_for(person: str) -> frozenset[str]:
    """The states, or the countries of the organisations, that a person of the table of officials ever represented.

    >>> stood_for("trump-donald")
    frozenset({'USA'})
    """
    found = (known(o.represents) for o in _offices().get(person, []))
    return frozenset(state for i in found if i and (state := i.id if i.kind == "State" else i.country))


RANK = MappingProxyType({"HOS": 0, "HOG": 1, "FM": 2, "DM": 3, "VP": 2, "IGO": 1, "LEADER": 1})


@cache
def roles(lang: str) -> MappingProxyType[tuple[str, ...], Role]:
    """The role nouns of a language by their folded words."""
    found = {}
    for r in table("roles.csv"):
        if r["lang"] == lang:
            found[tuple(w for w, _, _ in words(r["noun"]))] = Role(r["noun"], r["code"], r["role"])
    return MappingProxyType(found)


@cache
def nation(state: str, lang: str) -> str:
    """How words for all nationals of a state begin, folded: what its first inhabitants are called.

    >>> nation("CHN", "fr")
    'chino'
    """
    row = next((r for r in table("states.csv") if r["id"] == state), None)
    first = fold(split(row[f"inhabitants_{lang}"])[0]) if row and row[f"inhabitants_{lang}"] else ""
    return first[:5] or "-"


@cache
def _partisans(lang: str) -> Mapping[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in table("partisans.csv"):
        if row["lang"] == lang:
            found.setdefault(fold(row["word"]), []).append(row)
    return MappingProxyType(found)


def partisans(lang: str) -> frozenset[str]:
    """The words, folded, that call members of a party in some state: socialiste, Conservative."""
    return frozenset(_partisans(lang))


def is_partisan(word: str, lang: str) -> bool:
    """Whether a word calls members of a party in some state."""
    return fold(word) in _partisans(lang)


def party_called(word: str, lang: str, state: str | None, date: str) -> str | None:
    """The party whose members a word calls in a state at a date; a word of one state alone needs none.

    >>> party_called("socialiste", "fr", "ESP", "2019"), party_called("insoumis", "fr", None, "2019")
    ('PSOE', 'LFI')
    """
    for row in _partisans(lang).get(fold(word), ()):
        fits_state = row["country"] == state or (row["sure"] and state is None)
        if fits_state and (not date or within(date, row["since"], row["until"])):
            return row["actor"]
    return None


@cache
def trie(lang: str) -> Node:
    """All forms of all actors, names in every language, adjectives and inhabitants in `lang`, as a trie of folded words."""
    root = Node()
    for row in table("states.csv"):
        actor = row["id"]
        info = _infos()[actor]
        for name in info.names_en + info.names_fr:
            _insert(root, name, Sense(actor, "name"))
        for column, form in (("capital_en", "capital"), ("capital_fr", "capital"), ("seats", "seat")):
            for name in split(row[column]):
                _insert(root, name, Sense(actor, cast(Form, form)))
        for name in split(row[f"adjectives_{lang}"]):
            _insert(root, name, Sense(actor, "adjective"))
        for name in split(row[f"inhabitants_{lang}"]):
            _insert(root, name, Sense(actor, "inhabitant"))
    for row in table("organizations.csv") + table("groups.csv"):
        span = {"since": row["since"], "until": row["until"]}
        for name in split(row["names_en"]) + split(row["names_fr"]):
            _insert(root, name, Sense(row["id"], "name", **span))
        for name in split(row[f"adjectives_{lang}"]):
            _insert(root, name, Sense(row["id"], "adjective", **span))
    for row in table("bodies.csv"):
        for name in split(row["names_en"]) + split(row["names_fr"]):
            _insert(root, name, Sense(row["id"], "body", role=row["role"]))
    for row in table("notactors.csv"):
        if row["lang"] == lang:
            _insert(root, row["name"], Sense("", "name"))
    for official in officials():
        for name in (official.name, *official.aliases):
            _insert(root, name, Sense(official.represents, "official", official.person))
    for surname, official in _surnames():
        span = {"since": official.since, "until": official.until}
        _insert(root, surname, Sense(official.represents, "official", official.person, SURNAME, **span))
    return root


SURNAME = "surname"  # the role of a sense that stands only while the office is held: Tusk, of 2015 the Pole of the EU
LEADING_OFFICES = frozenset({"HOS", "HOG", "FM", "DM", "IGO", "LEADER"})
LIKE = 0.6  # share of letters in common from which a last word is another spelling of a surname, not another name
FAMILY_FIRST = frozenset({"CHN", "PRK", "KOR", "VNM", "TWN", "KHM", "SGP"})  # where the last word is the given name


@cache
def _surnames() -> tuple[tuple[str, Official], ...]:
    """The last word of the names of each leading office holder, where it is no usual name or word and no given name."""
    given = {fold(w) for o in officials() for w in o.name.split()[:-1]}
    barred = given | {fold(row["name"]) for row in table("commonnames.csv")}
    barred |= {fold(n) for row in table("places.csv") for n in split(row["name_en"]) + split(row["name_fr"])}
    states = {fold(n) for info in _infos().values() if info.kind == "State" for n in info.names_en + info.names_fr}
    found = []
    for official in officials():
        if official.role not in LEADING_OFFICES or official.represents in FAMILY_FIRST:
            continue
        # also as others spell it: Sarraj, Serraj
        last = [parts[-1] for name in (official.name, *official.aliases) if len(parts := name.split()) > 1] or [""]
        first, *spelt = dict.fromkeys(re.sub(r"^[Aa]l-|^[Ee]l-", "", word) for word in last)
        like = [
            s for s in spelt if SequenceMatcher(None, fold(first), fold(s)).ratio() > LIKE and fold(s) not in states
        ]
        surnames = [first, *like]
        found += [(s, official) for s in surnames if len(s) > 3 and s[0].isupper() and fold(s) not in barred]
    return tuple(found)


def _insert(root: Node, name: str, sense: Sense) -> None:
    node = root
    for word, _, _ in words(name):
        node = node.next.setdefault(word, Node())
    if node is not root and not any(s == sense and f == name for s, f in node.senses):
        node.senses.append((sense, name))


def fits(form: str, text: str) -> bool:
    """Whether the case of a text is that of a form: short acronyms to the letter, else the capital at the beginning.

    >>> fits("US", "us"), fits("Moscou", "moscou"), fits("russe", "russe"), fits("Kremlin", "KREMLIN")
    (False, False, True, True)
    """
    bare = form.replace(".", "").replace("-", "").replace(" ", "")
    if bare.isupper() and len(bare) <= 7:
        return text.replace(".", "").replace(" ", "").replace("-", "") == bare
    return form[0].isupper() == text[0].isupper()


def search(text: str) -> list[ActorInfo]:
    """The actors one of whose names (in any language) or whose id holds a text, best first."""
    wanted = fold(text)
    scored = []
    for info in _infos().values():
        best = (
            min(
                (0 if fold(n) == wanted else 1 if fold(n).startswith(wanted) else 2)
                for n in (info.id, *info.names_en, *info.names_fr)
                if wanted in fold(n)
            )
            if any(wanted in fold(n) for n in (info.id, *info.names_en, *info.names_fr))
            else None
        )
        if best is not None:
            scored.append((best, info.id, info))
    return [info for _, _, info in sorted(scored, key=lambda s: s[:2])]
