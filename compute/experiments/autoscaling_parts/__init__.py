"""Parts of the experiment `autoscaling`."""
