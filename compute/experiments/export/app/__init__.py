"""What an exported app runs on: a form made from the definition, and each run in a process of its own."""
