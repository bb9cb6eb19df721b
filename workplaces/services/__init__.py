"""Writes of the workplaces room."""
