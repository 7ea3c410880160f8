"""For programs: JSON, open data, feeds."""
