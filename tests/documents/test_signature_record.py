"""What a signature holds, that it cannot change, and files of ЭЦП."""

from __future__ import annotations

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from accounts.confirmation import Confirmation, Level, confirming
from accounts.models import JournalEntry, User
from attestation.models import CertificationCard, Order
from documents.models import Meaning, Signature, SignatureFile
from documents.problems import UnableToPerform
from documents.registry import Act, act_of
from documents.selectors import canonical_content, content_digest, transitions_of
from documents.services.perform import perform
from documents.services.proof import signature_fault
from documents.services.signing import record_digest
from documents.services.verification import print_remember, signature_file_put
from documents.state_tables import document_models
from documents.statements import statement_before, statement_of
from measurements.models import MeasurementResult
from tests.factories.plant import CARD_ON, ORDER_ON, Plant

pytestmark = pytest.mark.django_db


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def issued(plant: Plant) -> Order:
    return perform(plant.hold_order(plant.campaign()), "issue", actor=plant.director, on=ORDER_ON)


def test_a_signature_holds_the_whole_story(plant: Plant, issued: Order) -> None:
    signature = Signature.objects.get(document_id=issued.pk, document_type="attestation.order")
    entry = JournalEntry.objects.get(employer=plant.employer, sequence=signature.journal_sequence)

    assert (signature.employer_name, signature.document_number) == (plant.employer.name, "324")
    assert (signature.document_revision, signature.document_version) == (1, issued.version)
    assert (signature.statement, signature.statement_version) == ("Документ проверил(а) и утверждаю.", 1)
    assert signature.content_digest == content_digest(issued)
    assert (signature.level, signature.source) == (Level.SYSTEM, "tests")
    assert signature.record_digest == record_digest(signature) in entry.payload
    assert signature.journal_digest == entry.digest
    assert signature_fault(signature) == ""


def test_the_pdf_that_the_signer_saw_is_bound_and_nobody_else_s(plant: Plant) -> None:
    campaign = plant.open_campaign()
    card = plant.card_on_signature(campaign, plant.group)
    print_remember(card, b"%PDF seen by the first", shown_to=plant.members[0])
    for member in plant.members:
        card = perform(card, "sign_as_member", actor=member, on=CARD_ON)

    found = [Signature.objects.get(signer=member, document_id=card.pk, meaning="AGREED") for member in plant.members]

    assert [s.pdf_digest for s in found] == [hashlib.sha256(b"%PDF seen by the first").hexdigest(), ""]


def test_no_act_signs_without_a_confirmation(plant: Plant) -> None:
    order = plant.hold_order(plant.campaign())

    with confirming(None), pytest.raises(UnableToPerform) as refusal:
        perform(order, "issue", actor=plant.director, on=ORDER_ON)

    assert [problem.code for problem in refusal.value.problems] == ["DOC-10"]


def test_a_password_alone_signs_no_order(plant: Plant) -> None:
    order = plant.hold_order(plant.campaign())
    weak = Confirmation(Level.CLICK, timezone.now(), ("password",), ("password",))

    with pytest.raises(UnableToPerform) as refusal:
        perform(order, "issue", actor=plant.director, on=ORDER_ON, confirmation=weak)

    assert [problem.code for problem in refusal.value.problems] == ["DOC-11"]
    assert Order.objects.get(pk=order.pk).state == "DRAFT"


