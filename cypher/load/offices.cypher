// Say whom a person represents, in which role, since when.
// $rows: list — maps of person, principal, role, since and until
UNWIND $rows AS row
MATCH (p:Actor {id: row.person})
MATCH (a:Actor {id: row.principal})
MERGE (p)-[r:REPRESENTS {role: row.role, since: row.since}]->(a)
SET r.until = row.until
