"""A draft that was printed a moment ago is given out again, and only while nothing of it has changed."""

from __future__ import annotations

import dataclasses
import datetime as dt
import multiprocessing
from typing import Any

import pytest

from accounts.canonical import canonical_json
from attestation.models import CertificationCard, ResultKind, ResultList, ResultListRow
from documents.models import Document
from documents.selectors import canonical_content, content_digest
from reports import export
from reports.forms.contents import content_sha256, content_text, contents_read_once
from reports.forms.data_of import data_of, paper_text
from reports.rendering import worker
from reports.services import drafts
from reports.services.drafts import Draft, draft_find, draft_keep, drafts_forget
from tests.factories.plant import Plant
from tests.reports import hogs
from tests.reports.readers import text_of

ON = dt.date(2026, 12, 1)


@pytest.fixture
def listed(plant: Plant) -> ResultList:
    drafts_forget()
    campaign = plant.campaign()
    card = CertificationCard.objects.create(employer=plant.employer, campaign=campaign, group=plant.group)
    found = ResultList.objects.create(employer=plant.employer, campaign=campaign, kind=ResultKind.SURCHARGE)
    for place in range(1, 4):
        cells = {"profession": f"Обрубщик {place}"}
        ResultListRow.objects.create(employer=plant.employer, list=found, card=card, place=place, cells=cells)
    return found


def unset(*args: Any, **kwargs: Any) -> Any:
    raise AssertionError("set again")


@pytest.mark.django_db
def test_the_second_click_sets_nothing(listed: ResultList, monkeypatch: pytest.MonkeyPatch) -> None:
    first = export.printed(listed, on=ON)
    monkeypatch.setattr(export, "_pages", unset)
    again = export.printed(ResultList.objects.get(pk=listed.pk), on=ON)
    assert again == first and again.content_digest == content_digest(listed)


@pytest.mark.django_db
def test_what_has_changed_is_set_anew(listed: ResultList) -> None:
    export.printed(listed, on=ON)
    listed.rows.filter(place=2).update(cells={"profession": "Вагранщик"})
    later = export.printed(listed, on=ON)
    assert "Вагранщик" in text_of(later.content) and "Обрубщик 2" not in text_of(later.content)


@pytest.mark.django_db
def test_data_that_changed_beside_the_same_paper_are_not_those_of_the_kept_file(listed: ResultList) -> None:
    first = export.printed(listed, on=ON)
    row = listed.rows.get(place=2)
    listed.rows.filter(pk=row.pk).update(cells={**row.cells, "no such column": "тайна"})
    later = export.printed(listed, on=ON)
    assert later.content_digest == content_digest(listed) != first.content_digest
    assert later.content != first.content


@pytest.mark.django_db
def test_a_run_keeps_no_drafts(listed: ResultList, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "draft_keep", unset)
    [printing] = export.printed_ahead([(listed, export.PDF)], ON)
    assert printing.file().content.startswith(b"%PDF")


def test_what_was_printed_longest_ago_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    drafts_forget()
    monkeypatch.setattr(drafts, "ROOM", 25)
    for place in range(3):
        draft_keep(("list", place, "pdf"), Draft("paper", "data", b"0123456789"))
    assert [draft_find(("list", place, "pdf"), "paper") is not None for place in range(3)] == [False, True, True]
    assert draft_find(("list", 1, "pdf"), "another paper") is None
    drafts_forget()


@pytest.mark.django_db
def test_the_data_of_a_file_are_what_they_were_when_told_as_one(plant: Plant) -> None:
    campaign = plant.whole_procedure()
    documents: list[Document] = [campaign.cards.get(), *campaign.orders.all(), *campaign.result_lists.all()]
    for document in documents:
        printer = export.printer_of(document)
        assert printer is not None
        form = printer.context(document, ON)
        assert paper_text(form) == canonical_json(dataclasses.asdict(form))
        told, digest = data_of(document, form)
        whole = {
            "schema": "attestation/print/1",
            "document": {
                "type": document._meta.label_lower,
                "id": document.pk,
                "number": document.number,
                "dated_on": document.dated_on,
                "state": document.state,
                "revision": document.revision,
                "employer": document.employer.name,
            },
            "content": canonical_content(document),
            "content_sha256": content_digest(document),
            "paper": dataclasses.asdict(form),
        }
        assert told == canonical_json(whole) and digest == content_digest(document)


@pytest.mark.django_db
def test_a_content_is_read_once_inside_and_anew_outside(listed: ResultList, django_assert_num_queries: Any) -> None:
    with contents_read_once():
        before = content_sha256(listed)
        listed.rows.filter(place=1).update(cells={})
        with django_assert_num_queries(0):
            assert content_sha256(listed) == before
    assert content_sha256(listed) == content_digest(listed) != before
    assert content_text(listed) == canonical_json(canonical_content(listed))


def _print_and_end(answer: Any) -> None:
    answer.put(worker.in_worker(hogs.answer, 1))


def test_a_forked_server_that_has_printed_ends() -> None:
    """It waits for its children before it comes to ``atexit``: those that set pages would keep it for ever."""
    fork = multiprocessing.get_context("fork")
    answer = fork.SimpleQueue()
    server = fork.Process(target=_print_and_end, args=[answer])
    server.start()
    server.join(60)
    ended = server.exitcode
    if ended is None:
        server.kill()
    assert ended == 0 and answer.get() == 2
