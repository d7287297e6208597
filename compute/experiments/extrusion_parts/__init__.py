"""The work of the experiment `extrusion`: reading a PNG, the relief, its mesh and files, and an agent upon it."""
