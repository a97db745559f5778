"""Articles into records: parse and code, one article after the other or in several processes. Touches no database."""

import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice

from actorgraph.coder import code
from actorgraph.coder.gate import chosen
from actorgraph.model import Article, Record, Sentence
from actorgraph.parse import GROUP, parse, version_of
from actorgraph.read import Skipped
from actorgraph.settings import settings


def extract(items: Iterable[Article | Record | Skipped], *, workers: int = 1) -> Iterator[Record | Skipped]:
    """The record of each article, in order. Records and skips pass through; an article that fails becomes a skip.

    With `workers` > 1 articles are coded in that many processes; the records, and their order, are the same.
    """
    groups = _grouped(items)
    if workers < 2:
        yield from chain.from_iterable(map(_group, groups))
        return
    context = multiprocessing.get_context("spawn")  # threads of the parser's libraries do not survive a fork
    with context.Pool(workers) as pool:
        yield from chain.from_iterable(pool.imap(_group, groups))


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
