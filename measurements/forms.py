"""Forms of the measurements room."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from documents.forms import OwnedForm, form_of
from documents.models import Document, DocumentPart
from measurements.evidence import bands_of, mean_of, sample_of
from measurements.fields import IndicatorField, IndicatorsField, NewIndicator
from measurements.models import (
    Indicator,
    Instrument,
    InstrumentFactor,
    Laboratory,
    LaboratoryScope,
    MeasurementProtocol,
    MeasurementResult,
    MentalStrainAssessment,
    MentalStrainValue,
    PhysicalLoadProtocol,
    PhysicalLoadValue,
    ProtocolInstrument,
    SpecialWorkCode,
    TimeStudyCard,
    TimeStudyRow,
    UnmeasuredCondition,
    Verification,
)
from measurements.models.table_details import DETAILS
from measurements.services.time_studies import row_factors_set
from norms.errors import BadInput
from norms.factors.fields import FieldKind
from norms.library import norm


def clause_choices() -> list[Any]:
    """What is assessed without measuring (№ 35, п. 21, 22, 27), in words, under the keys of the norms."""
    today = timezone.localdate()
    works, drugs = norm("biological.activities", today).table, norm("chemical.drugs", today).table
    dangers = norm("chemical.unregulated", today).table
    return [
        ("", "---------"),
        ("№ 35, п. 27", [(key, f"{key}. {row['title']}") for key, row in works.items()]),
        ("№ 35, п. 22", [(key, row["title"]) for key, row in drugs.items()]),
        ("№ 35, п. 21", [(key, _("класс опасности %s") % key) for key in dangers]),
    ]


class IndicatorForm(OwnedForm):
    """An indicator of a factor."""

    clause = forms.ChoiceField(label=_("без измерений"), required=False, choices=clause_choices)

    class Meta(OwnedForm.Meta):
        model = Indicator
        fields = ["name", "factor", "method", "unit", "clause", "work", "is_care"]

    SHOWN_FOR: ClassVar = {"clause": "ACTIVITY UNREGULATED DRUG", "work": "DRUG", "is_care": "ACTIVITY"}


UnmeasuredConditionForm = form_of(UnmeasuredCondition, "group", "clause", "ground")
"""A ground for assessing without measuring."""


LaboratoryForm = form_of(
    Laboratory,
    "name",
    "address",
    "accreditation_number",
    "accredited_from",
    "accredited_through",
    "head_name",
    "guests",
)
"""A laboratory with its certificate."""


LaboratoryScopeForm = form_of(LaboratoryScope, "laboratory", "factor")
"""A factor within the scope of accreditation."""


InstrumentForm = form_of(Instrument, "laboratory", "name", "serial_number")
"""An instrument."""


InstrumentFactorForm = form_of(InstrumentFactor, "instrument", "factor")
"""What an instrument measures."""


VerificationForm = form_of(Verification, "instrument", "certificate", "verified_on", "valid_through")
"""A verification of an instrument."""


ProtocolForm = form_of(
    MeasurementProtocol,
    "number",
    "dated_on",
    "measured_on",
    "laboratory",
    "representative",
    "kind_acts",
    "method_acts",
    "sampled_by",
    "voltage_before",
    "voltage_after",
)
"""Head of a protocol of measurements."""


_FIELDS = " ".join(FieldKind.__members__)  # rows of table 5
_BESIDE_SOURCE = f"{_FIELDS} ULTRAVIOLET"
_MICROCLIMATE = "TEMPERATURE HUMIDITY AIR_SPEED RADIATION_OPEN RADIATION_HEATED OPEN_AIR"


_ASIDE = (
    "effect",
    "second_effect",
    "averaging",
    "includes_time",
    "conditions",
    "zone",
    "sample",
    "bands",
    "noise_kind",
    "level_a",
    "background",
    "limit_short",
    "negative",
    "near_static_fields",
    "family",
    "row",
    *DETAILS,
)
"""Fields of a result that share the last column: a method needs a few of them."""


class ResultForm(OwnedForm):
    """One result of a protocol.

    A substance of the norms or a name of the vocabulary that the employer has not used yet becomes its indicator
    when the row is written.
    """

    EXTRA = _ASIDE
    SHOWN_FOR: ClassVar = {
        "effect": "SUBSTANCE",
        "second_effect": "SUBSTANCE",
        "averaging": "SUBSTANCE",
        "includes_time": "NOISE GENERAL_VIBRATION LOCAL_VIBRATION INFRASOUND",
        "zone": "NOISE GENERAL_VIBRATION LOCAL_VIBRATION INFRASOUND SUBSTANCE DUST",
        "bands": "NOISE",
        "noise_kind": "NOISE",
        "level_a": "INFRASOUND",
        "background": _FIELDS,
        "limit_short": _FIELDS,
        "negative": "AIR_IONS",
        "near_static_fields": "AIR_IONS",
        "family": "SUBSTANCE",
        "row": "RADIATION_SOURCE DOSE_RATE CONTAMINATION VOLUME_ACTIVITY",
        "distance": f"{_BESIDE_SOURCE} AIR_IONS LASER_CHRONIC LASER_SINGLE",
        "height": f"{_BESIDE_SOURCE} {_MICROCLIMATE} AIR_IONS LASER_CHRONIC LASER_SINGLE",
        "zone_time": f"{_BESIDE_SOURCE} LASER_CHRONIC LASER_SINGLE",
        "frequency": _FIELDS,
        "vibration_kind": "GENERAL_VIBRATION",
        "is_combined_lighting": "ILLUMINANCE",
        "general_part": "ILLUMINANCE",
        "general_part_limit": "ILLUMINANCE",
        "work_category": _MICROCLIMATE,
        "season": _MICROCLIMATE,
        "surface": "RADIATION_OPEN RADIATION_HEATED",
        "air_temperature": "SUBSTANCE DUST PRODUCER",
        "method_act": "SUBSTANCE DUST PRODUCER",
    }

    class Meta(OwnedForm.Meta):
        model = MeasurementResult
        fields = ("group", "indicator", "method", "value", "limit_low", "limit", "unit", *_ASIDE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["method"].required = False
        self.fields["indicator"] = IndicatorField.of(self.fields["indicator"])
        self.new_indicator: NewIndicator | None = None

    def clean(self) -> dict[str, Any]:
        """How the indicator is assessed and its unit follow from the indicator where nothing is typed."""
        given = super().clean() or {}
        known = given.get("indicator")
        if isinstance(known, NewIndicator):
            self.new_indicator, known, given["indicator"] = known, known.known, None
        given["method"] = given.get("method") or (known.method if known else "")
        given["unit"] = given.get("unit") or (known.unit if known else "")
        if not given["method"] and "indicator" not in self.errors:
            self.add_error("method", _("Выберите, как оценивается показатель."))
        self._take_lists(given)
        return given

    def _take_lists(self, given: dict[str, Any]) -> None:
        """Octave bands can be read; the mean of a sample is its value, unless the laboratory gives another."""
        for name, read in (("bands", bands_of), ("sample", sample_of)):
            try:
                read(given.get(name) or "")
            except BadInput as error:
                self.add_error(name, error.reason)
        if given.get("sample") and given.get("value") is None and "sample" not in self.errors and given["method"]:
            given["value"] = mean_of(given["method"], given["sample"], timezone.localdate())

    def _get_validation_exclusions(self) -> set[str]:
        """An indicator that will be made when the row is written is not missing."""
        return {
            *super()._get_validation_exclusions(),  # type: ignore[misc]
            *(["indicator"] if self.new_indicator else []),
        }

    def write(self, document: Document, actor: User) -> DocumentPart:
        """Write the row; its indicator first, where it is new."""
        if self.new_indicator:
            given = {name: self.cleaned_data[name] for name in ("method", "unit")}
            self.instance.indicator = self.new_indicator.put(self.employer, **given)
        return super().write(document, actor)


ProtocolInstrumentForm = form_of(ProtocolInstrument, "instrument")
"""An instrument used for a protocol."""


TimeStudyForm = form_of(
    TimeStudyCard, "number", "dated_on", "group", "employee", "diploma_speciality", "starts_at", "shift_minutes"
)
"""Head of a time study."""


class TimeStudyRowForm(OwnedForm):
    """One line of a time study with the factors that act meanwhile."""

    factors = IndicatorsField(label=_("действующие факторы"), required=False)

    class Meta(OwnedForm.Meta):
        model = TimeStudyRow
        fields = ["place", "observed", "ends_at", "kind", "factors", "belongs"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        acting = self.fields["factors"]
        assert isinstance(acting, IndicatorsField)
        acting.queryset = Indicator.objects.filter(employer=self.employer)
        self.initial.setdefault("factors", self.instance.factors)

    def write(self, document: Document, actor: User) -> DocumentPart:
        """Write the line and its indicators, those first that are new."""
        row = super().write(document, actor)
        assert isinstance(row, TimeStudyRow)
        acting = self.cleaned_data["factors"]
        row_factors_set(row, [each.put(self.employer) if isinstance(each, NewIndicator) else each for each in acting])
        return row


LoadProtocolForm = form_of(PhysicalLoadProtocol, "number", "dated_on", "group", "sex", "work_description")
"""Head of a protocol of physical load."""


LoadValueForm = form_of(PhysicalLoadValue, "indicator", "value", "calculation")
"""One indicator of physical load."""


class StrainForm(OwnedForm):
    """Head of an assessment of mental strain; how long a work of п. 83 takes is asked of whoever names such a work."""

    class Meta(OwnedForm.Meta):
        model = MentalStrainAssessment
        fields = ["number", "dated_on", "group", "special_work", "special_minutes"]

    SHOWN_FOR: ClassVar = {"special_minutes": " ".join(SpecialWorkCode.values)}
    SHOWN_BY = "special_work"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        work = self.fields["special_work"]
        work.help_text = f"{work.help_text}. {_('Если такая работа есть, ниже спросим её время за смену.')}"
        self.fields["special_minutes"].widget.attrs["aria-describedby"] = "id_special_work_helptext"


StrainValueForm = form_of(MentalStrainValue, "indicator", "conditions_class", "characteristic")
"""One indicator of mental strain."""
