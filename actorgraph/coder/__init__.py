"""Sentences into relations: references, predicates, who says so, how real, when. Pure: the same sentences give the same record."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from actorgraph import ontology
from actorgraph.actors import known
from actorgraph.coder import coreference, mentions, speech
from actorgraph.coder.anaphora import Discourse
from actorgraph.coder.candidates import Candidate, candidates, is_real
from actorgraph.coder.claims import by_rules, of_candidate
from actorgraph.coder.elsewhere import TOWN
from actorgraph.coder.mentions import Memory
from actorgraph.coder.ranking import ranker
from actorgraph.coder.reference import Ref
from actorgraph.coder.scene import Scene
from actorgraph.coder.scene import scene as scene_of
from actorgraph.coder.speech import Floor, floor_after, outside
from actorgraph.coder.tree import Tree
from actorgraph.language import language
from actorgraph.model import Article, Mention, Record, Relation, Sentence, digest

RULES = "1"


@cache
def version() -> str:
    """The coder's version: of its rules and of every data file they read. Another version codes an article anew."""
    parts = [RULES]
    root = files("actorgraph")
    for folder in ("lang", "actors", "ontology", "parsers", "coder"):
        for file in sorted(_data(root.joinpath(folder)), key=lambda f: str(f)):
            parts.append(file.read_text("utf-8"))
    return f"actorgraph-{RULES}-{digest(*parts)[:8]}"


def _data(folder: Traversable) -> Iterator[Traversable]:
    for file in folder.iterdir():
        if file.is_dir():
            yield from _data(file)
        elif file.name.endswith((".csv", ".toml")) or file.name in ("meta.json", "ranker.json"):
            yield file


def code(article: Article, sentences: Sequence[Sentence]) -> Record:
    """The record of an article: who is named how often, and every relation with its evidence."""
    relations: list[Relation] = []
    count: Counter[str] = Counter()
    seen: dict[str, Ref] = {}
    for reading in readings(article, sentences, held=False):
        for r in reading.scene.named:
            for actor in r.actors:
                count[actor] += 1
                seen.setdefault(actor, r)
        relations += reading.relations
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
            found[tree.sentence.paragraph] = outside(tree, ref)
    return found


