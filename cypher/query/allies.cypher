// Friends and foes of one actor: per partner the sum of Goldstein weights over distinct events, most friendly first.
// $actor: id — the actor
// $since: date? — leave out what is dated before; a claim without date counts at the day it was reported
// $until: date? — leave out what is dated after
MATCH (a:Actor {id: $actor})-[r]-(b:Actor)
WHERE r.article IS NOT NULL AND b.id <> $actor
  AND ($since IS NULL OR coalesce(r.date, r.reported) >= left($since, size(coalesce(r.date, r.reported))))
  AND ($until IS NULL OR left(coalesce(r.date, r.reported), size($until)) <= $until)
WITH b, r.event AS event, max(r.goldstein) AS goldstein
RETURN b.id AS actor, b.name AS name, round(sum(goldstein) * 10) / 10 AS goldstein, count(event) AS events,
  sum(CASE WHEN goldstein > 0 THEN 1 ELSE 0 END) AS cooperative, sum(CASE WHEN goldstein < 0 THEN 1 ELSE 0 END) AS hostile
ORDER BY goldstein DESC, events DESC, actor
