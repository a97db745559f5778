"""Records -> rows of parameters -> the statements of cypher/load/, in one transaction for each batch of articles."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from actorgraph.actors import Official, known, officials
from actorgraph.model import Mention, Record, Relation, digest, event_id, precision, relation_id
from actorgraph.ontology import relations
from actorgraph.queries import statement

Row = dict[str, Any]
Run = Callable[..., Iterable[Row]]  # run(text, parameters) inside a transaction
REAL = frozenset({"asserted", "future"})
SWAPPED = {
    "source": "target",
    "source_text": "target_text",
    "source_agent": "target_agent",
    "source_role": "target_role",
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: articles by what became of them, claims and actors created, and what was left out and why."""

    articles_new: int = 0
    articles_changed: int = 0
    articles_same: int = 0
    relations: int = 0
    actors: int = 0
    skipped: tuple[str, ...] = ()

    def __add__(self, other: "Loaded") -> "Loaded":
        """Both together."""
        return Loaded(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))


@dataclass(frozen=True, slots=True)
class Claim:
    """One relationship to be: its type, its ends, its properties."""

    type: str
    source: str
    target: str
    properties: Row


def problem(record: Record) -> str | None:
    """Why a record cannot be loaded, or None."""
    parts: tuple[Record | Mention | Relation, ...] = (record, *record.mentions, *record.relations)
    try:
        for part in parts:
            "".join(v for name in part.__slots__ if isinstance(v := getattr(part, name), str)).encode("utf-8")
    except UnicodeEncodeError:
        return "it has half a character (a lone surrogate); write it as valid UTF-8"
    if not record.id:
        return "it has no id"
    for relation in record.relations:
        if relation.relation not in relations():
            return f"relation '{relation.relation}' is not one of the {len(relations())}"
        if not relation.source or not relation.target:
            return "a relation has no source or no target"
        if len(relation.quote) != relation.end - relation.start:
            return f"the quote of {relation.source} {relation.relation} {relation.target} is not as long as its span"
    return None


def state(record: Record, *, all_polarities: bool) -> tuple[str, str, str]:
    """What decides whether an article has changed: its text, the coder, and which polarities were loaded."""
    checksum = record.checksum or digest(record.to_json())
    return checksum, record.coder, "all" if all_polarities else "asserted"


