"""Pages of the workplaces room."""
