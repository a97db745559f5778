// What is in the graph: numbers of articles, actors, and claims and events of each relation.
MATCH (d:Article) RETURN 'articles' AS what, '' AS name, count(d) AS number, null AS events
UNION ALL
MATCH (a:Actor) RETURN 'actors' AS what, a.kind AS name, count(a) AS number, null AS events
UNION ALL
MATCH (a:Actor)-[r]->(b:Actor) WHERE r.article IS NOT NULL RETURN 'claims' AS what, type(r) AS name, count(r) AS number, count(DISTINCT r.event) AS events
