// Say which actor is part of which.
// $rows: list — maps of part and whole
UNWIND $rows AS row
MATCH (a:Actor {id: row.part})
MATCH (b:Actor {id: row.whole})
MERGE (a)-[:PART_OF]->(b)
