"""Jobs: asked for once, carried out by whoever works, seen by who asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import JournalEntry, Role
from accounts.services.journal import journal_faults
from documents import jobs as registry
from documents.jobs import JobFile, Progress, UnableToFinish, register_job
from documents.management.commands.worker import Command
from documents.models import Job, JobStatus
from documents.services.files import file_content, file_path, file_store
from documents.services.job_files import job_files_drop
from documents.services.job_folder import job_folder
from documents.services.job_queue import MAX_ATTEMPTS, job_take, jobs_reap
from documents.services.job_run import folders_sweep, jobs_work_off
from documents.services.jobs import job_ask, job_cancel
from documents.services.proof import file_faults
from tests.factories.people import person
from tests.factories.plant import Plant

pytestmark = pytest.mark.django_db
STALE = dt.timedelta(seconds=60)


def greet(job: Job, progress: Progress) -> JobFile:
    progress.begin(2, "здороваемся")
    if job.arguments.get("refuse"):
        raise UnableToFinish("Некого приветствовать.")
    if job.arguments.get("break"):
        raise RuntimeError("secret of the code")
    if job.arguments.get("cancel"):
        job_cancel(job, actor=job.asked_by)
    path = progress.part("hello.txt", f"привет, {job.arguments['who']}".encode)
    progress.begin(2, "провожаем")
    progress.step(count=2)
    return JobFile(path, "hello.txt", "text/plain")


@pytest.fixture(autouse=True)
def kind(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(registry, "_KINDS", dict(registry._KINDS))
    register_job("greet", greet, label="приветствие", permission="accounts.view_employer")
    yield


def ask(plant: Plant, **arguments: object) -> Job:
    found = {"who": "мир", **arguments}
    return job_ask("greet", employer=plant.employer, title="приветствие", arguments=found, actor=plant.officer)


def fresh(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def client_of(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


def test_a_job_is_carried_out_and_its_file_is_kept(plant: Plant) -> None:
    job = ask(plant)

    assert jobs_work_off() == 1

    done = fresh(job)
    assert (done.status, done.done, done.total, done.attempts) == (JobStatus.DONE, 2, 2, 1)
    assert file_content(done.result).decode() == "привет, мир"
    assert not job_folder(job).exists()
    acts = list(JournalEntry.objects.filter(target_type="documents.job").values_list("act", "actor_id"))
    assert acts == [("job.ask", plant.officer.pk), ("job.finish", plant.officer.pk)]


def test_the_same_work_is_asked_for_once_while_it_lives(plant: Plant) -> None:
    first = ask(plant)
    assert ask(plant).pk == first.pk
    assert ask(plant, who="завод").pk != first.pk
    jobs_work_off()
    assert ask(plant).pk != first.pk


def test_a_job_of_an_act_that_is_taken_back_was_never_asked_for(plant: Plant) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        ask(plant)
        raise RuntimeError("the act fails")
    assert not Job.objects.exists()


def test_a_refusal_is_said_in_its_words_and_a_fault_without_its_insides(
    plant: Plant, caplog: pytest.LogCaptureFixture
) -> None:
    refused, broken = ask(plant, refuse=True), ask(plant, **{"break": True})

    jobs_work_off()

    assert (fresh(refused).status, fresh(refused).problem) == (JobStatus.FAILED, "Некого приветствовать.")
    assert fresh(broken).status == JobStatus.FAILED
    assert "secret" not in fresh(broken).problem and "secret of the code" in caplog.text


def test_a_kind_this_release_does_not_know_fails_in_words(plant: Plant) -> None:
    job = ask(plant)
    Job.objects.filter(pk=job.pk).update(kind="forgotten")
    jobs_work_off()
    assert fresh(job).status == JobStatus.FAILED
    assert "не знает" in fresh(job).problem


def test_only_who_has_the_right_asks(plant: Plant) -> None:
    with pytest.raises(PermissionDenied):
        job_ask("greet", employer=plant.employer, title="x", arguments={}, actor=plant.laboratory_guest)
    with pytest.raises(KeyError):
        job_ask("unheard-of", employer=plant.employer, title="x", arguments={}, actor=plant.officer)


def test_a_waiting_job_is_cancelled_at_once_and_only_by_who_asked(plant: Plant) -> None:
    job = ask(plant)
    with pytest.raises(PermissionDenied):
        job_cancel(job, actor=plant.director)

    job_cancel(job, actor=plant.officer)

    assert fresh(job).status == JobStatus.CANCELLED
    assert jobs_work_off() == 0


def test_a_running_job_is_cancelled_at_its_next_report(plant: Plant) -> None:
    job = ask(plant, cancel=True)
    jobs_work_off()
    assert (fresh(job).status, fresh(job).result) == (JobStatus.CANCELLED, None)
    assert not job_folder(job).exists()


def test_an_ended_job_stays_as_it_ended(plant: Plant) -> None:
    job = ask(plant)
    jobs_work_off()
    job_cancel(job, actor=plant.officer)
    assert fresh(job).status == JobStatus.DONE
    assert not JournalEntry.objects.filter(act="job.cancel").exists()


def test_a_silent_worker_loses_its_job_after_a_minute_and_not_before(plant: Plant) -> None:
    job, began = ask(plant), timezone.now()
    job_take("dead", began)

    assert jobs_reap(began + dt.timedelta(seconds=60), STALE) == 0
    assert jobs_reap(began + dt.timedelta(seconds=61), STALE) == 1

    assert (fresh(job).status, fresh(job).run) == (JobStatus.QUEUED, "")
    jobs_work_off()
    assert (fresh(job).status, fresh(job).attempts) == (JobStatus.DONE, 2)


def test_a_job_that_kills_its_workers_is_given_up_after_the_third(plant: Plant) -> None:
    job, now = ask(plant), timezone.now()
    for _attempt in range(MAX_ATTEMPTS):
        job_take("dead", now)
        now += dt.timedelta(minutes=2)
        jobs_reap(now, STALE)
    assert fresh(job).status == JobStatus.FAILED
    assert "3 раза" in fresh(job).problem


def test_a_cancelled_job_of_a_dead_worker_is_not_begun_again(plant: Plant) -> None:
    job, now = ask(plant), timezone.now()
    job_take("dead", now)
    job_cancel(job, actor=plant.officer)
    jobs_reap(now + dt.timedelta(minutes=2), STALE)
    assert fresh(job).status == JobStatus.CANCELLED


def test_folders_of_ended_jobs_are_swept_and_those_of_living_ones_stay(plant: Plant) -> None:
    living, ended = ask(plant), ask(plant, who="завод")
    for job in (living, ended):
        job_folder(job).mkdir(parents=True)
    job_cancel(ended, actor=plant.officer)
    folders_sweep()
    assert job_folder(living).exists() and not job_folder(ended).exists()


def test_the_database_knows_what_a_job_may_be(plant: Plant) -> None:
    job = ask(plant)
    for wrong in ({"status": "LOST"}, {"status": JobStatus.DONE}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Job.objects.filter(pk=job.pk).update(**wrong)


def test_the_page_moves_while_the_job_lives_and_then_offers_the_file(plant: Plant) -> None:
    job, client = ask(plant), client_of(plant.officer)
    progress = reverse("job-progress", args=[job.pk])

    before = client.get(job.get_absolute_url()).content.decode()
    assert f'hx-get="{progress}"' in before and "Отменить" in before
    assert client.get(reverse("job-file", args=[job.pk])).status_code == 404
    jobs_work_off()
    after = client.get(progress).content.decode()

    assert "hx-get" not in after and reverse("job-file", args=[job.pk]) in after
    answer = client.get(reverse("job-file", args=[job.pk]))
    assert b"".join(answer.streaming_content).decode() == "привет, мир"  # type: ignore[attr-defined]
    assert "hello.txt" in answer["Content-Disposition"]
    assert job.title.capitalize() in client.get(reverse("jobs")).content.decode()


def test_the_button_cancels(plant: Plant) -> None:
    job = ask(plant)
    assert client_of(plant.officer).post(reverse("job-cancel", args=[job.pk])).status_code == 302
    assert fresh(job).status == JobStatus.CANCELLED


def test_a_job_is_nobody_elses_business(plant: Plant) -> None:
    job, colleague = ask(plant), client_of(person(plant.employer, Role.SAFETY_OFFICER))
    jobs_work_off()
    for name in ("job", "job-progress", "job-file"):
        assert colleague.get(reverse(name, args=[job.pk])).status_code == 404
    assert colleague.post(reverse("job-cancel", args=[job.pk])).status_code == 404
    assert job.title.capitalize() not in colleague.get(reverse("jobs")).content.decode()


def test_who_has_lost_the_right_does_not_get_the_file(plant: Plant) -> None:
    job = ask(plant)
    jobs_work_off()
    membership = plant.officer.memberships.get()
    membership.role = Role.WORKER
    membership.save()
    assert client_of(plant.officer).get(reverse("job-file", args=[job.pk])).status_code == 403


def aged(job: Job, days: int) -> Job:
    Job.objects.filter(pk=job.pk).update(ended_at=timezone.now() - dt.timedelta(days=days))
    return fresh(job)


def test_a_file_is_kept_for_its_days_and_then_dropped_into_the_journal(plant: Plant) -> None:
    job, client = ask(plant), client_of(plant.officer)
    jobs_work_off()
    kept = aged(job, 30)
    assert job_files_drop(timezone.now()) == 0
    last = timezone.localdate()
    page = client.get(job.get_absolute_url()).content.decode()
    assert f"хранится по {last:%d.%m.%Y}" in page and "Сделать ещё раз" not in page

    aged(job, 31)
    Command()._drop_old_files()
    assert job_files_drop(timezone.now()) == 0

    assert kept.result is not None and not file_path(kept.result.sha256).exists()
    (entry,) = JournalEntry.objects.filter(act="storedfile.drop")
    assert kept.result.sha256 in entry.payload and entry.target_id == str(kept.result.pk)
    assert list(file_faults(plant.employer)) == [] and list(journal_faults(plant.employer)) == []
    page = client.get(job.get_absolute_url()).content.decode()
    assert f"хранился по {last - dt.timedelta(days=1):%d.%m.%Y}" in page
    assert client.get(reverse("job-file", args=[job.pk])).headers["Location"] == job.get_absolute_url()


def test_what_was_dropped_is_made_again_by_one_button_of_who_asked(plant: Plant) -> None:
    job = ask(plant)
    jobs_work_off()
    aged(job, 31)
    job_files_drop(timezone.now())
    again = reverse("job-again", args=[job.pk])
    assert again in client_of(plant.officer).get(job.get_absolute_url()).content.decode()
    assert client_of(person(plant.employer, Role.SAFETY_OFFICER)).post(again).status_code == 404

    answer = client_of(plant.officer).post(again)

    repeated = Job.objects.latest("pk")
    assert answer.headers["Location"] == repeated.get_absolute_url() and repeated.pk != job.pk
    jobs_work_off()
    # the same bytes lie under the same hash: the older job has its file again, and the younger one keeps it
    assert file_content(fresh(repeated).result).decode() == "привет, мир"
    assert job_files_drop(timezone.now()) == 0


def test_bytes_that_are_also_somebody_elses_paper_are_not_dropped(plant: Plant) -> None:
    job = ask(plant)
    jobs_work_off()
    old = aged(job, 400)
    assert old.result is not None
    content = file_content(old.result)
    file_store(content, employer=plant.employer, name="a.txt", content_type="text/plain", actor=plant.officer)
    assert job_files_drop(timezone.now()) == 0 and file_content(old.result) == content


def test_a_missing_file_is_a_fault_unless_the_journal_has_dropped_it(plant: Plant) -> None:
    job = ask(plant)
    jobs_work_off()
    result = fresh(job).result
    assert result is not None
    file_path(result.sha256).unlink()
    assert [fault.reason for fault in file_faults(plant.employer)] == ["файла нет на диске"]
