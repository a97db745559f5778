// Every claim with all its properties, in no order: what to_networkx reads.
// $types: list? — only these relations
// $since: date? — leave out what is dated before; a claim without date counts at the day it was reported
// $until: date? — leave out what is dated after
MATCH (a:Actor)-[r]->(b:Actor)
WHERE r.article IS NOT NULL AND ($types IS NULL OR type(r) IN $types)
  AND ($since IS NULL OR coalesce(r.date, r.reported) >= left($since, size(coalesce(r.date, r.reported))))
  AND ($until IS NULL OR left(coalesce(r.date, r.reported), size($until)) <= $until)
RETURN a.id AS source, b.id AS target, type(r) AS type, properties(r) AS properties
