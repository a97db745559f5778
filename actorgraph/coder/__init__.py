"""Sentences into relations: references, predicates, who says so, how real, when. Pure: the same sentences give the same record."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from actorgraph.actors import known
from actorgraph.coder import coreference, mentions, speech
from actorgraph.coder.coreference import Discourse
from actorgraph.coder.mentions import Memory, Ref
from actorgraph.coder.places import Filler, Places
from actorgraph.coder.predicates import Fired, fire
from actorgraph.coder.reality import polarity
from actorgraph.coder.tree import Tree
from actorgraph.dates import Time, times
from actorgraph.language import language
from actorgraph.model import Article, Mention, Polarity, Record, Relation, Sentence, digest

RULES = "1"


@cache
def version() -> str:
    """The coder's version: of its rules and of every data file they read. Another version codes an article anew."""
    parts = [RULES]
    root = files("actorgraph")
    for folder in ("lang", "actors", "ontology", "parsers"):
        for file in sorted(_data(root.joinpath(folder)), key=lambda f: str(f)):
            parts.append(file.read_text("utf-8"))
    return f"actorgraph-{RULES}-{digest(*parts)[:8]}"


def _data(folder: Traversable) -> Iterator[Traversable]:
    for file in folder.iterdir():
        if file.is_dir():
            yield from _data(file)
        elif file.name.endswith((".csv", ".toml")) or file.name == "meta.json":
            yield file


def code(article: Article, sentences: Sequence[Sentence]) -> Record:
    """The record of an article: who is named how often, and every relation with its evidence."""
    memory = Memory(article.date or _latest_year(article.text))
    trees = [Tree(s, language(s.lang)) for s in sentences]
    named = [mentions.find(t, memory) for t in trees]
    discourse = Discourse(theatre=coreference.theatre_of(trees, named))
    relations: list[Relation] = []
    count: Counter[str] = Counter()
    seen: dict[str, Ref] = {}
    signed = _signatures(trees, named)
    for n, (tree, refs) in enumerate(zip(trees, named, strict=True)):
        settled = coreference.resolve(tree, refs, discourse, n)
        for r in settled:
            for actor in r.actors:
                count[actor] += 1
                seen.setdefault(actor, r)
        relations += _sentence(article, tree, settled, signed.get(tree.sentence.paragraph))
    for relation in relations:
        for named_in in (relation.source, relation.target, relation.speaker):
            if named_in and named_in not in seen:
                count[named_in] += 1
    return Record(
        id=article.id,
        url=article.url,
        title=article.title,
        publisher=article.publisher,
        published=article.date,
        lang=article.lang,
        checksum=article.checksum,
        coder=version(),
        mentions=tuple(_mention(a, count[a], seen.get(a)) for a in sorted(count)),
        relations=tuple(relations),
    )


def _latest_year(text: str) -> str:
    """The latest year that an undated article speaks of: offices are read at that time."""
    return max(re.findall(r"\b(?:19[4-9]\d|20[0-3]\d)\b", text), default="")


def _mention(actor: str, count: int, ref: Ref | None) -> Mention:
    info = known(actor)
    if info:
        name = (info.names_en or info.names_fr or (actor,))[0]
        return Mention(actor=actor, count=count, name=name, kind=info.kind, country=info.country)
    kind = ref.kind if ref else "Organization"
    return Mention(
        actor=actor,
        count=count,
        name=ref.name if ref and ref.name else actor,
        kind=kind,
        provisional=bool(ref and ref.provisional),
    )


def _signatures(trees: Sequence[Tree], named: Sequence[Sequence[Ref]]) -> dict[int, Ref]:
    found = {}
    for tree, refs in zip(trees, named, strict=True):
        ref = speech.signature(tree, refs)
        if ref:
            found[tree.sentence.paragraph] = ref
    return found


def _sentence(article: Article, tree: Tree, refs: list[Ref], signed: Ref | None) -> Iterator[Relation]:
    """The relations of one sentence, one for each (source, relation, target)."""
    places = Places(tree, refs)
    quotes = speech.quoted(tree)
    own = speech.first_persons(tree, places, quotes, signed)
    if own:
        places = Places(tree, [*refs, *own])
    given: set[tuple[str, str, str]] = set()
    when = times(tree.sentence.text, tree.language.code, article.date)
    told = [("ACCUSES", b) for b in speech.blames(tree, places, quotes)]
    told += [("DEMANDS", b) for b in speech.demanded(tree, places, quotes)]
    for name, blamed in told:
        relation = _blame(article, tree, blamed, name, when)
        given.add((relation.source, relation.relation, relation.target))
        yield relation
    for fired in fire(tree, places):
        real = polarity(tree, fired.i)
        if real is None or _business(fired):
            continue
        said = speech.speaker_of(tree, places, fired.i, quotes)
        speaker = said.ref if said else signed
        if real == "hypothetical" and speaker and _conditional(tree, fired.i):
            real = "asserted"  # auraient été tués, selon X: what the conditional keeps at a distance is X's word
        if speaker and said is None and fired.source_actor in speaker.actors:
            speaker = None
        for relation in _claims(article, tree, fired, real, speaker, when):
            key = (relation.source, relation.relation, relation.target)
            if key not in given:
                given.add(key)
                yield relation


