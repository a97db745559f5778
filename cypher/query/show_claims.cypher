// All that is claimed of one actor, latest first, each claim with the sentence that says so.
// $actor: id — the actor, whether it does or undergoes
// $since: date? — leave out what is dated before; a claim without date counts at the day it was reported
// $until: date? — leave out what is dated after
// $limit: int = 1000 — at most so many
MATCH (a:Actor {id: $actor})-[r]-(b:Actor)
WHERE r.article IS NOT NULL
  AND ($since IS NULL OR coalesce(r.date, r.reported) >= left($since, size(coalesce(r.date, r.reported))))
  AND ($until IS NULL OR left(coalesce(r.date, r.reported), size($until)) <= $until)
RETURN DISTINCT startNode(r).id AS source, type(r) AS relation, endNode(r).id AS target, r.date AS date, r.reported AS reported,
  r.speaker AS speaker, r.polarity AS polarity, r.confidence AS confidence, r.sentence AS sentence, r.trigger AS trigger,
  r.source_text AS source_text, r.target_text AS target_text, r.article AS article, r.event AS event, r.id AS id
ORDER BY coalesce(date, reported, '') DESC, source, relation, target, id
LIMIT $limit