@dataclass(frozen=True, slots=True)
class Judged:
    """A relation that a sentence may tell, with the ranker's score; without one where the rules alone judge it."""

    relation: Relation
    kept: bool
    score: float | None = None
    candidate: Candidate | None = None
    ruled: bool = False  # whether the rules gave it
    second: bool = False  # whether only the second tree gave it


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence as the coder sees it."""

    scene: Scene
    judged: tuple[Judged, ...]  # in the order of the sentence's words; one for each (source, relation, target)

    @property
    def relations(self) -> list[Relation]:
        """What it says."""
        return [j.relation for j in self.judged if j.kept]


def readings(article: Article, sentences: Sequence[Sentence], *, held: bool = True) -> Iterator[Reading]:
    """Every sentence of an article, read in its turn; with `held` also what it holds back, which takes longer."""
    for scene, other in _scenes(article, sentences):
        judged = tuple(_judge(scene, held))
        if other is not None:
            judged += tuple(_second_opinion(other, judged))
        yield Reading(scene, judged)


def _second_opinion(scene: Scene, judged: Sequence[Judged]) -> Iterator[Judged]:
    """What the rules are sure of by the second tree, where the first gives nothing for the same words or the same actors."""
    told = {_key_of(j.relation) for j in judged if j.kept}
    rows = {j.relation.row for j in judged if j.kept}
    words = {w for j in judged if j.kept for w in j.relation.trigger.split()}

    def is_new(r: Relation) -> bool:
        real = r.polarity in ("asserted", "future")
        return real and _key_of(r) not in told and r.row not in rows and not words & {*r.trigger.split()}

    if any(is_new(r) for r in by_rules(scene)):
        for j in _judge(scene, held=False):
            if j.kept and j.ruled and j.relation.confidence >= SURE and is_new(j.relation):
                yield replace(j, second=True)


SURE = 0.5  # below, what only the second tree gives is more often wrong


def _key_of(r: Relation) -> tuple[str, str, str]:
    ends = sorted((r.source, r.target)) if ontology.relations()[r.relation].symmetric else [r.source, r.target]
    return ends[0], r.relation, ends[1]


def scenes(article: Article, sentences: Sequence[Sentence]) -> Iterator[Scene]:
    """The sentences with their references settled, each in the light of those before it."""
    return (scene for scene, _ in _scenes(article, [replace(s, second=()) for s in sentences]))


def _scenes(article: Article, sentences: Sequence[Sentence]) -> Iterator[tuple[Scene, Scene | None]]:
    """The same, each with itself in its second tree where it has one and names two actors."""
    memory = Memory(article.date or _latest_year(article.text))
    trees = [Tree(s, language(s.lang)) for s in sentences]
    named = [mentions.find(t, memory) for t in trees]
    theatre = coreference.theatre_of(trees, named, article.title, article.lang)
    cast = frozenset(a for refs in named for r in refs for a in r.actors)
    discourse = Discourse(theatre=theatre, date=memory.date, cast=cast)
    signed = _signatures(trees, named)
    floor = Floor()
    for n, (tree, refs) in enumerate(zip(trees, named, strict=True)):
        before = len(discourse.subjects), len(discourse.named)
        settled = coreference.resolve(tree, refs, discourse, n)
        scene = scene_of(article, tree, settled, signed.get(tree.sentence.paragraph), floor)
        other = None
        if tree.sentence.second and sum(len(r.actors) for r in scene.refs) > 1:
            again = Tree(replace(tree.sentence, tokens=tree.sentence.second), tree.language)
            earlier = replace(discourse, subjects=discourse.subjects[: before[0]], named=discourse.named[: before[1]])
            settled = coreference.resolve(again, mentions.find(again, memory), earlier, n)
            other = scene_of(article, again, settled, scene.signed, floor)
        yield scene, other
        floor = floor_after(tree, scene.places, scene.quotes, floor, scene.spoken)


SPOKEN = "speech/direct"


def _judge(scene: Scene, held: bool) -> Iterator[Judged]:
    """What the rules give and what they miss, each with its score; a denied or only possible claim is the rules' alone."""
    if scene.tree.is_flat:
        return
    ruled = {(r.source, r.relation, r.target): r for r in by_rules(scene)}
    best: dict[tuple[str, str, str], tuple[float, Candidate]] = {}
    weigh = ranker()
    found = list(candidates(scene, ruled))
    for c, score in zip(found, weigh.score_all([c.features for c in found]), strict=True):
        key = _key(c, ruled)
        if score > best.get(key, (0.0, c))[0]:
            best[key] = (score, c)
    told = {(r, x.row) for (_, r, _), x in ruled.items()}
    # the rules know who does it to whom: no other pair for the same deed
    spare = {k for k, (_, c) in best.items() if (c.relation, c.row.id) in told and not is_real(ruled.get(k))}
    for key, relation in ruled.items():
        unreal = not is_real(relation)
        if key not in best or (unreal and (key in spare or best[key][0] < weigh.at_least["free"])):
            # no candidate could stand on it: selon X has no verb, a town is nobody
            said = key not in best and (relation.route == SPOKEN or relation.route.endswith(TOWN))
            yield Judged(relation, unreal or said, ruled=True)
    for key, (score, c) in best.items():
        given = ruled.get(key)
        by_rule = is_real(given)
        enough = score >= weigh.at_least["ruled" if by_rule else "free"]
        kept = enough and key not in spare
        if not (kept or held):
            continue
        relation = given if given and by_rule else of_candidate(scene, c)
        decides = None if enough and not kept else round(score, 3)  # of a spare pair the rules have decided, no score
        yield Judged(replace(relation, confidence=weigh.confidence(score)), kept, decides, c, by_rule)


def _key(c: Candidate, ruled: Collection[tuple[str, str, str]]) -> tuple[str, str, str]:
    """Source, relation and target; of a symmetric relation the order that the rules gave, else the ids' own."""
    key = (c.source_actor, c.relation, c.target_actor)
    if ontology.relations()[c.relation].symmetric:
        turned = (c.target_actor, c.relation, c.source_actor)
        if turned in ruled or (key not in ruled and turned < key):
            return turned
    return key
