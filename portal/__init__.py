"""Gensvar: citizen dialogues that keep the principles they were built on."""
