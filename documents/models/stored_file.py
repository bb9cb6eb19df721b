"""Files, stored by their content."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import EmployerOwned


class StoredFile(EmployerOwned):
    """A file of an employer; its bytes lie under their SHA-256 and never change."""

    sha256 = models.CharField(max_length=64)
    name = models.CharField(_("имя файла"), max_length=255)
    size = models.PositiveBigIntegerField(_("размер, байт"))
    content_type = models.CharField(max_length=100)
    stored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("кто")
    )
    stored_at = models.DateTimeField(_("когда"), auto_now_add=True)

    class Meta:
        verbose_name = _("файл")
        verbose_name_plural = _("файлы")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name
