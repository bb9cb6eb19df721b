"""Archives that are the same bytes for the same files, with an inventory that a person reads."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfileobj

from django.utils.translation import gettext as _

from documents.models import Document
from reports.rendering import xlsx
from reports.rendering.xlsx import Cell, Look, SheetSpec

MOMENT = (2000, 1, 1, 0, 0, 0)
_FILE = 0o100644 << 16
_UNIX = 3


@dataclass(frozen=True)
class Entry:
    """A file of an archive: its name in it, where it lies now, and what it is in words."""

    name: str
    path: Path
    title: str
    number: str = ""
    dated: str = ""
    state: str = ""

    @property
    def sha256(self) -> str:
        """Hash of the bytes as they lie."""
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


def entry_of(document: Document, name: str, path: Path, title: str = "") -> Entry:
    """An entry about a document, in the words of its kind."""
    return Entry(
        name,
        path,
        title or str(document),
        document.number,
        f"{document.dated_on:%d.%m.%Y}" if document.dated_on else "",
        str(document.get_state_display()),  # type: ignore[attr-defined]
    )


def write_zip(target: Path, entries: Iterable[Entry]) -> Path:
    """Write an archive in the given order; neither clock nor machine nor owner leaves a trace in it."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for entry in entries:
            info = zipfile.ZipInfo(entry.name, MOMENT)
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, _FILE, _UNIX
            with entry.path.open("rb") as source, archive.open(info, "w", force_zip64=False) as place:
                copyfileobj(source, place)
    return target


def inventory(title: str, subtitle: str, entries: Sequence[Entry]) -> bytes:
    """Return the inventory (опись) as a workbook: number, document, its number, day and state, file, hash."""
    return xlsx.render(_inventory_sheet(title, subtitle, entries))


_HEAD = Look(bold=True, align="center", valign="center", border="box")
_BOX = Look(border="box")
_HASH = Look(size=7, border="box")


def _inventory_sheet(title: str, subtitle: str, entries: Sequence[Entry]) -> SheetSpec:
    columns = (_("№ п/п"), _("Документ"), "№", _("Дата"), _("Состояние"), _("Файл"), "SHA-256")
    rows = [
        (Cell(1, title, Look(size=14, bold=True, align="center"), across=len(columns)),),
        (Cell(1, subtitle, Look(align="center"), across=len(columns)),),
        tuple(Cell(place, words, _HEAD) for place, words in enumerate(columns, start=1)),
    ]
    for place, entry in enumerate(entries, start=1):
        words = (entry.title, entry.number, entry.dated, entry.state, entry.name)
        cells = [Cell(1, place, _BOX), *(Cell(column, text, _BOX) for column, text in enumerate(words, start=2))]
        rows.append((*cells, Cell(len(columns), entry.sha256, _HASH)))
    return SheetSpec(
        title=_("Опись"),
        widths_mm=(12, 80, 20, 22, 32, 50, 50),
        rows=rows,
        landscape=True,
        heading_rows=(3, 3),
        footer=title,
    )
