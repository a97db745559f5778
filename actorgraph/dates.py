"""Words for time in a text, with the date of its article, give an ISO prefix: « mardi » -> 2019-12-24, « en août » -> 2019-08."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from actorgraph.language import language


@dataclass(frozen=True, slots=True)
class Time:
    """A stretch of text that says when. `value` is an ISO prefix; `clause` is true where it is a mere background (« en 2011 »)."""

    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class _Grammar:
    full: re.Pattern[str]
    month: re.Pattern[str]
    span: re.Pattern[str]
    weekday: re.Pattern[str]
    words: re.Pattern[str]
    ago: re.Pattern[str]
    year: re.Pattern[str]
    values: dict[str, tuple[str, int]]


ISO = re.compile(r"\b((?:19|20)\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\b")


def _any(words: Any) -> str:
    return "|".join(sorted((re.escape(w) for w in words), key=len, reverse=True))


@cache
def _grammar(code: str) -> _Grammar:
    d = language(code).dates
    months, weekdays, units = _any(d["months"]), _any(d["weekdays"]), _any(d["units"])
    numbers, parts = _any(d["numbers"]), _any(d["parts"])
    values = {w: (unit, n) for unit in ("days", "weeks_ago", "months_ago", "years_ago") for w, n in d[unit].items()}
    year = r"(?P<year>(?:19|20)\d\d)"
    if code == "en":
        suffix = "(?:st|nd|rd|th)?"
        full = (
            rf"(?:(?P<month>{months})\.?\s+(?P<day>\d\d?)(?!\d){suffix}"
            rf"|(?P<day2>\d\d?){suffix}(?:\s+of)?\s+(?P<month2>{months})\b\.?)(?:,?\s+{year})?"
        )
        month = rf"(?:\b(?:{parts})[\s-])?\b(?P<month>{months})\b\.?(?:,?\s+(?:of\s+)?{year})?"
    else:
        full = rf"\b(?P<day>\d\d?)(?:er|º)?\s+(?P<month>{months})\b(?P<month2>)(?P<day2>)(?:\s+{year})?"
        month = rf"(?:\b(?:{parts})[\s-])?\b(?P<month>{months})\b(?:\s+(?:de\s+)?{year})?"
    link = r"(?:and|to|until|through|et|à|jusqu'à)"
    span = rf"\b(?:between|from|entre|de|d')\s+(?P<first>{months})\s+{link}\s+(?P<last>{months})\b(?:\s+{year})?"
    after = _any(d["next_words"] + d["last_words"])
    weekday = rf"\b(?:(?P<before>{after})\s+)?(?P<weekday>{weekdays})s?\b(?:\s+(?P<after>{after}))?"
    ago = d["ago"].replace("{n}", rf"\b(?P<n>\d+|{numbers})").replace("{unit}", rf"(?P<unit>{units})\b")
    flags = re.IGNORECASE
    return _Grammar(
        full=re.compile(full, flags),
        month=re.compile(month, flags),
        span=re.compile(span, flags),
        weekday=re.compile(weekday, flags),
        words=re.compile(rf"\b(?:{_any(values)})\b", flags),
        ago=re.compile(ago, flags),
        year=re.compile(rf"(?<![\d.,-]){year}(?![\d%]|[.,]\d|-\d)"),
        values=values,
    )


def times(text: str, code: str, published: str, *, future: bool = False) -> list[Time]:
    """The time expressions of a sentence, leftmost first, none inside another.

    `published` is the article's date (an ISO prefix or ""); what depends on a day that it does not give is left out.
    `future` says that the sentence announces (« mardi » is then the next one).

    >>> [t.value for t in times("Mardi, Ankara a parlé ; en août, un accord.", "fr", "2019-12-26")]
    ['2019-12-24', '2019-08']
    """
    grammar, base = _grammar(code), _day(published)
    found: list[Time] = []
    months = language(code).dates["months"]

    barred: list[re.Match[str]] = []  # a day that is none (31 February) is not read as its month either

    def add(match: re.Match[str], value: str | None) -> None:
        if value is None and match.re is grammar.full:
            barred.append(match)
        if (
            value
            and not any(b.start() < match.end() and match.start() < b.end() for b in barred)
            and not any(t.start < match.end() and match.start() < t.end for t in found)
        ):
            found.append(Time(match.start(), match.end(), value))

    for m in ISO.finditer(text):
        add(m, m[0])
    for m in grammar.full.finditer(text):
        add(m, _full(m, months, published, future))
    for m in grammar.span.finditer(text):
        first, last = months[m["first"].lower()], months[m["last"].lower()]
        add(m, m["year"] or (_near_month(last, published, future) or "")[:4] if first != last else None)
    for m in grammar.ago.finditer(text):
        add(m, _ago(m, code, base))
    for m in grammar.words.finditer(text):
        add(m, _relative(*grammar.values[m[0].lower()], base))
    for m in grammar.weekday.finditer(text):
        add(m, _weekday(m, code, base, future))
    for m in grammar.month.finditer(text):
        name = m["month"]
        if name[0].isupper() or code == "fr":  # « may », « march » are verbs
            number = months[name.lower()]
            add(m, f"{m['year']}-{number:02}" if m["year"] else _near_month(number, published, future))
    for m in grammar.year.finditer(text):
        add(m, m["year"])
    return sorted(found, key=lambda t: t.start)


def full_dates(text: str) -> list[str]:
    """All days written out in full (26 décembre 2019, December 26, 2019, 2019-12-26) in any language we have, in no order."""
    found = [m[0] for m in ISO.finditer(text)]
    for code in ("en", "fr"):
        months = language(code).dates["months"]
        for m in _grammar(code).full.finditer(text):
            if m["year"]:
                value = _full(m, months, "", False)
                if value and len(value) == 10:
                    found.append(value)
    return found


def _day(published: str) -> date | None:
    try:
        return date.fromisoformat(published) if len(published) == 10 else None
    except ValueError:
        return None


def _full(m: re.Match[str], months: dict[str, int], published: str, future: bool) -> str | None:
    number, day = months[(m["month"] or m["month2"]).lower()], int(m["day"] or m["day2"])
    if not 1 <= day <= 31:
        return None
    prefix = f"{m['year']}-{number:02}" if m["year"] else _near_month(number, published, future)
    if not prefix:
        return None
    try:
        return date.fromisoformat(f"{prefix}-{day:02}").isoformat()
    except ValueError:
        return None


def _near_month(number: int, published: str, future: bool) -> str | None:
    """The month of that number nearest before (after, where announced) the article's."""
    if len(published) < 7:
        return None
    year, month = int(published[:4]), int(published[5:7])
    if future:
        return f"{year + (number < month)}-{number:02}"
    return f"{year - (number > month)}-{number:02}"


