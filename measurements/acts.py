"""Which checks stand before which act of the evidence, and who signs."""

from __future__ import annotations

from accounts.selectors import position_of
from documents.models import Meaning
from documents.registry import Act, Performance, register_acts
from documents.services.signing import SignerSnapshot, signature_put, signatures_void
from measurements.models import MeasurementProtocol, MentalStrainAssessment, PhysicalLoadProtocol, TimeStudyCard
from measurements.rules import assessments, protocols, time_studies


def _sign_as_performer(performance: Performance) -> None:
    _sign(performance, Meaning.PERFORMED)


def _sign_as_assessor(performance: Performance) -> None:
    _sign(performance, Meaning.ASSESSED)


def _sign_as_approver(performance: Performance) -> None:
    _sign(performance, Meaning.APPROVED)


def _sign(performance: Performance, meaning: str) -> None:
    actor = performance.actor
    position = position_of(actor, performance.document.employer_id)
    signature_put(performance, meaning, SignerSnapshot(actor.short_name, position))


register_acts(
    MeasurementProtocol,
    {
        "issue": Act(
            rules=(
                protocols.check_accreditation_term,
                protocols.check_accreditation_scope,
                protocols.check_instruments,
                protocols.check_representative,
                protocols.check_results,
                protocols.check_values_filled,
            ),
            effects=(_sign_as_approver,),
        ),
        "void": Act(needs_reason=True),
    },
)
_TIME_RULES = (
    time_studies.check_times_rise,
    time_studies.check_sums_to_shift,
    time_studies.check_indicators_sorted,
    time_studies.check_shift_as_staffed,
)
register_acts(
    TimeStudyCard,
    {
        "complete": Act(rules=_TIME_RULES, effects=(_sign_as_performer,)),
        "approve": Act(rules=_TIME_RULES, effects=(_sign_as_approver,)),
        "reopen": Act(needs_reason=True, prepare=(signatures_void,)),
        "void": Act(needs_reason=True),
    },
)
register_acts(
    PhysicalLoadProtocol,
    {
        "approve": Act(
            rules=(assessments.check_load_values, assessments.check_load_sexes), effects=(_sign_as_assessor,)
        ),
        "void": Act(needs_reason=True),
    },
)
register_acts(
    MentalStrainAssessment,
    {
        "approve": Act(rules=(assessments.check_strain_complete,), effects=(_sign_as_assessor,)),
        "void": Act(needs_reason=True),
    },
)
