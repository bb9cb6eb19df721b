"""Factories: rows come about through the services, documents through ``perform``."""
