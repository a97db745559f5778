"""One sentence with its references settled: all that its claims draw on."""

from collections.abc import Sequence
from dataclasses import dataclass

from actorgraph.coder import speech
from actorgraph.coder.coreference import is_place
from actorgraph.coder.places import Places
from actorgraph.coder.predicates import Fired, fire
from actorgraph.coder.reference import Ref
from actorgraph.coder.speech import Floor
from actorgraph.coder.tree import Tree
from actorgraph.dates import Time, times
from actorgraph.model import Article


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence, who is in it, what is quoted in it, when, and what the rules say is done in it."""

    article: Article
    tree: Tree
    places: Places
    named: Sequence[Ref]  # who is named, before « we » is read
    refs: list[Ref]  # those that stand for somebody
    located: set[int]  # tokens at which a reference only says where
    quotes: set[int]  # tokens within quotation marks
    signed: Ref | None  # who signs the paragraph
    spoken: Ref | None  # whose words, announced or begun in an earlier sentence, go on in the quoted ones of this
    two: bool  # whether it names two actors, or one besides who signs it
    fired: list[Fired]
    when: list[Time]


def scene(article: Article, tree: Tree, refs: Sequence[Ref], signed: Ref | None, floor: Floor | None = None) -> Scene:
    """The scene of a sentence; « we » stands in it for who speaks, maybe since an earlier sentence."""
    places = Places(tree, list(refs))
    spoken, quotes = speech.held(tree, floor or Floor())
    own = speech.first_persons(tree, places, quotes, signed, spoken)
    if own:
        places = Places(tree, [*refs, *own])
    known = [r for r in places.refs if r.actors and r.form != "part" and not _within(r, places.refs)]
    ends = sum(len(r.actors) for r in (*places.refs, *(x for x in (signed, spoken) if x)))
    two = ends > 1 or (ends == 1 and bool(places.towns))  # less tells no relation
    return Scene(
        article=article,
        tree=tree,
        places=places,
        named=refs,
        refs=known,
        located={r.head for r in known if is_place(tree, r)},
        quotes=quotes,
        signed=signed,
        spoken=spoken,
        two=two,
        fired=fire(tree, places) if two else [],
        when=[] if tree.is_flat or not two else times(tree.sentence.text, tree.language.code, article.date),
    )


def _within(r: Ref, refs: Sequence[Ref]) -> bool:
    """Whether an adjective is part of a longer reference: « ukrainiens » of « civils ukrainiens »."""
    return r.form == "adjective" and any(
        x.form != "adjective" and x.first <= r.first and r.last <= x.last and x is not r for x in refs
    )
