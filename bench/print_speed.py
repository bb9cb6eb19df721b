"""How fast paper is made, as ratios to the reference engine in the same run.

Run: python bench/print_speed.py. Each job is a fresh process; imports, the start of the workers and the
making of the data are not timed. What is timed is the way of the product: a list as ``paper_of`` makes it, cards
as a print run does (``export.printed_ahead``: composed, set, read back, finished with their data, each a file of its
own on disk, then joined), only that forms stand in for the documents of a database.

The reference for 10,000 rows is WeasyPrint's time for 1,000 rows times ten: it grows faster than its rows
(ADR 0031), so the true ratio is smaller. Cards likewise: 20 cards one by one. The reference writes tags, which the
fast engine does not: a quarter of its time, to be kept in mind beside the ratios.
Memory is the sum of the proportional sets (a page shared by three processes counts a third in each) of the whole
process tree, sampled every 100 ms; the sum of the resident sets is printed beside it. Processor seconds are those of
the tree too: on a machine with other work only their ratios mean anything. The time of a sheet is compared with
openpyxl's write-only mode with a style built for each cell. Exit code 1 when a goal is missed.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

from bench.process_tree import tree_cpu, tree_memory  # noqa: E402 - the path first

DAY = dt.date(2026, 11, 24)
NAMES = (
    "Электросварщик на автоматических и полуавтоматических машинах",
    "Обрубщик, занятый на обработке литья наждаком и вручную",
    "Оператор станков с программным управлением",
    "Слесарь-ремонтник",
    "Плавильщик металла и сплавов",
)
PLACES = ("Литейный цех, участок плавки", "Сварочный цех, участок рам и кабин", "Ремонтно-механический цех")


def list_form(count: int) -> Any:
    """A list 12.6 of so many rows, every text different."""
    from reports.forms.catalogue import form_on
    from reports.forms.lines import Signatory, blank_values, filled
    from reports.forms.table import table_form

    edition, chair = form_on("surcharge", DAY), Signatory("О. И. Дашкевич", "главный инженер", DAY)
    values = blank_values(chair, DAY, number="431", document="Приказ № 431")
    rows = tuple(
        (
            n,
            f"{7211 + n % 90}-{n:03d} {NAMES[n % 5]}",
            f"02-{n % 60}",
            f"{PLACES[n % 3]} {n % 40}",
            "3.2",
            "0,14",
            None,
            n % 9,
        )
        for n in range(1, count + 1)
    )
    return table_form(
        edition,
        day=DAY,
        organisation="ОАО «Примерский завод»",
        is_draft=False,
        rows=rows,
        agreed=(filled(edition.body["agreed"], values),),
        approved=filled(edition.body["approved"], values),
        signature=filled(edition.body["signature"], values),
        note="",
    )


def card_forms(count: int) -> Iterator[Any]:
    """Cards with every table filled, each with its own name."""
    from tests.reports.test_card_form import whole_form

    form = whole_form(8, "обрубка отливок пневматическим молотком")
    for n in range(count):
        yield replace(form, title=f"Карта {n}. Обрубщик", bookmark=f"{n}. Обрубщик", footer=f"Карта {n}. Обрубщик")


def fast_list(count: int) -> Callable[[], bytes]:
    """The issued list: pages cut, set, read back, finished."""
    from reports.forms.paper import paper_of
    from reports.rendering.marks import Record

    form = list_form(count)
    return lambda: paper_of("table_form.html", form, Record(form.title, DAY))


def reference_list(count: int) -> Callable[[], bytes]:
    """The same list as one document of the reference engine."""
    from reports.forms.paper import html_of
    from reports.rendering.pdf import render

    form = list_form(count)
    return lambda: render(html_of("table_form.html", form))


def fast_cards(count: int) -> Callable[[], int]:
    """Cards of a print run: each a file, then one file of all; returns its size."""
    from reports import export
    from reports.forms import card, data_of
    from reports.forms.register import Printer
    from reports.rendering import pdf

    printer = Printer(card.TEMPLATE, card.context, is_quick=True)
    documents = [SimpleNamespace(form=form, is_editable=True) for form in card_forms(count)]

    def told(document: Any, form: Any, paper: str = "") -> tuple[pdf.Record, str]:
        content = f'{{"paper":{data_of.paper_text(form)}}}'.encode()
        return pdf.Record(form.title, form.day, (pdf.Attachment("card.json", content, form.title),)), ""

    instead = {
        "_composed": lambda document, day, file_format: (printer, document.form),
        "record_of": told,
        "stamp_of": lambda document: None,
    }

    def make() -> int:
        with mock.patch.multiple(export, **instead), tempfile.TemporaryDirectory() as folder:
            parts = []
            for place, printing in enumerate(export.printed_ahead((document, "pdf") for document in documents)):
                file, path = printing.file(), Path(folder) / f"{place}.pdf"
                path.write_bytes(file.content)
                parts.append(pdf.Part(path, file.bookmark))
            whole = Path(folder) / "whole.pdf"
            with whole.open("w+b") as target:
                export.bind(target, parts, "Карты")
            return whole.stat().st_size

    return make


def reference_cards(count: int) -> Callable[[], bytes]:
    """Cards one by one by the reference engine, in one worker."""
    from reports.forms.paper import html_of
    from reports.rendering.pdf import render

    forms = list(card_forms(count))
    return lambda: b"".join(render(html_of("card.html", form)) for form in forms)


def fast_sheet(count: int) -> Callable[[], bytes]:
    """The list as a spreadsheet."""
    from reports.forms.sheet import sheet_of
    from reports.rendering import xlsx

    form = list_form(count)
    return lambda: xlsx.render(sheet_of(form))


def plain_sheet(count: int) -> Callable[[], bytes]:
    """The same rows by openpyxl's write-only mode, a style built for each cell."""
    from io import BytesIO

    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Border, Font, Side

    form = list_form(count)

    def make() -> bytes:
        book = Workbook(write_only=True)
        sheet = book.create_sheet("Лист")
        for row in form.rows:
            cells = []
            for value in row:
                cell, side = WriteOnlyCell(sheet, value), Side(style="thin")
                cell.font, cell.alignment = (
                    Font(name="Times New Roman", size=10),
                    Alignment(vertical="top", wrap_text=True),
                )
                cell.border = Border(left=side, right=side, top=side, bottom=side)
                cells.append(cell)
            sheet.append(cells)
        buffer = BytesIO()
        book.save(buffer)
        return buffer.getvalue()

    return make


