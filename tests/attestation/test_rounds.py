"""The round: who signs after whom, until when, what a member may say, and many cards in one act."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.models import JournalEntry, User
from accounts.services.employers import membership_end
from accounts.services.journal import journal_faults
from attestation.comparison import compared
from attestation.models import Campaign, CardOpening, CertificationCard, OrderKind, Seat, SignedContent, SigningManifest
from attestation.selectors import commission_on, signed_digests_of
from attestation.services.preparation import order_create
from attestation.services.rounds import card_open, cards_sign, round_set
from attestation.services.standings import standing_put
from documents.models import Signature
from documents.problems import UnableToPerform
from documents.selectors import signatures_of
from documents.services.perform import perform
from tests.factories.plant import CARD_ON, ORDER_ON, Plant
from tests.factories.refusals import codes, problems

DAY = dt.timedelta(days=1)


def like_before(plant: Plant, group: Any) -> None:
    """The previous class of a group is the one that the factory's evidence gives."""
    standing_put(group, {"previous_class": "3.2"}, actor=plant.officer)


@pytest.fixture
def round_of_three(plant: Plant) -> Campaign:
    """Three cards on signature: two as before (3.2), the third was 3.1 before."""
    for number in (2, 3):
        plant.add_group(number)
    campaign = plant.open_campaign()
    for group in plant.groups:
        plant.card_on_signature(campaign, group)
    for group in plant.groups[:2]:
        like_before(plant, group)
    return campaign


def shown(campaign: Campaign, *cards: CertificationCard) -> dict[int, tuple[int, str]]:
    """What the list on the screen says of cards; of all cards of the campaign unless told."""
    chosen = list(cards or campaign.cards.all())
    digests = signed_digests_of(chosen)
    return {card.pk: (card.revision, digests[card.pk]) for card in chosen}


def test_cards_are_split_by_what_is_different(plant: Plant, round_of_three: Campaign) -> None:
    found = compared(round_of_three.cards.order_by("id"))

    assert [item.differs for item in found] == [False, False, True]
    words = [(change.where, change.before, change.after) for change in found[2].changes]
    assert ("Общая оценка", "3.1", "3.2") in words
    assert ("дополнительный отпуск", "4 календ. дней", "7 календ. дней") in words


def test_the_comparison_asks_the_same_number_of_queries_whatever_the_cards(
    plant: Plant, round_of_three: Campaign, django_assert_num_queries: Any
) -> None:
    cards = list(round_of_three.cards.select_related("group"))
    with django_assert_num_queries(7):
        compared(cards[:1])
    with django_assert_num_queries(7):
        compared(cards)


def test_a_fellow_of_the_same_profession_is_the_pattern_where_nothing_was_before(plant: Plant) -> None:
    second = plant.add_group(2, profession="Обрубщик 1", code="7211-001", section="Участок № 2")
    campaign = plant.open_campaign()
    for group in plant.groups:
        standing_put(group, {"previous_class": "", "previous_order_on": None}, actor=plant.officer)
        plant.card_on_signature(campaign, group)

    first, fellow = compared(campaign.cards.order_by("id"))

    assert first.differs and first.before is None
    assert second.profession == plant.group.profession
    assert not fellow.differs and fellow.before is not None


def test_a_deviation_makes_a_card_unusual(plant: Plant) -> None:
    like_before(plant, plant.group)
    card = plant.card_on_signature(plant.open_campaign(), plant.group)
    perform(card, "decline", actor=plant.members[0], on=CARD_ON, reason="нет протокола вибрации")

    (found,) = compared([CertificationCard.objects.get(pk=card.pk)])

    assert found.changes == [] and found.differs
    assert "нет протокола вибрации" in found.notes[0]