def test_an_effect_that_signs_must_say_so_in_its_name(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    from documents.services import perform as perform_module

    real = perform_module.act_of

    def unnamed(performance: object) -> None:
        real(Order, "issue").effects[0](performance)  # type: ignore[arg-type]

    hidden = Act(effects=(unnamed,))
    for module in ("documents.services.perform.act_of", "documents.services.signing.act_of"):
        monkeypatch.setattr(module, lambda model, name: hidden)

    with pytest.raises(RuntimeError, match="sign_"):
        perform(plant.hold_order(plant.campaign()), "issue", actor=plant.director, on=ORDER_ON)


def test_every_signature_of_the_procedure_means_what_its_act_announced(plant: Plant) -> None:
    plant.whole_procedure()
    announced = {
        (model._meta.label_lower, statement.meaning)
        for model in document_models()
        for name in transitions_of(model)
        if act_of(model, name).is_signing and (statement := statement_before(model, name))
    }
    given = set(Signature.objects.values_list("document_type", "meaning"))

    assert len(given) > 8
    assert given <= announced
    unannounced = [
        f"{model.__name__}.{name}"
        for model in document_models()
        for name in transitions_of(model)
        if act_of(model, name).is_signing and statement_before(model, name) is None
    ]
    assert unannounced == []


def test_every_meaning_has_words() -> None:
    assert all(statement_of(meaning).text for meaning in Meaning.values)


@pytest.mark.parametrize(
    "change",
    [{"printed_name": "А. Другой"}, {"level": "EDS"}, {"content_digest": "0" * 64}, {"journal_sequence": 1}],
    ids=lambda change: next(iter(change)),
)
def test_a_signature_cannot_be_changed_or_removed(issued: Order, change: dict[str, object]) -> None:
    found = Signature.objects.filter(document_id=issued.pk, document_type="attestation.order")

    with pytest.raises(IntegrityError), transaction.atomic():
        found.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        found.delete()


def test_a_void_signature_stays_void(plant: Plant) -> None:
    card = plant.card_on_signature(plant.open_campaign(), plant.group)
    perform(card, "reopen", actor=plant.officer, on=CARD_ON, reason="ошибка в шуме")
    found = Signature.objects.filter(document_type=CertificationCard._meta.label_lower, document_id=card.pk)

    assert [s.void_reason for s in found] == ["ошибка в шуме"]
    assert [signature_fault(s) for s in found] == [""]
    with pytest.raises(IntegrityError), transaction.atomic():
        found.update(voided_at=None, void_reason="")


def test_the_page_of_a_signature_names_its_level_and_its_proof(plant: Plant, issued: Order) -> None:
    signature = Signature.objects.get(document_id=issued.pk, document_type="attestation.order")

    page = client_of(plant.officer).get(signature.get_absolute_url()).content.decode()

    assert "совпадает с журналом" in page
    assert "системная запись, без подтверждения личности" in page
    assert signature.record_digest in page and signature.journal_digest in page


def test_the_level_stands_under_the_document(plant: Plant, issued: Order) -> None:
    page = client_of(plant.officer).get(issued.get_absolute_url()).content.decode()

    assert "подпись в системе не является ЭЦП" in page


def test_an_eds_file_is_kept_bound_and_shown_as_unverified(plant: Plant, issued: Order) -> None:
    client = client_of(plant.officer)
    content = b"\x30\x82\x01\x00 signature"

    answer = client.post(
        reverse("signature-file-new", args=["orders", issued.pk]),
        {"file": SimpleUploadedFile("приказ.p7s", content), "pdf_digest": ""},
    )

    assert answer.status_code == 302
    row = SignatureFile.objects.get()
    assert (row.content_digest, row.file.sha256) == (content_digest(issued), hashlib.sha256(content).hexdigest())
    assert row.file.sha256 in JournalEntry.objects.get(act="order.signature_file").payload
    assert "не проверено системой" in client.get(issued.get_absolute_url()).content.decode()
    assert client.get(reverse("signature-file", args=[row.pk])).content == content


def test_what_is_no_eds_file_is_refused(plant: Plant, issued: Order) -> None:
    answer = client_of(plant.officer).post(
        reverse("signature-file-new", args=["orders", issued.pk]), {"file": SimpleUploadedFile("a.p7s", b"%PDF-1.7")}
    )

    assert "Это не файл ЭЦП" in answer.content.decode()
    assert not SignatureFile.objects.exists()


def believing(content: bytes, pdf_digest: str) -> tuple[str, str]:
    return "VALID", "сертификат № 1, И. И. Иванов"


@override_settings(EDS_VERIFIER="tests.documents.test_signature_record.believing")
def test_a_configured_verifier_is_asked(plant: Plant, issued: Order) -> None:
    row = signature_file_put(issued, name="a.p7s", content=b"\x30\x82", actor=plant.officer)

    assert (row.verdict, row.verdict_words) == ("VALID", "сертификат № 1, И. И. Иванов")


def test_a_field_of_a_later_release_changes_no_hash_until_it_says_something(plant: Plant) -> None:
    protocol = plant.protocol(plant.group)
    result = protocol.results.get()
    before = canonical_content(protocol)
    assert not MeasurementResult.LATER_FIELDS & set(before["parts"]["results"][0])

    result.zone = "литейный"
    result.save()

    after = canonical_content(protocol)
    assert after["parts"]["results"][0]["zone"] == "литейный"
    assert {**after["parts"]["results"][0], "zone": ""} == {**before["parts"]["results"][0], "zone": ""}
