"""The plant: departments, professions, workplaces, analogous groups, employees, working calendar."""
