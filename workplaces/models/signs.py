"""The signs by which workplaces are analogous (№ 35, п. 8, часть третья; п. 14)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sign(models.TextChoices):
    """A sign that all workplaces of a group share; the last one is asked by № 35, п. 14 only.

    Profession and regime are fields of the group itself: members cannot differ in them.
    """

    PROFESSION = "PROFESSION", _("профессия (должность) одного наименования")
    REGIME = "REGIME", _("одинаковый режим работы")
    DUTIES = "DUTIES", _("одни и те же обязанности")
    PROCESS = "PROCESS", _("единый технологический процесс")
    EQUIPMENT = "EQUIPMENT", _("однотипное оборудование")
    TOOLS = "TOOLS", _("однотипные инструменты и приспособления")
    MATERIALS = "MATERIALS", _("однотипные материалы и сырьё")
    LAYOUT = "LAYOUT", _("одинаковое расположение объектов")
    FACTORS = "FACTORS", _("одинаковый набор вредных факторов одного класса")
    ROOM = "ROOM", _("одно помещение с едиными вентиляцией, отоплением, освещением — или открытый воздух")

    @property
    def clause(self) -> str:
        """The point of law that names the sign."""
        return "№\u00a035, п.\u00a014" if self in (Sign.PROCESS, Sign.ROOM) else "№\u00a035, п.\u00a08"

    @property
    def is_given(self) -> bool:
        """Whether the group itself holds it for all of its members."""
        return self in (Sign.PROFESSION, Sign.REGIME)


ASKED = tuple(sign for sign in Sign if not sign.is_given)
"""Signs that somebody looks at for each workplace."""
