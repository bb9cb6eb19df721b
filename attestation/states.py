"""States of the documents of the procedure. Each machine stands in docs/states/, made from the code."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CampaignState(models.TextChoices):
    """A certification as a piece of work: from its order to the order of approval."""

    PREPARATION = "PREPARATION", _("подготовка")
    OPEN = "OPEN", _("проводится")
    COMPLETED = "COMPLETED", _("завершена")


class OrderState(models.TextChoices):
    """An order of the employer."""

    DRAFT = "DRAFT", _("проект")
    ISSUED = "ISSUED", _("издан")


class ApprovedState(models.TextChoices):
    """A document of the commission that is filled in, then approved."""

    DRAFT = "DRAFT", _("черновик")
    APPROVED = "APPROVED", _("утверждён")


class CardState(models.TextChoices):
    """A certification card: assessed by specialists, signed by the commission, in force by order."""

    DRAFT = "DRAFT", _("черновик")
    ASSESSED = "ASSESSED", _("оценена")
    SIGNING = "SIGNING", _("на подписи комиссии")
    SIGNED = "SIGNED", _("подписана")
    IN_FORCE = "IN_FORCE", _("действует")
    SUPERSEDED = "SUPERSEDED", _("заменена")


class ResultState(models.TextChoices):
    """A result list or the plan: composed, signed by the chair, agreed with the union, approved by order."""

    DRAFT = "DRAFT", _("черновик")
    COMPOSED = "COMPOSED", _("сформирован")
    READY = "READY", _("подписан председателем")
    APPROVED = "APPROVED", _("утверждён приказом")
    SUPERSEDED = "SUPERSEDED", _("заменён")


class AgreementState(models.TextChoices):
    """Agreement of the lists and the plan with one union."""

    DRAFT = "DRAFT", _("не направлено")
    SENT = "SENT", _("на согласовании")
    AGREED = "AGREED", _("согласовано")
    REMARKS = "REMARKS", _("есть замечания")


class AcquaintanceState(models.TextChoices):
    """Acquaintance of one worker with the card and the order."""

    PENDING = "PENDING", _("не ознакомлен")
    ACQUAINTED = "ACQUAINTED", _("ознакомлен")


class SubmissionState(models.TextChoices):
    """Documents on their way to the state expertise of working conditions."""

    PREPARED = "PREPARED", _("подготовлены")
    HANDED_OVER = "HANDED_OVER", _("представлены")
    ACCEPTED = "ACCEPTED", _("приняты")
    RETURNED = "RETURNED", _("возвращены с замечаниями")
