"""Fields in which indicators are named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from accounts.models import Employer
from documents.fields import PickField
from documents.workbooks.values import normalized
from measurements.catalogue import plain_name
from measurements.models import Indicator, MethodCode
from measurements.services.protocols import indicator_put
from measurements.vocabulary import KnownIndicator, known_indicator
from norms.errors import BadInput
from norms.lookup import look_up
from norms.tables import load_tables

_AIR = ("substances", "tentative_limits", "producers", "microbial_preparations")


@dataclass(frozen=True)
class NewIndicator:
    """A name that the norms or the vocabulary know and the employer does not have yet."""

    name: str
    known: KnownIndicator | None = None

    def put(self, employer: Employer, *, method: str = "", unit: str = "") -> Indicator:
        """Make it an indicator of the employer; what the vocabulary says of a name is not asked of the row."""
        if self.known is not None:
            known = self.known
            facts = {"factor": known.factor, "method": known.method, "unit": known.unit, "clause": known.clause}
        else:
            facts = {"factor": MethodCode(method).factor.name, "method": method, "unit": unit}
        return indicator_put(employer=employer, name=self.name, **facts)


def _of_vocabulary(name: str) -> NewIndicator | None:
    known = known_indicator(name)
    return NewIndicator(known.shown or name, known) if known is not None else None


class IndicatorField(PickField):
    """An indicator of the employer, a substance of the norms by its full name, or a name of the vocabulary."""

    @classmethod
    def of(cls, field: Any) -> IndicatorField:
        """Make one that looks and offers as another field does."""
        made = cls(field.picker, label=field.label, required=field.required)
        made.widget = field.widget
        made.queryset = field.queryset
        return made

    def to_python(self, value: Any) -> Any:
        """Return the indicator, or a ``NewIndicator``; raises ``ValidationError`` for an unknown name."""
        try:
            return super().to_python(value)
        except ValidationError as error:
            name = str(value).rpartition("|")[0] or str(value)
            if error.code == "several":
                raise
            if new := _of_vocabulary(name):
                return new
            if _is_known(name):
                return NewIndicator(name[:300])
            raise


def _is_known(name: str) -> bool:
    newest = max(table.valid_from for key, table in load_tables().items() if key in _AIR)
    try:
        found = look_up(name, newest, catalogues=_AIR, limit=5)
    except BadInput:
        return False
    return any(normalized(plain_name(each.row.name)) == normalized(name) for each in found)


class IndicatorsField(forms.CharField):
    """Several indicators of the employer by name, with semicolons between them."""

    queryset: QuerySet[Indicator]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.queryset = Indicator._base_manager.none()
        address = reverse_lazy("pick", args=[Indicator._meta.label_lower])
        self.widget.attrs |= {"data-pick": address, "data-many": "", "autocomplete": "off"}

    def clean(self, value: Any) -> Any:
        """Return the indicators, known and new; raises ``ValidationError`` naming each that nobody knows."""
        names = [name.strip() for name in str(super().clean(value) or "").split(";") if name.strip()]
        wanted = {normalized(name): name for name in names}
        own = {row.search_name: row for row in self.queryset.filter(search_name__in=list(wanted))}
        found = {folded: own.get(folded) or _of_vocabulary(name) for folded, name in wanted.items()}
        if missing := [name for folded, name in wanted.items() if found[folded] is None]:
            raise ValidationError(_("Нет в показателях: %s") % "; ".join(missing))
        return [found[folded] for folded in wanted]
