// Find the claims that report one event; once for each relation.
CREATE INDEX __TYPE___event IF NOT EXISTS FOR ()-[r:__TYPE__]-() ON (r.event)
