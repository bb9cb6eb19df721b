"""Forms of the measurements room."""

from documents.forms import OwnedForm
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
    TimeStudyCard,
    TimeStudyExposure,
    TimeStudyRow,
    UnmeasuredCondition,
    Verification,
)


class IndicatorForm(OwnedForm):
    """An indicator of a factor."""

    class Meta(OwnedForm.Meta):
        model = Indicator
        fields = ["name", "factor", "method", "unit", "clause"]


class UnmeasuredConditionForm(OwnedForm):
    """A ground for assessing without measuring."""

    class Meta(OwnedForm.Meta):
        model = UnmeasuredCondition
        fields = ["group", "clause", "ground"]


class LaboratoryForm(OwnedForm):
    """A laboratory with its certificate."""

    class Meta(OwnedForm.Meta):
        model = Laboratory
        fields = [
            "name",
            "address",
            "accreditation_number",
            "accredited_from",
            "accredited_through",
            "head_name",
            "guests",
        ]


class LaboratoryScopeForm(OwnedForm):
    """A factor within the scope of accreditation."""

    class Meta(OwnedForm.Meta):
        model = LaboratoryScope
        fields = ["laboratory", "factor"]


class InstrumentForm(OwnedForm):
    """An instrument."""

    class Meta(OwnedForm.Meta):
        model = Instrument
        fields = ["laboratory", "name", "serial_number"]


class InstrumentFactorForm(OwnedForm):
    """What an instrument measures."""

    class Meta(OwnedForm.Meta):
        model = InstrumentFactor
        fields = ["instrument", "factor"]


class VerificationForm(OwnedForm):
    """A verification of an instrument."""

    class Meta(OwnedForm.Meta):
        model = Verification
        fields = ["instrument", "certificate", "verified_on", "valid_through"]


class ProtocolForm(OwnedForm):
    """Head of a protocol of measurements."""

    class Meta(OwnedForm.Meta):
        model = MeasurementProtocol
        fields = ["number", "dated_on", "measured_on", "laboratory", "representative"]


class ResultForm(OwnedForm):
    """One result of a protocol."""

    class Meta(OwnedForm.Meta):
        model = MeasurementResult
        fields = [
            "group",
            "indicator",
            "method",
            "value",
            "limit_low",
            "limit",
            "unit",
            "effect",
            "second_effect",
            "averaging",
            "includes_time",
            "conditions",
        ]


class ProtocolInstrumentForm(OwnedForm):
    """An instrument used for a protocol."""

    class Meta(OwnedForm.Meta):
        model = ProtocolInstrument
        fields = ["instrument"]


class TimeStudyForm(OwnedForm):
    """Head of a time study."""

    class Meta(OwnedForm.Meta):
        model = TimeStudyCard
        fields = ["number", "dated_on", "group", "employee", "diploma_speciality", "starts_at", "shift_minutes"]


class TimeStudyRowForm(OwnedForm):
    """One line of a time study."""

    class Meta(OwnedForm.Meta):
        model = TimeStudyRow
        fields = ["place", "observed", "ends_at", "kind", "belongs"]


class TimeStudyExposureForm(OwnedForm):
    """An indicator that acts during a line."""

    class Meta(OwnedForm.Meta):
        model = TimeStudyExposure
        fields = ["row", "indicator"]


class LoadProtocolForm(OwnedForm):
    """Head of a protocol of physical load."""

    class Meta(OwnedForm.Meta):
        model = PhysicalLoadProtocol
        fields = ["number", "dated_on", "group", "sex", "work_description"]


class LoadValueForm(OwnedForm):
    """One indicator of physical load."""

    class Meta(OwnedForm.Meta):
        model = PhysicalLoadValue
        fields = ["indicator", "value", "calculation"]


class StrainForm(OwnedForm):
    """Head of an assessment of mental strain."""

    class Meta(OwnedForm.Meta):
        model = MentalStrainAssessment
        fields = ["number", "dated_on", "group"]


class StrainValueForm(OwnedForm):
    """One indicator of mental strain."""

    class Meta(OwnedForm.Meta):
        model = MentalStrainValue
        fields = ["indicator", "conditions_class", "characteristic"]
