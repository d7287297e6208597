"""The parts of the experiment `datasets`: reading a file, making a set, training and distilling, showing."""
