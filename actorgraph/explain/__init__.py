"""Why a sentence gives the relations it gives: its tree, who is in it, what was said and what was held back."""

from collections.abc import Iterable, Iterator, Sequence

from actorgraph.coder import Judged, Reading, readings
from actorgraph.coder.gate import chosen
from actorgraph.coder.reference import Ref
from actorgraph.coder.scene import Scene
from actorgraph.explain.page import as_page
from actorgraph.explain.reasons import Claim, actor, at_least, claim, folded, notes, passed_over, why
from actorgraph.explain.sentence import Explained, Named, Verdict, Word
from actorgraph.explain.text import as_text
from actorgraph.model import Article, Record, Sentence, Token
from actorgraph.parse import Want, parse
from actorgraph.read import Skipped

__all__ = ["Explained", "Named", "Verdict", "Word", "as_page", "as_text", "explain", "explained"]

HELD = 5  # a sentence shows at most so many of what was held back, the likeliest first
LEAST = 0.05  # of a score, to be shown


def explain(items: Iterable[Article | Record | Skipped]) -> Iterator[Explained | Skipped]:
    """Every sentence of the articles, explained in its turn. What has no text or fails becomes a skip; skips pass through."""
    for item in items:
        if isinstance(item, Skipped):
            yield item
        elif isinstance(item, Record):
            yield Skipped(
                item.id, "is a record, without its text, so there is nothing to explain. Name the article itself."
            )
        else:
            yield from _article(item)


def _article(article: Article) -> Sequence[Explained | Skipped]:
    try:
        ((found, sentences),) = parse([article], worth=chosen)  # as in extract
        treeless = _treeless(sentences)
        ((_, others),) = parse([article], worth=lambda _: dict.fromkeys(treeless, Want.TREE))
        trees = {s.index: s.tokens for s in others if s.index in treeless}
        return [explained(reading, trees.get(_sentence(reading).index)) for reading in readings(found, sentences)]
    except Exception as error:  # as in extract: one bad article never stops a batch
        reason = f"could not be explained ({type(error).__name__}: {error}). Please report the text."
        return [Skipped(article.id, reason)]


def _treeless(sentences: Sequence[Sentence]) -> set[int]:
    """The sentences that are not worth their tree to `extract`."""
    known = chosen(sentences)
    return {s.index for s in sentences if Want.TREE not in known.get(s.index, Want.NAMES)}


def _sentence(reading: Reading) -> Sentence:
    return reading.scene.tree.sentence


def explained(reading: Reading, unread: Sequence[Token] | None = None) -> Explained:
    """What was seen in a sentence and made of it; `unread` is the tree of one that was passed over before it was parsed."""
    scene = reading.scene
    said = [j for j in reading.judged if j.kept]
    done = {claim(j) for j in said}
    held = [j for j in reading.judged if not j.kept and claim(j) not in done and (j.ruled or (j.score or 0.0) >= LEAST)]
    held.sort(key=lambda j: (-(j.score or 0.0), *claim(j)))
    return Explained(
        article=scene.article.id,
        lang=scene.tree.language.code,
        text=folded(scene.tree.sentence.text),
        tree=tuple(
            Word(t.i, t.text, t.lemma, t.pos, t.dep, t.head) for t in unread or scene.tree.tokens if t.text.strip()
        ),
        mentions=tuple(_named(scene, r) for r in scene.places.refs if r.actors and r.form != "part"),
        said=tuple(_verdict(scene, j, done) for j in said),
        held=tuple(_verdict(scene, j, done) for j in held[:HELD]),
        notes=tuple(
            passed_over(_sentence(reading))
            if unread is not None
            else notes(reading, LEAST, shown=len(said) + len(held))
        ),
    )


def _span(scene: Scene, first: int, last: int) -> tuple[int, int]:
    """Where the words from token `first` to token `last` stand in the folded sentence."""
    s, tokens = scene.tree.sentence, scene.tree.tokens
    start, end = tokens[first].start - s.start, tokens[last].end - s.start
    return len(folded(s.text[:start] + "x")) - 1, len(folded(s.text[:end]))


def _named(scene: Scene, ref: Ref) -> Named:
    actors = tuple(actor(scene, a) for a in ref.actors)
    words = folded(scene.tree.text(ref.first, ref.last))
    return Named(words, *_span(scene, ref.first, ref.last), actors, ref.form, ref.agent)


def _verdict(scene: Scene, j: Judged, said: set[Claim]) -> Verdict:
    r = j.relation
    trigger = folded(r.trigger)
    start, end = _found(scene, trigger, j)
    return Verdict(
        source=actor(scene, r.source),
        relation=r.relation,
        target=actor(scene, r.target),
        polarity=r.polarity,
        speaker=actor(scene, r.speaker) if r.speaker else None,
        date=r.date,
        trigger=trigger,
        start=start,
        end=end,
        row=r.row,
        route=r.route,
        score=j.score,
        at_least=at_least(j),
        confidence=r.confidence,
        why=tuple(why(scene, j, said)),
    )


def _found(scene: Scene, trigger: str, j: Judged) -> tuple[int, int]:
    """Where a trigger stands in the folded sentence: around the candidate's own word, if it stands there twice."""
    text = folded(scene.tree.sentence.text)
    starts = [i for i in range(len(text)) if text.startswith(trigger, i)]
    at = _span(scene, j.candidate.i, j.candidate.i)[0] if j.candidate else 0
    start = next((s for s in starts if s <= at < s + len(trigger)), starts[0] if starts else 0)
    return start, start + len(trigger) * bool(starts)
