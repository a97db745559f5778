// The articles of the graph, latest first, with how many actors they name.
// $actor: id? — only those that name this actor
// $limit: int = 1000 — at most so many
MATCH (d:Article)
OPTIONAL MATCH (d)-[m:MENTIONS]->(a:Actor)
WITH d, count(a) AS actors, sum(CASE WHEN a.id = $actor THEN 1 ELSE 0 END) AS named
WHERE $actor IS NULL OR named > 0
RETURN d.id AS id, d.published AS published, d.lang AS lang, d.title AS title, d.publisher AS publisher, d.url AS url, actors, d.coder AS coder, d.loaded AS loaded
ORDER BY coalesce(published, '') DESC, id
LIMIT $limit
