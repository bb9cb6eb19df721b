"""Importers of the workplaces room."""
