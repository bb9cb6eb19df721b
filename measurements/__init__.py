"""The evidence: factors, laboratories, instruments, protocols, time-study cards."""
