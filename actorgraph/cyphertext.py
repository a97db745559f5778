"""Cypher as people type it on a command line: statements parted by semicolons, parameters as in cypher-shell."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from actorgraph import queries
from actorgraph.errors import BadInput

# a quotation or comment that is not closed reaches to the end: the server then says what is wrong with it
PIECE = re.compile(
    r"""(?P<comment>/\*.*?(?:\*/|\Z)|//[^\n]*)"""
    r"""|'(?:\\.|[^'\\])*(?:'|\Z)|"(?:\\.|[^"\\])*(?:"|\Z)|`[^`]*(?:`|\Z)|(?P<end>;)|.""",
    re.S,
)
PLAIN = re.compile(r"\s*(\w+)\s*=(?!>)(.*)", re.S)
CYPHER = re.compile(r"\s*`?(\w+)`?\s*(?:=>|:)(.*)", re.S)
WHOLE = re.compile(r"-?(0|[1-9]\d{0,17})")
TEXTS = frozenset({"id", "text", "date"})


def statements(text: str) -> list[str]:
    """The statements of a text, without those that are only white space and comments.

    >>> statements("RETURN ';' AS a; // the end; really\\nRETURN 2;")
    ["RETURN ';' AS a", '// the end; really\\nRETURN 2']
    """
    found, start, says = [], 0, False
    for piece in PIECE.finditer(text):
        if piece["end"]:
            if says:
                found.append(text[start : piece.start()].strip())
            start, says = piece.end(), False
        else:
            says = says or not (piece["comment"] or piece[0].isspace())
    if says:
        found.append(text[start:].strip())
    return found


def parameters(given: Iterable[str], evaluate: Callable[[str], Any]) -> dict[str, Any]:
    """The values of parameters, the later of two with one name.

    `{a: 1}`, `a: 1` and `a => 1` are Cypher, whose value `evaluate` tells; behind `a=` stands a whole number, or a
    text as it is, since a shell leaves no quotes round it.

    >>> parameters(["actor=RUS", "limit=5", "since=2019-12"], evaluate=len)
    {'actor': 'RUS', 'limit': 5, 'since': '2019-12'}
    """
    found: dict[str, Any] = {}
    for text in given:
        if plain := PLAIN.fullmatch(text):
            found[plain[1]] = int(plain[2]) if WHOLE.fullmatch(plain[2]) else plain[2]
        elif cypher := CYPHER.fullmatch(text):
            found |= evaluate(f"{{`{cypher[1]}`: {cypher[2]}}}")
        elif text.lstrip().startswith("{"):
            found |= evaluate(text)
        else:
            raise BadInput(f"-P '{text}': write a parameter as name=value, or several as '{{name: \"value\"}}'.")
    return found


def fitting(text: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The values; for a named query a number as text where it takes a text: `-P since=2019` is a date.

    >>> fitting("who_accuses", {"since": 2019, "limit": 5}), fitting("RETURN $since", {"since": 2019})
    ({'since': '2019', 'limit': 5}, {'since': 2019})
    """
    query = queries.statements().get(f"query/{text.replace('-', '_')}")
    texts = {p.name for p in query.params if p.type in TEXTS} if query else set()
    return {k: str(v) if k in texts and isinstance(v, int) else v for k, v in given.items()}
