"""Articles into records: parse and code, one article after the other or in several processes. Touches no database."""

import multiprocessing
from collections.abc import Iterable, Iterator
from dataclasses import replace

from actorgraph.coder import code
from actorgraph.model import Article, Record
from actorgraph.parse import parse, version_of
from actorgraph.read import Skipped
from actorgraph.settings import settings


def extract(items: Iterable[Article | Record | Skipped], *, workers: int = 1) -> Iterator[Record | Skipped]:
    """The record of each article, in order. Records and skips pass through; an article that fails becomes a skip.

    With `workers` > 1 articles are coded in that many processes; the records, and their order, are the same.
    """
    if workers < 2:
        yield from map(_one, items)
        return
    context = multiprocessing.get_context("spawn")  # threads of the parser's libraries do not survive a fork
    with context.Pool(workers) as pool:
        yield from pool.imap(_one, items, chunksize=4)


def _one(item: Article | Record | Skipped) -> Record | Skipped:
    if not isinstance(item, Article):
        return item
    try:
        ((article, sentences),) = parse([item])
        record = code(article, sentences)
        named = [f"{lang}={version_of(lang)}" for lang in sorted(settings().pipelines)]
        return replace(record, coder=" ".join([record.coder, *named]))  # other trees, other relations
    except Exception as error:  # one bad article never stops a batch; the reason is said and counted
        return Skipped(item.id, f"could not be coded ({type(error).__name__}: {error}). Please report the text.")
