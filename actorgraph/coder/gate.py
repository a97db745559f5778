"""Which sentences can hold a relation at all: the others are not tagged and parsed, which is what takes the time.

A sentence passes with a word that can tell a relation, the words that its frame asks for, and two words or names that
can stand for actors. So loose a test loses next to nothing; `bench/speed.py` says what it saves.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from actorgraph.actors import SURNAME, fits, fold, partisans, trie, words
from actorgraph.coder.anaphora import KINDS
from actorgraph.coder.gazetteer import matches
from actorgraph.coder.repair import forms_of
from actorgraph.coder.roles import firsts
from actorgraph.language import Row, language
from actorgraph.model import Sentence
from actorgraph.parse import FIRST, Want, common

Frames = tuple[tuple[frozenset[str], ...], ...]
QUOTED = "«"  # stands among the stems for quotation marks of any kind
STEM = 4  # letters by which a word of a frame is looked for: few enough to pass over nearly no form of it


@cache
def tellings(code: str) -> Mapping[str, Frames]:
    """Every form, folded, of the words that can tell a relation in a language: those of its rows and of speech.

    With each the frames of its rows: for every word that a frame asks for, the stems of which one must be there too.
    """
    known = language(code)
    found: dict[str, set[tuple[frozenset[str], ...]]] = {}

    def add(form: str, frames: Collection[tuple[frozenset[str], ...]]) -> None:
        for word in fold(form).split("-"):
            if len(word) > 2:
                found.setdefault(word, set()).update(frames)

    of_lemma = {(pos, lemma): {_asked(row) for row in rows} for (pos, lemma), rows in known.rows.items()}
    for form, lemma in forms_of(code).items():
        add(form, of_lemma.get(("VERB", lemma), ()))
    for (pos, lemma), frames in of_lemma.items():
        add(lemma, frames)
        if pos != "VERB":
            ends = ("s", "es", "x", "e", "ne", "nes", "le", "les") if code == "fr" else ("s", "es")
            changed = ("aux", "ies", "ves", "ve", "se", "ses", "euse", "euses")
            for form in [lemma + end for end in ends] + [lemma[:-1] + end for end in changed]:
                add(form, frames)
    spoken = {fold(w) for group in ("speech", "claims", "names") for w in known.words[group]}
    judging = {w for group in ("blame", "bad_deeds", "praise", "duties") for w in known.words[group]}
    # speech counts where it is about somebody's deeds, or in a speaker's own words
    what = {(frozenset({fold(w)[:STEM] for w in judging} | {QUOTED}),)}
    for form, lemma in forms_of(code).items():
        if fold(lemma) in spoken:
            add(form, what)
    for word in spoken:
        add(word, what)
    return MappingProxyType({form: tuple(frames) for form, frames in found.items() if frames})


def _asked(row: Row) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(fold(w)[:STEM] for w in c.lemmas) for c in row.frame if c.lemmas and not c.negated)


def tells(text: str, code: str) -> bool:
    """Whether there is a word that can tell a relation, with all that one of its frames asks for."""
    pieces = words(text)
    known, lemmas = tellings(code), forms_of(code)
    frames = [known[w] for w, _, _ in pieces if w in known]
    if not frames:
        return False
    stems = {w[:n] for w, _, _ in pieces for n in (STEM - 1, STEM)}
    if any(mark in text for mark in '«“"'):
        stems.add(QUOTED)
    stems |= {fold(lemmas[w])[:STEM] for w, _, _ in pieces if w in lemmas}
    return any(all(asked & stems for asked in frame) for some in frames for frame in some)


@cache
def stand_ins(code: str) -> frozenset[str]:
    """The pronouns of a language and nouns like « the group », folded: words that stand for an actor named elsewhere."""
    known = language(code)
    groups = ("pronouns", "possessives", "first_person", "latter", *(f"called_{k}" for k in KINDS))
    found = {fold(w) for group in groups for w in known.words[group]}
    return frozenset(
        found - {fold(w) for w in ("le", "la", "les", "l'", "l’", "en", "y", "on", "dernier", "dernière", "it")}
    )


@cache
def nouns(code: str) -> frozenset[str]:
    """The first words, folded, of the role nouns of a language: army, rebels, minister."""
    found = firsts(code) | partisans(code)
    return frozenset(found | {n + "s" for n in found} | {n + "x" for n in found})


def chosen(sentences: Sequence[Sentence]) -> dict[int, Want]:
    """What an article's sentences are worth, by index.

    Those that can hold a relation their tree, a second one where the dictionaries know two of their names, their names where
    they may have such as no dictionary knows. Of the others those are worth their names that introduce by a full name somebody
    whom the first call by surname or, soon after, by pronoun.
    """
    telling = {s.index: s for s in sentences if worth(s.text, s.lang)}
    follows = {s.index - 1 for s in telling.values()}
    telling |= {s.index: s for s in sentences if s.index in follows and s.text.rstrip().endswith(":")}  # X said:
    again = {m[0] for s in telling.values() for m in CAPITALISED.finditer(s.text)}
    found = {i: _of_telling(s) for i, s in telling.items()}
    for s in sentences:
        if s.index not in telling and (full := [m[0] for m in FULL_NAME.finditer(s.text) if strange(m[0], s.lang)]):
            soon = [telling[i] for i in range(s.index + 1, s.index + 1 + REACH) if i in telling]
            called = any(w in stand_ins(t.lang) for t in soon for w, _, _ in words(t.text))
            parts = CAPITALISED.finditer(" " + " ".join(full))  # the blank: it passes over the first word of a text
            if called or any(m[0] in again for m in parts):
                found[s.index] = Want.NAMES
    return found


def _of_telling(s: Sentence) -> Want:
    """What a sentence that can hold a relation is worth: names where one is strange, a second tree where it is long and two
    are known."""
    names = FIRST if strange(s.text, s.lang) else Want.TREE
    pieces = words(s.text)
    hard = LONG <= len(pieces) <= VERY_LONG
    return names | Want.SECOND if hard and _ends(s.text, s.lang, pieces)[0] > 1 else names


LONG, VERY_LONG = 20, 60  # words between which a second tree has been seen to give what the first does not
REACH = 2  # sentences over which a pronoun looks back
CAPITALISED = re.compile(r"(?<!^)\b[^\W\d_a-zà-ÿ][\w-]*[^\W_]")
FULL_NAME = re.compile(r"[^\W\d_a-zà-ÿ][\w'’-]*[^\W\d_] (?:[A-ZÀ-Þ]\. )?[A-ZÀ-Þ][\w'’-]*[a-zà-ÿ]")


def worth(text: str, code: str) -> bool:
    """Whether a sentence can hold a relation.

    >>> worth("La France accuse la Syrie.", "fr"), worth("Le match a lieu à Nice.", "fr"), worth("It rains in Rome.", "en")
    (True, False, False)
    """
    pieces = words(text)
    fiction = unreal(code)
    if any(w in fiction for w, _, _ in pieces) or not tells(text, code):
        return False
    known, others = _ends(text, code, pieces)
    return known > 0 and known + others > 1


@cache
def unreal(code: str) -> frozenset[str]:
    """The words, folded, of films and sport: a sentence with one of them tells no relation."""
    found = {fold(w) for w in language(code).words["unreal"]}
    return frozenset(found | {w + "s" for w in found} | {w[:-1] + "ux" for w in found if w.endswith("l")})


def _ends(text: str, code: str, pieces: list[tuple[str, int, int]]) -> tuple[int, int]:
    """How many names of a text the dictionaries know, and how many other words can stand for actors.

    Capitalised words stand for somebody unless they are places or usual words.
    """
    others, owned, usual = stand_ins(code), nouns(code), _usual(code)
    pairs = {fold(first) for first in language(code).combining}  # franco-algérien: two
    count, more, n, last = 0, 0, 0, -1
    while n < len(pieces):
        best = _behind_name(text, pieces, n, code)
        word = text[pieces[n][1] : pieces[n][2]]
        if best > n:
            count += 1
            n = last = best
            continue
        named = word[0].isupper() and n > 0 and pieces[n][0] not in usual and not _in_place(text, code, pieces[n][1])
        if pieces[n][0] in owned or pieces[n][0] in pairs:
            count += 1
        elif pieces[n][0] in others or (named and last != n) or _is_surname(pieces[n][0], code):
            more += 1  # a run of capitalised words is one name
        if named:
            last = n + 1
        n += 1
    return count, more


def _is_surname(word: str, code: str) -> bool:
    """Whether a word is the surname of somebody who led at some time."""
    node = trie(code).next.get(word)
    return node is not None and any(sense.role == SURNAME for sense, _ in node.senses)


def _behind_name(text: str, pieces: list[tuple[str, int, int]], n: int, code: str) -> int:
    """Where the longest name of the dictionaries ends that begins with word `n`; `n` itself where there is none.

    The case of the text counts as in `fits`: « un » and « au » are no UN and no AU.
    """
    node, k, best = trie(code), n, n
    while k < len(pieces) and pieces[k][0] in node.next:
        node, k = node.next[pieces[k][0]], k + 1
        if node.senses:
            written = text[pieces[n][1] : pieces[k - 1][2]]
            if any(fits(form, written) for sense, form in node.senses if sense.role != SURNAME):
                best = k
    return best


def _in_place(text: str, code: str, at: int) -> bool:
    """Whether a place of the gazetteer stands at an offset of a text."""
    return any(start <= at < end for start, end, _ in matches(text, code))


def strange(text: str, code: str) -> bool:
    """Whether a text may name somebody whom no dictionary knows: a capitalised word that no known name covers.

    >>> strange("Le Mali accuse la France.", "fr"), strange("Le Mali accuse Transdev.", "fr")
    (False, True)
    """
    pieces, usual, n = words(text), _usual(code), 0
    while n < len(pieces):
        best = _behind_name(text, pieces, n, code)
        word, start = text[pieces[n][1] : pieces[n][2]], pieces[n][1]
        known = best > n or pieces[n][0] in usual or _in_place(text, code, start)
        if word[0].isupper() and not known:
            return True
        n = max(best, n + 1)
    return False


@cache
def _usual(code: str) -> frozenset[str]:
    return frozenset(w for word in common(code) for w, _, _ in words(word))
