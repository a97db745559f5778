// Events by month and relation: a claim counts at its own date, else at the day it was reported.
// $actor: id? — only what this actor does or undergoes
// $type: text? — one relation, such as ATTACKS
// $since: date? — leave out what is dated before; a claim without date counts at the day it was reported
// $until: date? — leave out what is dated after
MATCH (a:Actor)-[r]->(b:Actor)
WHERE r.article IS NOT NULL AND coalesce(r.date, r.reported) IS NOT NULL
  AND ($actor IS NULL OR a.id = $actor OR b.id = $actor) AND ($type IS NULL OR type(r) = $type)
  AND ($since IS NULL OR coalesce(r.date, r.reported) >= left($since, size(coalesce(r.date, r.reported))))
  AND ($until IS NULL OR left(coalesce(r.date, r.reported), size($until)) <= $until)
RETURN left(coalesce(r.date, r.reported), 7) AS month, type(r) AS relation, count(DISTINCT r.event) AS events, count(r) AS claims, count(DISTINCT r.article) AS articles
ORDER BY month, relation
