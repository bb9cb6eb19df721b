"""Lists of the plant at size: queries, first and last page, search, bulk change, people at once.

    make load; python bench/pages.py [--users 20 --seconds 30]

Measures the database that DATABASE_URL or ATTESTATION_VAR point at; it must be one that
``manage.py load_plant`` filled. Prints one line a figure with its budget.
"""

from __future__ import annotations

import argparse
import http.client
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
from bench.measuring import median_ms, say
from bench.searching import searches

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def settle(connection: Any) -> None:
    """Do what PostgreSQL does by itself a minute later: the rolled back trials before leave dead rows behind."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def lists(client: Any, connection: Any) -> None:
    """Queries of every list page, and its last page against its first."""
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from documents.reference import all_references
    from documents.screens import all_screens
    from workplaces.tables import TABLES

    addresses = [reverse("plant-table", args=[slug]) for slug in TABLES] + [reverse("journal")]
    addresses += [reverse("document-list", args=[screen.slug]) for screen in all_screens()]
    addresses += [reverse("reference-list", args=[screen.slug]) for screen in all_references()]
    for address in addresses:
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        say(f"{address}: запросов", len(captured), 15, "")
        if 'nav class="pages"' in client.get(address).content.decode():
            first = median_ms(lambda a=address: client.get(a), 15)
            last = median_ms(lambda a=address: client.get(a + "?end=1"), 15)
            say(f"{address}: последняя к первой ({first:.0f} мс)", last / first, 1.5, "×")


def bulk(employer: Any, officer: Any) -> None:
    """A bulk change of 10,000 workplaces with history against one without, each rolled back."""
    from django.db import transaction
    from django.db.models import F
    from simple_history.utils import bulk_update_with_history

    from documents.services.bulk import bulk_change
    from workplaces.models import Workplace

    last = Workplace.objects.filter(employer=employer).order_by("pk").values_list("pk", flat=True)[9999]
    rows = Workplace.objects.filter(employer=employer, pk__lte=last)

    def undone(work: Callable[[], Any]) -> Callable[[], None]:
        def run() -> None:
            with transaction.atomic():
                work()
                transaction.set_rollback(True)

        return run

    changes = {"room": "цех 5", "version": F("version") + 1}
    plain = median_ms(undone(lambda: rows.update(**changes)), 3)
    ours = median_ms(undone(lambda: bulk_change(rows, changes, actor=officer)), 3)
    loaded = list(rows)
    for row in loaded:
        row.room = "цех 5"
    objects = median_ms(undone(lambda: Workplace.objects.bulk_update(loaded, ["room"], batch_size=500)), 1)
    theirs = median_ms(
        undone(lambda: bulk_update_with_history(loaded, Workplace, ["room"], batch_size=500, default_user=officer)), 1
    )
    inserted(employer, officer, undone)
    say("10 000 строк: update() без истории", plain)
    say("10 000 строк: bulk_change с историей", ours)
    say("10 000 строк: bulk_update без истории", objects)
    say("10 000 строк: bulk_update_with_history", theirs)
    say("с историей к bulk_update без неё", ours / objects, 1.5, "×")
    say("с историей к одному UPDATE без неё, который сам ничего не стоит", ours / plain, unit="×")


def inserted(employer: Any, officer: Any, undone: Callable[[Callable[[], Any]], Callable[[], None]]) -> None:
    """10,000 new workplaces: Django's bulk_create, which writes no history, against ours."""
    from documents.services.bulk import BATCH, bulk_insert
    from workplaces.models import AnalogousGroup, Workplace

    group = AnalogousGroup.objects.filter(employer=employer).earliest("pk")

    def new() -> list[Workplace]:
        return [Workplace(employer=employer, group=group, number=f"н{place}") for place in range(10_000)]

    plain = median_ms(undone(lambda: Workplace.objects.bulk_create(new(), batch_size=BATCH)), 3)
    ours = median_ms(undone(lambda: bulk_insert(Workplace, new(), actor=officer)), 3)
    say("10 000 новых строк: bulk_create без истории", plain)
    say("10 000 новых строк: bulk_insert с историей", ours)
    say("новые с историей к новым без неё", ours / plain, 1.5, "×")


