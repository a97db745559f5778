"""Measures on the networkx graph of `Graph.to_networkx()`: one file each, one function named as its file.

Each takes the graph with all its claims and returns rows (dictionaries with the same keys, in a fixed order). What all
measures share: claims of the same event count once; negated and hypothetical claims do not count.
"""
