"""Writes of the measurements room."""
