"""Opens the graphs that the browser exported with another library's parsers: as many nodes and links as were drawn."""

import json
import sys
from pathlib import Path

import networkx

folder = Path(sys.argv[1])
drawn = json.loads((folder / "drawn.json").read_text())
for name, read in [("kabar.graphml", networkx.read_graphml), ("kabar.gexf", networkx.read_gexf)]:
    graph = read(folder / name)
    found = {"nodes": graph.number_of_nodes(), "links": graph.number_of_edges()}
    if found != drawn:
        sys.exit(f"{name}: NetworkX reads {found}, drawn were {drawn}")
    if not all(data.get("label") for _, data in graph.nodes(data=True)):
        sys.exit(f"{name}: a node has no label")
print(f"networkx: GraphML and GEXF have {drawn['nodes']} nodes and {drawn['links']} links, as drawn")
