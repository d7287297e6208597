"""How `packaging` writes, builds, serves, installs and asks a library."""