def test_ROUND_04_a_card_that_differs_is_not_signed_with_others_unopened(
    plant: Plant, round_of_three: Campaign
) -> None:
    member = plant.members[0]

    with pytest.raises(UnableToPerform) as refusal:
        cards_sign(round_of_three, shown(round_of_three), actor=member, on=CARD_ON)

    assert [problem.code for problem in refusal.value.problems] == ["ROUND-04"]
    assert not Signature.objects.filter(signer=member).exists(), "all or none"
    assert not SigningManifest.objects.exists()


def test_an_opening_counts_for_its_person_and_revision_only(plant: Plant, round_of_three: Campaign) -> None:
    third = round_of_three.cards.latest("id")
    card_open(third, actor=plant.members[1])
    with pytest.raises(UnableToPerform):
        cards_sign(round_of_three, shown(round_of_three), actor=plant.members[0], on=CARD_ON)

    card_open(third, actor=plant.members[0])
    card_open(third, actor=plant.members[0])
    manifest = cards_sign(round_of_three, shown(round_of_three), actor=plant.members[0], on=CARD_ON)

    assert CardOpening.objects.filter(person=plant.members[0]).count() == 1
    assert JournalEntry.objects.filter(act="certificationcard.open").count() == 2
    assert len(manifest.entries) == 3

    perform(third, "reopen", actor=plant.officer, on=CARD_ON, reason="ошибка")
    again = perform(third, "assess", actor=plant.officer, on=CARD_ON)
    again = perform(again, "send_for_signature", actor=plant.officer, on=CARD_ON)
    with pytest.raises(UnableToPerform) as refusal:
        cards_sign(round_of_three, shown(round_of_three, again), actor=plant.members[0], on=CARD_ON)
    assert [problem.code for problem in refusal.value.problems] == ["ROUND-04"]


def test_one_act_gives_each_card_its_own_record_and_keeps_the_list(plant: Plant, round_of_three: Campaign) -> None:
    alike = list(round_of_three.cards.order_by("id")[:2])

    manifest = cards_sign(round_of_three, shown(round_of_three, *alike), actor=plant.members[0], on=CARD_ON)

    records = Signature.objects.filter(signer=plant.members[0]).order_by("id")
    assert [record.document_id for record in records] == [card.pk for card in alike]
    assert [entry["signature"] for entry in manifest.entries] == [record.pk for record in records]
    assert [entry["digest"] for entry in manifest.entries] == [record.content_digest for record in records]
    entry = JournalEntry.objects.get(act="signingmanifest.sign")
    assert manifest.digest in entry.payload and records[0].content_digest in entry.payload
    assert list(journal_faults(plant.employer)) == []


def test_the_kept_list_and_contents_are_locked_in_the_database(plant: Plant, round_of_three: Campaign) -> None:
    card = round_of_three.cards.order_by("id").first()
    manifest = cards_sign(round_of_three, shown(round_of_three, card), actor=plant.members[0], on=CARD_ON)

    for rows in (
        SigningManifest.objects.filter(pk=manifest.pk),
        SignedContent.objects.all(),
        CardOpening.objects.all(),
    ):
        if not rows.exists():
            continue
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(employer=plant.employer)


def test_ROUND_05_what_changed_after_the_list_was_shown_is_not_signed(plant: Plant, round_of_three: Campaign) -> None:
    card = round_of_three.cards.order_by("id").first()
    wrong = {card.pk: (card.revision, "0" * 64)}

    with pytest.raises(UnableToPerform) as refusal:
        cards_sign(round_of_three, wrong, actor=plant.members[0], on=CARD_ON)

    assert [problem.code for problem in refusal.value.problems] == ["ROUND-05"]


def test_a_card_of_another_campaign_or_none_at_all_is_no_list(plant: Plant, round_of_three: Campaign) -> None:
    for wrong in ({}, {10**9: (1, "")}):
        with pytest.raises(UnableToPerform):
            cards_sign(round_of_three, wrong, actor=plant.members[0], on=CARD_ON)
    with pytest.raises(UnableToPerform):
        cards_sign(round_of_three, shown(round_of_three), actor=plant.officer, on=CARD_ON)


