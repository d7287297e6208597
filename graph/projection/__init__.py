"""From SQL into the graph: which owners a message concerns, what the graph holds of them, and what it must hold."""
