// Create claims of one relation between actors that are there.
// $rows: list — maps of source, target and properties
UNWIND $rows AS row
MATCH (a:Actor {id: row.source})
MATCH (b:Actor {id: row.target})
CREATE (a)-[r:__TYPE__]->(b)
SET r = row.properties
