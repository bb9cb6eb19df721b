"""The whole life of a card by chance: people, days, versions, clocks, orders; held against ``card_model`` at each step."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from contextlib import AbstractContextManager, nullcontext
from typing import Any
from unittest import mock

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from accounts.confirmation import Confirmation, Level, confirming, current_confirmation
from accounts.models import JournalEntry, Membership, Role, User
from accounts.services.employers import membership_end
from accounts.services.journal import journal_faults, other_faults
from attestation.models import CertificationCard, OrderKind, Seat
from attestation.services.changes import card_version_open
from attestation.services.preparation import order_create
from attestation.services.rounds import round_set
from documents.models import Signature
from documents.problems import LockedDocument, StaleDocument, UnableToPerform
from documents.selectors import content_digest, signatures_of
from documents.services.editing import document_edit
from documents.services.perform import perform
from tests.factories.card_model import (
    GRAPH,
    MOVES,
    PEOPLE,
    STATES,
    SUBSTITUTE_DAYS,
    Attempt,
    CardModel,
    Circumstances,
    refusal,
)
from tests.factories.people import person
from tests.factories.plant import APPROVED_ON, CARD_ON, MEASURED_ON, Plant

DAYS = st.integers(0, 3)
CHANGED_ON = dt.date(2028, 3, 27)
MEANINGS = {
    "assess": "ASSESSED",
    "amend": "ASSESSED",
    "sign_as_member": "AGREED",
    "dissent": "DISSENTED",
    "sign_as_chair": "APPROVED",
}
COUNTED: Counter[str] = Counter()
"""What the machine has done since the process began: for figures."""
_numbers = itertools.count(1000)


class World:
    """A plant with a card in its drafts, made once; every life is rolled back to it."""

    def __init__(self) -> None:
        self.plant = Plant.build()
        self.plant_people = {
            "officer": self.plant.officer,
            "director": self.plant.director,
            "chair": self.plant.chair,
            "first": self.plant.members[0],
            "second": self.plant.members[1],
            "substitute": person(self.plant.employer, Role.COMMISSION_MEMBER),
            "union": self.plant.union,
            "stranger": Plant.build(groups=0).officer,
        }
        self.approval = self.plant.ready_for_approval()
        self.card = CertificationCard.objects.get()
        seat = {
            "user": self.plant_people["substitute"],
            "printed_name": "С. С. Заменов",
            "position": "мастер",
            "seat": Seat.MEMBER,
            "replaces": self.plant.members[0],
            "serves_from": CARD_ON + dt.timedelta(days=SUBSTITUTE_DAYS[0]),
            "serves_through": CARD_ON + dt.timedelta(days=SUBSTITUTE_DAYS[1]),
        }
        self.substitution = order_create(
            self.card.campaign,
            kind=OrderKind.COMMISSION,
            number="330",
            actor=self.plant.officer,
            dated_on=CARD_ON,
            members=[seat],
        )


class CardLife(RuleBasedStateMachine):
    """Subclasses give ``world``; each life is a savepoint."""

    world: World

    @initialize(is_signed=st.booleans())
    def begin(self, is_signed: bool) -> None:
        """A life begins with a signed card and all else ready for approval, or with the card taken back."""
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.around = Circumstances()
        self.first_day = CARD_ON
        self.card_id = self.world.card.pk
        self.model = CardModel("SIGNED", self.world.card.version, 1, signatures=self._total())
        self.model.signed = {"officer": "assess", "first": "sign_as_member", "second": "sign_as_member"}
        self.model.signed["chair"] = "sign_as_chair"
        self.closed: dict[int, tuple[str, str]] = {}
        COUNTED["lives"] += 1
        if not is_signed:
            self.attempt(Attempt("reopen", "officer", 0))

    def teardown(self) -> None:
        """The chain and everything that hangs on it hold; then the life is undone."""
        if not hasattr(self, "savepoint"):
            return
        try:
            employer = self.world.plant.employer
            assert list(journal_faults(employer)) == [] and list(other_faults(employer)) == []
        finally:
            transaction.set_rollback(True)
            self.savepoint.__exit__(None, None, None)

    def user(self, name: str) -> User:
        """A person as a request would load it."""
        return User.objects.get(pk=self.world.plant_people[name].pk)

    def card(self) -> CertificationCard:
        """The version of the card that lives now."""
        return CertificationCard.objects.get(pk=self.card_id)

    def day(self, number: int) -> dt.date:
        """A day of the paper."""
        return self.first_day + dt.timedelta(days=number)

    def _total(self) -> int:
        return Signature.objects.filter(document_type="attestation.certificationcard", document_id=self.card_id).count()

    def attempt(self, attempt: Attempt) -> None:
        """Try an act; the application and the model must agree, and a refusal must leave no trace."""
        expected = refusal(self.model, self.around, attempt)
        before = self._trace()
        try:
            with transaction.atomic(), self._clock(attempt.skew), confirming(_proof(attempt.proof)):
                perform(
                    self.card(),
                    attempt.act,
                    actor=self.user(attempt.actor),
                    on=self.day(attempt.day),
                    reason=attempt.reason,
                    expected_version=self.model.version - attempt.version_lag if attempt.version_lag else None,
                )
            found = ""
        except StaleDocument:
            found = "stale"
        except PermissionDenied:
            found = "right"
        except UnableToPerform:
            found = "rules"
        assert found == expected, f"{attempt} in {self.model}, {self.around}: «{found}», expected «{expected}»"
        COUNTED["refused" if found else "acts"] += 1
        if found:
            assert self._trace() == before, f"{attempt} was refused and left something"
        else:
            self.model.apply(attempt.act, attempt.actor, self.around.evidence)

    def _trace(self) -> tuple[Any, ...]:
        last = JournalEntry.objects.filter(employer=self.world.plant.employer).order_by("-sequence").first()
        card = self.card()
        return last and last.digest, card.state, card.version, self._total(), CertificationCard.history.count()

    def _clock(self, skew: int) -> AbstractContextManager[Any]:
        if not skew:
            return nullcontext()
        wrong = timezone.now() + dt.timedelta(seconds=skew)
        return mock.patch("django.utils.timezone.now", return_value=wrong)

    @rule(
        act=st.sampled_from(sorted(MOVES)),
        actor=st.sampled_from(PEOPLE),
        day=DAYS,
        reason=st.sampled_from(("причина", "причина", "")),
        lag=st.sampled_from((0, 0, 0, 1)),
    )
    def anybody_tries_anything(self, act: str, actor: str, day: int, reason: str, lag: int) -> None:
        """Most of it is refused."""
        self.attempt(Attempt(act, actor, day, reason, lag))

    @rule(data=st.data(), times=st.integers(1, 4))
    def somebody_does_what_is_possible(self, data: st.DataObject, times: int) -> None:
        """Some of the acts that must succeed now, one after the other: lives get far this way."""
        for _time in range(times):
            found = [
                attempt
                for act, actor, day in itertools.product(MOVES, PEOPLE, range(4))
                if not refusal(self.model, self.around, attempt := Attempt(act, actor, day))
                and act not in ("reopen", "recall", "decline")
            ]
            if found:
                self.attempt(data.draw(st.sampled_from(found)))

    @rule(data=st.data(), wrong=st.sampled_from(("clock", "none", "password")), skew=st.sampled_from((-7200, 75, 7200)))
    def signs_with_a_wrong_clock_or_half_a_proof(self, data: st.DataObject, wrong: str, skew: int) -> None:
        """The same act would be good otherwise."""
        found = [
            (act, actor)
            for act, actor in itertools.product(("assess", "amend", "sign_as_member", "sign_as_chair"), PEOPLE)
            if not refusal(self.model, self.around, Attempt(act, actor, 0))
        ]
        if found:
            act, actor = data.draw(st.sampled_from(found))
            is_clock = wrong == "clock"
            self.attempt(Attempt(act, actor, 0, skew=skew if is_clock else 0, proof="full" if is_clock else wrong))

    @rule(actor=st.sampled_from(("officer", "first", "stranger")), lag=st.sampled_from((0, 0, 1)))
    def edits_the_content(self, actor: str, lag: int) -> None:
        """Only the officer, only a draft, only the version that was seen."""
        expected = (
            StaleDocument if lag else PermissionDenied if actor in self.around.left | {"first", "stranger"} else None
        )
        if expected is None and self.model.state != "DRAFT":
            expected = LockedDocument
        before = self._trace()
        changes = {"work_description": f"редакция {next(_numbers)}"}
        try:
            with transaction.atomic():
                version = self.model.version - lag
                document_edit(self.card(), changes, actor=self.user(actor), expected_version=version)
        except (StaleDocument, PermissionDenied, LockedDocument) as error:
            assert expected is type(error), f"{actor} edits {self.model}: {error!r}"
            assert self._trace() == before
            return
        assert expected is None
        self.model.version += 1

    @rule(state=st.sampled_from(STATES))
    def the_database_is_written_past_everything(self, state: str) -> None:
        """A move that the graph does not know is refused by the database itself."""
        if self.model.state == state or (self.model.state, state) in GRAPH:
            return
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE attestation_certificationcard SET state = %s WHERE id = %s", [state, self.card_id]
                )
        except DatabaseError:
            COUNTED["guarded"] += 1
        else:
            raise AssertionError(f"{self.model.state} → {state} went through")

    @precondition(lambda self: not self.around.substitute_ordered and not self.around.is_later)
    @rule()
    def a_substitute_is_ordered(self) -> None:
        """From the order on, other people sit on two of the days."""
        perform(self.world.substitution, "issue", actor=self.user("director"), on=CARD_ON)
        self.around.substitute_ordered = True

    @precondition(lambda self: self.model.state in ("DRAFT", "ASSESSED") and not self.model.is_change)
    @rule()
    def a_newer_protocol_comes(self) -> None:
        """What was assessed stands on evidence that is not the newest any more."""
        plant, number = self.world.plant, f"{next(_numbers)}-Ш"
        self.around.evidence += 1
        on = MEASURED_ON + dt.timedelta(days=self.around.evidence)
        perform(plant.protocol(plant.group, "89", number=number, on=on), "issue", actor=self.user("officer"), on=on)

    @precondition(lambda self: "officer" not in self.around.left)
    @rule(due=st.sampled_from((None, 0, 2)))
    def the_term_of_the_round_moves(self, due: int | None) -> None:
        """Nobody signs after it."""
        round_set(self.card().campaign, None if due is None else self.day(due), actor=self.user("officer"))
        self.around.due = due

    @rule(name=st.sampled_from(("second", "chair", "substitute")))
    def somebody_leaves(self, name: str) -> None:
        """Whose last role has ended signs nothing more, seat or no seat."""
        yesterday = timezone.localdate() - dt.timedelta(days=1)
        for membership in Membership.objects.filter(user=self.user(name), valid_to=None):
            membership_end(membership=membership, valid_to=yesterday, actor=self.user("director"))
        self.around.left.add(name)

    @precondition(lambda self: self._can_be_approved())
    @rule()
    def the_results_are_approved(self) -> None:
        """The order of approval brings the card into force."""
        perform(self.world.approval, "issue", actor=self.user("director"), on=APPROVED_ON)
        self.model.follow("IN_FORCE")
        COUNTED["approved"] += 1

    def _can_be_approved(self) -> bool:
        return self.model.state == "SIGNED" and not self.model.is_change and self.model.revision == 1

    @precondition(lambda self: self.model.state == "IN_FORCE" and "officer" not in self.around.left)
    @rule()
    def a_change_is_ordered(self) -> None:
        """A new version begins under the draft of an order on changes; the old one stays in force meanwhile."""
        old = self.card()
        order = order_create(
            old.campaign, kind=OrderKind.CHANGE, number="77", actor=self.user("officer"), dated_on=CHANGED_ON
        )
        changes = {"change_ground": "NAMES", "change_basis": "решение комиссии от 26.03.2028 № 2"}
        self.order = document_edit(order, changes, actor=self.user("officer"))
        self.closed[old.pk] = ("IN_FORCE", content_digest(old))
        self.card_id = card_version_open(self.order, old, actor=self.user("officer")).pk
        self.first_day, self.around.due = CHANGED_ON, None
        round_set(old.campaign, None, actor=self.user("officer"))
        self.around.is_later = True
        self.model = CardModel(is_change=True)
        COUNTED["changes"] += 1

    @precondition(lambda self: self.model.state == "SIGNED" and self.model.is_change)
    @rule()
    def the_change_comes_into_force(self) -> None:
        """The new version takes the place of the old one, which is read as before for ever."""
        perform(self.order, "issue", actor=self.user("director"), on=CHANGED_ON)
        self.model.follow("IN_FORCE")
        old = self.card().supersedes_id
        assert old is not None
        self.closed[old] = ("SUPERSEDED", self.closed[old][1])
        COUNTED["superseded"] += 1

    @invariant()
    def the_card_is_what_the_model_says(self) -> None:
        """State, version, revision, signatures, history; the locked content; the closed versions."""
        if not hasattr(self, "savepoint"):
            return
        COUNTED["steps"] += 1
        card, model = self.card(), self.model
        assert (card.state, card.version, card.revision) == (model.state, model.version, model.revision)
        assert CertificationCard.history.filter(id=card.pk).count() == card.version
        names = {user.pk: name for name, user in self.world.plant_people.items()}
        valid = {names[s.signer_id]: s.meaning for s in signatures_of(card)}
        assert valid == {name: MEANINGS[act] for name, act in model.signed.items()}
        assert self._total() == model.signatures
        if card.state != "DRAFT":
            assert {s.content_digest for s in signatures_of(card)} == {content_digest(card)}
        for key, told in self.closed.items():
            old = CertificationCard.objects.get(pk=key)
            assert (old.state, content_digest(old)) == told
        assert CertificationCard.objects.filter(group=card.group, state="IN_FORCE").count() <= 1


def _proof(kind: str) -> Confirmation | None:
    if kind == "none":
        return None
    if kind == "password":
        return Confirmation(Level.CLICK, timezone.now(), ("password",), ("password",))
    return current_confirmation()
