"""Importers of the measurements room."""
