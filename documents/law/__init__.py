"""Points of the acts in plain words of our own, and where the official text is published."""
