"""What the nodes and relationships of the graph are and what their properties mean: docs/schema.md, written from here.

python -m actorgraph.schema > docs/schema.md
"""

import csv
from functools import cache
from importlib.resources import files

from actorgraph.errors import BadData
from actorgraph.ontology import QUADS, relations
from actorgraph.queries import KINDS, named

Properties = dict[str, tuple[str, str]]  # name -> (type, meaning)


@cache
def properties(of: str) -> Properties:
    """The properties of ACTOR, ARTICLE, CLAIM, MENTIONS or REPRESENTS, in the order in which they are told."""
    lines = files("actorgraph").joinpath("schema.csv").read_text("utf-8").splitlines()
    found = {row["property"]: (row["type"], row["meaning"]) for row in csv.DictReader(lines) if row["of"] == of}
    if not found:
        raise BadData(f"schema.csv: there is nothing of '{of}'.")
    return found


def schema_page() -> str:
    """The reference page of nodes, relationships and named queries."""
    parts = [INTRODUCTION, *_nodes(), *_claims(), *_others(), *_queries()]
    return "\n".join(parts) + "\n"


INTRODUCTION = """\
# The graph: nodes, relationships, properties

Written by `python -m actorgraph.schema` from the ontology and the program; do not edit.
What stands here is stable: write your Cypher against it.

```
(:Actor)-[:ACCUSES …]->(:Actor)                one of the relations below: a claim, with its evidence
(:Article)-[:MENTIONS {count}]->(:Actor)
(:Actor:Person)-[:REPRESENTS {role, since, until}]->(:Actor)
(:Actor)-[:PART_OF]->(:Actor)
```

A relationship between actors is one claim in one sentence of one article. It was coded by a machine and says what the
article says: an accusation is a claim of its source, not a fact. To count events rather than reports, use
`count(DISTINCT r.event)`. A property that is not known is absent (`null` in Cypher). Dates are texts, ISO 8601 or the
beginning of it (`2019`, `2019-12`, `2019-12-26`), so they compare as texts. `WHERE r.article IS NOT NULL` tells claims
from the other relationships."""


def _table(of: str) -> list[str]:
    rows = [f"| `{name}` | {kind} | {meaning} |" for name, (kind, meaning) in properties(of).items()]
    return ["| property | type | meaning |", "|---|---|---|", *rows]


def _nodes() -> list[str]:
    labels = ", ".join(f"`:{kind}`" for kind in KINDS)
    actor = ["", "## :Actor", "", f"Each has one more label: {labels}.", "", *_table("ACTOR")]
    return [*actor, "", "## :Article", "", *_table("ARTICLE")]


def _claims() -> list[str]:
    head = ["", "## Claims", "", "| relation | says that the source | direction | PLOVER | CAMEO | class | Goldstein |"]
    ways = {True: "either way, stored from the smaller id", False: "source → target"}
    rows = [
        f"| `{r.name}` | {r.definition} | {ways[r.symmetric]} "
        f"| {r.plover} | {r.cameo} | {QUADS[r.quad]} | {r.goldstein:g} |"
        for r in relations().values()
    ]
    return [
        *head,
        "|---|---|---|---|---|---|---|",
        *rows,
        "",
        "Match a symmetric one without direction.",
        "",
        *_table("CLAIM"),
    ]


def _others() -> list[str]:
    mentions = ["", "## :MENTIONS", "", "An article names an actor.", "", *_table("MENTIONS")]
    represents = [
        "",
        "## :REPRESENTS",
        "",
        "A person, named as acting for an actor, held this office.",
        "",
        *_table("REPRESENTS"),
    ]
    return [
        *mentions,
        *represents,
        "",
        "## :PART_OF",
        "",
        "An organ of an organisation, a group of a state. No properties.",
    ]


def _queries() -> list[str]:
    lines = ["", "## Named queries", "", '`actorgraph query NAME`, `graph.query("NAME", {…})`.']
    for query in named():
        lines += ["", f"### {query.name}", "", query.help]
        params = [f"- `${p.name}` ({p.type}{_left_out(p.required, p.default)}): {p.meaning}" for p in query.params]
        lines += ["", *params] if params else []
    return lines


def _left_out(required: bool, default: object) -> str:
    if required:
        return ""
    return ", may be left out" if default is None else f", {default} if left out"


if __name__ == "__main__":
    import sys

    sys.stdout.write(schema_page())
