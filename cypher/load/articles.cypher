// Create or overwrite articles.
// $rows: list — maps of id and properties
UNWIND $rows AS row
MERGE (d:Article {id: row.id})
SET d = row.properties
