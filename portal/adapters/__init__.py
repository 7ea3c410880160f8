"""One outsider a file; no adapter knows another."""
