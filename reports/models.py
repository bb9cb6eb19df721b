"""What has been printed of approved documents."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.models import StoredFile
from documents.models.signature import AboutDocument


class PrintedCopy(AboutDocument):
    """The bytes of an approved document as they were printed for the first time; never made again.

    ``paper_digest`` is the SHA-256 of everything that the paper says. A card whose workers have since
    been acquainted says more: that is another copy, and the earlier one stays.
    """

    file_format = models.CharField(_("формат"), max_length=10)
    paper_digest = models.CharField(_("хэш напечатанного"), max_length=64)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("файл"))

    class Meta:
        verbose_name = _("напечатанный экземпляр")
        verbose_name_plural = _("напечатанные экземпляры")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["document_type", "document_id", "document_revision", "file_format", "paper_digest"],
                name="printedcopy_once",
            )
        ]

    def __str__(self) -> str:
        return self.file.name
