"""Reading messy workbooks: file → sheets → rows → values, with every doubt named by its cell."""