def _relative(unit: str, n: int, base: date | None) -> str | None:
    if base is None:
        return None
    if unit == "days":
        return (base + timedelta(days=n)).isoformat()
    if unit == "weeks_ago":
        return (base + timedelta(weeks=n)).isoformat()[:7] if n else base.isoformat()[:7]
    if unit == "months_ago":
        index = base.year * 12 + base.month - 1 + n
        return f"{index // 12}-{index % 12 + 1:02}"
    return str(base.year + n)


def _ago(m: re.Match[str], code: str, base: date | None) -> str | None:
    d = language(code).dates
    n = int(m["n"]) if m["n"].isdigit() else d["numbers"][m["n"].lower()]
    unit = d["units"][m["unit"].lower()]
    if base is None or n > 2000:
        return None
    if unit == "day":
        return (base - timedelta(days=n)).isoformat()
    if unit == "week":
        return (base - timedelta(weeks=n)).isoformat()[:7]
    return _relative("months_ago" if unit == "month" else "years_ago", -n, base)


def _weekday(m: re.Match[str], code: str, base: date | None, future: bool) -> str | None:
    if base is None:
        return None
    d = language(code).dates
    number = d["weekdays"][m["weekday"].lower()]
    side = (m["before"] or m["after"] or "").lower()
    if side in d["next_words"] or (future and side not in d["last_words"]):
        return (base + timedelta(days=(number - base.weekday() - 1) % 7 + 1)).isoformat()
    return (base - timedelta(days=(base.weekday() - number) % 7)).isoformat()
