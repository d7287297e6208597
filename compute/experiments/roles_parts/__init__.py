"""The parts of the experiment `roles`: a task board, three roles, what they write and the servers they talk to."""
