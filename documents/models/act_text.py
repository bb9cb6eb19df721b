"""The acts' own texts, as an employer attaches them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import EmployerOwned
from documents.models.stored_file import StoredFile


class ActText(EmployerOwned):
    """A text of an act («253», «35» …) that the employer has the right to keep; the newest is shown, none is lost."""

    act = models.CharField(_("акт"), max_length=10)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("файл"))

    class Meta:
        verbose_name = _("текст акта")
        verbose_name_plural = _("тексты актов")
        ordering = ["-id"]
        indexes = [models.Index(fields=["employer", "act"], name="acttext_newest")]

    def __str__(self) -> str:
        return f"№\u00a0{self.act}: {self.file}"
