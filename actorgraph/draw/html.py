"""The page: one HTML file that needs no network, with the graph, its evidence, filters and search.

pyvis holds nodes, edges and options and brings the vis-network JavaScript; the page round it (`_page/`) is ours, since
the one of pyvis loads scripts from elsewhere and takes some texts as markup.
"""

import json
import math
import os
import re
import tempfile
import tomllib
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

import networkx as nx  # type: ignore[import-untyped]

from actorgraph.analysis.degree import degree
from actorgraph.errors import UnknownName
from actorgraph.ontology import relations

LANGUAGES = ("en", "fr")

# Shapes tell kinds apart where colours do not; the colours keep apart under the common colour blindnesses.
KINDS = {
    "State": ("dot", "#3d5a98"),
    "Organization": ("square", "#dba11c"),
    "ArmedGroup": ("triangle", "#3a3f47"),
    "Party": ("diamond", "#9a62b0"),
    "Company": ("hexagon", "#7d9a3c"),
    "Person": ("star", "#d0709f"),
    "Group": ("triangleDown", "#9b7653"),
    "Other": ("dot", "#8b95a1"),
}
COLOURS = {1: "#14788a", 0: "#6b7482", -1: "#c2410c"}
DASHES = {"asserted": False, "claimed": [1, 6], "negated": [8, 6], "hypothetical": [8, 6]}
OPTIONS: dict[str, Any] = {
    "layout": {"randomSeed": 7},
    "physics": {
        "solver": "forceAtlas2Based",
        "forceAtlas2Based": {
            "gravitationalConstant": -120,
            "centralGravity": 0.012,
            "springLength": 165,
            "springConstant": 0.05,
            "damping": 0.55,
            "avoidOverlap": 0.6,
        },
        "minVelocity": 0.6,
        "stabilization": {"enabled": True, "fit": True, "updateInterval": 20},
    },
    "interaction": {
        "hover": True,
        "hoverConnectedEdges": False,
        "selectConnectedEdges": False,
        "tooltipDelay": 100,
        "keyboard": {"enabled": True, "bindToWindow": False, "autoFocus": False},
    },
    "nodes": {
        "borderWidth": 1.5,
        "borderWidthSelected": 4,
        "labelHighlightBold": False,
        "font": {"size": 15, "face": "Inter, Segoe UI, system-ui, sans-serif", "strokeWidth": 4},
        "scaling": {"label": {"drawThreshold": 6}},
    },
    "edges": {
        "selectionWidth": 1.6,
        "hoverWidth": 1.2,
        "labelHighlightBold": False,
        "arrowStrikethrough": False,
        "font": {"size": 12.5, "face": "Inter, Segoe UI, system-ui, sans-serif", "strokeWidth": 4, "align": "middle"},
        "scaling": {"label": {"drawThreshold": 7}},
    },
}


@dataclass(frozen=True, slots=True)
class Line:
    """What is drawn as one line: the claims of one relation between two actors that have the same standing."""

    source: str
    target: str
    type: str
    standing: str  # asserted, claimed (only speakers say so), negated, hypothetical
    claims: list[dict[str, Any]] = field(default_factory=list, compare=False)


def draw(graph: nx.MultiDiGraph, out: Path, *, title: str | None = None, lang: str = "en", most: int = 400) -> None:
    """Write the page of a graph to `out`. Of more than `most` actors the busiest are drawn, and the page says so."""
    if lang not in LANGUAGES:
        raise UnknownName(f"draw: the page is written in {' or '.join(LANGUAGES)}, not '{lang}'.")
    _write(Path(out), _page(graph, title, lang, most))


def _page(graph: nx.MultiDiGraph, title: str | None, lang: str, most: int) -> str:
    texts = tomllib.loads(_file("texts.toml"))[lang]
    busiest = {row["actor"]: row["events"] for row in degree(graph)[:most]}
    data = _data(graph.subgraph(busiest), busiest, lang, texts) | {"lang": lang, "texts": texts, "total": len(graph)}
    vis, js = _vis(), _file("page.js")
    parts = {key: escape(text) for key, text in texts.items() if isinstance(text, str)}
    parts |= {
        "title": escape(_clean(title or texts["title"])),
        "lang": lang,
        "css": _file("page.css"),
        "hashes": " ".join(map(_hash, (vis, js))),
        "data": _json(data),
        "vis": vis,
        "js": js,
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda match: parts[match[1]], _file("page.html"))


def _file(name: str) -> str:
    return files("actorgraph.draw").joinpath("_page", name).read_text("utf-8")


