"""The law from a command line: JSON lines in, JSON lines out. See docs/norms/cli.md."""
