// Delete what these articles mention.
// $articles: list — ids of articles
MATCH (d:Article)-[m:MENTIONS]->(:Actor) WHERE d.id IN $articles
DELETE m
