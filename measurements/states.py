"""States of the documents of evidence."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProtocolState(models.TextChoices):
    """Laboratory protocol: filled in, then issued by the laboratory; a wrong one is voided, not changed."""

    DRAFT = "DRAFT", _("черновик")
    ISSUED = "ISSUED", _("выдан")
    VOID = "VOID", _("аннулирован")


class TimeStudyState(models.TextChoices):
    """Time study: observed, completed by the observer, approved by the head of the department."""

    DRAFT = "DRAFT", _("черновик")
    COMPLETED = "COMPLETED", _("подписана исполнителем")
    APPROVED = "APPROVED", _("утверждена")
    VOID = "VOID", _("аннулирована")


class AssessmentState(models.TextChoices):
    """Assessment of physical load or mental strain: filled in, then signed by who made it."""

    DRAFT = "DRAFT", _("черновик")
    APPROVED = "APPROVED", _("подписана")
    VOID = "VOID", _("аннулирована")
