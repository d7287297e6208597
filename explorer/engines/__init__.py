"""The embedded engines: how each is prepared, started, recognised as ours and probed."""
