// Create actors of one kind; the kind's label is set now or never, since the embedded engine changes no label later.
// $rows: list — maps of id and properties
UNWIND $rows AS row
MERGE (a:Actor:__KIND__ {id: row.id})
ON CREATE SET a += row.properties
