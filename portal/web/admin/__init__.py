"""Bodies, users and settings."""