def classes(employer: Any, officer: Any) -> None:
    """The classes of the whole plant as a job, with history; then again, when nothing has changed."""
    from documents.models import Job
    from documents.services.job_run import jobs_work_off
    from documents.services.jobs import job_ask

    for words in ("впервые", "ещё раз, без изменений"):
        began, cpu = time.perf_counter(), time.process_time()
        job_ask("classes", employer=employer, title="замер", arguments={}, actor=officer)
        jobs_work_off()
        job = Job.objects.latest("pk")
        assert job.status == "DONE", job.problem
        say(
            f"классы {job.total} групп {words} (процессор {time.process_time() - cpu:.1f} с)",
            time.perf_counter() - began,
            60,
            "с",
        )


def crowd(users: int, seconds: int, port: int, cookies: list[str]) -> None:
    """People at once over HTTP, a request a second each."""
    command = [".venv/bin/granian", "--interface", "wsgi", "config.wsgi:application", "--host", "127.0.0.1"]
    command += [
        "--port",
        str(port),
        "--workers",
        str(os.cpu_count()),
        "--blocking-threads",
        "4",
        "--log-level",
        "warning",
    ]
    server = subprocess.Popen(command)
    try:
        for _try in range(200):
            try:
                http.client.HTTPConnection("127.0.0.1", port, timeout=60).request("GET", "/login/")
                break
            except OSError:
                time.sleep(0.2)
        taken: list[float] = []
        walk = ["/workplaces/", "/workplaces/?q=%D1%82%D0%BE%D0%BA%D0%B0%D1%80%D1%8C", "/plant/employees/?end=1"]
        walk += ["/plant/groups/?sort=-profession", "/documents/cards/", "/documents/protocols/?end=1"]
        threads = [
            threading.Thread(target=person, args=(n, seconds, port, cookies[n % len(cookies)], walk, taken))
            for n in range(users)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        taken.sort()
        say(f"{users} человек, запросов {len(taken)}: середина", statistics.median(taken))
        say(f"{users} человек: p95", taken[int(len(taken) * 0.95)], 150)
    finally:
        server.terminate()
        server.wait()


def person(number: int, seconds: int, port: int, cookie: str, walk: list[str], taken: list[float]) -> None:
    """One person: a request a second, each answer read to its end."""
    time.sleep(number / 20)
    for turn in range(seconds):
        began = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("GET", walk[(number + turn) % len(walk)], headers={"Cookie": f"sessionid={cookie}"})
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, answer.status
        if turn:
            taken.append((time.perf_counter() - began) * 1000)
        time.sleep(max(0.0, 1 - (time.perf_counter() - began)))


def main() -> None:
    """Measure everything."""
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django_scopes import scopes_disabled

    from accounts.models import Employer, User

    parser = argparse.ArgumentParser()
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--port", type=int, default=8471)
    parser.add_argument("--only", default="search,lists,bulk,classes,crowd")
    options = parser.parse_args()
    employer, officer = Employer.objects.get(), User.objects.get(username="officer")
    clients = [Client(HTTP_HOST="127.0.0.1") for _person in range(options.users)]
    print(f"{connection.vendor}; занятость машины (1 мин): {os.getloadavg()[0]:.1f}")
    settle(connection)
    with scopes_disabled():
        if "search" in options.only:
            searches(employer)
        if "lists" in options.only:
            clients[0].force_login(officer)
            lists(clients[0], connection)
        if "bulk" in options.only:
            bulk(employer, officer)
        if "classes" in options.only:
            classes(employer, officer)
    if "crowd" in options.only:
        settle(connection)
        for place, client in enumerate(clients):
            client.force_login(User.objects.order_by("pk")[place % User.objects.count()])
        crowd(options.users, options.seconds, options.port, [client.cookies["sessionid"].value for client in clients])


if __name__ == "__main__":
    main()