def article_row(record: Record, *, all_polarities: bool) -> Row:
    """The row that creates or overwrites one article."""
    checksum, coder, polarities = state(record, all_polarities=all_polarities)
    properties = {
        "id": record.id,
        "url": record.url,
        "title": record.title,
        "publisher": record.publisher,
        "published": record.published,
        "lang": record.lang,
        "checksum": checksum,
        "coder": coder,
        "polarities": polarities,
        "loaded": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    # coder stays even if empty: it is compared
    return {"id": record.id, "properties": {k: v for k, v in properties.items() if v or k == "coder"}}


def claims(record: Record, *, all_polarities: bool) -> list[Claim]:
    """The relationships of one article, each once, sorted by their ends."""
    found: dict[str, Claim] = {}
    for relation in record.relations:
        if all_polarities or relation.polarity in REAL:
            claim = _claim(record, _canonical(relation))
            found.setdefault(claim.properties["id"], claim)
    return sorted(found.values(), key=lambda c: (c.type, c.source, c.target, c.properties["start"], c.properties["id"]))


def _canonical(relation: Relation) -> Relation:
    """The same relation; a symmetric one from its smaller id."""
    if not relations()[relation.relation].symmetric or relation.source <= relation.target:
        return relation
    swapped = {a: getattr(relation, b) for a, b in SWAPPED.items()} | {
        b: getattr(relation, a) for a, b in SWAPPED.items()
    }
    return replace(relation, **swapped)


def _claim(record: Record, relation: Relation) -> Claim:
    kind = relations()[relation.relation]
    claim = relation_id(record.id, relation)
    properties: Row = {
        "id": claim,
        "date": relation.date or None,
        "date_precision": precision(relation.date),
        "reported": record.published or None,
        "article": record.id,
        "sentence": relation.sentence,
        "quote": relation.quote,
        "start": relation.start,
        "end": relation.end,
        "trigger": relation.trigger,
        "about": relation.about,
        "place": relation.place,
        "source_text": relation.source_text,
        "target_text": relation.target_text,
        "source_agent": relation.source_agent,
        "target_agent": relation.target_agent,
        "source_role": relation.source_role,
        "target_role": relation.target_role,
        "polarity": relation.polarity,
        "speaker": relation.speaker,
        "confidence": relation.confidence,
        "cameo": kind.cameo,
        "goldstein": kind.goldstein,
        "coder": record.coder,
        "event": event_id(relation, claim, symmetric=kind.symmetric),
    }
    return Claim(kind.name, relation.source, relation.target, {k: v for k, v in properties.items() if v is not None})


def claim_rows(found: Iterable[Claim]) -> dict[str, list[Row]]:
    """Rows by relation, sorted by endpoint: the order in which writing is fastest."""
    rows: dict[str, list[Row]] = {}
    for claim in sorted(found, key=lambda c: (c.type, c.source, c.target)):
        row = {"source": claim.source, "target": claim.target, "properties": claim.properties}
        rows.setdefault(claim.type, []).append(row)
    return rows


def mention_rows(record: Record) -> list[Row]:
    """How often the article names each actor."""
    counts: dict[str, int] = {}
    for mention in record.mentions:
        counts[mention.actor] = counts.get(mention.actor, 0) + mention.count
    return [{"article": record.id, "actor": actor, "count": count} for actor, count in sorted(counts.items())]


def actor_rows(records: Iterable[Record], found: Iterable[Claim]) -> dict[str, Row]:
    """Properties by id of all actors that these records need, with the wholes that they are part of."""
    mentions: dict[str, Mention] = {}
    for record in records:
        for mention in record.mentions:
            mentions.setdefault(mention.actor, mention)
    ids = set(mentions).union(*({c.source, c.target} for c in found))
    for actor in list(ids):
        ids.update(_wholes(actor))
    return {actor: actor_properties(actor, mentions.get(actor)) for actor in sorted(ids)}


def actor_properties(id: str, mention: Mention | None = None) -> Row:
    """What the dictionary says of an actor, else the mention, else nothing but its id."""
    info = known(id)
    if info and not info.provisional:
        names = {"names_en": list(info.names_en), "names_fr": list(info.names_fr)}
        name = next(iter((*info.names_en, *info.names_fr)), id)
        row: Row = {"name": name, "kind": info.kind, "country": info.country, "provisional": False, **names}
    elif mention:
        row = {
            "name": mention.name,
            "kind": mention.kind,
            "country": mention.country,
            "provisional": mention.provisional,
        }
    else:
        row = {"name": id, "kind": "Group", "country": None, "provisional": True}
    return {"id": id} | {k: v for k, v in row.items() if v is not None and v != []}


def in_dictionary(id: str) -> bool:
    """Whether the dictionary, rather than a mention, says what an actor is called."""
    info = known(id)
    return info is not None and not info.provisional


def _wholes(id: str) -> Iterator[str]:
    seen = {id}
    info = known(id)
    while info and info.part_of and info.part_of not in seen:
        seen.add(info.part_of)
        yield info.part_of
        info = known(info.part_of)


def part_rows(ids: Iterable[str]) -> list[Row]:
    """Which of these actors are part of which."""
    infos = filter(None, map(known, sorted(ids)))
    return [{"part": info.id, "whole": info.part_of} for info in infos if info.part_of]


def office_rows(found: Iterable[Claim]) -> list[Row]:
    """Persons named as acting for an actor of these claims, with the office that makes them its representative."""
    agents = set()
    for claim in found:
        for end, actor in (("source", claim.source), ("target", claim.target)):
            agents.add((actor, str(claim.properties.get(f"{end}_agent", "")).casefold()))
    rows = [
        {
            "person": o.person,
            "name": o.name,
            "principal": o.represents,
            "role": o.role,
            "since": o.since,
            "until": o.until,
        }
        for agent in sorted(agents)
        for o in _offices().get(agent, ())
    ]
    return [dict(row) for row in {tuple(row.items()): row for row in rows}.values()]


@cache
def _offices() -> dict[tuple[str, str], list[Official]]:
    found: dict[tuple[str, str], list[Official]] = {}
    for official in officials():
        for name in {official.person, official.name.casefold(), *(alias.casefold() for alias in official.aliases)}:
            found.setdefault((official.represents, name), []).append(official)
    return found


def person_properties(row: Row) -> Row:
    """The properties of the person in an office, if new."""
    return actor_properties(row["person"], Mention(actor=row["person"], count=0, name=row["name"], kind="Person"))


def _text(key: str) -> str:
    return statement(key).text


def write_schema(run: Run) -> None:
    """Nothing; the constraints and indexes are there afterwards."""
    run(_text("schema/actor_id"))
    run(_text("schema/article_id"))
    for key in ("schema/claim_id", "schema/claim_article", "schema/claim_event"):
        for name in relations():
            run(statement(key).of(name))


def write_batch(run: Run, *, records: list[Record], all_polarities: bool) -> Loaded:
    """What one transaction did: new articles added, changed ones replaced, the others left alone."""
    there = {
        row["id"]: (row["checksum"], row["coder"], row["polarities"])
        for row in run(_text("load/article_states"), {"ids": [r.id for r in records]})
    }
    new = [r for r in records if r.id not in there]
    changed = [r for r in records if r.id in there and there[r.id] != state(r, all_polarities=all_polarities)]
    if changed:
        _forget(run, [r.id for r in changed])
    same = len(records) - len(new) - len(changed)
    fresh = new + changed
    if not fresh:
        return Loaded(articles_same=same)
    found = [c for r in fresh for c in claims(r, all_polarities=all_polarities)]
    actors = _write_actors(run, actor_rows(fresh, found))
    run(_text("load/articles"), {"rows": [article_row(r, all_polarities=all_polarities) for r in fresh]})
    run(_text("load/mentions"), {"rows": [row for r in fresh for row in mention_rows(r)]})
    for name, rows in claim_rows(found).items():
        run(statement("load/claims").of(name), {"rows": rows})
    actors += _write_offices(run, office_rows(found))
    return Loaded(len(new), len(changed), same, len(found), actors)


def _forget(run: Run, articles: list[str]) -> None:
    for name in relations():
        run(statement("load/forget_claims").of(name), {"articles": articles})
    run(_text("load/forget_mentions"), {"articles": articles})


def _write_actors(run: Run, rows: dict[str, Row]) -> int:
    """How many of these actors were created; those there already get the dictionary's names of today."""
    there = {row["id"] for row in run(_text("load/actor_ids"), {"ids": list(rows)})}
    new: dict[str, list[Row]] = {}
    for name, row in rows.items():
        if name not in there:
            new.setdefault(row["kind"], []).append({"id": name, "properties": row})
    for kind, found in new.items():
        run(statement("load/actors").of(kind), {"rows": found})
    renamed = [
        {"id": name, "properties": {k: v for k, v in rows[name].items() if k != "kind"}}
        for name in sorted(there)
        if in_dictionary(name)
    ]
    run(_text("load/actor_names"), {"rows": renamed})
    run(_text("load/parts"), {"rows": part_rows(rows)})
    return sum(map(len, new.values()))


def _write_offices(run: Run, rows: list[Row]) -> int:
    if not rows:
        return 0
    created = _write_actors(run, {row["person"]: person_properties(row) for row in rows})
    run(_text("load/offices"), {"rows": rows})
    return created
