// Find the claims of an article, to replace or verify them; once for each relation.
CREATE INDEX __TYPE___article IF NOT EXISTS FOR ()-[r:__TYPE__]-() ON (r.article)
