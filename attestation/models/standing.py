"""Where a group stands in the legal lists, and what its last certification found."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.history import History
from accounts.models import EmployerOwned
from workplaces.models import AnalogousGroup


class ClassCode(models.TextChoices):
    """The seven classes as codes."""

    OPTIMAL = "1", "1"
    PERMISSIBLE = "2", "2"
    HARMFUL_1 = "3.1", "3.1"
    HARMFUL_2 = "3.2", "3.2"
    HARMFUL_3 = "3.3", "3.3"
    HARMFUL_4 = "3.4", "3.4"
    DANGEROUS = "4", "4"


class ListNumber(models.IntegerChoices):
    """The two lists of № 536."""

    FIRST = 1, _("Список № 1")
    SECOND = 2, _("Список № 2")


class LegalStanding(EmployerOwned):
    """Lists that name the profession (№ 253, п. 5¹), and the previous result of the group."""

    group = models.OneToOneField(
        AnalogousGroup, models.PROTECT, related_name="standing", verbose_name=_("рабочее место")
    )
    list_536 = models.PositiveSmallIntegerField(_("список № 536"), choices=ListNumber, null=True, blank=True)
    list_536_entry = models.CharField(_("раздел, глава, код строки списка"), max_length=300, blank=True)
    special_conditions = models.CharField(_("особые показатели, обозначенные в списках"), max_length=1000, blank=True)
    is_textile = models.BooleanField(_("перечень текстильных производств"), default=False)
    is_medical = models.BooleanField(_("раздел I перечня медицинских работников"), default=False)
    is_chemical_production = models.BooleanField(
        _("химическое или нефтеперерабатывающее производство"),
        default=False,
        help_text=_("комплексы веществ приложения 7 к №\u00a035 (п. 22, ч. 3)"),
    )
    short_hours_week = models.DecimalField(
        _("сокращённая неделя по списку № 57, ч"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        help_text=_("0 — профессия в списке есть, часы в строке не названы"),
    )
    short_hours_entry = models.CharField(_("глава и пункт списка № 57"), max_length=200, blank=True)
    previous_class = models.CharField(_("прежний класс"), max_length=3, choices=ClassCode, blank=True)
    previous_order_number = models.CharField(_("№ прежнего приказа"), max_length=50, blank=True)
    previous_order_on = models.DateField(_("дата прежнего приказа"), null=True, blank=True)
    history = History()

    class Meta:
        verbose_name = _("положение в списках и прежний результат")
        verbose_name_plural = _("положения в списках и прежние результаты")
        ordering = ["group"]

    def __str__(self) -> str:
        return str(self.group)