def _blame(article: Article, tree: Tree, blamed: speech.Blame, name: str, when: list[Time]) -> Relation:
    """The accusation in « X said that Y lied », or the demand in a quoted order."""
    source, target = blamed.speaker, blamed.target
    return Relation(
        source=source.actors[0],
        relation=name,
        target=target.actors[0],
        **_evidence(article, tree, source, target),
        trigger=tree.tokens[blamed.verb].text,
        date=_date(tree, blamed.verb, when),
        confidence=0.6,
        row="bad deed" if name == "ACCUSES" else "quoted order",
        route="speech/direct",
    )


def _evidence(article: Article, tree: Tree, source: Ref, target: Ref) -> dict[str, Any]:
    """What proves a relation: its sentence, where that stands, and the words for both actors."""
    s = tree.sentence
    return {
        "sentence": re.sub(r"\s+", " ", s.text).strip(),
        "quote": article.text[s.start : s.end],
        "start": s.start,
        "end": s.end,
        "source_text": tree.text(source.first, source.last),
        "target_text": tree.text(target.first, target.last),
        "source_agent": source.agent,
        "target_agent": target.agent,
        "source_role": source.role,
        "target_role": target.role,
    }


def _business(fired: Fired) -> bool:
    """Whether two companies, or names that may be companies, only do business."""
    ends = (fired.source.ref, fired.target.ref)
    companies = [r.kind == "Company" for r in ends]
    unknown = [r.kind == "Company" or (r.provisional and r.kind == "Organization") for r in ends]
    return fired.relation in ("AGREES_WITH", "COOPERATES_WITH", "NEGOTIATES_WITH") and (any(companies) or all(unknown))


def _conditional(tree: Tree, i: int) -> bool:
    return any(tree.tokens[k].feat("Mood") == "Cnd" for k in (i, *tree.kids(i, "aux", "aux:tense", "aux:pass")))


def _claims(
    article: Article, tree: Tree, fired: Fired, real: Polarity, speaker: Ref | None, when: list[Time]
) -> Iterator[Relation]:
    """The deed, and the accusation that telling it is."""
    if speaker and real in ("asserted", "future") and speech.accuses(fired, speaker):
        blamed = Fired(
            fired.i,
            fired.row,
            "ACCUSES",
            Filler(speaker, "speech"),
            fired.source,
            speaker.actors[0],
            fired.source_actor,
            fired.words,
        )
        yield _relation(article, tree, blamed, "asserted", None, when)
    yield _relation(article, tree, fired, real, speaker, when)


def _relation(
    article: Article, tree: Tree, fired: Fired, real: Polarity, speaker: Ref | None, when: list[Time]
) -> Relation:
    source, target = fired.source.ref, fired.target.ref
    first, last = fired.words[0], fired.words[-1]
    return Relation(
        source=fired.source_actor,
        relation=fired.relation,
        target=fired.target_actor,
        **_evidence(article, tree, source, target),
        trigger=tree.text(first, last),
        date=_date(tree, fired.i, when),
        polarity=real,
        speaker=speaker.actors[0] if speaker and speaker.actors and fired.source.route != "speech" else None,
        confidence=_confidence(fired, real),
        row=fired.row.id,
        route=f"{fired.source.route}/{fired.target.route}",
    )


def _date(tree: Tree, i: int, when: list[Time]) -> str | None:
    """The time said in the predicate's own clause, else in the one above it."""
    if not when:
        return None
    by_clause: dict[int, list[Time]] = {}
    for t in when:
        token = next((x.i for x in tree.tokens if x.start - tree.sentence.start >= t.start), None)
        if token is not None:
            by_clause.setdefault(tree.clause(token), []).append(t)
    clause = tree.clause(i)
    for j in (clause, *tree.ancestors(clause)):
        if j in by_clause:
            return min(by_clause[j], key=lambda t: abs(t.start + tree.sentence.start - tree.tokens[i].start)).value
    return None


def _confidence(fired: Fired, real: Polarity) -> float:
    score = 0.85
    for filler in (fired.source, fired.target):
        if filler.route in ("climbed", "deep", "nearest"):
            score -= 0.25
        if filler.route == "owned":
            score -= 0.12
        if filler.ref.form in ("pronoun", "definite"):
            score -= 0.12
        if filler.ref.provisional:
            score -= 0.08
    if fired.source.route == "speech":
        score -= 0.1
    if real in ("negated", "hypothetical"):
        score -= 0.1
    return round(max(score, 0.05), 2)