JOBS = {job.__name__: job for job in (fast_list, reference_list, fast_cards, reference_cards, fast_sheet, plain_sheet)}


def measure(name: str, count: int) -> dict[str, float]:
    """Run a job here: seconds, and the peak of memory in MB."""
    import django

    django.setup()
    from reports.rendering import worker

    job, peak, done = JOBS[name](count), [0, 0], threading.Event()
    if "sheet" not in name:  # every process stands and has loaded its engine, as on a server that is in use
        worker.stand_ready()
        list(worker.spread(time.sleep, [(0.5,)] * worker.worker_count()))
    JOBS[name](70 if "list" in name else 10 if "sheet" in name else 2)()

    def watch() -> None:
        while not done.wait(0.1):
            peak[:] = map(max, peak, tree_memory(os.getpid()))

    watcher = threading.Thread(target=watch)
    watcher.start()
    started, cpu = time.perf_counter(), tree_cpu(os.getpid())
    made = job()
    seconds, cpu = time.perf_counter() - started, tree_cpu(os.getpid()) - cpu
    done.set()
    watcher.join()
    worker.stop()
    return {
        "seconds": seconds,
        "cpu": cpu,
        "megabytes": peak[0] / 1e6,
        "resident": peak[1] / 1e6,
        "size": made if isinstance(made, int) else len(made),
    }


def run(name: str, count: int) -> dict[str, float]:
    """Run a job in a fresh process and print what it took."""
    command = [sys.executable, str(Path(__file__)), name, str(count)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout
    found: dict[str, float] = json.loads(answer.splitlines()[-1])
    print(
        f"{name} {count}: {found['seconds']:.2f} с, процессор {found['cpu']:.2f} с, "
        f"{found['megabytes']:.0f} МБ (резидентно {found['resident']:.0f}), файл {found['size'] / 1e6:.1f} МБ",
        flush=True,
    )
    return found


def main() -> int:
    """Measure all and compare with the goals; returns the exit code."""
    slow, small, large = run("reference_list", 1000), run("fast_list", 1000), run("fast_list", 10_000)
    draft = run("fast_list", 3000)
    card, cards = run("reference_cards", 20), run("fast_cards", 1000)
    sheet_small, sheet, plain = run("fast_sheet", 1000), run("fast_sheet", 10_000), run("plain_sheet", 10_000)
    goals = [
        ("перечень 10 000 строк / WeasyPrint одним документом", large["seconds"] / slow["seconds"] / 10, 0.03),
        ("то же по времени процессора, на двух ядрах", large["cpu"] / slow["cpu"] / 20, 0.03),
        ("перечень 10 000 строк, МБ", large["megabytes"], 250),
        ("время на строку: 10 000 / 1 000", large["seconds"] / small["seconds"] / 10, 1.1),
        ("черновик 3 000 строк, с", draft["seconds"], 1.0),
        ("то же по времени процессора, на двух ядрах", draft["cpu"] / 2, 1.0),
        ("1 000 карт / WeasyPrint по одной", cards["seconds"] / card["seconds"] / 50, 0.05),
        ("то же по времени процессора, на двух ядрах", cards["cpu"] / card["cpu"] / 100, 0.05),
        ("1 000 карт, МБ", cards["megabytes"], 250),
        ("XLSX / openpyxl со стилем на ячейку", sheet["seconds"] / plain["seconds"], 0.55),
        ("XLSX: память 10 000 / 1 000 строк, МБ сверх", sheet["megabytes"] - sheet_small["megabytes"], 15),
    ]
    for name, value, goal in goals:
        print(f"{'да ' if value <= goal else 'НЕТ'}  {name}: {value:.3f} (не больше {goal:g})")
    return int(any(value > goal for _, value, goal in goals))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(sys.argv[1], int(sys.argv[2]))))
    else:
        sys.exit(main())
