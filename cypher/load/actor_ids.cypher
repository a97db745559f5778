// Which of these actors are already there.
// $ids: list — ids of actors
MATCH (a:Actor) WHERE a.id IN $ids
RETURN a.id AS id
