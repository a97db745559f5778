// What is already there of these articles, to leave alone what has not changed.
// $ids: list — ids of articles
MATCH (d:Article) WHERE d.id IN $ids
RETURN d.id AS id, d.checksum AS checksum, d.coder AS coder, d.polarities AS polarities
