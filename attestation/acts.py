"""Which checks stand before which act of the procedure, and what each act brings with it."""

from __future__ import annotations

from attestation.models import (
    Acquaintance,
    CertificationCard,
    FactorList,
    ImprovementPlan,
    Order,
    ResultList,
    Submission,
    SurveyProtocol,
    UnionAgreement,
    WorkplaceList,
)
from attestation.rules import cards, changes, full, orders, preparation, results, rounds
from attestation.selectors import agreement_holds
from attestation.services.approvals import sign_as_approver, sign_for_worker
from attestation.services.cards import prepare_assessment, sign_as_assessor, sign_in_seat
from attestation.services.changes import prepare_amendment
from attestation.services.contents import keep_content
from attestation.services.orders import bring_into_force, sign_by_head
from attestation.services.results import (
    remember_digests,
    sign_by_chair,
    sign_by_union,
    void_earlier_agreement,
    write_rows,
)
from attestation.services.rounds import keep_voice
from attestation.services.submissions import choose_way, record_step
from documents.registry import Act, extend_act, register_acts
from documents.services.signing import signatures_void
from measurements.models import MeasurementProtocol, MentalStrainAssessment, PhysicalLoadProtocol, TimeStudyCard

_REOPEN = Act(needs_reason=True, prepare=(signatures_void,))

register_acts(
    Order,
    {
        "issue": Act(
            rules=(
                *orders.ORDER_RULES,
                changes.check_change_ground,
                changes.check_changed_documents,
                full.check_complete_for_approval,
            ),
            effects=(sign_by_head, keep_content, bring_into_force),
        )
    },
)
register_acts(
    WorkplaceList,
    {
        "approve": Act(
            rules=(preparation.check_order_in_force, preparation.check_listed_by_law, preparation.check_grounds),
            effects=(sign_as_approver, keep_content),
        ),
        "reopen": _REOPEN,
    },
)
register_acts(
    SurveyProtocol,
    {
        "approve": Act(
            rules=(preparation.check_order_in_force, preparation.check_group_listed, preparation.check_survey_points),
            effects=(sign_as_approver, keep_content),
        )
    },
)
register_acts(
    FactorList,
    {
        "approve": Act(
            rules=(preparation.check_order_in_force, preparation.check_factors_listed),
            effects=(sign_as_approver, keep_content),
        ),
        "reopen": _REOPEN,
    },
)
register_acts(
    CertificationCard,
    {
        "assess": Act(
            rules=(
                preparation.check_order_in_force,
                preparation.check_group_listed,
                changes.check_not_judged_anew,
                *cards.ASSESS_RULES,
            ),
            prepare=(prepare_assessment,),
            effects=(sign_as_assessor, keep_content),
            offered=lambda card: not card.keeps_classes,
        ),
        "amend": Act(
            rules=(changes.check_amends_by_order,),
            prepare=(prepare_amendment,),
            effects=(sign_as_assessor, keep_content),
            offered=lambda card: card.change_order_id is not None,
        ),
        "send_for_signature": Act(rules=cards.SEND_RULES),
        "sign_as_member": Act(
            rules=(cards.check_signs_in_seat, *rounds.SIGN_RULES), effects=(sign_in_seat, keep_content)
        ),
        "sign_as_chair": Act(
            rules=(
                cards.check_signs_in_seat,
                cards.check_members_signed,
                rounds.check_nobody_declined,
                *rounds.SIGN_RULES,
            ),
            effects=(sign_in_seat, keep_content),
        ),
        "dissent": Act(
            rules=(cards.check_signs_in_seat, *rounds.SIGN_RULES),
            effects=(sign_in_seat, keep_voice, keep_content),
            needs_reason=True,
        ),
        "decline": Act(rules=(cards.check_signs_in_seat,), effects=(keep_voice,), needs_reason=True),
        "recall": Act(needs_reason=True),
        "reopen": _REOPEN,
    },
)
register_acts(
    ResultList,
    {
        "compose": Act(
            rules=(results.check_all_cards_signed, changes.check_list_changes_by_order), prepare=(write_rows,)
        ),
        "sign_as_chair": Act(
            rules=(results.check_is_chair, results.check_rows_match_cards), effects=(sign_by_chair, keep_content)
        ),
        "reopen": _REOPEN,
    },
)
register_acts(
    ImprovementPlan,
    {
        "compose": Act(rules=(results.check_measures, changes.check_list_changes_by_order)),
        "sign_as_chair": Act(
            rules=(results.check_is_chair, results.check_measures), effects=(sign_by_chair, keep_content)
        ),
        "reopen": _REOPEN,
    },
)
register_acts(
    UnionAgreement,
    {
        "send": Act(
            rules=(results.check_results_ready, results.check_not_agreed_already),
            prepare=(remember_digests, void_earlier_agreement),
            offered=lambda agreement: not agreement_holds(agreement),
        ),
        "agree": Act(
            rules=(
                results.check_represents_union,
                results.check_results_ready,
                results.check_agrees_to_what_was_sent,
            ),
            effects=(sign_by_union, keep_content),
        ),
        "refuse": Act(rules=(results.check_represents_union,), needs_reason=True),
    },
)
register_acts(
    Acquaintance,
    {
        "acknowledge": Act(
            rules=(results.check_order_issued, results.check_drawn), effects=(sign_for_worker, keep_content)
        )
    },
)
register_acts(
    Submission,
    {
        "hand_over": Act(
            rules=(
                results.check_order_issued,
                results.check_receipt,
                results.check_submission_term,
                results.check_everyone_acquainted,
                full.check_complete_for_submission,
            ),
            prepare=(choose_way,),
            effects=(record_step,),
        ),
        "accept": Act(effects=(record_step,)),
        "send_back": Act(needs_reason=True, effects=(record_step,)),
    },
)

# Nothing is measured or observed before the order: this room adds its rule to the evidence below it.
extend_act(MeasurementProtocol, "issue", rules=(preparation.check_evidence_after_order,))
extend_act(TimeStudyCard, "complete", rules=(preparation.check_evidence_after_order,))
extend_act(PhysicalLoadProtocol, "approve", rules=(preparation.check_evidence_after_order,))
extend_act(MentalStrainAssessment, "approve", rules=(preparation.check_evidence_after_order,))

# A paper behind a card that is no longer a draft is not voided under it.
for _evidence in (MeasurementProtocol, TimeStudyCard, PhysicalLoadProtocol, MentalStrainAssessment):
    extend_act(_evidence, "void", rules=(preparation.check_not_behind_a_card,))
