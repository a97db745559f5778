"""How fast claims are loaded, loaded again, replaced and read.

python bench/load.py [--claims 20000] [--batch 500] [-a ADDRESS -u USER -p PASSWORD]

Without an address, the embedded engine in a new folder. With one, that database must be empty: it is written to.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from actorgraph import graph as graphs
from actorgraph.model import Mention, Record, Relation
from actorgraph.ontology import relations

PER_ARTICLE = 10


def records(claims: int, coder: str = "bench") -> Iterator[Record]:
    """Articles with ten claims each between 300 actors, the same for the same number."""
    chance = random.Random(1)
    actors = [f"ACTOR_{n}" for n in range(300)]
    types = sorted(relations())
    for n in range(claims // PER_ARTICLE):
        made = tuple(_claim(chance, actors, types, i) for i in range(PER_ARTICLE))
        named = sorted({r.source for r in made} | {r.target for r in made})
        mentions = tuple(Mention(actor=a, count=1, name=a, kind="Group", provisional=True) for a in named)
        yield Record(
            id=f"bench-{n}",
            published="2020-01-01",
            lang="en",
            checksum=str(n),
            coder=coder,
            mentions=mentions,
            relations=made,
        )


def _claim(chance: random.Random, actors: list[str], types: list[str], i: int) -> Relation:
    source, target = chance.sample(actors, 2)
    quote = f"{source} did something to {target} on a day of that month, as was said by those who saw it."
    words: dict[str, Any] = {
        "sentence": quote,
        "quote": quote,
        "start": i * 200,
        "end": i * 200 + len(quote),
        "trigger": "did",
    }
    date = f"2020-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    return Relation(
        source=source,
        relation=chance.choice(types),
        target=target,
        source_text=source,
        target_text=target,
        date=date,
        **words,
    )


def timed(name: str, claims: int, work: Callable[[], Any]) -> None:
    """Do the work and say how long it took."""
    start = time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    sys.stdout.write(f"{name:28} {seconds:7.2f} s {claims / seconds:9.0f} claims/s\n")


def main() -> None:
    """Run it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--claims", type=int, default=20_000)
    options.add_argument("--batch", type=int, default=500)
    options.add_argument("-a", dest="address")
    options.add_argument("-u", dest="username", default="neo4j")
    options.add_argument("-p", dest="password", default="")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        login = {"address": given.address, "username": given.username, "password": given.password}
        where: dict[str, Any] = login if given.address else {"folder": Path(temporary) / ".actorgraph"}
        with graphs.open(**where, create=True) as graph:
            if len(graph.query("actors", {"limit": 1})):
                sys.exit("The database is not empty.")
            n, batch = given.claims, given.batch
            timed("load", n, lambda: graph.load(records(n), batch=batch))
            timed("load again, nothing changed", n, lambda: graph.load(records(n), batch=batch))
            timed("replace one claim in twenty", n // 20, lambda: graph.load(records(n // 20, "new"), batch=batch))
            timed("to_networkx", n, graph.to_networkx)
            timed("top_pairs", n, lambda: graph.query("top_pairs"))
            timed("show_claims of one actor", n, lambda: graph.show("ACTOR_1"))


if __name__ == "__main__":
    main()
