"""Importers of the attestation room."""
