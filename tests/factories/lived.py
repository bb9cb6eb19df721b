"""A plant that has lived: whatever can be proved of a certification exists once at least."""

from __future__ import annotations

import datetime as dt

from attestation.models import CertificationCard
from attestation.selectors import signed_digests_of
from attestation.services.rounds import card_open, cards_sign
from documents.services.files import file_store
from documents.services.perform import perform
from tests.factories.plant import APPROVED_ON, CARD_ON, Plant


class LivedPlant(Plant):
    """Members refuse, hold another opinion, open what differs and sign over a list; the order comes a day early."""

    def sign(self, card: CertificationCard) -> CertificationCard:
        """Let everybody sign, each in a way of his own."""
        first, second = self.members
        perform(card, "decline", actor=first, on=CARD_ON, reason="нет замера вибрации")
        perform(card, "reopen", actor=self.officer, on=CARD_ON, reason="дополнить")
        perform(card, "assess", actor=self.officer, on=CARD_ON)
        card = perform(card, "send_for_signature", actor=self.officer, on=CARD_ON)
        perform(card, "dissent", actor=first, on=CARD_ON, reason="класс шума занижен")
        card_open(card, actor=second)
        shown = {card.pk: (card.revision, signed_digests_of([card])[card.pk])}
        cards_sign(card.campaign, shown, actor=second, on=CARD_ON)
        return perform(card, "sign_as_chair", actor=self.chair, on=CARD_ON)


def lived_plant() -> LivedPlant:
    """Build it: a completed campaign, voided signatures, voices, a manifest, a deviation, files."""
    plant = LivedPlant.build()
    assert isinstance(plant, LivedPlant)
    order, reasons = plant.ready_for_approval(), {"ORDER-14": "решение нанимателя"}
    perform(order, "issue", actor=plant.director, on=APPROVED_ON - dt.timedelta(days=1), deviations=reasons)
    for number in range(3):
        content, name = f"содержание {number}".encode(), f"{number}.txt"
        file_store(content, employer=plant.employer, name=name, content_type="text/plain", actor=plant.officer)
    return plant
