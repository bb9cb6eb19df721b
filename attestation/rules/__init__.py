"""Checks of the procedure: each returns every problem it finds, with its point of law."""
