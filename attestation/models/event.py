"""Facts of the plant's life that the Положение answers with a path and a term."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.history import History
from accounts.models import EmployerOwned
from attestation.models.campaign import Campaign
from attestation.models.order import Order
from workplaces.models import AnalogousGroup


class FactCode(models.TextChoices):
    """What has happened; the path of each stands in ``attestation/facts.py``."""

    EQUIPMENT = "EQUIPMENT", _("заменили или модернизировали оборудование")
    MATERIALS = "MATERIALS", _("заменили сырьё или материалы")
    PROCESS = "PROCESS", _("изменился технологический процесс")
    PROTECTION = "PROTECTION", _("изменились средства коллективной защиты")
    PLAN_DONE = "PLAN_DONE", _("выполнен план мероприятий по улучшению условий труда")
    CONDITIONS = "CONDITIONS", _("изменились условия труда, наниматель или профсоюз требует аттестации")
    DEMAND = "DEMAND", _("внеочередной аттестации требует госэкспертиза условий труда")
    NEW_WORKPLACE = "NEW_WORKPLACE", _("создано новое рабочее место")
    RENAMED = "RENAMED", _("переименовали профессию, должность или подразделение")
    PRESCRIPTION = "PRESCRIPTION", _("пришло заключение или предписание госэкспертизы о документах")
    LAW = "LAW", _("изменилось законодательство о компенсациях или о ППС")
    SUCCESSION = "SUCCESSION", _("реорганизация или смена собственника, ничего не изменилось")
    SUCCESSION_CHANGED = "SUCCESSION_CHANGED", _("реорганизация или смена собственника, изменились работа или условия")


class ChangeEvent(EmployerOwned):
    """A fact with its day, its workplaces, its point of law and the days that it sets running."""

    fact = models.CharField(_("что изменилось"), max_length=20, choices=FactCode)
    happened_on = models.DateField(_("когда"))
    description = models.TextField(_("подробности, документ"), blank=True)
    groups = models.ManyToManyField(AnalogousGroup, blank=True, related_name="events", verbose_name=_("рабочие места"))
    citation = models.CharField(_("основание"), max_length=100, editable=False)
    due_on = models.DateField(_("срок по закону"), null=True, blank=True, editable=False)
    recommended_on = models.DateField(_("рекомендуемый день"), null=True, blank=True, editable=False)
    campaign = models.ForeignKey(
        Campaign,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="events",
        verbose_name=_("аттестация"),
    )
    order = models.ForeignKey(
        Order,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="events",
        verbose_name=_("приказ об изменениях"),
    )
    closed_on = models.DateField(_("исполнено"), null=True, blank=True, editable=False)
    closed_reason = models.CharField(_("чем исполнено"), max_length=500, blank=True, editable=False)
    history = History()

    class Meta:
        verbose_name = _("изменение на предприятии")
        verbose_name_plural = _("изменения на предприятии")
        ordering = ["closed_on", "due_on", "-id"]
        constraints = [models.CheckConstraint(condition=models.Q(fact__in=FactCode.values), name="event_fact_known")]

    def __str__(self) -> str:
        return f"{self.get_fact_display()}, {self.happened_on:%d.%m.%Y}"
