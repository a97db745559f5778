"""Pictures and files of a graph: one output per file, each a `draw(graph, out, **options)`. Same graph, same bytes."""