def test_the_chair_signs_the_list_when_the_members_have(plant: Plant, round_of_three: Campaign) -> None:
    people = [*plant.members, plant.chair]
    for person in people:
        card_open(round_of_three.cards.latest("id"), actor=person)
        cards_sign(round_of_three, shown(round_of_three), actor=person, on=CARD_ON)

    assert set(round_of_three.cards.values_list("state", flat=True)) == {"SIGNED"}


def test_ROUND_01_nobody_signs_after_the_last_day_until_it_is_moved(plant: Plant) -> None:
    card = plant.card_on_signature(plant.open_campaign(), plant.group)
    round_set(card.campaign, CARD_ON, actor=plant.officer)
    perform(card, "sign_as_member", actor=plant.members[0], on=CARD_ON)

    for transition, person in (("sign_as_member", plant.members[1]), ("sign_as_chair", plant.chair)):
        assert "ROUND-01" in codes(card, transition, person, CARD_ON + DAY)

    round_set(card.campaign, CARD_ON + DAY, actor=plant.officer)
    perform(card, "sign_as_member", actor=plant.members[1], on=CARD_ON + DAY)
    with pytest.raises(PermissionDenied):
        round_set(card.campaign, None, actor=plant.members[0])


def test_ROUND_02_the_specialist_signs_before_the_commission(plant: Plant) -> None:
    """The way of states sees to it; the rule holds where a signature was voided by hand."""
    card = plant.card_on_signature(plant.open_campaign(), plant.group)
    signatures_of(card).update(voided_at=dt.datetime(2026, 10, 12, tzinfo=dt.UTC))

    assert codes(card, "sign_as_member", plant.members[0], CARD_ON) == {"ROUND-02"}


def test_ROUND_03_the_chair_does_not_sign_over_a_refusal(plant: Plant) -> None:
    card = plant.card_on_signature(plant.open_campaign(), plant.group)
    card = perform(card, "sign_as_member", actor=plant.members[0], on=CARD_ON)
    assert codes(card, "decline", plant.members[1], CARD_ON) == {"DOC-02"}
    card = perform(card, "decline", actor=plant.members[1], on=CARD_ON, reason="нет замера вибрации")

    found = problems(card, "sign_as_chair", plant.chair, CARD_ON)
    assert {problem.code for problem in found} == {"ROUND-03", "CARD-11"}
    assert any("нет замера вибрации" in problem.message for problem in found)

    card = perform(card, "dissent", actor=plant.members[1], on=CARD_ON, reason="класс шума занижен")
    card = perform(card, "sign_as_chair", actor=plant.chair, on=CARD_ON)
    assert card.state == "SIGNED"
    assert list(card.voices.values_list("kind", "text")) == [
        ("DECLINED", "нет замера вибрации"),
        ("DISSENT", "класс шума занижен"),
    ]
    assert signatures_of(card).get(signer=plant.members[1]).meaning == "DISSENTED"


def test_a_separate_opinion_counts_as_a_signature_once(plant: Plant) -> None:
    card = plant.card_on_signature(plant.open_campaign(), plant.group)
    card = perform(card, "dissent", actor=plant.members[0], on=CARD_ON, reason="особое мнение")

    assert codes(card, "sign_as_member", plant.members[0], CARD_ON) == {"CARD-10"}
    assert codes(card, "dissent", plant.members[0], CARD_ON) >= {"CARD-10"}


def test_a_quorum_of_the_order_lets_the_chair_sign_without_the_rest(plant: Plant) -> None:
    campaign = plant.campaign()
    perform(plant.hold_order_with_quorum(campaign, 1), "issue", actor=plant.director, on=ORDER_ON)
    plant.approve_list(campaign)
    card = plant.card_on_signature(campaign, plant.group)
    assert codes(card, "sign_as_chair", plant.chair, CARD_ON) == {"CARD-11"}

    card = perform(card, "sign_as_member", actor=plant.members[1], on=CARD_ON)

    assert perform(card, "sign_as_chair", actor=plant.chair, on=CARD_ON).state == "SIGNED"


