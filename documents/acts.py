"""Rules and effects of the documents of this room."""

from documents.services.importing import register_import_acts

register_import_acts()
