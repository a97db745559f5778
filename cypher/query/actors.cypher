// The actors of the graph, most active first: how many claims and events they take part in, and with how many others.
// $text: text? — only those whose id or one of whose names contains this, in any case
// $kind: text? — State, Organization, ArmedGroup, Party, Company, Person or Group
// $limit: int = 100 — at most so many
MATCH (a:Actor)
WHERE ($kind IS NULL OR a.kind = $kind)
  AND ($text IS NULL OR toLower(a.id) CONTAINS toLower($text) OR toLower(a.name) CONTAINS toLower($text)
    OR any(n IN coalesce(a.names_fr, []) WHERE toLower(n) CONTAINS toLower($text))
    OR any(n IN coalesce(a.names_en, []) WHERE toLower(n) CONTAINS toLower($text)))
OPTIONAL MATCH (a)-[r]-(b:Actor) WHERE r.article IS NOT NULL
WITH a, count(r) AS claims, count(DISTINCT r.event) AS events, count(DISTINCT b.id) AS partners
RETURN a.id AS id, a.name AS name, a.kind AS kind, a.country AS country, a.provisional AS provisional, claims, events, partners
ORDER BY events DESC, claims DESC, id
LIMIT $limit
