"""The page: what is in the file, and what Chromium makes of it with the network cable out."""

import base64
import hashlib
import json
import os
import random
import re
import shutil
import time
import tomllib
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any

import networkx as nx  # type: ignore[import-untyped]
import pytest
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from actorgraph.draw.html import KINDS, draw
from actorgraph.errors import BadInput, UnknownName
from actorgraph.ontology import relations

PAGE = files("actorgraph.draw").joinpath("_page")
ACTORS = {
    "RUS": ("Russia", "Russie", "State"),
    "SYR": ("Syria", "Syrie", "State"),
    "TUR": ("Turkey", "Turquie", "State"),
    "FRA": ("France", "France", "State"),
    "HTS": ("Hayat Tahrir al-Sham", "Hayat Tahrir al-Cham", "ArmedGroup"),
    "UNSC": ("UN Security Council", "Conseil de sécurité", "Organization"),
    "leroux-helene": ("Hélène Leroux", "Hélène Leroux", "Person"),
}
CLAIMS: list[tuple[str, str, str, dict[str, Any]]] = [
    (
        "SYR",
        "ATTACKS",
        "HTS",
        {"date": "2019-12-19", "event": "e1", "quote": "Damas a lancé une offensive.", "trigger": "offensive"},
    ),
    ("SYR", "ATTACKS", "HTS", {"date": "2019-12-19", "event": "e1", "quote": "Syrian troops stormed a village."}),
    ("SYR", "ATTACKS", "HTS", {"date": "2019-12-22", "event": "e2", "quote": "Raids went on on Sunday."}),
    ("HTS", "ATTACKS", "SYR", {"date": "2019-12-20", "event": "e3", "quote": "Fighters hit a convoy."}),
    ("RUS", "BACKS", "SYR", {"event": "e4", "quote": "L'aviation russe soutient Damas."}),
    ("RUS", "VETOES", "UNSC", {"date": "2019-12-20", "event": "e5", "quote": "Moscou a mis son veto."}),
    ("RUS", "NEGOTIATES_WITH", "TUR", {"date": "2019-12-24", "event": "e6", "quote": "Ankara et Moscou discutent."}),
    ("RUS", "MEETS", "TUR", {"date": "2020-01", "event": "e7", "quote": "They will meet.", "polarity": "future"}),
    ("TUR", "BACKS", "HTS", {"event": "e8", "quote": "Turkey supports them, Syria says.", "speaker": "SYR"}),
    ("FRA", "ACCUSES", "SYR", {"date": "2019-12-24", "event": "e9", "quote": "Paris accuse Damas."}),
    ("FRA", "ATTACKS", "SYR", {"event": "e10", "quote": "France could strike.", "polarity": "hypothetical"}),
    ("FRA", "ATTACKS", "SYR", {"event": "e11", "quote": "France denied the strike.", "polarity": "negated"}),
    (
        "leroux-helene",
        "ACCUSES",
        "FRA",
        {"date": "2019-12-23", "event": "e12", "quote": "Hélène Leroux dénonce Paris."},
    ),
]
RUN = "window.pwned=1"
HOSTILE = [
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"<!--<script>{RUN}//",
    f"<img src=x onerror={RUN}>",
    f'"><svg onload={RUN}>',
    f"javascript:{RUN}",
    f'https://example.org/"onmouseover={RUN}',
    f'<a href="javascript:{RUN}">href</a>',
    "{{js}} {{data}} \\u003cscript>",
    "\u2028\u2029\x00\ud800 lone",
    "__proto__",
    "constructor",
]


def toy() -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    for actor, (english, french, kind) in ACTORS.items():
        names = {"name": english, "names_en": [english], "names_fr": [french]}
        graph.add_node(actor, kind=kind, country=None, provisional=kind == "Person", **names)
    for n, (source, type_, target, attributes) in enumerate(CLAIMS):
        claim: dict[str, Any] = {
            "date": None,
            "polarity": "asserted",
            "speaker": None,
            "confidence": 0.8,
            "start": n,
            "reported": "2019-12-31",
        }
        claim |= {"article": f"articles/{n % 3}.txt", "source_text": source, "target_text": target, "coder": "1"}
        graph.add_edge(
            source, target, f"r{n:02}", type=type_, goldstein=relations()[type_].goldstein, **claim | attributes
        )
    return graph