def test_a_recalled_card_keeps_what_was_signed_and_goes_on(plant: Plant) -> None:
    card = plant.card_on_signature(plant.open_campaign(), plant.group)
    card = perform(card, "sign_as_member", actor=plant.members[0], on=CARD_ON)
    assert codes(card, "recall", plant.officer, CARD_ON) == {"DOC-02"}

    card = perform(card, "recall", actor=plant.officer, on=CARD_ON, reason="заседание перенесено")
    assert (card.state, card.revision) == ("ASSESSED", 1)
    assert not card.is_editable

    card = perform(card, "send_for_signature", actor=plant.officer, on=CARD_ON)
    assert codes(card, "sign_as_member", plant.members[0], CARD_ON) == {"CARD-10"}


def test_a_substitute_signs_in_the_days_of_the_order_and_the_replaced_does_not(plant: Plant) -> None:
    from accounts.models import Role
    from tests.factories.people import person

    campaign = plant.open_campaign()
    substitute = person(plant.employer, Role.COMMISSION_MEMBER)
    seat = {
        "user": substitute,
        "printed_name": "С. С. Заменов",
        "position": "мастер",
        "seat": Seat.MEMBER,
        "replaces": plant.members[0],
        "serves_from": CARD_ON,
        "serves_through": CARD_ON + DAY,
    }
    order = order_create(
        campaign, kind=OrderKind.COMMISSION, number="330", actor=plant.officer, dated_on=CARD_ON, members=[seat]
    )
    card = plant.card_on_signature(campaign, plant.group)
    with pytest.raises(PermissionDenied):
        perform(card, "sign_as_member", actor=substitute, on=CARD_ON)
    perform(order, "issue", actor=plant.director, on=CARD_ON)

    assert codes(card, "sign_as_member", plant.members[0], CARD_ON) == {"CARD-10"}
    assert codes(card, "sign_as_member", substitute, CARD_ON - DAY) == {"CARD-10"}
    assert codes(card, "sign_as_member", substitute, CARD_ON + 2 * DAY) == {"CARD-10"}
    assert plant.members[0] not in [member.user for member in commission_on(campaign, CARD_ON)]
    assert plant.members[0] in [member.user for member in commission_on(campaign, CARD_ON + 2 * DAY)]
    card = perform(card, "sign_as_member", actor=substitute, on=CARD_ON)
    assert signatures_of(card).get(signer=substitute).basis.startswith("приказ №\u00a0330")


def test_ORDER_04_an_order_on_the_commission_says_who_replaces_whom_and_when(plant: Plant) -> None:
    campaign = plant.open_campaign()
    empty = order_create(campaign, kind=OrderKind.COMMISSION, number="330", actor=plant.officer, dated_on=CARD_ON)
    assert codes(empty, "issue", plant.director, CARD_ON) == {"ORDER-04"}

    stranger = {
        "user": plant.union,
        "printed_name": "И. О.",
        "position": "мастер",
        "replaces": plant.director,
        "serves_from": CARD_ON,
    }
    order = order_create(
        campaign, kind=OrderKind.COMMISSION, number="331", actor=plant.officer, dated_on=CARD_ON, members=[stranger]
    )
    messages = [problem.message for problem in problems(order, "issue", plant.director, CARD_ON)]
    assert len(messages) == 2, messages


def test_whoever_has_left_signs_nothing_though_the_order_keeps_the_seat(plant: Plant) -> None:
    card = plant.card_on_signature(plant.open_campaign(), plant.group)
    member, yesterday = plant.members[0], timezone.localdate() - DAY
    membership_end(membership=member.memberships.get(), valid_to=yesterday, actor=plant.officer)

    with pytest.raises(PermissionDenied):
        perform(card, "sign_as_member", actor=User.objects.get(pk=member.pk), on=CARD_ON)

    assert member in [seat.user for seat in commission_on(card.campaign, CARD_ON)]
