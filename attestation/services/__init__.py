"""Writes of the attestation room."""
