// Actors by id, with their properties: what to_networkx reads.
// $ids: list — ids of actors
MATCH (a:Actor) WHERE a.id IN $ids
RETURN a.id AS id, a.name AS name, a.names_fr AS names_fr, a.names_en AS names_en, a.kind AS kind, a.country AS country, a.provisional AS provisional
ORDER BY id
