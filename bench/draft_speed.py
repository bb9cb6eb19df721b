"""A draft as a person has it: from the click to the last byte, through a real server on a database of its own.

Run: python bench/draft_speed.py [rows] [-v]. A list 12.6 of 3,000 rows (a draft with which a union has agreed), in a
fresh SQLite; granian with one process as ``make run`` starts it. The page of the document is opened first, as a
person does who clicks: the processes that set pages stand ready since then (ADR 0032). Between two clicks of the
first measure the list changes, so nothing kept is given out again; the second click asks for the same content.
Exit code 1 when a goal is missed. Seconds of the clock mean something on an idle machine only: the load is printed,
and the processor time of the server with its processes beside them.
"""

from __future__ import annotations

import datetime as dt
import http.client
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench.process_tree import tree_cpu  # noqa: E402 - the path first
from bench.scratch import scratch  # noqa: E402

PORT, CLICKS, GOAL = 8477, 7, 1.0


def draft_list(count: int) -> tuple[Any, Any]:
    """A draft of a list 12.6 of so many rows, agreed by the union, and the officer who reads it."""
    from django_scopes import scopes_disabled

    from accounts.confirmation import acting_as_system
    from attestation.models import CertificationCard, ResultKind, ResultList, ResultListRow, TradeUnion, UnionAgreement
    from bench.print_speed import DAY, list_form
    from documents.selectors import content_digest
    from tests.factories.plant import Plant

    with scopes_disabled(), acting_as_system("bench"):
        plant = Plant.build(name="ОАО «Примерский завод»")
        campaign, union = plant.campaign(), TradeUnion.objects.filter(employer=plant.employer).first()
        union = union or TradeUnion.objects.create(employer=plant.employer, name="Профком", chair_name="О. И. Лис")
        card = CertificationCard.objects.create(employer=plant.employer, campaign=campaign, group=plant.group)
        listed = ResultList.objects.create(employer=plant.employer, campaign=campaign, kind=ResultKind.SURCHARGE)
        form = list_form(count)
        keys = [column.key for column in form.columns]
        ResultListRow.objects.bulk_create(
            [
                ResultListRow(
                    employer=plant.employer,
                    list=listed,
                    card=card,
                    place=place,
                    cells={key: "" if value is None else str(value) for key, value in zip(keys, row, strict=True)},
                )
                for place, row in enumerate(form.rows, start=1)
            ],
            batch_size=500,
        )
        UnionAgreement.objects.create(
            employer=plant.employer,
            campaign=campaign,
            union=union,
            dated_on=DAY,
            agreed_digests={listed.kind: content_digest(listed)},
        )
    return listed, plant.officer


def change(listed: Any, turn: int) -> None:
    """Another content: the department of the first row."""
    from django_scopes import scopes_disabled

    with scopes_disabled():
        row = listed.rows.first()
        row.cells = {**row.cells, next(key for key in row.cells if key != "place"): f"участок {turn}"}
        row.save()


def fetched(path: str, cookie: str) -> tuple[float, int]:
    """Seconds from the click to the last byte, and how many bytes."""
    began = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    connection.request("GET", path, headers={"Cookie": f"sessionid={cookie}"})
    answer = connection.getresponse()
    content = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status} {answer.getheader('Location')}")
    return time.perf_counter() - began, len(content)


def serve() -> subprocess.Popen[bytes]:
    """The server of ``make run`` on a port of its own, answering."""
    from tools.serve import SERVER

    command = [str(PORT) if part == "8000" else part for part in SERVER]
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"})
    for _try in range(200):
        try:
            http.client.HTTPConnection("127.0.0.1", PORT, timeout=60).request("GET", "/login/")
            return server
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server does not answer")


def main() -> int:
    """Measure clicks on a list that changed, and on one that did not; returns the exit code."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    scratch("", "draft")
    from django.test import Client

    listed, officer = draft_list(count)
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(officer)
    cookie = client.cookies["sessionid"].value
    page, paper = f"/documents/{listed.SLUG}/{listed.pk}/", f"/print/{listed.SLUG}/{listed.pk}.pdf"
    server = serve()
    try:
        fetched(page, cookie)
        time.sleep(2)  # a person reads the page; the processes load their engine
        first, second, cpu = [], [], []
        for turn in range(CLICKS + 1):
            change(listed, turn)
            before = tree_cpu(server.pid)
            first.append(fetched(paper, cookie))
            cpu.append(tree_cpu(server.pid) - before)
            second.append(fetched(paper, cookie))
    finally:
        server.terminate()
        server.wait()
    changed, again = (statistics.median(seconds for seconds, _size in taken[1:]) for taken in (first, second))
    print(f"{dt.datetime.now():%d.%m.%Y %H:%M}, занятость машины (1 мин): {os.getloadavg()[0]:.1f}")
    print(f"самый первый щелчок: {first[0][0]:.2f} с; файл {first[0][1] / 1e6:.1f} МБ")
    print(f"процессор на щелчок, все процессы: {statistics.median(cpu[1:]):.2f} с")
    print(f"щелчок по неизменному: {again:.2f} с")
    print(
        f"{'да ' if changed <= GOAL else 'НЕТ'}  черновик {count} строк от щелчка до последнего байта: {changed:.2f} с"
    )
    return int(changed > GOAL)


if __name__ == "__main__":
    sys.exit(main())
