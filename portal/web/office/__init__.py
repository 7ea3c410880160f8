"""Where officials work."""
