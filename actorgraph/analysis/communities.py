"""Who sides with whom: groups that cooperate more inside than with the rest."""

from typing import Any

import networkx as nx  # type: ignore[import-untyped]

from actorgraph.analysis._events import about, ties


def communities(graph: nx.MultiDiGraph, *, resolution: float = 1.0, seed: int = 7) -> list[dict[str, Any]]:
    """One row per actor, by community; communities are numbered from 1, the largest first.

    A partition of the actors with high modularity: more cooperation inside the groups than chance would put there,
    given how much each actor cooperates. A tie is a pair of actors with at least one cooperative event, weighted by
    the number of distinct ones; conflict makes no tie, since enemies are not a group. An actor that cooperates with
    no one is a community of its own. A higher `resolution` gives more and smaller groups. The search is random with
    a fixed `seed`: the same graph gives the same rows. Blondel, Guillaume, Lambiotte & Lefebvre 2008, *Fast
    unfolding of communities in large networks*, Journal of Statistical Mechanics P10008; modularity: Newman &
    Girvan 2004, Physical Review E 69, 026113.

    >>> graph = nx.MultiDiGraph([("RUS", "SYR", {"type": "AIDS"}), ("FRA", "USA", {"type": "BACKS"}),
    ...                          ("USA", "RUS", {"type": "ACCUSES"})])
    >>> [(row["community"], row["actor"]) for row in communities(graph)]
    [(1, 'FRA'), (1, 'USA'), (2, 'RUS'), (2, 'SYR')]
    """
    allied = ties(graph, sign=1)
    # Numbers instead of names: sets of strings are walked in another order in each process.
    numbered = nx.convert_node_labels_to_integers(allied, label_attribute="actor")
    if numbered.number_of_edges():
        found = nx.community.louvain_communities(numbered, weight="weight", resolution=resolution, seed=seed)
    else:
        found = [{node} for node in numbered]
    groups = [sorted(numbered.nodes[node]["actor"] for node in group) for group in found]
    groups.sort(key=lambda group: (-len(group), group[0]))
    return [
        {"community": number, "size": len(group)} | about(graph, actor)
        for number, group in enumerate(groups, 1)
        for actor in group
    ]