def hostile() -> nx.MultiDiGraph:
    """Every text that can be hostile is."""
    graph = nx.MultiDiGraph()
    for n, text in enumerate(HOSTILE):
        graph.add_node(
            text, name=text, names_fr=[text], names_en=(text,), kind=text if n % 2 else "State", country=text
        )
    for n, text in enumerate(HOSTILE):
        claim = dict.fromkeys(
            ("article", "quote", "sentence", "trigger", "speaker", "source_text", "target_text"), text
        )
        other = HOSTILE[(n + 1) % len(HOSTILE)]
        graph.add_edge(
            text, other, f"r{n}", type="ACCUSES", date=text, event=text, polarity=text, confidence=float("nan"), **claim
        )
        graph.add_edge(text, other, f"s{n}", type=text, date="2020", event=str(n), **claim)
    return graph


class Scripts(HTMLParser):
    """The scripts of a page, and what it would load."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.loads: list[str] = []
        self.policy = ""
        self.title = ""
        self.inside = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.inside = tag
        self.loads += [v for k, v in attrs if k in ("src", "href", "action", "data", "srcset") and v]
        if tag == "script":
            self.scripts.append((values, ""))
        if values.get("http-equiv") == "Content-Security-Policy":
            self.policy = values["content"] or ""

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside == "script":
            self.scripts[-1] = (self.scripts[-1][0], self.scripts[-1][1] + data)
        elif self.inside == "title":
            self.title += data


def page_of(graph: nx.MultiDiGraph, out: Path, **options: Any) -> str:
    draw(graph, out, **options)
    return out.read_text("utf-8")


def data_of(graph: nx.MultiDiGraph, out: Path, **options: Any) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(Scripts(page_of(graph, out, **options)).scripts[0][1])
    return data


def line_of(data: dict[str, Any], source: str, label: str, target: str) -> dict[str, Any]:
    ids = [actor["id"] for actor in data["actors"]]
    found: list[dict[str, Any]] = [
        edge
        for edge, group in zip(data["edges"], data["groups"], strict=True)
        if (ids[edge["from"]], group["label"], ids[edge["to"]]) == (source, label, target)
    ]
    assert len(found) == 1
    return found[0]


# ---- the file ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [toy, hostile, nx.MultiDiGraph])
def test_same_graph_same_bytes(make: Callable[[], nx.MultiDiGraph], tmp_path: Path) -> None:
    draw(make(), tmp_path / "one.html")
    graph = make()
    shuffled = nx.MultiDiGraph()
    nodes, edges = list(graph.nodes(data=True)), list(graph.edges(keys=True, data=True))
    random.Random(2).shuffle(nodes)
    random.Random(2).shuffle(edges)
    shuffled.add_nodes_from(nodes)
    shuffled.add_edges_from(edges)
    draw(shuffled, tmp_path / "two.html")
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_the_graph_is_left_as_it_was(tmp_path: Path) -> None:
    graph = toy()
    draw(graph, tmp_path / "page.html")
    assert nx.utils.graphs_equal(graph, toy())


@pytest.mark.parametrize("make", [toy, hostile, nx.MultiDiGraph])
def test_nothing_is_loaded_from_elsewhere(make: Callable[[], nx.MultiDiGraph], tmp_path: Path) -> None:
    page = Scripts(page_of(make(), tmp_path / "page.html"))
    assert page.loads == ["data:,"]
    assert [attributes for attributes, _ in page.scripts] == [{"type": "application/json", "id": "data"}, {}, {}]
    assert "sourceMappingURL" not in page.scripts[1][1]


def test_only_the_scripts_of_the_page_may_run(tmp_path: Path) -> None:
    page = Scripts(page_of(hostile(), tmp_path / "page.html"))
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for _, text in page.scripts[1:]]
    assert page.policy.split("; ") == [
        "default-src 'none'",
        f"script-src 'sha256-{hashes[0]}' 'sha256-{hashes[1]}'",
        "style-src 'unsafe-inline'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]


def test_markup_is_never_made_from_data() -> None:
    script = PAGE.joinpath("page.js").read_text("utf-8")
    code = re.sub(r"//.*", "", script)
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", code)


def test_hostile_texts_arrive_to_the_letter(tmp_path: Path) -> None:
    data = data_of(hostile(), tmp_path / "page.html")
    assert {actor["id"] for actor in data["actors"]} == set(HOSTILE)
    assert {claim["quote"] for claim in data["claims"]} == set(HOSTILE)
    assert all("confidence" not in claim for claim in data["claims"])
    assert {actor["kind"] for actor in data["actors"]} == {"State", "Other"}


@pytest.mark.parametrize("title", HOSTILE)
def test_title_is_text(title: str, tmp_path: Path) -> None:
    page = Scripts(page_of(toy(), tmp_path / "page.html", title=title))
    assert len(page.scripts) == 3
    assert page.title.replace("\ufffd", "") == title.replace("\x00", "").replace("\ud800", "?") or "\x00" in title


def test_one_line_per_pair_and_relation(tmp_path: Path) -> None:
    data = data_of(toy(), tmp_path / "page.html")
    assert len(data["claims"]) == len(CLAIMS)
    line = line_of(data, "SYR", "attacks", "HTS")
    told = [claim for claim in data["claims"] if claim["group"] == line["id"]]
    assert [(claim["date"], claim["event"]) for claim in told] == [("2019-12-19", "e1")] * 2 + [("2019-12-22", "e2")]


def test_lines_say_what_they_stand_on(tmp_path: Path) -> None:
    data = data_of(toy(), tmp_path / "page.html")
    assert line_of(data, "FRA", "accuses", "SYR")["dashes"] is False
    assert line_of(data, "FRA", "attacks (hypothetical)", "SYR")["dashes"] == [8, 6]
    assert line_of(data, "FRA", "attacks (negated)", "SYR")["dashes"] == [8, 6]
    assert line_of(data, "TUR", "backs (claimed)", "HTS")["dashes"] == [1, 6]
    assert line_of(data, "RUS", "meets (announced)", "TUR")["dashes"] is False


def test_what_an_article_also_tells_is_not_only_claimed(tmp_path: Path) -> None:
    graph = toy()
    graph.add_edge("TUR", "HTS", "r99", type="BACKS", event="e8", quote="Turkey backs them.", polarity="asserted")
    assert line_of(data_of(graph, tmp_path / "page.html"), "TUR", "backs", "HTS")["dashes"] is False


def test_colour_by_sign_and_arrows_by_direction(tmp_path: Path) -> None:
    data = data_of(toy(), tmp_path / "page.html")
    attack, veto = line_of(data, "SYR", "attacks", "HTS"), line_of(data, "RUS", "vetoes", "UNSC")
    backing, talks = line_of(data, "RUS", "backs", "SYR"), line_of(data, "RUS", "negotiates with", "TUR")
    assert attack["color"] == veto["color"] != backing["color"] == talks["color"]
    assert [edge["arrows"]["to"]["enabled"] for edge in (attack, veto, backing, talks)] == [True, True, True, False]


def test_a_symmetric_relation_is_one_line_from_either_end(tmp_path: Path) -> None:
    graph = toy()
    graph.add_edge(
        "TUR", "RUS", "r98", type="MEETS", event="e7", source_text="Ankara", target_text="Moscou", polarity="future"
    )
    data = data_of(graph, tmp_path / "page.html")
    line = line_of(data, "RUS", "meets (announced)", "TUR")
    told = [claim for claim in data["claims"] if claim["group"] == line["id"]]
    assert [(claim["source_text"], claim["target_text"]) for claim in told] == [("RUS", "TUR"), ("Moscou", "Ankara")]


def test_parallel_lines_do_not_overlap(tmp_path: Path) -> None:
    graph = toy()
    for type_ in relations():
        graph.add_edge("RUS", "SYR", type=type_, event=f"a{type_}")
        graph.add_edge("SYR", "RUS", type=type_, event=f"b{type_}")
    data = data_of(graph, tmp_path / "page.html")
    bends: dict[tuple[int, int], list[float]] = {}
    pulls: dict[tuple[int, int], int] = {}
    for edge in data["edges"]:
        side = 1 if edge["smooth"]["type"] == "curvedCW" else -1
        forward = 1 if edge["from"] < edge["to"] else -1
        pair = (min(edge["from"], edge["to"]), max(edge["from"], edge["to"]))
        bends.setdefault(pair, []).append(side * forward * edge["smooth"]["roundness"])
        pulls[pair] = pulls.get(pair, 0) + edge["physics"]
    assert max(map(len, bends.values())) > len(relations())
    for pair, found in bends.items():
        assert len(set(found)) == len(found), pair
        assert max(map(abs, found)) <= 1
    assert set(pulls.values()) == {1}


def test_actors_are_told_apart_by_shape_and_colour_and_sized_by_events(tmp_path: Path) -> None:
    assert len({shape for kind, (shape, _) in KINDS.items() if kind != "Other"}) == len(KINDS) - 1
    assert len({colour for _, colour in KINDS.values()}) == len(KINDS)
    data = data_of(toy(), tmp_path / "page.html")
    looks = {actor["id"]: node for actor, node in zip(data["actors"], data["nodes"], strict=True)}
    assert looks["SYR"]["size"] > looks["FRA"]["size"] > looks["UNSC"]["size"]
    assert looks["HTS"]["shape"] == KINDS["ArmedGroup"][0]
    assert looks["leroux-helene"]["color"]["background"] == "#ffffff", "a provisional actor is hollow"


def test_french(tmp_path: Path) -> None:
    data = data_of(toy(), tmp_path / "page.html", lang="fr")
    assert line_of(data, "FRA", "accuse", "SYR")
    assert {"Conseil de sécurité", "Turquie"} <= {node["label"] for node in data["nodes"]}
    page = (tmp_path / "page.html").read_text("utf-8")
    assert '<html lang="fr">' in page
    assert "une accusation est le dire de sa source, non un fait" in page


def test_an_accusation_is_no_fact(tmp_path: Path) -> None:
    page = page_of(toy(), tmp_path / "page.html")
    assert "<footer>Coded by a machine from news text; an accusation is a claim of its source, not a fact." in page


def test_texts_in_all_languages() -> None:
    texts = tomllib.loads(PAGE.joinpath("texts.toml").read_text("utf-8"))
    assert set(texts["en"]) == set(texts["fr"])
    assert set(texts["en"]["kind"]) == set(texts["fr"]["kind"]) == set(KINDS)
    script = PAGE.joinpath("page.js").read_text("utf-8")
    assert set(re.findall(r"texts\.(\w+)", script)) <= set(texts["en"])


def test_unknown_language(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="en or fr"):
        draw(toy(), tmp_path / "page.html", lang="de")


def test_a_rolled_up_graph_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        draw(nx.DiGraph([("RUS", "SYR")]), tmp_path / "page.html")


def test_only_the_busiest_of_many(tmp_path: Path) -> None:
    data = data_of(toy(), tmp_path / "page.html", most=2)
    assert ([actor["id"] for actor in data["actors"]], data["total"]) == (["RUS", "SYR"], len(ACTORS))


def test_the_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "page.html"
    out.write_text("before")

    def fail(*_: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fdopen", fail)
        with pytest.raises(OSError, match="disk full"):
            draw(toy(), out)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("page.html", "before")]
    draw(toy(), out)
    assert out.stat().st_mode & 0o777 == 0o666 & ~_umask()
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


# ---- in a browser ------------------------------------------------------------------------------------------------

FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage --window-size=1400,1000"
)


class Browser:
    """Chromium without a network: every request is refused and noted."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def open(self, page: Path) -> None:
        self.noted()
        self.driver.get(page.as_uri())
        self.wait("return document.documentElement.dataset.settled || (window.actorgraph && !actorgraph.network)")

    def js(self, script: str, *arguments: object) -> Any:
        return self.driver.execute_script(script, *arguments)

    def wait(self, script: str, *arguments: object, seconds: float = 30) -> Any:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            value = self.js(script, *arguments)
            if value:
                return value
            time.sleep(0.05)
        raise AssertionError(f"never came true: {script}")

    def noted(self) -> tuple[list[str], list[str]]:
        """What was asked of the network and what went wrong since the last call."""
        asked = []
        for entry in self.log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] in ("Network.requestWillBeSent", "Network.webSocketCreated"):
                url = message["params"].get("request", message["params"])["url"]
                asked += [] if url.startswith(("file:", "data:", "blob:", "about:", "chrome:")) else [url]
        entries = self.js("return performance.getEntriesByType('resource').map(e => e.name)")
        return asked + entries, [entry["message"] for entry in self.log("browser")]

    def log(self, kind: str) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = self.driver.get_log(kind)  # type: ignore[no-untyped-call]
        return entries

    def find(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def text(self, selector: str) -> str:
        return self.find(selector).text

    def at(self, script: str) -> ActionChains:
        """The mouse over the point of the canvas that a script returns."""
        box = self.find("#network")
        x, y = self.js(f"const p = actorgraph.network.canvasToDOM({script}); return [p.x, p.y]")
        offset = round(x - box.size["width"] / 2), round(y - box.size["height"] / 2)
        return ActionChains(self.driver).move_to_element_with_offset(box, *offset)


def actor(id: str) -> str:
    return f"actorgraph.data.actors.findIndex(a => a.id === {json.dumps(id)})"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    service = shutil.which("chromedriver")
    if not (program and service):
        reason = (
            "no chromium and chromedriver: the page is not looked at (Debian: apt install chromium chromium-driver)"
        )
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    options = Options()
    options.binary_location = program
    profile = tmp_path_factory.mktemp("chromium")
    for flag in [*FLAGS.split(), f"--user-data-dir={profile}", "--host-resolver-rules=MAP * ~NOTFOUND"]:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(service))
    try:
        driver.execute_cdp_cmd("Network.enable", {})
        driver.execute_cdp_cmd(
            "Network.setBlockedURLs", {"urls": ["http://*", "https://*", "ws://*", "wss://*", "ftp://*"]}
        )
        yield Browser(driver)
    finally:
        driver.quit()


