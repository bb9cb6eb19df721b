"""Reads a workbook in a process of its own, so that no file can take the server down."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

from documents.workbooks import limits

ZIP_MAGIC, OLE_MAGIC = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class UnreadableFile(Exception):
    """A file that cannot be read; the text says why and what to do, in Russian."""


@dataclass(frozen=True)
class RawCell:
    """A cell as the sheet holds it: text, and its kind: s text, n number, d date, t time, b yes/no,
    e error value, f formula without a saved value."""

    text: str
    kind: str


@dataclass(frozen=True)
class RawSheet:
    """A sheet: its name and its rows that are not empty, by row number; cells by column index.

    ``is_1904`` says that its book counts days from 1904.
    """

    name: str
    rows: dict[int, dict[int, RawCell]]
    is_1904: bool = False


def read_workbook(content: bytes) -> list[RawSheet]:
    """Return the sheets of an .xlsx file; raises ``UnreadableFile`` within twenty seconds at the latest."""
    _check_outside(content)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "documents.workbooks.read_workbook"],
            input=content,
            capture_output=True,
            timeout=limits.WALL_SECONDS,
            check=False,
            cwd=Path(settings.BASE_DIR),
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(_("Файл читается слишком долго: уменьшите его и загрузите снова.")) from error
    if done.returncode != 0:
        raise UnreadableFile(_reason(done.stderr))
    return [
        RawSheet(
            sheet["name"],
            {
                int(number): {int(column): RawCell(*cell) for column, cell in row.items()}
                for number, row in sheet["rows"].items()
            },
            sheet["is_1904"],
        )
        for sheet in json.loads(done.stdout)
    ]


def is_large(file: IO[bytes]) -> bool:
    """Whether a workbook takes so long to read that nobody should wait for it; a broken one is refused at once."""
    try:
        entries = zipfile.ZipFile(file).infolist()
    except zipfile.BadZipFile:
        return False
    sheets = (entry.file_size for entry in entries if entry.filename.startswith("xl/worksheets/"))
    return sum(sheets) > limits.LARGE_SHEETS_BYTES


def _reason(stderr: bytes) -> str:
    """The child's last line when it ended with a worded refusal, else a general sentence."""
    line = stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
    if line.startswith("REFUSED: "):
        return line.removeprefix("REFUSED: ")
    return _("Файл повреждён или устроен необычно: откройте его в Excel и сохраните как «Книга Excel (.xlsx)».")


def _check_outside(content: bytes) -> None:
    """Refuse by size, kind and the directory of the zip, before anything is unpacked."""
    if len(content) > limits.MAX_FILE_BYTES:
        raise UnreadableFile(_("Файл больше 10 МБ: разделите его на части."))
    if content.startswith(OLE_MAGIC):
        raise UnreadableFile(_("Это старый формат .xls или файл с паролем: сохраните его как .xlsx без пароля."))
    if not content.startswith(ZIP_MAGIC):
        raise UnreadableFile(_("Это не книга Excel (.xlsx): проверьте, что файл не переименован из другого формата."))
    try:
        entries = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except zipfile.BadZipFile as error:
        raise UnreadableFile(_("Файл повреждён: архив не открывается. Сохраните книгу заново.")) from error
    if not any(entry.filename == "xl/workbook.xml" for entry in entries):
        raise UnreadableFile(_("Это не книга Excel (.xlsx): внутри нет листов."))
    if any(entry.filename.endswith("vbaProject.bin") for entry in entries):
        raise UnreadableFile(_("Книга содержит макросы: сохраните её как .xlsx без макросов."))
    unpacked = sum(entry.file_size for entry in entries)
    too_dense = any(
        entry.file_size > limits.RATIO_MATTERS_FROM and entry.file_size > limits.MAX_RATIO * max(entry.compress_size, 1)
        for entry in entries
    )
    if len(entries) > limits.MAX_ZIP_ENTRIES or unpacked > limits.MAX_UNPACKED_BYTES or too_dense:
        raise UnreadableFile(_("Файл после распаковки слишком велик: удалите лишние строки, листы и рисунки."))
