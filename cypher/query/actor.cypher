// One actor with all its names.
// $actor: id — the actor
MATCH (a:Actor {id: $actor})
RETURN a.id AS id, a.name AS name, a.names_fr AS names_fr, a.names_en AS names_en, a.kind AS kind, a.country AS country, a.provisional AS provisional
