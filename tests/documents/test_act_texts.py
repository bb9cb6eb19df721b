"""The acts' own texts: attached by an employer, shown to its people beside the plain words."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import JournalEntry, Role, User
from accounts.services.journal import journal_faults
from documents.models import ActText
from documents.services.act_texts import ActFile, act_text_attach
from tests.factories.people import EmployerFactory, person
from tests.factories.plant import Plant

pytestmark = pytest.mark.django_db
WORDS = "Инструкция. 1. Настоящая Инструкция…"
LAW = reverse("law", args=["35"])


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def body(answer: object) -> bytes:
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_a_text_given_to_the_command_is_a_link_beside_the_official_publication(plant: Plant, tmp_path: Path) -> None:
    (tmp_path / "35.txt").write_bytes(WORDS.encode("cp1251"))
    said = StringIO()

    call_command("load_act", "35", tmp_path / "35.txt", stdout=said)

    text = ActText.objects.get()
    assert said.getvalue() == f"{plant.employer}: №\u00a035: 35.txt\n"
    client = client_of(plant.shop)
    page = client.get(LAW).content.decode()
    assert f'href="{reverse("act-text", args=[text.pk])}"' in page
    assert "act-file" not in page  # a head of department reads, the officer attaches
    answer = client.get(reverse("act-text", args=[text.pk]))
    assert answer.headers["Content-Type"] == "text/plain; charset=windows-1251"
    assert body(answer).decode("cp1251") == WORDS
    assert list(journal_faults(plant.employer)) == []


def test_the_officer_attaches_on_the_page_and_the_newest_is_shown(plant: Plant) -> None:
    client = client_of(plant.officer)
    for name in ("old.txt", "new.txt"):
        answer = client.post(reverse("act-attach", args=["35"]), {"file": SimpleUploadedFile(name, WORDS.encode())})
        assert answer.headers["Location"] == LAW

    page = client.get(LAW).content.decode()

    assert "new.txt" in page and "old.txt" not in page
    assert "Текст акта приложен" in page
    assert ActText.objects.count() == 2
    assert JournalEntry.objects.filter(act="acttext.attach", actor=plant.officer).count() == 2
    assert "new.txt" not in client.get(reverse("law", args=["253"])).content.decode()


def test_nobody_else_attaches_and_nobody_elsewhere_reads(plant: Plant) -> None:
    mine = act_text_attach(plant.employer, "35", ActFile("mine.txt", WORDS.encode()), actor=plant.officer)
    stranger = client_of(person(EmployerFactory(), Role.SAFETY_OFFICER))
    worker = client_of(person(plant.employer, Role.WORKER))
    send = {"file": SimpleUploadedFile("x.txt", b"x")}

    assert client_of(plant.shop).post(reverse("act-attach", args=["35"]), send).status_code == 403
    assert stranger.get(reverse("act-text", args=[mine.pk])).status_code == 404
    assert "mine.txt" not in stranger.get(LAW).content.decode()
    assert body(worker.get(reverse("act-text", args=[mine.pk]))) == WORDS.encode()
    assert Client().get(reverse("act-text", args=[mine.pk])).status_code == 302
    assert ActText.objects.count() == 1


def test_a_page_made_elsewhere_can_do_nothing_in_ours(plant: Plant) -> None:
    page = ActFile("35.html", b"<script>alert(1)</script><form action=/logout/>")
    text = act_text_attach(plant.employer, "35", page, actor=plant.officer)

    answer = client_of(plant.officer).get(reverse("act-text", args=[text.pk]))
    policy = answer.headers["Content-Security-Policy"]
    answer.close()

    assert re.match(r"sandbox; default-src 'none';", policy)
    assert "script-src" not in policy and "allow-" not in policy


@pytest.mark.parametrize(
    ("act", "name", "content", "words"),
    [
        ("73", "73.txt", b"text", "программа не знает; известны: 253, 35, 536"),
        ("35", "35.docx", b"PK", "файл .txt, .html или .pdf"),
        ("35", "35.pdf", b"MZ", "Это не PDF"),
        ("35", "35.txt", b"\x00\x01", "Это не текст"),
        ("35", "35.txt", b"", "Файл пуст"),
        ("35", "35.txt", b"a" * (12 * 1024 * 1024 + 1), "больше 12 МБ"),
    ],
)
def test_what_is_no_text_of_a_known_act_is_refused(
    plant: Plant, act: str, name: str, content: bytes, words: str
) -> None:
    with pytest.raises(ValidationError, match=words):
        act_text_attach(plant.employer, act, ActFile(name, content), actor=plant.officer)
    assert not ActText.objects.exists()


def test_a_bad_file_is_said_on_the_page(plant: Plant) -> None:
    client = client_of(plant.officer)
    client.post(reverse("act-attach", args=["35"]), {"file": SimpleUploadedFile("35.exe", b"MZ")})
    assert "Текст акта — это файл" in client.get(LAW).content.decode()
    client.post(reverse("act-attach", args=["35"]))
    assert "Выберите файл" in client.get(LAW).content.decode()
    assert client.post(reverse("act-attach", args=["73"])).status_code == 404


def test_the_command_asks_whose_text_it_is(plant: Plant, tmp_path: Path) -> None:
    other = EmployerFactory()
    path = tmp_path / "253.txt"
    with pytest.raises(CommandError, match="Укажите нанимателя"):
        call_command("load_act", "253", path)
    with pytest.raises(CommandError, match="Файл не читается"):
        call_command("load_act", "253", path, employer=other.name)
    path.write_text(WORDS, "utf-8")
    with pytest.raises(CommandError, match="программа не знает"):
        call_command("load_act", "7", path, employer=other.name)

    call_command("load_act", "253", path, employer=other.name, stdout=StringIO())

    assert ActText.objects.get().employer == other


def test_an_attached_text_is_neither_changed_nor_removed(plant: Plant) -> None:
    text = act_text_attach(plant.employer, "35", ActFile("35.txt", b"text"), actor=plant.officer)
    for change in (lambda: ActText.objects.filter(pk=text.pk).update(act="253"), text.delete):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
