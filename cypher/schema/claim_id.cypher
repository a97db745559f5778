// One relationship per claim id; once for each relation.
CREATE CONSTRAINT __TYPE___id IF NOT EXISTS FOR ()-[r:__TYPE__]-() REQUIRE r.id IS UNIQUE
