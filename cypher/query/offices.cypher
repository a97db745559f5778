// Who represents an actor, whom it represents, what it is part of and what is part of it.
// $actor: id — the actor
MATCH (a:Actor {id: $actor})-[r]-(b:Actor)
WHERE type(r) IN ['REPRESENTS', 'PART_OF']
RETURN startNode(r).id AS source, type(r) AS relation, endNode(r).id AS target, b.name AS name, r.role AS role, r.since AS since, r.until AS until
ORDER BY relation, since, source, target, role
