"""Which sentences can hold a relation at all: the others are not tagged and parsed, which is what takes the time.

A sentence passes with a word that can tell a relation and two words or names that can stand for actors. So loose a test
loses next to nothing; `bench/speed.py` says what it saves.
"""

import re
from collections.abc import Sequence
from functools import cache

from actorgraph.actors import fold, roles, trie, words
from actorgraph.coder.repair import forms_of
from actorgraph.language import language
from actorgraph.model import Sentence


@cache
def triggers(code: str) -> frozenset[str]:
    """Every form, folded, of the words that can tell a relation in a language: those of its rows and of speech."""
    known = language(code)
    found = {fold(form) for form in forms_of(code)}
    for pos, lemma in known.rows:
        found.add(fold(lemma))
        if pos != "VERB":
            ends = ("s", "es", "x", "e", "ne", "nes", "le", "les") if code == "fr" else ("s", "es")
            found |= {fold(lemma + end) for end in ends}
            found |= {fold(lemma[:-1] + end) for end in ("aux", "ies", "ves", "ve", "se", "ses", "euse", "euses")}
    for group in ("speech", "claims"):
        found |= {fold(w) for w in known.words[group]}
    return frozenset(w for word in found for w in word.split("-") if len(w) > 2)


@cache
def stand_ins(code: str) -> frozenset[str]:
    """The pronouns of a language, folded: words that stand for an actor named elsewhere."""
    known = language(code)
    found = {fold(w) for group in ("pronouns", "possessives", "first_person", "relative") for w in known.words[group]}
    return frozenset(
        found - {fold(w) for w in ("le", "la", "les", "l'", "l’", "en", "y", "que", "qu'", "which", "that", "it", "où")}
    )


@cache
def nouns(code: str) -> frozenset[str]:
    """The first words, folded, of the role nouns of a language: army, rebels, minister."""
    found = {key[0] for key in roles(code)}
    return frozenset(found | {n + "s" for n in found} | {n + "x" for n in found})


def chosen(sentences: Sequence[Sentence]) -> set[int]:
    """The indices of an article's sentences that are to be parsed: those that can hold a relation, and if there are such,
    those that introduce people by their full names, whom the others call by surname or pronoun.
    """
    telling = {s.index for s in sentences if worth(s.text, s.lang)}
    return telling | {s.index for s in sentences if FULL_NAME.search(s.text)} if telling else telling


FULL_NAME = re.compile(r"[^\W\d_a-zà-ÿ][\w'’-]*[^\W\d_] (?:[A-ZÀ-Þ]\. )?[A-ZÀ-Þ][\w'’-]*[a-zà-ÿ]")


def worth(text: str, code: str) -> bool:
    """Whether a sentence can hold a relation.

    >>> worth("La France accuse la Syrie.", "fr"), worth("Le match a lieu à Nice.", "fr"), worth("It rains in Rome.", "en")
    (True, False, False)
    """
    pieces = words(text)
    telling, fiction = triggers(code), unreal(code)
    if not any(w in telling for w, _, _ in pieces) or any(w in fiction for w, _, _ in pieces):
        return False
    known, others = _ends(text, code, pieces)
    return known > 0 and known + others > 1


@cache
def unreal(code: str) -> frozenset[str]:
    """The words, folded, of films and sport: a sentence with one of them tells no relation."""
    found = {fold(w) for w in language(code).words["unreal"]}
    return frozenset(found | {w + "s" for w in found} | {w[:-1] + "ux" for w in found if w.endswith("l")})


def _ends(text: str, code: str, pieces: list[tuple[str, int, int]]) -> tuple[int, int]:
    """How many names of a text the dictionaries know, and how many other words can stand for actors."""
    root, others, owned = trie(code), stand_ins(code), nouns(code)
    count, more, n, last = 0, 0, 0, -1
    while n < len(pieces):
        node, k, best = root, n, n
        while k < len(pieces) and pieces[k][0] in node.next:
            node, k = node.next[pieces[k][0]], k + 1
            if node.senses:
                best = k
        word = text[pieces[n][1] : pieces[n][2]]
        named = word[0].isupper() and n > 0
        if best > n:
            count += 1
            n = last = best
            continue
        if pieces[n][0] in owned:
            count += 1
        elif pieces[n][0] in others or (named and last != n):  # a run of capitalised words is one name
            more += 1
        if named:
            last = n + 1
        n += 1
    return count, more
