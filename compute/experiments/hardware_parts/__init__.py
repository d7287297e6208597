"""The parts of the experiment `hardware`: what is here, how fast it is, and what the vendors promise."""
