"""The graph on each engine: what is loaded, replaced, refused, found and turned into networkx."""

import json
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from actorgraph import graph as graphs
from actorgraph import loading, queries
from actorgraph.actors import ActorInfo, Official
from actorgraph.errors import QueryError, Refused, UnknownName, Unreachable
from actorgraph.graph import Graph
from actorgraph.model import Article, Mention, Record, Relation
from actorgraph.schema import properties

TEXT = "Moscow accused Kyiv.\nTehran and Ankara held talks on Monday, Kyiv said. Paris did not accuse Moscow."


DICTIONARY = {
    "RUS": ActorInfo("RUS", "State", "RUS", ("Russia", "Russian Federation"), ("Russie",)),
    "UKR": ActorInfo("UKR", "State", "UKR", ("Ukraine",), ("Ukraine",)),
    "UN": ActorInfo("UN", "Organization", None, ("United Nations",), ("Nations unies",)),
    "UNSC": ActorInfo("UNSC", "Organization", None, ("Security Council",), ("Conseil de sécurité",), "UN"),
    "SYR:REB": ActorInfo("SYR:REB", "ArmedGroup", "SYR", ("Syrian rebels",), (), "SYR"),
}
OFFICES = (
    Official("putin-vladimir", "Vladimir Putin", ("Poutine",), "RUS", "HOS", "2012-05-07", ""),
    Official("biden-joe", "Joe Biden", (), "USA", "HOS", "2021-01-20", "2025-01-20"),
)


