"""Acts that take long: left to a worker when there is much to do, answered at once when there is little."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import JournalEntry, User
from attestation.models import CertificationCard
from documents import long_work
from documents.models import ImportBatch, Job, JobLine, JobStatus
from documents.services.importing import import_upload
from documents.services.job_folder import beside_read, beside_write, job_folder
from documents.services.job_queue import JobStopped, job_take
from documents.services.job_run import JobProgress, jobs_work_off, never
from documents.services.jobs import job_cancel
from documents.services.perform import perform
from documents.workbooks import limits
from measurements.models import MeasurementProtocol
from tests.documents.test_import_review import book, kot
from tests.documents.test_messy_workbooks import ON
from tests.documents.test_messy_workbooks import plant as messy_plant
from tests.factories.plant import CARD_ON, Plant
from workplaces.models import Employee

pytestmark = pytest.mark.django_db


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LARGE_ROWS", 2)
    monkeypatch.setattr(limits, "LARGE_SHEETS_BYTES", 10)
    monkeypatch.setattr(long_work, "MANY_AT_ONCE", 1)


def upload(client: Client, rows: int = 3) -> ImportBatch:
    content = book(*(kot(number) for number in range(1, rows + 1)))
    given = {"kind": "employees", "file": SimpleUploadedFile("люди.xlsx", content)}
    client.post(reverse("import-new"), given)
    return ImportBatch.objects.latest("pk")


def do(client: Client, batch: ImportBatch, act: str, **given: object) -> object:
    address = reverse("document-act", args=["imports", batch.pk, act])
    return client.post(address, {"version": batch.version, **given})


def fresh(batch: ImportBatch) -> ImportBatch:
    return ImportBatch.objects.get(pk=batch.pk)


def test_a_small_book_is_read_applied_and_undone_without_any_worker() -> None:
    _employer, officer = messy_plant("employees")
    client = client_of(officer)
    batch = upload(client)
    assert batch.state == "READ"

    do(client, batch, "apply")
    assert (fresh(batch).state, Employee.objects.count()) == ("APPLIED", 3)
    do(client, fresh(batch), "undo", reason="не та книга")

    assert (fresh(batch).state, Employee.objects.count()) == ("UNDONE", 0)
    assert not Job.objects.exists()


@pytest.mark.usefixtures("everything_is_large")
def test_a_large_book_is_read_applied_and_undone_by_a_worker_and_each_job_ends_on_its_page() -> None:
    _employer, officer = messy_plant("employees")
    client = client_of(officer)
    batch = upload(client)
    assert batch.state == "UPLOADED"
    page = client.get(batch.get_absolute_url()).content.decode()
    assert "Чтение книги: люди.xlsx" in page and "ещё не прочитана" not in page

    jobs_work_off()
    assert fresh(batch).state == "READ"
    answer = do(client, fresh(batch), "apply")
    assert Employee.objects.count() == 0
    assert answer.url == Job.objects.latest("pk").get_absolute_url()  # type: ignore[attr-defined]
    assert client.get(reverse("job-progress", args=[Job.objects.latest("pk").pk])).headers.get("HX-Redirect") is None
    jobs_work_off()
    job = Job.objects.latest("pk")
    assert (job.status, job.place, job.result) == (JobStatus.DONE, batch.get_absolute_url(), None)
    assert client.get(reverse("job-progress", args=[job.pk])).headers["HX-Redirect"] == batch.get_absolute_url()
    assert Employee.objects.count() == 3
    assert list(Employee.history.values_list("history_user", flat=True)) == [officer.pk] * 3

    do(client, fresh(batch), "undo", reason="не та книга")
    jobs_work_off()
    assert (fresh(batch).state, Employee.objects.count()) == ("UNDONE", 0)
    assert "не та книга" in str(JournalEntry.objects.get(act="importbatch.undo").payload)


@pytest.mark.usefixtures("everything_is_large")
def test_what_stands_in_the_way_is_said_at_once_and_not_by_the_worker() -> None:
    _employer, officer = messy_plant("employees")
    client = client_of(officer)
    batch = upload(client)
    jobs_work_off()
    do(client, fresh(batch), "apply")
    jobs_work_off()

    answer = do(client, fresh(batch), "undo", reason=" ")

    assert (answer.status_code, "Укажите причину" in answer.content.decode()) == (422, True)  # type: ignore[attr-defined]
    assert Job.objects.filter(kind=long_work.ACT).count() == 1


@pytest.mark.usefixtures("everything_is_large")
def test_a_double_click_is_one_job_and_a_late_second_one_changes_nothing() -> None:
    _employer, officer = messy_plant("employees")
    client = client_of(officer)
    batch = upload(client)
    jobs_work_off()
    seen = fresh(batch)
    do(client, seen, "apply")
    do(client, seen, "apply")
    assert Job.objects.filter(kind=long_work.ACT).count() == 1
    jobs_work_off()

    answer = do(client, seen, "apply")

    assert answer.status_code == 409  # type: ignore[attr-defined]
    assert JournalEntry.objects.filter(act="importbatch.apply").count() == 1


@pytest.mark.usefixtures("everything_is_large")
def test_an_import_that_somebody_changed_meanwhile_is_not_applied() -> None:
    _employer, officer = messy_plant("employees")
    client = client_of(officer)
    batch = upload(client)
    jobs_work_off()
    do(client, fresh(batch), "apply")
    client.post(reverse("import-again", args=[batch.pk]))

    jobs_work_off()

    job = Job.objects.latest("pk")
    assert (job.status, fresh(batch).state, Employee.objects.count()) == (JobStatus.FAILED, "READ", 0)
    assert "изменён" in job.problem
    assert batch.get_absolute_url() in client.get(job.get_absolute_url()).content.decode()


@pytest.mark.usefixtures("everything_is_large")
def test_an_attempt_that_finds_its_act_done_ends_well_without_doing_it_again() -> None:
    """The worker was killed between the commit of the act and the end of the job."""
    _employer, officer = messy_plant("employees")
    client = client_of(officer)
    batch = upload(client)
    jobs_work_off()
    do(client, fresh(batch), "apply")
    job = job_take("first", timezone.now())
    assert job is not None
    job_folder(job).mkdir(parents=True)
    long_work.act_on_document(job, JobProgress(job, never))
    Job.objects.filter(pk=job.pk).update(status=JobStatus.QUEUED, run="")

    jobs_work_off()

    assert Job.objects.get(pk=job.pk).status == JobStatus.DONE
    assert Employee.objects.count() == 3
    assert JournalEntry.objects.filter(act="importbatch.apply").count() == 1


@pytest.mark.usefixtures("everything_is_large")
def test_a_reading_that_was_cancelled_can_be_begun_again() -> None:
    _employer, officer = messy_plant("employees")
    client = client_of(officer)
    batch = upload(client)
    client.post(reverse("job-cancel", args=[Job.objects.get().pk]))
    assert jobs_work_off() == 0
    assert reverse("import-read", args=[batch.pk]) in client.get(batch.get_absolute_url()).content.decode()

    client.post(reverse("import-read", args=[batch.pk]))
    jobs_work_off()

    assert fresh(batch).state == "READ"


@pytest.mark.usefixtures("everything_is_large")
def test_who_lost_the_right_meanwhile_applies_nothing() -> None:
    _employer, officer = messy_plant("employees")
    client = client_of(officer)
    batch = upload(client)
    jobs_work_off()
    do(client, fresh(batch), "apply")
    officer.memberships.update(valid_to=ON)

    jobs_work_off()

    assert (Job.objects.latest("pk").status, fresh(batch).state) == (JobStatus.FAILED, "READ")


def ask_many(client: Client, count: int, act: str = "instruments") -> object:
    given = {"all": "1", "query": "state=DRAFT", "confirm": "1", "seen": str(count)}
    return client.post(reverse("documents-act-many", args=["protocols", act]), given)


@pytest.fixture
def protocols(plant: Plant) -> list[MeasurementProtocol]:
    plant.open_campaign()
    made = [plant.protocol(plant.group, number=f"{number}-Ш") for number in range(1, 4)]
    for protocol in made:
        protocol.instruments.all().delete()
    return made


@pytest.mark.usefixtures("everything_is_large")
def test_many_documents_are_a_job_whose_outcome_is_a_list(plant: Plant, protocols: list[MeasurementProtocol]) -> None:
    client = client_of(plant.officer)
    page = ask_many(client, 3)
    job = Job.objects.get()
    assert page.url == job.get_absolute_url() and job.lines.count() == 3  # type: ignore[attr-defined]
    protocols[1].delete()

    jobs_work_off()

    job.refresh_from_db()
    assert (job.status, job.done, job.total) == (JobStatus.DONE, 3, 3)
    outcome = client.get(job.place).content.decode()
    assert "Документ удалён" in outcome and "DOC-03" in outcome
    done = client.get(f"{job.place}?show=DONE").content.decode()
    assert protocols[0].get_absolute_url() in done and protocols[2].get_absolute_url() in done
    assert all(protocols[place].instruments.exists() for place in (0, 2))


@pytest.mark.usefixtures("everything_is_large")
def test_only_what_the_person_saw_is_touched(plant: Plant, protocols: list[MeasurementProtocol]) -> None:
    ask_many(client_of(plant.officer), 3)
    later = plant.protocol(plant.group, number="9-Ш")
    later.instruments.all().delete()

    jobs_work_off()

    assert not later.instruments.exists()
    assert JobLine.objects.filter(outcome="DONE").count() == 3


@pytest.mark.usefixtures("everything_is_large")
def test_a_second_click_is_the_same_job(plant: Plant, protocols: list[MeasurementProtocol]) -> None:
    client = client_of(plant.officer)
    assert ask_many(client, 3).url == ask_many(client, 3).url  # type: ignore[attr-defined]
    assert (Job.objects.count(), JobLine.objects.count()) == (1, 3)


@pytest.mark.usefixtures("everything_is_large")
def test_what_was_cancelled_says_what_is_done_and_what_is_not(
    plant: Plant, protocols: list[MeasurementProtocol], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(plant.officer)
    ask_many(client, 3)
    job = Job.objects.get()
    monkeypatch.setattr("documents.services.job_run.REPORT_EVERY", 0.0)
    carry_out = long_work.line_carry_out

    def once(*args: object, **told: object) -> None:
        carry_out(*args, **told)  # type: ignore[arg-type]
        job_cancel(job, actor=plant.officer)

    monkeypatch.setattr(long_work, "line_carry_out", once)
    jobs_work_off()

    job.refresh_from_db()
    assert job.status == JobStatus.CANCELLED
    assert sorted(job.lines.values_list("outcome", flat=True)) == ["DONE", "WAITING", "WAITING"]
    assert job.place in client.get(job.get_absolute_url()).content.decode()
    assert client.get(f"{job.place}?show=WAITING").content.decode().count("list-group-item") == 2


@pytest.mark.usefixtures("everything_is_large")
def test_signing_stays_with_the_person_however_many_there_are(plant: Plant) -> None:
    plant.open_campaign()
    plant.protocol(plant.group, number="1-Ш")
    plant.protocol(plant.group, number="2-Ш")

    answer = ask_many(client_of(plant.officer), 2, "issue")

    assert answer.status_code == 422 and not Job.objects.exists()  # type: ignore[attr-defined]


@pytest.mark.usefixtures("everything_is_large")
def test_a_worker_signs_nothing_whatever_stands_in_the_queue(
    plant: Plant, protocols: list[MeasurementProtocol]
) -> None:
    ask_many(client_of(plant.officer), 3)
    Job.objects.update(arguments={**Job.objects.get().arguments, "act": "issue"})

    jobs_work_off()

    assert Job.objects.get().status == JobStatus.FAILED
    assert set(MeasurementProtocol.objects.values_list("state", flat=True)) == {"DRAFT"}


@pytest.mark.usefixtures("everything_is_large")
def test_a_stranger_and_a_colleague_see_nothing_of_it(plant: Plant, protocols: list[MeasurementProtocol]) -> None:
    ask_many(client_of(plant.officer), 3)
    job = Job.objects.get()
    jobs_work_off()
    for user in (Plant.build().officer, plant.director):
        for name in ("job", "job-progress", "job-outcome"):
            assert client_of(user).get(reverse(name, args=[job.pk])).status_code == 404, (user, name)


@pytest.mark.usefixtures("everything_is_large")
def test_cards_are_sent_for_signature_by_a_worker_as_who_asked() -> None:
    other = Plant.build(groups=2)
    campaign = other.open_campaign()
    for group in other.groups:
        perform(other.card(campaign, group), "assess", actor=other.officer, on=CARD_ON)
    given = {"all": "1", "query": "state=ASSESSED", "confirm": "1", "seen": "2"}
    client_of(other.officer).post(reverse("documents-act-many", args=["cards", "send_for_signature"]), given)

    jobs_work_off()

    assert set(CertificationCard.objects.values_list("state", flat=True)) == {"SIGNING"}
    acts = JournalEntry.objects.filter(act="certificationcard.send_for_signature")
    assert list(acts.values_list("actor", flat=True)) == [other.officer.pk] * 2


@pytest.mark.usefixtures("everything_is_large")
def test_progress_of_a_transaction_is_read_beside_it_and_a_cancel_reaches_it() -> None:
    employer, officer = messy_plant("employees")
    batch = import_upload(
        employer=employer, kind="employees", name="a.xlsx", content=book(kot(1)), actor=officer, on=ON
    )
    long_work.read_ask(batch, actor=officer)
    job = job_take("first", timezone.now())
    assert job is not None
    job_folder(job).mkdir(parents=True)
    progress = JobProgress(job, never)
    with transaction.atomic():
        progress.begin(7, "записываем")
        told = beside_read(job)
        assert (Job.objects.get(pk=job.pk).total, told["total"], told["words"]) == (0, 7, "записываем")
        page = client_of(officer).get(reverse("job-progress", args=[job.pk])).content.decode()
        assert 'max="7"' in page and "записываем" in page
        job_cancel(job, actor=officer)
        with pytest.raises(JobStopped):
            progress.begin(7)
    beside_write(Job(pk=job.pk, run="other"), done=1, total=2, words="")
    assert beside_read(job) == {}, "the file of an attempt that was given up says nothing"
