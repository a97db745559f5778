// Say which actors an article names, and how often.
// $rows: list — maps of article, actor and count
UNWIND $rows AS row
MATCH (d:Article {id: row.article})
MATCH (a:Actor {id: row.actor})
CREATE (d)-[:MENTIONS {count: row.count}]->(a)
