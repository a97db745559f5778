"""Sentences explained, for a browser."""

import html
import math
from collections.abc import Iterable
from importlib.resources import files
from itertools import groupby

from actorgraph.coder.ranking import ranker
from actorgraph.explain.sentence import Explained, Verdict
from actorgraph.explain.words import label
from actorgraph.ontology import relations


def as_page(found: Iterable[Explained], *, every: bool = False) -> str:
    """Sentences explained, as one HTML page that needs nothing else.

    Sentences without a mention are left out, unless `every`.
    """
    everything = list(found)
    shown = [e for e in everything if every or e.speaks]
    parts = []
    for article, sentences in groupby(shown, key=lambda e: e.article):
        parts += [f"<h2>{html.escape(article)}</h2>", *map(_section, sentences)]
    counts = [
        _many(len(shown), "sentence"),
        f"{_many(sum(len(e.said) for e in shown), 'relation')} said",
        f"{sum(len(e.held) for e in shown)} held back",
    ]
    rest = len(everything) - len(shown)
    left = f" {_many(rest, 'sentence')} without an actor left out." if rest else ""
    summary = f"{', '.join(counts)}.{left}"
    page = files("actorgraph.explain").joinpath("page.html").read_text("utf-8")
    page = page.replace("{{start}}", f"{start():.2f}").replace("{{summary}}", summary)
    return page.replace("{{body}}", "\n".join(parts))  # last: what articles say is never filled in


def _many(n: int, what: str) -> str:
    return f"{n} {what}{'s' * (n != 1)}"


def _section(e: Explained) -> str:
    q = html.escape
    said = "".join(_said(v) for v in e.said)
    held = "".join(_held(v) for v in e.held)
    people = "".join(
        f"<li><mark class=who>{q(m.words)}</mark> <b>{q(', '.join(m.actors))}</b> <i>{q(m.known_as)}</i>"
        for m in e.mentions
    )
    notes = "".join(f"<p class=note>{q(note)}</p>" for note in e.notes)
    parts = [
        f"<h3>Said</h3>{said}" if said else "",
        f"<h3>Held back</h3>{held}" if held else "",
        "" if said or held else "<h3>Said</h3><p class=none>nothing</p>",
        notes,
    ]
    return (
        f"<section><p class=text lang={q(e.lang)}>{_marked(e)}</p>"
        f"<div class=columns><div>{''.join(parts)}</div><div><h3>Mentions</h3><ul>{people}</ul></div></div>"
        f"{_tree(e)}</section>"
    )


def _marked(e: Explained) -> str:
    """The sentence with its mentions and triggers highlighted."""
    spans = [(m.start, m.end, "who", ", ".join(m.actors)) for m in e.mentions]
    spans += [(v.start, v.end, "said", f"said: {v.source} {v.relation} {v.target}") for v in e.said]
    told = {i for start, end, kind, _ in spans if kind == "said" for i in range(start, end)}
    spans += [
        (v.start, v.end, "held", f"held back: {v.source} {v.relation} {v.target}")
        for v in e.held
        if v.start not in told
    ]
    marks = [tuple(n for n, (start, end, *_) in enumerate(spans) if start <= i < end) for i in range(len(e.text))]
    out = []
    for here, run in groupby(range(len(e.text)), key=lambda i: marks[i]):
        places = list(run)
        words = html.escape(e.text[places[0] : places[-1] + 1])
        kinds = " ".join(dict.fromkeys(spans[n][2] for n in here))
        title = html.escape("; ".join(dict.fromkeys(spans[n][3] for n in here)))
        out.append(f'<mark class="{kinds}" title="{title}">{words}</mark>' if here else words)
    return "".join(out)


def _tree(e: Explained) -> str:
    q = html.escape
    by = {w.i: w.text for w in e.tree}
    rows = "".join(
        f"<tr><td>{w.i}<td><b>{q(w.text)}</b><td>{q(w.dep)}<td><i>{q(label(w.dep))}</i>"
        f"<td>{q(by.get(w.head, '') if w.head != w.i else '—')}<td>{q(w.lemma)}<td>{q(w.pos)}"
        for w in e.tree
    )
    head = "<tr><th>#<th>word<th>is<th><th>of<th>lemma<th>part of speech"
    return f"<details class=tree><summary>Tree</summary><table>{head}{rows}</table></details>"


def _head(v: Verdict) -> str:
    q = html.escape
    known_as = relations().get(v.relation)
    meaning = q(known_as.definition) if known_as else ""
    name = f'<span class=rel title="{meaning}">{q(v.relation)}</span>'
    return f"<b>{q(v.source)}</b> {name} <b>{q(v.target)}</b><i>{q(v.told)}</i>"


def _q(text: str) -> str:
    """Words of ours as HTML, whose « quotes » stay with what they quote."""
    return html.escape(text).replace("« ", "«\u00a0").replace(" »", "\u00a0»")


def _reasons(why: Iterable[str]) -> str:
    listed = "".join(f"<li>{_q(reason)}" for reason in why)
    return f"<ul>{listed}</ul>" if listed else ""


def _said(v: Verdict) -> str:
    faint = " unreal" if v.polarity in ("negated", "hypothetical") else ""
    return f'<div class="card said{faint}">{_head(v)}<small>{_q(v.sure(said=True))}</small>{_reasons(v.why)}</div>'


def _held(v: Verdict) -> str:
    """The main reason at once, the others when it is opened."""
    first = f"<small>{_q(v.sure(said=False))}</small><p class=why>{_q(' '.join(v.why[:1]))}</p>"
    return f'<details class="card held"><summary>{_head(v)}{first}</summary>{_reasons(v.why[1:])}</details>'


def start() -> float:
    """The score from which every candidate starts, before anything is seen of it."""
    means = (tree[4] if isinstance(tree, list) else tree for tree in ranker().trees)
    return 1.0 / (1.0 + math.exp(-sum(means)))
