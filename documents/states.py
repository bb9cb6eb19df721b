"""States of the documents of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportState(models.TextChoices):
    """Life of an import: a file is uploaded, read row by row, then applied (and perhaps undone) or set aside."""

    UPLOADED = "UPLOADED", _("загружен")
    READ = "READ", _("прочитан")
    APPLIED = "APPLIED", _("применён")
    UNDONE = "UNDONE", _("отменён")
    REFUSED = "REFUSED", _("отклонён")
