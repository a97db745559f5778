// Who is cited as saying what others did: by speaker and relation, how many claims and events.
// $speaker: id? — only this one
MATCH (a:Actor)-[r]->(b:Actor)
WHERE r.article IS NOT NULL AND r.speaker IS NOT NULL AND ($speaker IS NULL OR r.speaker = $speaker)
RETURN r.speaker AS speaker, a.id AS source, type(r) AS relation, b.id AS target, count(r) AS claims, count(DISTINCT r.event) AS events, count(DISTINCT r.article) AS articles
ORDER BY claims DESC, speaker, source, relation, target
