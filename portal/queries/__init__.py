"""Selects and counts; each function answers one question and changes nothing."""