@pytest.fixture
def toy_page(browser: Browser, tmp_path: Path) -> Iterator[Browser]:
    """The toy graph's page, opened; afterwards nothing may have been asked of the network or gone wrong."""
    draw(toy(), tmp_path / "toy.html", title="Un hiver à Idlib")
    browser.open(tmp_path / "toy.html")
    yield browser
    assert browser.noted() == ([], [])


def test_a_request_would_be_noticed(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "loads.html"
    page.write_text(
        '<!DOCTYPE html><script>actorgraph = {}; console.error("trouble")</script><img src="https://example.org/x.png">'
    )
    browser.open(page)
    browser.wait("return performance.getEntriesByType('resource').length")
    asked, wrong = browser.noted()
    assert "https://example.org/x.png" in asked
    assert any("trouble" in message for message in wrong)


def test_everybody_is_drawn(toy_page: Browser) -> None:
    assert toy_page.js("return Object.keys(actorgraph.network.body.nodes).length") == len(ACTORS)
    painted = (
        "const c = document.querySelector('#network canvas');"
        "const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
        "let n = 0; for (let i = 3; i < d.length; i += 4) n += d[i] > 0; return n"
    )
    toy_page.wait(f"{painted} > 5000")
    summary = toy_page.text("#summary")
    assert (f"{len(ACTORS)} actors" in summary, "12 events" in summary, "13 claims" in summary) == (True, True, True)
    assert toy_page.driver.title == "Un hiver à Idlib"


def test_the_layout_repeats_and_rests(toy_page: Browser) -> None:
    positions = "return JSON.stringify(actorgraph.network.getPositions())"
    before = toy_page.js(positions)
    assert toy_page.js("return actorgraph.network.physics.physicsEnabled") is False
    time.sleep(0.3)
    assert toy_page.js(positions) == before
    toy_page.driver.refresh()
    toy_page.wait("return document.documentElement.dataset.settled")
    assert toy_page.js(positions) == before


@pytest.mark.parametrize("typed", ["helene", "HÉLÈNE LER", "leroux-h"])
def test_search_jumps_to_the_actor(toy_page: Browser, typed: str) -> None:
    toy_page.find("#search").send_keys(typed)
    assert toy_page.text("#found [aria-selected=true]").split("\n")[0] == "Hélène Leroux"
    toy_page.find("#search").send_keys(Keys.ENTER)
    assert toy_page.text("#panel h2") == "Hélène Leroux"
    lit = "return actorgraph.nodes.get().filter(n => n.opacity === 1).map(n => actorgraph.data.actors[n.id].id)"
    assert set(toy_page.js(lit)) == {"leroux-helene", "FRA"}, "the neighbours are highlighted, the rest is dimmed"
    toy_page.find("#search").send_keys(Keys.ESCAPE)
    assert len(toy_page.js(lit)) == len(ACTORS)


def test_search_by_a_name_in_the_other_language(toy_page: Browser) -> None:
    toy_page.find("#search").send_keys("conseil de secu")
    assert "UN Security Council" in toy_page.text("#found")
    toy_page.find("#search").send_keys("zzz")
    assert toy_page.text("#found") == "No actor of that name"


def test_click_on_an_actor_shows_all_its_claims(toy_page: Browser) -> None:
    toy_page.at(f"actorgraph.network.getPosition({actor('SYR')})").click().perform()
    assert toy_page.wait("return document.querySelector('#panel h2').innerText") == "Syria"
    for summary in toy_page.driver.find_elements(By.CSS_SELECTOR, "#panel details:not([open]) summary"):
        toy_page.js("arguments[0].parentElement.open = true", summary)
    quotes = {quote for source, _, target, c in CLAIMS for quote in [c["quote"]] if "SYR" in (source, target)}
    toy_page.wait(f"return document.querySelectorAll('#panel blockquote').length === {len(quotes)}")
    shown = [element.text for element in toy_page.driver.find_elements(By.CSS_SELECTOR, "#panel blockquote")]
    assert {quote.strip("“”") for quote in shown} == quotes
    panel = toy_page.text("#panel")
    for expected in ("December 19, 2019", "December 31, 2019", "articles/0.txt", "80 %", "hypothetical", "negated"):
        assert expected in panel
    assert toy_page.text("#panel mark") == "offensive"


def test_click_on_a_line_shows_its_claims_and_who_says_so(toy_page: Browser) -> None:
    line = "actorgraph.data.groups.findIndex(g => g.label === 'backs (claimed)')"
    toy_page.at(f"actorgraph.network.body.edges[{line}].edgeType.getPoint(0.5)").click().perform()
    assert (
        toy_page.wait("return document.querySelector('#panel h2').innerText")
        == "Turkey backs (claimed) Hayat Tahrir al-Sham"
    )
    assert toy_page.text("#panel .badge") == "according to Syria"
    assert "Turkey supports them, Syria says." in toy_page.text("#panel blockquote")


def test_hover_tells_date_and_quote(toy_page: Browser) -> None:
    line = "actorgraph.data.groups.findIndex(g => g.type === 'VETOES')"
    toy_page.at(f"actorgraph.network.body.edges[{line}].edgeType.getPoint(0.5)").perform()
    tip = toy_page.wait("const t = document.getElementById('tip'); return !t.hidden && t.innerText")
    assert tip.split("\n")[0] == "Russia vetoes UN Security Council"
    assert "December 20, 2019" in tip
    assert "Moscou a mis son veto." in tip


def test_filter_by_sign_and_relation(toy_page: Browser) -> None:
    shown = "return actorgraph.edges.get().filter(e => !e.hidden).map(e => actorgraph.data.groups[e.id].type)"
    toy_page.find(".sign.minus input").click()
    assert set(toy_page.js(shown)) == {"BACKS", "MEETS", "NEGOTIATES_WITH"}
    hidden = toy_page.js(
        "return actorgraph.nodes.get().filter(n => n.hidden).map(n => actorgraph.data.actors[n.id].id)"
    )
    assert set(hidden) == {"FRA", "UNSC", "leroux-helene"}
    assert "of 13 claims" in toy_page.text("#summary")
    toy_page.find("input[value=BACKS]").click()
    assert set(toy_page.js(shown)) == {"MEETS", "NEGOTIATES_WITH"}
    toy_page.find("#all").click()
    assert len(toy_page.js(shown)) == len(toy_page.js("return actorgraph.data.edges"))


def test_filter_by_date(toy_page: Browser) -> None:
    shown = "return actorgraph.state.visible.flat().map(c => c.event).sort()"
    until = "const i = document.getElementById('until'); i.value = Date.parse('2019-12-20') / 864e5;"
    toy_page.js(until + "i.dispatchEvent(new Event('input'))")
    toy_page.wait("return isFinite(actorgraph.state.until)")
    assert set(toy_page.js(shown)) == {"e1", "e3", "e5", "e4", "e8", "e10", "e11"}
    toy_page.find("#undated").click()
    assert set(toy_page.js(shown)) == {"e1", "e3", "e5"}
    assert toy_page.text("#until-text") == "Dec 20, 2019"


def test_lines_get_thicker_with_events(toy_page: Browser) -> None:
    width = "return actorgraph.edges.get(actorgraph.data.groups.findIndex(g => g.type === arguments[0])).width"
    lines = "return actorgraph.edges.get().find(e => e.label === 'attacks ×2').width"
    assert toy_page.js(lines) > toy_page.js(width, "VETOES")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_empty_graph_says_so(browser: Browser, tmp_path: Path, lang: str) -> None:
    draw(nx.MultiDiGraph(), tmp_path / "empty.html", lang=lang)
    browser.open(tmp_path / "empty.html")
    assert "actorgraph load" in browser.text("#empty")
    assert browser.noted() == ([], [])


def test_actors_without_relations(browser: Browser, tmp_path: Path) -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("FRA", name="France", kind="State")
    draw(graph, tmp_path / "one.html")
    browser.open(tmp_path / "one.html")
    assert "1 actor · 0 events · 0 claims" in browser.text("#summary")
    assert browser.noted() == ([], [])


def test_texts_of_articles_never_run(browser: Browser, tmp_path: Path) -> None:
    draw(hostile(), tmp_path / "hostile.html", title="".join(HOSTILE))
    browser.open(tmp_path / "hostile.html")
    assert browser.js("return actorgraph.data.actors.length") == len(HOSTILE)
    for n in range(len(HOSTILE)):
        browser.js("actorgraph.select({actor: arguments[0], jump: true})", n)
        browser.js("document.querySelectorAll('#panel details').forEach(d => { d.open = true; })")
    for n in range(browser.js("return actorgraph.data.edges.length")):
        browser.js("actorgraph.select({group: arguments[0]})", n)
        browser.js(
            "actorgraph.network.body.emitter.emit('hoverEdge', {edge: arguments[0], pointer: {DOM: {x: 9, y: 9}}})", n
        )
        browser.js("document.querySelectorAll('#panel a').forEach(a => a.dispatchEvent(new MouseEvent('mouseover')))")
        assert browser.js("return document.querySelectorAll('#panel blockquote').length") >= 1
    for text in HOSTILE[:4]:
        browser.js(
            "const s = document.getElementById('search'); s.value = arguments[0]; s.dispatchEvent(new Event('input'))",
            text,
        )
        assert browser.js("return document.querySelectorAll('#found [role=option]').length") >= 1
    time.sleep(0.2)
    assert browser.js("return window.pwned") is None
    assert browser.js("return document.querySelectorAll('script').length") == 3
    assert (
        browser.js(
            "return document.querySelectorAll('img, iframe, object, embed, [onerror], [onload], [onmouseover]').length"
        )
        == 0
    )
    links = browser.js("return [...document.querySelectorAll('a')].map(a => a.protocol)")
    assert set(links) <= {"https:", "http:"}
    assert browser.noted() == ([], [])


def test_only_addresses_of_the_web_become_links(browser: Browser, tmp_path: Path) -> None:
    graph = nx.MultiDiGraph()
    addresses = [
        "https://example.org/a?b=1&c=2",
        "javascript:window.pwned=1",
        "  javascript:alert(1)",
        "javascript://%0Awindow.pwned=1",
        "a.txt",
    ]
    for n, address in enumerate(addresses):
        graph.add_edge("A", "B", f"r{n}", type="ACCUSES", article=address, quote="Q.", event=str(n))
    draw(graph, tmp_path / "links.html")
    browser.open(tmp_path / "links.html")
    browser.js("actorgraph.select({group: 0})")
    assert browser.js("return [...document.querySelectorAll('#panel a')].map(a => a.href)") == addresses[:1]
    assert browser.js("return document.querySelector('#panel a').rel") == "noopener noreferrer"
    assert browser.noted() == ([], [])


def test_a_thousand_claims_stay_legible(browser: Browser, tmp_path: Path) -> None:
    graph = toy()
    for n in range(1000):
        graph.add_edge("RUS", "SYR", f"x{n:04}", type="AIDS", event=f"x{n // 2}", quote=f"Quote {n}.", date="2019-12")
    draw(graph, tmp_path / "many.html")
    browser.open(tmp_path / "many.html")
    aid = "actorgraph.data.groups.findIndex(g => g.type === 'AIDS')"
    browser.js(f"actorgraph.select({{group: {aid}}})")
    assert browser.text("#panel .facts") == "500 events · 1,000 claims"
    assert browser.js("return document.querySelectorAll('#panel .claim').length") == 60
    browser.find("#panel .more-button").click()
    assert browser.js("return document.querySelectorAll('#panel .claim').length") == 120
    assert browser.js(f"return actorgraph.edges.get({aid}).width") <= 9
    assert browser.noted() == ([], [])
