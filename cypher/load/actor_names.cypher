// Bring names of actors up to date with the dictionary.
// $rows: list — maps of id and properties
UNWIND $rows AS row
MATCH (a:Actor {id: row.id})
SET a += row.properties
