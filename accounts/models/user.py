"""A person who logs in."""

import datetime as dt

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A person. Accounts are closed, never deleted or handed on: one account is one person."""

    patronymic = models.CharField(_("отчество"), max_length=150, blank=True)
    signing_failures = models.PositiveSmallIntegerField(_("неудачных подтверждений подряд"), default=0, editable=False)
    signing_locked_at = models.DateTimeField(_("подписание закрыто"), null=True, blank=True, editable=False)

    language = models.CharField(_("язык экранов и писем"), max_length=5, choices=settings.LANGUAGES, blank=True)

    roles_by_day: dict[dt.date, dict[int, set[str]]]
    """Kept by ``roles_of`` with this object only, by day and employer."""

    class Meta:
        verbose_name = _("пользователь")
        verbose_name_plural = _("пользователи")
        ordering = ["last_name", "first_name", "username"]

    def __str__(self) -> str:
        return self.short_name or self.username

    @property
    def short_name(self) -> str:
        """Name as documents print it: «А. В. Новик»."""
        initials = "\u00a0".join(f"{part[0]}." for part in (self.first_name, self.patronymic) if part)
        return f"{initials}\u00a0{self.last_name}".strip("\u00a0 ")
