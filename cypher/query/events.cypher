// Events that more than one claim may report: same source, relation, target and date, with the articles that report them.
// $reports: int = 1 — reported by at least so many articles
// $since: date? — leave out what is dated before; a claim without date counts at the day it was reported
// $until: date? — leave out what is dated after
// $limit: int = 1000 — at most so many
MATCH (a:Actor)-[r]->(b:Actor)
WHERE r.article IS NOT NULL
  AND ($since IS NULL OR coalesce(r.date, r.reported) >= left($since, size(coalesce(r.date, r.reported))))
  AND ($until IS NULL OR left(coalesce(r.date, r.reported), size($until)) <= $until)
WITH r.event AS event, a.id AS source, type(r) AS relation, b.id AS target, min(r.date) AS date, count(r) AS claims, count(DISTINCT r.article) AS articles
WHERE articles >= $reports
RETURN event, date, source, relation, target, claims, articles
ORDER BY articles DESC, claims DESC, coalesce(date, '') DESC, event
LIMIT $limit
