"""What can go wrong, as one tree. Catch ActorgraphError for all of it.

ActorgraphError
  x BadInput          an article or record that cannot be read: it is skipped, counted, and the rest goes on
  x BadData           a data file of ours or of the user's (actors, lexicon, ontology, settings) that is malformed
  x UnknownName       no actor, query, measure or output of that name
  x GraphError
    x Unreachable     no server answers, or the folder is held by somebody else
    x Refused         the server refuses the user, the password or the write
    x QueryError      Cypher that the server does not accept

Every message says what, where, and what to do about it; the command line prints it and nothing else.
"""


class ActorgraphError(Exception):
    """The base of all errors that are meant to be read by a person."""


class BadInput(ActorgraphError):
    """An article or record that cannot be read."""


class BadData(ActorgraphError):
    """A malformed data file (actors, lexicon, ontology, settings)."""


class UnknownName(ActorgraphError):
    """No actor, query, measure or output of that name."""


class GraphError(ActorgraphError):
    """The graph database cannot do what was asked."""


class Unreachable(GraphError):
    """No server answers, or the folder is held by somebody else."""


class Refused(GraphError):
    """The server refuses the user, the password or the write."""


class QueryError(GraphError):
    """Cypher that the server does not accept."""
