"""The attestation room."""

from django.apps import AppConfig


class AttestationConfig(AppConfig):
    """The procedure."""

    name = "attestation"
    verbose_name = "Аттестация"

    def ready(self) -> None:
        """Register permissions, acts and importers."""
        from accounts.guards import register_guards
        from attestation import acts, beginnings, downloads, facets, permissions, screens  # noqa: F401 - registers
        from attestation.guards import kept_for_ever
        from attestation.imports.lists_and_previous import ListsImporter
        from attestation.services.proof import PROOFS
        from documents.services.proof import register_proofs
        from documents.workbooks.base import register_importer

        register_guards(kept_for_ever)
        register_proofs(*PROOFS)
        register_importer(ListsImporter())
