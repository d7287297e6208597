"""The work of the experiment `frameworks`: data, one side for each library in a process of its own, comparison."""
