"""Checks of evidence: each returns every problem it finds, with its point of law."""
