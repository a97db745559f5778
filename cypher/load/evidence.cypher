// The evidence that these articles gave for claims of one relation, to be compared with their texts.
// $articles: list — ids of articles
MATCH ()-[r:__TYPE__]->() WHERE r.article IN $articles
RETURN r.article AS article, r.id AS id, r.start AS from, r.end AS to, r.quote AS quote
