"""The accounts room."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class AccountsConfig(AppConfig):
    """Employers, people, memberships, journal."""

    name = "accounts"
    verbose_name = "Наниматели и пользователи"

    def ready(self) -> None:
        """Register permissions; take the database guards off for migrations and put them back after."""
        from accounts import guards, permissions, receivers  # noqa: F401 - registers permissions and receivers

        pre_migrate.connect(guards.remove_guards, sender=self)
        post_migrate.connect(guards.install_guards, sender=self)
