"""Long work of this room: print runs and dossiers. Each module registers its own kind."""
