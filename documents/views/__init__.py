"""Pages that every kind of document shares."""
