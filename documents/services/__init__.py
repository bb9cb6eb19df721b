"""Writes of the documents room."""
