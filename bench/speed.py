"""How long `extract` takes, against the parser alone over the same text, in one run.

    python bench/speed.py ARTICLES.jsonl [--workers 2]

Prints seconds of both and their ratio; the parser is the pipeline of each article's language, `nlp.pipe` with as many processes.
"""

import argparse
import time
from pathlib import Path

from actorgraph.extract import extract
from actorgraph.model import Article, Record
from actorgraph.parse import pipeline
from actorgraph.read import read


def parsed(articles: list[Article], workers: int) -> float:
    """Seconds that the pipelines take over the whole texts."""
    start = time.perf_counter()
    for lang in sorted({a.lang for a in articles}):
        texts = [a.text for a in articles if a.lang == lang]
        for _ in pipeline(lang).pipe(texts, n_process=workers, batch_size=64):
            pass
    return time.perf_counter() - start


def extracted(articles: list[Article], workers: int) -> tuple[float, int]:
    """Seconds that extraction takes, and how many relations it gives."""
    start = time.perf_counter()
    records = [r for r in extract(articles, workers=workers) if isinstance(r, Record)]
    return time.perf_counter() - start, sum(len(r.relations) for r in records)


def main() -> None:
    """The command line."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("articles", type=Path)
    ap.add_argument("--workers", type=int, default=2)
    a = ap.parse_args()
    articles = [found for found in read([str(a.articles)]) if isinstance(found, Article)]
    alone = parsed(articles, a.workers)
    whole, relations = extracted(articles, a.workers)
    print(f"{len(articles)} articles, {sum(len(x.text) for x in articles):,} characters, {a.workers} processes")
    print(f"nlp.pipe {alone:.1f} s, extract {whole:.1f} s ({relations} relations): {whole / alone:.2f} ×")


if __name__ == "__main__":
    main()
