"""REST of experiments, their runs and uploads."""
