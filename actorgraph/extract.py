"""Articles into records: parse and code, one article after the other or in several processes. Touches no database."""

import multiprocessing
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from multiprocessing.context import BaseContext

from actorgraph.actors import trie
from actorgraph.coder import code
from actorgraph.coder.gate import chosen, tellings
from actorgraph.coder.gazetteer import matches
from actorgraph.coder.ranking import ranker
from actorgraph.model import Article, Record, Sentence
from actorgraph.parse import BASES, GROUP, parse, pipeline, second_pipeline, version_of
from actorgraph.read import Skipped, language_chances
from actorgraph.settings import settings


def extract(items: Iterable[Article | Record | Skipped], *, workers: int = 1) -> Iterator[Record | Skipped]:
    """The record of each article, in order. Records and skips pass through; an article that fails becomes a skip.

    With `workers` > 1 articles are coded in that many processes; the records, and their order, are the same.
    """
    groups = _grouped(items)
    if workers < 2:
        yield from chain.from_iterable(map(_group, groups))
        return
    first = next(groups, [])
    context: BaseContext = multiprocessing.get_context("spawn")
    if _may_fork():  # as nlp.pipe does: pipelines and tables are loaded once, not in every process
        _load([item for item in first if isinstance(item, Article)])
        context = multiprocessing.get_context("fork")
    with context.Pool(workers) as pool:
        yield from chain.from_iterable(pool.imap(_group, chain([first], groups)))


def _load(articles: Sequence[Article]) -> None:
    """Read all that coding such articles needs."""
    ranker()
    language_chances("")
    for lang in sorted({article.lang for article in articles} & set(BASES)):
        pipeline(lang)
        second_pipeline(lang)
        tellings(lang)
        trie(lang)
        matches("", lang)


def _may_fork() -> bool:
    """Whether this process can be copied: on Linux, while it has no thread of its own that might hold a lock."""
    return sys.platform == "linux" and threading.active_count() == 1


def _grouped(items: Iterable[Article | Record | Skipped]) -> Iterator[list[Article | Record | Skipped]]:
    """The items in runs that are parsed together: that is quicker than one by one."""
    todo = iter(items)
    while group := list(islice(todo, GROUP)):
        yield group


def _group(items: list[Article | Record | Skipped]) -> list[Record | Skipped]:
    try:
        parsed = parse([item for item in items if isinstance(item, Article)], worth=chosen)
        return [_coded(*next(parsed)) if isinstance(item, Article) else item for item in items]
    except Exception:  # one of them is bad: the others must not suffer
        return [_one(item) for item in items]


def _one(item: Article | Record | Skipped) -> Record | Skipped:
    if not isinstance(item, Article):
        return item
    try:
        ((article, sentences),) = parse([item], worth=chosen)
        return _coded(article, sentences)
    except Exception as error:  # one bad article never stops a batch; the reason is said and counted
        return Skipped(item.id, f"could not be coded ({type(error).__name__}: {error}). Please report the text.")


def _coded(article: Article, sentences: Sequence[Sentence]) -> Record:
    record = code(article, sentences)
    named = [f"{lang}={version_of(lang)}" for lang in sorted(settings().pipelines)]
    return replace(record, coder=" ".join([record.coder, *named]))  # other trees, other relations
