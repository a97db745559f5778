// Who an actor deals with, by relation and direction: how often, from when to when.
// $actor: id — the actor
// $since: date? — leave out what is dated before; a claim without date counts at the day it was reported
// $until: date? — leave out what is dated after
MATCH (a:Actor {id: $actor})-[r]-(b:Actor)
WHERE r.article IS NOT NULL
  AND ($since IS NULL OR coalesce(r.date, r.reported) >= left($since, size(coalesce(r.date, r.reported))))
  AND ($until IS NULL OR left(coalesce(r.date, r.reported), size($until)) <= $until)
WITH b, type(r) AS relation, r, CASE WHEN type(r) IN __SYMMETRIC__ THEN 'with' WHEN startNode(r).id = $actor THEN 'to' ELSE 'from' END AS direction
RETURN b.id AS actor, b.name AS name, relation, direction, count(r) AS claims, count(DISTINCT r.event) AS events,
  min(r.date) AS first, max(r.date) AS last, count(DISTINCT r.article) AS articles
ORDER BY events DESC, claims DESC, actor, relation, direction
