"""The documents room."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """What every document shares."""

    name = "documents"
    verbose_name = "Документы"

    def ready(self) -> None:
        """Register permissions, acts and database guards."""
        from django_fsm.signals import pre_transition

        from accounts.guards import register_guards
        from documents import acts, import_screen, long_work, permissions  # noqa: F401 - registers
        from documents.guards import document_guards, proof_guards
        from documents.registry import refuse_direct_call

        pre_transition.connect(refuse_direct_call, dispatch_uid="only perform() runs transitions")
        register_guards(document_guards)
        register_guards(proof_guards)