@pytest.fixture(autouse=True)
def _small_dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the tests say of actors depends on no row of the real dictionary."""
    loading._offices.cache_clear()
    monkeypatch.setattr(loading, "known", DICTIONARY.get)
    monkeypatch.setattr(loading, "officials", lambda: OFFICES)
    monkeypatch.setattr(
        graphs, "search", lambda text: [i for i in DICTIONARY.values() if text in i.names_en + i.names_fr]
    )


def claim(source: str, relation: str, target: str, sentence: int = 0, **more: Any) -> Relation:
    """One relation of the n-th sentence of TEXT."""
    quote = TEXT.replace("\n", " ").split(". ")[sentence].rstrip(".") + "."
    start = TEXT.replace("\n", " ").index(quote)
    fixed = {"quote": TEXT[start : start + len(quote)], "start": start, "end": start + len(quote)}
    words = {"sentence": quote, "trigger": "accused", "source_text": source.title(), "target_text": target.title()}
    return Relation(source=source, relation=relation, target=target, **{**fixed, **words, **more})


CLAIMS = (
    claim("RUS", "ACCUSES", "UKR", date="2022-03-01", source_agent="Vladimir Putin", source_role="HOS", confidence=0.8),
    claim(
        "TUR", "NEGOTIATES_WITH", "IRN", 1, speaker="UKR", source_agent="minister", target_text="Tehran", date="2022-02"
    ),
    claim("FRA", "ACCUSES", "RUS", 2, polarity="negated"),
)


def record(name: str = "a1", relations: tuple[Relation, ...] = CLAIMS, **more: Any) -> Record:
    """An article that makes these claims."""
    named = sorted({r.source for r in relations} | {r.target for r in relations})
    mentions = [Mention(actor=a, count=2, name=a.title(), kind="State") for a in named]
    mentions.append(Mention(actor="RED_DAWN", count=1, name="Red Dawn", kind="ArmedGroup", provisional=True))
    article = Article(name, TEXT, "en", "2022-03-02")
    fixed = {"published": article.date, "lang": "en", "checksum": article.checksum, "coder": "1"}
    return Record(id=name, mentions=tuple(mentions), relations=relations, **{**fixed, **more})


def dump(graph: Graph) -> list[str]:
    """All nodes and relationships with all their properties, one line each."""
    nodes = graph.query("MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties")
    edges = graph.query("MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS type, properties(r) AS properties, b.id AS b")
    lines = [json.dumps(row | {"labels": sorted(row["labels"])}, sort_keys=True) for row in nodes]
    return sorted(lines + [json.dumps(row, sort_keys=True) for row in edges])


def triples(graph: Graph) -> set[tuple[str, str, str]]:
    return {(r["source"], r["relation"], r["target"]) for r in graph.relations()}


def test_load_writes_actors_articles_and_claims(graph: Graph) -> None:
    done = graph.load([record()])
    assert (done.articles_new, done.articles_changed, done.articles_same, done.relations) == (1, 0, 0, 2)
    assert triples(graph) == {("RUS", "ACCUSES", "UKR"), ("IRN", "NEGOTIATES_WITH", "TUR")}
    (node,) = graph.query("MATCH (a:Actor:State {id: 'RUS'}) RETURN a")
    assert node["a"]["names_fr"][0] == "Russie"
    assert node["a"]["provisional"] is False
    (red,) = graph.query("MATCH (a:ArmedGroup {id: 'RED_DAWN'}) RETURN a.kind AS kind, a.provisional AS provisional")
    assert red == {"kind": "ArmedGroup", "provisional": True}
    (article,) = graph.query("MATCH (d:Article) RETURN d")
    assert article["d"].keys() - {"labels"} == properties("ARTICLE").keys() - {"url", "title", "publisher"}
    mentions = graph.query("MATCH (:Article {id: 'a1'})-[m:MENTIONS]->(a) RETURN a.id AS actor, m.count AS count")
    assert {(m["actor"], m["count"]) for m in mentions} >= {("RUS", 2), ("RED_DAWN", 1)}


def test_claim_carries_its_evidence(graph: Graph) -> None:
    graph.load([record()])
    (row,) = graph.query("MATCH (:Actor {id: 'RUS'})-[r:ACCUSES]->(:Actor {id: 'UKR'}) RETURN r")
    claim = row["r"]
    assert TEXT[claim["start"] : claim["end"]] == claim["quote"] == "Moscow accused Kyiv."
    assert claim["date_precision"] == "day"
    assert (claim["reported"], claim["article"], claim["coder"]) == ("2022-03-02", "a1", "1")
    assert (claim["cameo"], claim["goldstein"], claim["confidence"]) == ("112", -2.0, 0.8)
    absent = {"about", "place", "target_agent", "target_role", "speaker"}
    assert claim.keys() - {"type"} == properties("CLAIM").keys() - absent


def test_loading_again_changes_nothing(graph: Graph) -> None:
    graph.load([record(), record("a2")])
    before = dump(graph)
    done = graph.load([record(), record("a2")])
    assert (done.articles_same, done.relations, done.actors) == (2, 0, 0)
    assert dump(graph) == before


@pytest.mark.parametrize("change", [{"checksum": "other"}, {"coder": "2"}])
def test_changed_article_replaces_its_own_claims_only(graph: Graph, change: dict[str, str]) -> None:
    graph.load([record(), record("a2")])
    other = [line for line in dump(graph) if '"a2"' in line]
    done = graph.load([record(relations=(claim("USA", "BACKS", "UKR"),), **change), record("a2")])
    assert (done.articles_new, done.articles_changed, done.articles_same, done.relations) == (0, 1, 1, 1)
    mine = [(r["source"], r["relation"]) for r in graph.relations() if r["article"] == "a1"]
    assert mine == [("USA", "BACKS")]
    assert [line for line in dump(graph) if '"a2"' in line] == other
    mentioned = {r["a"] for r in graph.query("MATCH (:Article {id: 'a1'})-[:MENTIONS]->(a) RETURN a.id AS a")}
    assert mentioned == {"USA", "UKR", "RED_DAWN"}


def test_failure_in_the_middle_leaves_nothing_half_loaded(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    graph.load([record()])
    before = dump(graph)
    monkeypatch.setattr(loading, "_write_offices", lambda run, rows: run("RETURN no_such_function(1)"))
    with pytest.raises(QueryError, match="no_such_function"):
        graph.load([record(relations=(claim("USA", "BACKS", "UKR"),), coder="2"), record("a2")])
    assert dump(graph) == before
    monkeypatch.setattr(loading, "_write_offices", lambda run, rows: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        graph.load([record("a3")])
    assert dump(graph) == before


def test_other_polarities_only_when_asked(graph: Graph) -> None:
    graph.load([record()])
    assert ("FRA", "ACCUSES", "RUS") not in triples(graph)
    assert graph.load([record()], all_polarities=True).articles_changed == 1
    assert ("FRA", "ACCUSES", "RUS") in triples(graph)
    assert graph.load([record()], all_polarities=True).articles_same == 1


def test_symmetric_claim_is_stored_once_and_found_from_either_end(graph: Graph) -> None:
    both = (claim("TUR", "MEETS", "IRN", 1, source_role="FM"), claim("IRN", "MEETS", "TUR", 1))
    assert graph.load([record(relations=both)]).relations == 1
    (row,) = graph.query(
        "MATCH (a)-[r:MEETS]->(b) RETURN a.id AS a, b.id AS b, r.source_text AS s, r.target_role AS role"
    )
    assert row == {"a": "IRN", "b": "TUR", "s": "Irn", "role": "FM"}
    for source, target in (("TUR", None), (None, "TUR"), ("TUR", "IRN"), ("IRN", "TUR"), ("IRN", None), (None, None)):
        assert len(graph.relations(source, target)) == 1, (source, target)
    graph.load([record("a2")])
    assert graph.relations(source="UKR") == []


def test_dated_reports_share_an_event_and_undated_ones_do_not(graph: Graph) -> None:
    claims = (claim("RUS", "ATTACKS", "UKR", date="2022-03-01"), claim("RUS", "BACKS", "IRN", 1))
    graph.load([record("a1", claims), record("a2", claims)])
    counted = graph.query(
        "MATCH ()-[r]->() WHERE r.event IS NOT NULL RETURN type(r) AS t, count(DISTINCT r.event) AS n"
    )
    assert {(r["t"], r["n"]) for r in counted} == {("ATTACKS", 1), ("BACKS", 2)}
    (event,) = graph.query("events", {"reports": 2})
    assert (event["source"], event["relation"], event["articles"]) == ("RUS", "ATTACKS", 2)
    assert {r["article"] for r in graph.query("event", {"event": event["event"]})} == {"a1", "a2"}


def test_one_id_twice_in_one_load_keeps_the_last(graph: Graph) -> None:
    graph.load([record(), record(relations=CLAIMS[:1], coder="2")])
    assert triples(graph) == {("RUS", "ACCUSES", "UKR")}


def test_offices_and_wholes(graph: Graph) -> None:
    graph.load([record(relations=(*CLAIMS, claim("UNSC", "DEMANDS", "SYR:REB")))])
    offices = graph.query("MATCH (p:Person)-[r:REPRESENTS]->(a) RETURN p.id AS p, r.role AS role, a.id AS a")
    assert {(o["p"], o["role"], o["a"]) for o in offices} == {("putin-vladimir", "HOS", "RUS")}
    parts = {(r["a"], r["b"]) for r in graph.query("MATCH (a)-[:PART_OF]->(b) RETURN a.id AS a, b.id AS b")}
    assert parts == {("UNSC", "UN"), ("SYR:REB", "SYR")}
    before = dump(graph)
    graph.load([record(relations=(*CLAIMS, claim("UNSC", "DEMANDS", "SYR:REB")), coder="2")])
    assert len(dump(graph)) == len(before)


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (replace(CLAIMS[0], relation="HUGS"), "HUGS"),
        (replace(CLAIMS[0], end=3), "as long as its span"),
        (replace(CLAIMS[0], sentence="\ud800"), "surrogate"),
        (replace(CLAIMS[0], source=""), "no source"),
    ],
)
def test_bad_record_is_skipped_with_its_reason(graph: Graph, bad: Relation, why: str) -> None:
    done = graph.load([record("bad", (bad,)), record("good")])
    assert done.articles_new == 1
    assert len(done.skipped) == 1
    assert why in done.skipped[0]
    assert "bad" in done.skipped[0]


WRITES = """CREATE (:Actor {id: 'X'})
CREATE (:NewLabel)
MERGE (a:Actor {id: 'X'})
MATCH (a:Actor) SET a.name = 'X'
MATCH (a:Actor {id: 'RUS'}) REMOVE a.name
MATCH ()-[r:ACCUSES]->() DELETE r
MATCH (n) DETACH DELETE n
MATCH (a:Actor {id: 'RUS'}), (b:Actor {id: 'UKR'}) CREATE (a)-[:BACKS]->(b)
MATCH (a:Actor {id: 'RUS'}), (b:Actor {id: 'UKR'}) CREATE (a)-[:NEW_TYPE]->(b)
UNWIND [1, 2] AS i CREATE (:Actor {id: i})
MATCH (a:Actor) FOREACH (i IN [1] | SET a.name = 'X')
CALL { CREATE (:Actor {id: 'X'}) RETURN 1 AS one } RETURN one
CREATE INDEX some_index FOR (a:Actor) ON (a.name)
DROP CONSTRAINT actor_id
LOAD CSV FROM 'file:///etc/hosts' AS line RETURN line
LOAD/**/CSV FROM 'file:///etc/hosts' AS line RETURN line
\\u004cOAD CSV FROM 'file:///etc/hosts' AS line RETURN line""".splitlines()


def test_reading_cannot_write(graph: Graph) -> None:
    graph.load([record()])
    before = dump(graph)
    for text in WRITES:
        with pytest.raises(Refused):
            graph.query(text)
    assert dump(graph) == before
    graph.query("CREATE (:Actor {id: 'X'})", write=True)
    assert len(dump(graph)) == len(before) + 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("MATCH (n RETURN n", r"1[:,].*(9|10)"),
        ("MATCH (n) RETURN m", "m"),
        ("RETURN no_such_function(1)", "no_such_function"),
        ("RETURN $missing", "missing"),
        ("RETURN 1/0", "zero"),
    ],
)
def test_mistake_in_cypher_gives_the_servers_words(graph: Graph, text: str, says: str) -> None:
    with pytest.raises(QueryError, match=says):
        graph.query(text)
    assert len(graph.query("RETURN 1 AS one")) == 1


def test_slow_query_is_given_up(graph: Graph) -> None:
    slow = "UNWIND range(1, $n) AS i UNWIND range(1, 1000) AS j WITH i, j WHERE i * j % 7 = 3 RETURN count(*) AS n"
    with pytest.raises(QueryError, match=r"longer than 0\.2 s"):
        # the embedded engine is slower here, and goes on to the end
        graph.query(slow, {"n": 400 if "embedded" in graph.status()["engine"] else 50_000}, timeout=0.2)
    assert list(graph.query("RETURN 1 AS one", timeout=20)) == [{"one": 1}]
    for thread in threading.enumerate():
        if thread.name == "actorgraph-query":
            thread.join()  # before the connection is closed under it


def test_values_are_plain(graph: Graph) -> None:
    graph.load([record()])
    rows = graph.query(
        "MATCH p = (a:Actor {id: 'RUS'})-[r:ACCUSES]->() RETURN a, r, p, date('2020-02-01') AS d, [1, a] AS l"
    )
    (row,) = json.loads(json.dumps(list(rows)))
    assert row["a"]["labels"] == ["Actor", "State"]
    assert row["r"]["type"] == "ACCUSES"
    assert [step.get("id") for step in row["p"]][::2] == ["RUS", "UKR"]
    assert row["d"] == "2020-02-01"
    assert rows.columns == ["a", "r", "p", "d", "l"]


def test_every_named_query_runs(graph: Graph) -> None:
    given = {"id": "RUS", "text": "ACCUSES", "date": "2022", "int": 5, "list": ["RUS"]}
    graph.load([record()])
    empty = {"status", "offices", "vetoes", "event", "articles"}
    for query in queries.named():
        required = {p.name: given[p.type] for p in query.params if p.required}
        required |= {"b": "UKR"} if query.name == "dyad" else {}
        assert len(graph.query(query.name, required)) or query.name in empty, query.name
        graph.query(query.name, {p.name: given[p.type] for p in query.params})


def test_dates_select_by_prefix_and_undated_claims_by_report(graph: Graph) -> None:
    graph.load([record(relations=(*CLAIMS[:2], claim("USA", "BACKS", "UKR")))])

    def found(since: str | None = None, until: str | None = None) -> set[str]:
        return {r["source"] for r in graph.relations(since=since, until=until)}

    assert found(since="2022-03-01") == {"RUS", "USA"}
    assert found(until="2022-02") == {"IRN"}
    assert found(since="2022-02-15", until="2022-03-01") == {"IRN", "RUS"}  # some day of that February
    assert found(since="2022", until="2022") == {"RUS", "USA", "IRN"}
    assert found(since="2023") == set()


def test_show_finds_an_actor_by_any_name(graph: Graph) -> None:
    graph.load([record()])
    for name in ("RUS", "rus", "Russie", "Russia"):
        assert graph.show(name)["actor"]["id"] == "RUS"
    shown = graph.show("UKR")
    assert [(p["actor"], p["relation"], p["direction"]) for p in shown["partners"]] == [("RUS", "ACCUSES", "from")]
    assert shown["claims"][0]["sentence"] == "Moscow accused Kyiv."
    assert [p["direction"] for p in graph.show("TUR")["partners"]] == ["with"]
    assert graph.show("Red Dawn")["claims"] == []
    with pytest.raises(UnknownName, match="no actor 'Atlantis'"):
        graph.show("Atlantis")


def test_actors_and_status_count(graph: Graph) -> None:
    graph.load([record()])
    assert [a["id"] for a in graph.actors("dawn")] == ["RED_DAWN"]
    assert {a["id"] for a in graph.actors(kind="State")} >= {"RUS", "UKR", "TUR", "IRN"}
    status = graph.status()
    assert (status["articles"], status["claims"], status["events"]) == (1, 2, 2)
    assert status["relations"]["ACCUSES"] == {"claims": 1, "events": 1}
    assert status["engine"]
    assert status["version"][0].isdigit()
    with pytest.raises(UnknownName, match="ACCUSES"):
        graph.relations(type="accuses")
    with pytest.raises(UnknownName, match="who_accuses"):
        graph.query("who_acuses")


def test_allies_weigh_events_not_reports(graph: Graph) -> None:
    claims = (claim("RUS", "ATTACKS", "UKR", date="2022-03-01"), claim("RUS", "MEETS", "IRN", 1, date="2022-03-01"))
    graph.load([record("a1", claims), record("a2", claims)])
    assert [(a["actor"], a["goldstein"], a["events"]) for a in graph.query("allies", {"actor": "RUS"})] == [
        ("IRN", 1.0, 1),
        ("UKR", -10.0, 1),
    ]
    assert [(p["a"], p["b"], p["events"], p["claims"]) for p in graph.query("top_pairs")] == [
        ("IRN", "RUS", 1, 2),
        ("RUS", "UKR", 1, 2),
    ]


def test_verify_compares_text_and_quotes(graph: Graph) -> None:
    graph.load([record(), record("a2"), record("a3")])
    article = Article("a1", TEXT, "en", "2022-03-02")
    longer = replace(article, id="a2", text=TEXT + " More.")
    shifted = replace(article, id="a3", text="> " + TEXT)
    found = graph.verify([article, longer, shifted, replace(article, id="a4")])
    assert [v["status"] for v in found] == ["ok", "text changed", "quote differs", "not in the graph"]
    assert found[0]["claims"] == 2
    assert found[2]["differs"][0]["quote"] == "Moscow accused Kyiv."


def test_networkx_has_every_claim_with_all_properties(graph: Graph) -> None:
    graph.load([record(), record("a2")])
    network = graph.to_networkx()
    assert network.is_directed()
    assert network.is_multigraph()
    assert set(network) == {"RUS", "UKR", "IRN", "TUR"}
    assert network.nodes["RUS"]["kind"] == "State"
    assert network.number_of_edges() == 4
    for _, _, key, claim in network.edges(keys=True, data=True):
        assert claim["id"] == key
        assert claim.keys() == properties("CLAIM").keys() | {"type"}
    assert set(graph.to_networkx(types=["ACCUSES"])) == {"RUS", "UKR"}
    assert set(graph.to_networkx(until="2022-02")) == {"IRN", "TUR"}
    with pytest.raises(UnknownName):
        graph.to_networkx(types=["accuses"])


def test_rolled_up_network_sums_distinct_events(graph: Graph) -> None:
    claims = (
        claim("RUS", "ATTACKS", "UKR", date="2022-03-01"),
        claim("RUS", "MEETS", "UKR", 1, date="2022-02"),
        claim("UKR", "BACKS", "TUR", 1),
    )
    graph.load([record("a1", claims), record("a2", claims[:2])])
    network = graph.to_networkx(rollup=True)
    assert not network.is_multigraph()
    assert network.edges["RUS", "UKR"] == {
        "weight": 2,
        "goldstein": -9.0,
        "sign": -1,
        "types": {"ATTACKS": 1, "MEETS": 1},
        "first": "2022-02",
        "last": "2022-03-01",
    }
    assert network.edges["UKR", "TUR"]["sign"] == 1
    assert network.edges["UKR", "TUR"]["first"] == "2022-03-02"
    assert network.nodes["UKR"]["name"] == "Ukraine"


def test_empty_graph_gives_empty_answers(graph: Graph) -> None:
    assert graph.actors() == []
    assert len(graph.to_networkx()) == len(graph.to_networkx(rollup=True)) == 0
    assert graph.status()["claims"] == 0


def test_wrong_password_is_refused(engine: Any) -> None:
    if engine.name == "embedded":
        pytest.skip("the embedded engine has no password of the user's")
    with pytest.raises(Refused, match=r"refuses user 'neo4j'.*-p"):
        graphs.open(**{**engine.arguments, "password": "wrong-password"})


def test_missing_database_is_named(engine: Any) -> None:
    if engine.name == "embedded":
        pytest.skip("the embedded engine has one database")
    with pytest.raises(Unreachable, match="no database 'nowhere'"):
        graphs.open(**engine.arguments, database="nowhere")


@pytest.mark.parametrize("address", ["bolt://127.0.0.1:1", "neo4j://127.0.0.1:1", "bolt://no-such-host.invalid"])
def test_nothing_listening_is_said_at_once(address: str) -> None:
    with pytest.raises(Unreachable, match="no graph database answers at"):
        graphs.open(address)


@pytest.mark.parametrize("address", ["localhost:7687", "http://localhost:7474", "bolt+x://localhost"])
def test_bad_address_is_explained(address: str) -> None:
    with pytest.raises(Unreachable, match="not an address such as"):
        graphs.open(address)


def test_address_and_login_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr(graphs, "Graph", lambda **given: seen.append(given["login"]))
    values = {"URI": "neo4j://db:7687", "USERNAME": "ann", "PASSWORD": "secret", "DATABASE": "news"}
    for name, value in values.items():
        monkeypatch.setenv(f"NEO4J_{name}", value)
    graphs.open()
    graphs.open("bolt://other", password="x")
    logins: list[Callable[[], Any]] = seen
    assert [(x.address, x.username, x.password, x.database) for x in logins] == [  # type: ignore[attr-defined]
        ("neo4j://db:7687", "ann", "secret", "news"),
        ("bolt://other", "ann", "x", "news"),
    ]
