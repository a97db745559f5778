// All that is claimed between two actors, in both directions, oldest first.
// $a: id — one actor
// $b: id — the other
// $since: date? — leave out what is dated before; a claim without date counts at the day it was reported
// $until: date? — leave out what is dated after
// $limit: int = 1000 — at most so many
MATCH (a:Actor {id: $a})-[r]-(b:Actor {id: $b})
WHERE r.article IS NOT NULL
  AND ($since IS NULL OR coalesce(r.date, r.reported) >= left($since, size(coalesce(r.date, r.reported))))
  AND ($until IS NULL OR left(coalesce(r.date, r.reported), size($until)) <= $until)
RETURN DISTINCT startNode(r).id AS source, type(r) AS relation, endNode(r).id AS target, r.date AS date, r.reported AS reported,
  r.speaker AS speaker, r.polarity AS polarity, r.confidence AS confidence, r.sentence AS sentence, r.trigger AS trigger,
  r.source_text AS source_text, r.target_text AS target_text, r.article AS article, r.event AS event, r.id AS id
ORDER BY coalesce(date, reported, ''), source, relation, target, id
LIMIT $limit
