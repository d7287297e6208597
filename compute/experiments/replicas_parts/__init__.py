"""Parts of the experiment `replicas`."""
