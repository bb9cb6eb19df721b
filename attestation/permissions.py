"""Who may do what in the attestation room."""

from __future__ import annotations

from typing import Any

import rules
from django.utils import timezone

from accounts.models import Role, User
from accounts.permissions import has_role, is_head, is_safety_officer, reads_everything
from accounts.selectors import roles_of
from attestation.models import CommissionMember, OrderKind, Seat
from attestation.states import OrderState

assesses = has_role(Role.SAFETY_OFFICER, Role.SPECIALIST)
represents_union = has_role(Role.UNION)
acquaints = has_role(Role.SAFETY_OFFICER, Role.HR, Role.DEPARTMENT_HEAD)


def _has_seat(user: User, target: Any, **conditions: Any) -> bool:
    """Whether an order has given a seat, and the person still works for the employer in any role."""
    campaign_id = getattr(target, "campaign_id", None)
    if campaign_id is None or not roles_of(user, target.employer_id, timezone.localdate()):
        return False
    return CommissionMember.objects.filter(
        user=user,
        order__campaign_id=campaign_id,
        order__kind__in=(OrderKind.HOLD, OrderKind.COMMISSION),
        order__state=OrderState.ISSUED,
        **conditions,
    ).exists()


@rules.predicate
def is_chair(user: User, target: Any = None) -> bool:
    """Chairs the commission of the campaign; the day of the seat is checked when signing."""
    return target is not None and _has_seat(user, target, seat=Seat.CHAIR)


@rules.predicate
def is_member(user: User, target: Any = None) -> bool:
    """Sits in the commission of the campaign as a member."""
    return target is not None and _has_seat(user, target, seat=Seat.MEMBER)


@rules.predicate
def is_own(user: User, target: Any = None) -> bool:
    """The worker's own card or acquaintance."""
    employee = getattr(user, "employee", None) if user.is_authenticated else None
    if employee is None or target is None:
        return False
    if getattr(target, "employee_id", None) == employee.pk:
        return True
    return getattr(target, "group_id", None) == employee.group_id


_DOCUMENTS = (
    "campaign",
    "order",
    "workplacelist",
    "surveyprotocol",
    "factorlist",
    "certificationcard",
    "resultlist",
    "improvementplan",
    "unionagreement",
    "acquaintance",
    "submission",
)
for model in _DOCUMENTS:
    rules.add_perm(f"attestation.view_{model}", reads_everything | is_own)
    rules.add_perm(f"attestation.change_{model}", is_safety_officer)
rules.add_perm("attestation.view_attachedpaper", reads_everything)
rules.add_perm("attestation.change_attachedpaper", is_safety_officer)
for model in ("legalstanding", "tradeunion", "changeevent"):
    rules.add_perm(f"attestation.view_{model}", reads_everything)
    rules.add_perm(f"attestation.change_{model}", is_safety_officer)

# The orders: the head issues, and everything an order approves follows from that act.
rules.add_perm("attestation.refresh_preliminaryclass", assesses)
rules.add_perm("attestation.issue_order", is_head)
for permission in (
    "begin_campaign",
    "complete_campaign",
    "put_in_force_certificationcard",
    "supersede_certificationcard",
    "approve_resultlist",
    "supersede_resultlist",
    "approve_improvementplan",
    "supersede_improvementplan",
):
    rules.add_perm(f"attestation.{permission}", is_head)

rules.add_perm("attestation.approve_workplacelist", is_chair)
rules.add_perm("attestation.reopen_workplacelist", is_safety_officer)
rules.add_perm("attestation.approve_surveyprotocol", is_member | is_chair)
rules.add_perm("attestation.approve_factorlist", is_member | is_chair)
rules.add_perm("attestation.reopen_factorlist", is_safety_officer)

rules.add_perm("attestation.assess_certificationcard", assesses)
rules.add_perm("attestation.send_for_signature_certificationcard", is_safety_officer)
rules.add_perm("attestation.reopen_certificationcard", is_safety_officer)
rules.add_perm("attestation.sign_as_member_certificationcard", is_member)
rules.add_perm("attestation.dissent_certificationcard", is_member)
rules.add_perm("attestation.decline_certificationcard", is_member)
rules.add_perm("attestation.recall_certificationcard", is_safety_officer)
rules.add_perm("attestation.amend_certificationcard", assesses)
rules.add_perm("attestation.sign_as_chair_certificationcard", is_chair)

for model in ("resultlist", "improvementplan"):
    rules.add_perm(f"attestation.compose_{model}", is_safety_officer)
    rules.add_perm(f"attestation.reopen_{model}", is_safety_officer)
    rules.add_perm(f"attestation.sign_as_chair_{model}", is_chair)

rules.add_perm("attestation.send_unionagreement", is_safety_officer)
rules.add_perm("attestation.agree_unionagreement", represents_union)
rules.add_perm("attestation.refuse_unionagreement", represents_union)
rules.add_perm("attestation.acknowledge_acquaintance", acquaints | is_own)
for verb in ("hand_over", "accept", "send_back"):
    rules.add_perm(f"attestation.{verb}_submission", is_safety_officer)
