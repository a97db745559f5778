// The pairs of actors with most events between them, in either direction, and the sum of their Goldstein weights (one per event).
// $since: date? — leave out what is dated before; a claim without date counts at the day it was reported
// $until: date? — leave out what is dated after
// $limit: int = 50 — at most so many
MATCH (a:Actor)-[r]-(b:Actor)
WHERE r.article IS NOT NULL AND a.id < b.id
  AND ($since IS NULL OR coalesce(r.date, r.reported) >= left($since, size(coalesce(r.date, r.reported))))
  AND ($until IS NULL OR left(coalesce(r.date, r.reported), size($until)) <= $until)
WITH a, b, r.event AS event, type(r) AS relation, max(r.goldstein) AS goldstein, count(DISTINCT r.id) AS claims
RETURN a.id AS a, b.id AS b, count(event) AS events, sum(claims) AS claims, round(sum(goldstein) * 10) / 10 AS goldstein, collect(DISTINCT relation) AS relations
ORDER BY events DESC, claims DESC, a, b
LIMIT $limit
