"""Models of the measurements room."""

from measurements.models.indicator import FactorCode, Indicator, MethodCode, UnmeasuredCondition
from measurements.models.laboratory import Instrument, InstrumentFactor, Laboratory, LaboratoryScope, Verification
from measurements.models.mental_strain import MentalStrainAssessment, MentalStrainValue, SpecialWorkCode
from measurements.models.physical_load import PhysicalLoadProtocol, PhysicalLoadValue
from measurements.models.protocol import (
    MeasurementProtocol,
    MeasurementResult,
    NoiseKind,
    ProtocolInstrument,
    RadiationRow,
)
from measurements.models.time_study import TimeStudyCard, TimeStudyExposure, TimeStudyRow

__all__ = [
    "FactorCode",
    "Indicator",
    "Instrument",
    "InstrumentFactor",
    "Laboratory",
    "LaboratoryScope",
    "MeasurementProtocol",
    "MeasurementResult",
    "MentalStrainAssessment",
    "MentalStrainValue",
    "MethodCode",
    "NoiseKind",
    "PhysicalLoadProtocol",
    "PhysicalLoadValue",
    "ProtocolInstrument",
    "RadiationRow",
    "SpecialWorkCode",
    "TimeStudyCard",
    "TimeStudyExposure",
    "TimeStudyRow",
    "UnmeasuredCondition",
    "Verification",
]
