"""Rules and effects of the documents of this room."""

from documents.services import proof  # noqa: F401 - registers what verify_journal proves here
from documents.services.importing import register_import_acts

register_import_acts()
