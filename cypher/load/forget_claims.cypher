// Delete the claims of one relation that these articles make. One statement per relation: only so both engines use the index.
// $articles: list — ids of articles
MATCH ()-[r:__TYPE__]->() WHERE r.article IN $articles
DELETE r
