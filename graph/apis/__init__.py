"""REST of the graph."""
