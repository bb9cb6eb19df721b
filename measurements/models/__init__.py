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
from measurements.models.table_details import GeneralVibrationKind, Season, WorkCategory
from measurements.models.time_study import TimeStudyCard, TimeStudyExposure, TimeStudyRow

__all__ = [
    "FactorCode",
    "GeneralVibrationKind",
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
    "Season",
    "SpecialWorkCode",
    "TimeStudyCard",
    "TimeStudyExposure",
    "TimeStudyRow",
    "UnmeasuredCondition",
    "Verification",
    "WorkCategory",
]
