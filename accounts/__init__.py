"""Who: employers, the people who log in, their roles, and the tamper-evident journal of acts."""