def _vis() -> str:
    """vis-network as pyvis ships it, without the pointer to a source map that a browser would ask the network for."""
    source = files("pyvis").joinpath("lib", "vis-9.1.2", "vis-network.min.js").read_bytes().decode("utf-8")
    return re.sub(r"(?m)^//# sourceMappingURL=.*$", "", source.replace("\r\n", "\n").replace("\r", "\n"))


def _hash(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def _json(data: dict[str, Any]) -> str:
    """JSON that no text in it can end: inside a script element `<`, `>` and `&` are written as escapes."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return re.sub("[<>&\u2028\u2029\ud800-\udfff]", lambda match: f"\\u{ord(match[0]):04x}", text)


def _clean(text: str) -> str:
    """The text without lone surrogates, which no file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _data(graph: nx.MultiDiGraph, events: dict[str, int], lang: str, texts: dict[str, Any]) -> dict[str, Any]:
    # pyvis imports IPython; loading it only here keeps `import actorgraph.draw.html` light.
    from pyvis.network import Network  # type: ignore[import-untyped]

    lines = _lines(graph)
    actors = sorted(graph)
    place = {actor: i for i, actor in enumerate(actors)}
    network = Network(directed=True)  # undirected, pyvis compares each edge with all others
    network.options = OPTIONS | {  # not set_options(): it strips the blanks of font names
        "layout": {**OPTIONS["layout"], "improvedLayout": len(actors) <= 120},
        "physics": _physics(len(actors), len(lines)),
        "interaction": OPTIONS["interaction"] | {"hideEdgesOnDrag": len(lines) > 800},
    }
    crowd = min(2.5, max(1.0, math.sqrt(len(actors) / 60)))  # seen from further away, drawn larger
    for actor in actors:
        weight = math.sqrt(events[actor] / max(1, *events.values()))
        network.add_node(place[actor], **_node(graph.nodes[actor], actor, weight, crowd, lang))
    for i, (line, (curve, springs)) in enumerate(zip(lines, _curves(lines), strict=True)):
        ends = place[line.source], place[line.target]
        network.add_edge(*ends, id=i, smooth=curve, physics=springs, **_edge(line))
    return {
        "nodes": network.nodes,
        "edges": network.edges,
        "options": network.options,
        "actors": [_actor(graph.nodes[actor], actor, lang) for actor in actors],
        "groups": [{"type": line.type, "label": _label(line, lang, texts)} for line in lines],
        "claims": [_claim(claim, i) for i, line in enumerate(lines) for claim in line.claims],
        "relations": {type_: _relation(type_, lang) for type_ in sorted({line.type for line in lines})},
        "kinds": _kinds(graph),
    }


def _physics(actors: int, lines: int) -> dict[str, Any]:
    """Enough steps to settle a small graph well, and few enough to settle a large one in seconds."""
    steps = max(120, min(600, 400_000 // (20 * actors + lines + 1)))
    physics: dict[str, Any] = OPTIONS["physics"]
    return physics | {"stabilization": physics["stabilization"] | {"iterations": steps}}


def _lines(graph: nx.MultiDiGraph) -> list[Line]:
    """The lines of a graph, sorted, each with its claims sorted by date."""
    told: dict[tuple[str, str, str, str], list[dict[str, Any]]] = {}
    for source, target, key, claim in graph.edges(keys=True, data=True):
        type_ = str(claim.get("type", ""))
        known = relations().get(type_)
        if known and known.symmetric and source > target:
            source, target = target, source
            claim = {**claim, "source_text": claim.get("target_text"), "target_text": claim.get("source_text")}
        polarity = claim.get("polarity")
        standing = polarity if polarity in ("negated", "hypothetical") else "asserted"
        told.setdefault((source, target, type_, standing), []).append({**claim, "key": str(key)})
    lines = []
    for (source, target, type_, standing), claims in sorted(told.items()):
        if standing == "asserted" and all(claim.get("speaker") for claim in claims):
            standing = "claimed"
        lines.append(Line(source, target, type_, standing, sorted(claims, key=_order)))
    return lines


def _order(claim: dict[str, Any]) -> tuple[str, ...]:
    start = claim.get("start") or 0
    return (str(claim.get("date") or "~"), str(claim.get("article", "")), f"{start:012}", claim["key"])


def _curves(lines: list[Line]) -> Iterable[tuple[dict[str, Any], bool]]:
    """For each line how it is bent, so that the lines of a pair fan out, and whether it pulls: one of a pair does."""
    pairs: dict[tuple[str, str], list[int]] = {}
    for i, line in enumerate(lines):
        pairs.setdefault((min(line.source, line.target), max(line.source, line.target)), []).append(i)
    for i, line in enumerate(lines):
        pair = pairs[min(line.source, line.target), max(line.source, line.target)]
        rank = pair.index(i)
        bend = (rank - (len(pair) - 1) / 2) * min(0.24, 1 / len(pair)) if len(pair) > 1 else 0.07
        if line.source > line.target:
            bend = -bend  # seen from the other end, left is right
        kind = "curvedCW" if bend >= 0 else "curvedCCW"
        yield {"enabled": True, "type": kind, "roundness": round(abs(bend), 3)}, rank == 0


def _node(attributes: dict[str, Any], actor: str, weight: float, crowd: float, lang: str) -> dict[str, Any]:
    shape, colour = KINDS[_kind(attributes)]
    font = round(15 + weight * (5 + 28 * (crowd - 1)), 1)
    provisional = bool(attributes.get("provisional"))
    fill = {"background": "#ffffff" if provisional else colour, "border": colour if provisional else "#ffffff"}
    return {
        "label": _name(attributes, actor, lang),
        "shape": shape,
        "size": round((10 + 18 * weight) * crowd * (1.25 if shape == "star" else 1), 2),
        "font": {"size": font},
        "widthConstraint": {"maximum": round(10 * font)},
        "color": fill | {"highlight": fill | {"border": "#1d2430"}, "hover": fill | {"border": "#1d2430"}},
        "borderWidth": 2.5 if provisional else 1.5,
    }


def _edge(line: Line) -> dict[str, Any]:
    colour = COLOURS[_sign(line.type)]
    known = relations().get(line.type)
    return {
        "arrows": {"to": {"enabled": not (known and known.symmetric), "scaleFactor": 0.62}},
        "color": {"color": colour, "highlight": colour, "hover": colour},
        "dashes": DASHES[line.standing],
    }


def _actor(attributes: dict[str, Any], actor: str, lang: str) -> dict[str, Any]:
    names = [*_names(attributes, lang), *(name for other in LANGUAGES for name in _names(attributes, other))]
    return {
        "id": actor,
        "name": _name(attributes, actor, lang),
        "names": list(dict.fromkeys(names)),
        "kind": _kind(attributes),
        "country": str(attributes.get("country") or ""),
        "provisional": bool(attributes.get("provisional")),
    }


def _claim(claim: dict[str, Any], group: int) -> dict[str, Any]:
    texts = ("date", "reported", "article", "speaker", "polarity", "trigger", "source_text", "target_text")
    kept: dict[str, Any] = {name: str(claim[name]) for name in texts if claim.get(name)}
    kept |= {"group": group, "event": str(claim.get("event") or claim["key"])}
    quote = claim.get("quote") or claim.get("sentence")
    if quote:
        kept["quote"] = str(quote)
    confidence = claim.get("confidence")
    if isinstance(confidence, int | float) and math.isfinite(confidence):
        kept["confidence"] = round(confidence, 3)
    return kept


def _relation(type_: str, lang: str) -> dict[str, Any]:
    known = relations().get(type_)
    return {"label": known.label[lang] if known else type_.lower().replace("_", " "), "sign": _sign(type_)}


def _label(line: Line, lang: str, texts: dict[str, Any]) -> str:
    label = str(_relation(line.type, lang)["label"])
    announced = line.standing == "asserted" and all(claim.get("polarity") == "future" for claim in line.claims)
    note = "future" if announced else line.standing
    return label if note == "asserted" else f"{label} ({texts[note]})"


def _sign(type_: str) -> int:
    known = relations().get(type_)
    return known.sign if known else 0


def _kind(attributes: dict[str, Any]) -> str:
    kind = str(attributes.get("kind") or "")
    return kind if kind in KINDS else "Other"


def _kinds(graph: nx.MultiDiGraph) -> dict[str, dict[str, Any]]:
    found = [_kind(attributes) for _, attributes in graph.nodes(data=True)]
    return {k: {"shape": shape, "color": colour, "count": found.count(k)} for k, (shape, colour) in KINDS.items()}


def _names(attributes: dict[str, Any], lang: str) -> list[str]:
    names = attributes.get(f"names_{lang}") or ()
    return [str(name) for name in ((names,) if isinstance(names, str) else names)]


def _name(attributes: dict[str, Any], actor: str, lang: str) -> str:
    in_lang = _names(attributes, lang)
    return in_lang[0] if in_lang else str(attributes.get("name") or actor)


def _write(out: Path, text: str) -> None:
    """Put the text where `out` says, whole or not at all."""
    handle, part = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
        Path(part).chmod(0o666 & ~_umask())
        Path(part).replace(out)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
