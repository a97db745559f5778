"""Who does what to whom, when, and who says so: political actors and their dated relations, from news to a graph."""

__version__ = "0.1.0"
