"""Pages of the attestation room."""
