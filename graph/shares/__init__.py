"""Shares: what each owner (a paper, a tree, a concept) puts into the graph, as a function of SQL rows alone."""
