// All claims that report one event, with their sentences.
// $event: id — the event's id, as on the claims
MATCH (a:Actor)-[r]->(b:Actor)
WHERE r.event = $event
RETURN startNode(r).id AS source, type(r) AS relation, endNode(r).id AS target, r.date AS date, r.reported AS reported,
  r.speaker AS speaker, r.polarity AS polarity, r.confidence AS confidence, r.sentence AS sentence, r.trigger AS trigger,
  r.source_text AS source_text, r.target_text AS target_text, r.article AS article, r.event AS event, r.id AS id
ORDER BY reported, article, id
