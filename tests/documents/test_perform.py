"""perform(): the only way a state changes, whole or not at all."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import JournalEntry, Role
from accounts.services.journal import journal_faults
from attestation.models import Campaign, Order
from attestation.states import CampaignState, OrderState
from documents.models import Deviation, Signature
from documents.problems import StaleDocument, UnableToPerform
from documents.registry import Act
from documents.services import perform as perform_module
from documents.services.perform import foresee, perform
from tests.factories.people import person
from tests.factories.plant import ORDER_ON, Plant


def test_a_transition_changes_state_version_history_journal_and_signature(plant: Plant) -> None:
    order = plant.hold_order(plant.campaign())

    issued = perform(order, "issue", actor=plant.director, on=ORDER_ON, expected_version=order.version)

    assert (issued.state, issued.version, issued.dated_on) == (OrderState.ISSUED, order.version + 1, ORDER_ON)
    newest = issued.history.first()
    assert (newest.state, newest.history_user) == (OrderState.ISSUED, plant.director)
    entry = JournalEntry.objects.filter(act="order.issue").get()
    assert (entry.actor, entry.target_id) == (plant.director, str(order.pk))
    assert Signature.objects.get(document_id=order.pk, document_type="attestation.order").signer == plant.director
    assert list(journal_faults(plant.employer)) == []


def test_effects_of_an_act_are_performed_too(plant: Plant) -> None:
    campaign = plant.campaign()

    perform(plant.hold_order(campaign), "issue", actor=plant.director, on=ORDER_ON)

    assert Campaign.objects.get(pk=campaign.pk).state == CampaignState.OPEN
    assert JournalEntry.objects.filter(act="campaign.begin").exists()


def test_a_refusal_carries_every_problem_and_changes_nothing(plant: Plant) -> None:
    order = plant.hold_order(plant.campaign(), number="", members=(), stages=(), starts_on=None)
    before = JournalEntry.objects.count()

    with pytest.raises(UnableToPerform) as refusal:
        perform(order, "issue", actor=plant.director, on=ORDER_ON)

    assert {problem.code for problem in refusal.value.problems} == {"ORDER-01", "ORDER-02", "ORDER-03"}
    assert (
        len([p for p in refusal.value.problems if p.code == "ORDER-02"]) == 3
    )  # no chair, no members, nobody responsible
    assert all(problem.citation and problem.link for problem in refusal.value.problems)
    assert Order.objects.get(pk=order.pk).state == OrderState.DRAFT
    assert JournalEntry.objects.count() == before


def test_a_person_without_the_right_is_refused(plant: Plant) -> None:
    order = plant.hold_order(plant.campaign())

    with pytest.raises(PermissionDenied):
        perform(order, "issue", actor=plant.officer, on=ORDER_ON)

    assert Order.objects.get(pk=order.pk).state == OrderState.DRAFT


def test_the_same_role_with_another_employer_gives_no_right(plant: Plant) -> None:
    stranger = person(Plant.build(groups=0).employer, Role.HEAD)

    with pytest.raises(PermissionDenied):
        perform(plant.hold_order(plant.campaign()), "issue", actor=stranger, on=ORDER_ON)


def test_a_stale_version_is_refused_with_the_document_as_it_is(plant: Plant) -> None:
    order = plant.hold_order(plant.campaign())
    perform(order, "issue", actor=plant.director, on=ORDER_ON)

    with pytest.raises(StaleDocument) as stale:
        perform(order, "issue", actor=plant.director, on=ORDER_ON, expected_version=order.version)

    assert stale.value.document.state == OrderState.ISSUED


def test_a_transition_out_of_its_state_is_a_problem_not_a_crash(plant: Plant) -> None:
    order = perform(plant.hold_order(plant.campaign()), "issue", actor=plant.director, on=ORDER_ON)

    with pytest.raises(UnableToPerform) as refusal:
        perform(order, "issue", actor=plant.director, on=ORDER_ON)

    assert [problem.code for problem in refusal.value.problems] == ["DOC-01"]


def test_foresee_tells_the_problems_and_changes_nothing(plant: Plant) -> None:
    order = plant.hold_order(plant.campaign(), stages=())

    problems = foresee(order, "issue", actor=plant.director, on=ORDER_ON)

    assert [problem.code for problem in problems] == ["ORDER-03"]
    assert Order.objects.get(pk=order.pk).version == order.version


def test_a_failing_effect_takes_the_whole_act_back(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    order = plant.hold_order(plant.campaign())
    real = perform_module.act_of

    def with_failing_effect(model: type, transition: str) -> Act:
        act = real(model, transition)

        def fail(performance: object) -> None:
            raise RuntimeError("power cut")

        return Act(act.rules, act.prepare, (*act.effects, fail), act.needs_reason)

    monkeypatch.setattr(perform_module, "act_of", with_failing_effect)
    before = (JournalEntry.objects.count(), Signature.objects.count(), Order.history.count())

    with pytest.raises(RuntimeError):
        perform(order, "issue", actor=plant.director, on=ORDER_ON)

    assert Order.objects.get(pk=order.pk).state == OrderState.DRAFT
    assert before == (JournalEntry.objects.count(), Signature.objects.count(), Order.history.count())


def test_a_reason_is_asked_for_where_the_act_needs_one(plant: Plant) -> None:
    campaign = plant.open_campaign()
    card = plant.card_on_signature(campaign, plant.group)

    with pytest.raises(UnableToPerform) as refusal:
        perform(card, "reopen", actor=plant.officer, on=ORDER_ON)

    assert [problem.code for problem in refusal.value.problems] == ["DOC-02"]


def test_reopening_makes_a_new_revision_and_voids_the_signatures(plant: Plant) -> None:
    card = plant.card_on_signature(plant.open_campaign(), plant.group)
    assert Signature.objects.filter(document_type="attestation.certificationcard", voided_at=None).count() == 1

    reopened = perform(card, "reopen", actor=plant.officer, on=ORDER_ON, reason="ошибка в протоколе")

    assert (reopened.state, reopened.revision) == ("DRAFT", 2)
    voided = Signature.objects.get(document_type="attestation.certificationcard")
    assert voided.voided_at is not None
    assert voided.void_reason == "ошибка в протоколе"


def test_only_a_waivable_block_can_be_waived_and_the_reason_stays(plant: Plant) -> None:
    campaign = plant.open_campaign()
    late = (
        campaign.workplace_list
    )  # any document serves; the rule that may be waived is tested in test_order_of_approval
    with pytest.raises(UnableToPerform):
        perform(late, "approve", actor=plant.chair, on=ORDER_ON, deviations={"DOC-01": "очень нужно"})
    assert not Deviation.objects.exists()
