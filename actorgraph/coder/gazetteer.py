"""Places and the states in which they lie: `actors/places.csv`, and the names of states themselves."""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from actorgraph.actors import Sense, fits, fold, known, split, table, trie, words


@cache
def gazetteer(code: str) -> Mapping[str, str]:
    """The state of every place of actors/places.csv by its folded name in a language; "" for what belongs to no one state.

    >>> gazetteer("fr")["alep"], gazetteer("en")["aleppo"], gazetteer("en")["red sea"]
    ('SYR', 'SYR', '')
    """
    return MappingProxyType({fold(name): state for name, state in _named(code)})


def _named(code: str) -> Iterator[tuple[str, str]]:
    """The names in a language with their states; a language without a column of its own reads the English one."""
    for row in table("places.csv"):
        for name in split(row.get(f"name_{code}") or row["name_en"]):
            yield name, row["state"]


@cache
def _index(code: str) -> Mapping[str, tuple[tuple[tuple[str, ...], str, str], ...]]:
    """The gazetteer by first word, longer names first: words (hyphens and apostrophes do not count), name, state."""
    found: dict[tuple[str, ...], tuple[str, str]] = {}
    for name, state in _named(code):
        found.setdefault(tuple(w for w, _, _ in words(name)), (name, state))
    by_first: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for key, (name, state) in sorted(found.items(), key=lambda item: (-len(item[0]), item[0])):
        by_first.setdefault(key[0], []).append((key, name, state))
    return MappingProxyType({first: tuple(rows) for first, rows in by_first.items()})


@lru_cache(maxsize=1024)  # every rule about places asks for the same few sentences
def matches(text: str, code: str) -> tuple[tuple[int, int, str], ...]:
    """The gazetteer names in a text, longest first from left to right: offsets and state."""
    return tuple(_matches(text, code))


def _matches(text: str, code: str) -> Iterator[tuple[int, int, str]]:
    pieces, index, n = words(text), _index(code), 0
    while n < len(pieces):
        for key, name, state in index.get(pieces[n][0], ()):
            k = n + len(key)
            if k > len(pieces) or any(pieces[n + j][0] != word for j, word in enumerate(key)):
                continue
            written = text[pieces[n][1] : pieces[k - 1][2]]
            shouted = written.isupper() and not name.isupper()
            if fits(name, written) and not shouted and not any(mark in written for mark in ",;()\n"):
                yield pieces[n][1], pieces[k - 1][2], state
                n = k - 1
                break
        n += 1


def state_of_place(text: str, code: str) -> str | None:
    """The state in which a place lies that `place` gave: by the name behind a comma, the gazetteer, else the state named.

    >>> state_of_place("northern Syria", "en"), state_of_place("province d'Idleb", "fr"), state_of_place("Red Sea", "en")
    ('SYR', 'SYR', None)
    """
    last = text.rsplit(",", 1)[-1].strip()
    by_name = _states(last, code, ("name",)) if "," in text else set()
    listed = {state for _, _, state in matches(text, code)}
    told = (by_name, listed, _states(text, code, ("name", "capital")), _states(text, code, ("adjective",)))
    found = next((states for states in told if states), set())
    return (found.pop() or None) if len(found) == 1 else None


def states_in(text: str, code: str) -> set[str]:
    """The states that a text names: by name, capital, adjective, or by a place that lies in one."""
    listed = {state for _, _, state in matches(text, code) if state}
    return _states(text, code, ("name", "capital", "adjective")) | listed


def _states(text: str, code: str, forms: tuple[str, ...]) -> set[str]:
    """The states that a text names by these forms."""
    found: set[str] = set()
    pieces, n = words(text), 0
    while n < len(pieces):
        node, k, best = trie(code), n, n
        while k < len(pieces) and pieces[k][0] in node.next:
            node, k = node.next[pieces[k][0]], k + 1
            written = text[pieces[n][1] : pieces[k - 1][2]]
            hits = {s.actor for s, f in node.senses if s.form in forms and fits(f, written) and _is_state(s)}
            if hits:
                found |= hits
                best = k
        n = max(best, n + 1)
    return found


def _is_state(sense: Sense) -> bool:
    info = known(sense.actor)
    return bool(info and info.kind == "State")
