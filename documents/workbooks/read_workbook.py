"""The child process of ``reader``: xlsx on standard input, JSON on standard output.

Runs under limits of memory and processor time; ends with code 1 and a line «REFUSED: …» when the
file is over our limits. Imports nothing of Django.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import resource
import sys
import zipfile
from typing import Any

from documents.workbooks import limits

CHUNK = 1 << 20
MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
ROW_OPENINGS = (b"<row ", b"<row>", b"<row/", b":row ", b":row>", b":row/")


class Refused(Exception):
    """Over a limit: the text is for the user."""


def main() -> int:
    """Read, print, and return the exit code."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY_BYTES, limits.MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.CPU_SECONDS, limits.CPU_SECONDS))
    try:
        sheets = read(sys.stdin.buffer.read())
    except Refused as refusal:
        sys.stderr.write(f"\nREFUSED: {refusal}\n")
        return 1
    json.dump(sheets, sys.stdout, ensure_ascii=False)
    return 0


def read(content: bytes) -> list[dict[str, Any]]:
    """Return [{name, is_1904, rows: {number: {column: [text, kind]}}}] of all visible worksheets."""
    from openpyxl import load_workbook
    from openpyxl.utils.datetime import MAC_EPOCH

    _count_rows(content)
    values = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    formulas = load_workbook(io.BytesIO(content), read_only=True, data_only=False) if _has_formulas(content) else values
    return [
        {
            "name": sheet.title,
            "is_1904": values.epoch == MAC_EPOCH,
            "rows": _with_merged(_rows(sheet, formulas[sheet.title]), _merged(content, sheet)),
        }
        for sheet in values.worksheets
        if sheet.sheet_state == "visible"
    ]


def _count_rows(content: bytes) -> None:
    """Refuse a sheet with too many rows before it is parsed: openpyxl would first read it to the end."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if not name.startswith("xl/worksheets/"):
                continue
            found, tail = 0, b""
            with archive.open(name) as sheet:
                while chunk := sheet.read(CHUNK):
                    block = tail + chunk
                    found += sum(block.count(opening) for opening in ROW_OPENINGS)
                    tail = block[-(len(ROW_OPENINGS[0]) - 1) :]
            if found > limits.MAX_ROWS:
                raise Refused(f"В книге лист, где больше {limits.MAX_ROWS} строк: удалите пустые и лишние строки.")


def _has_formulas(content: bytes) -> bool:
    """Whether a second look, at formulas, is needed: it doubles the time of reading."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        return any(FORMULA.search(archive.read(name)) for name in sheets if not name.endswith("/"))


def _merged(content: bytes, sheet: Any) -> list[tuple[int, int, int]]:
    """Return (column, first row, last row) of cells merged downwards in one column."""
    from openpyxl.worksheet.cell_range import CellRange

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = archive.read(sheet._worksheet_path.lstrip("/"))
    found = []
    for reference in MERGE.findall(text)[: limits.MAX_ROWS]:
        area = CellRange(reference.decode("ascii"))
        if area.min_col == area.max_col and area.min_row < area.max_row <= limits.MAX_ROWS:
            found.append((area.min_col - 1, area.min_row, area.max_row))
    return found


def _with_merged(rows: dict[int, dict[int, Any]], merged: list[tuple[int, int, int]]) -> dict[int, dict[int, Any]]:
    """Carry the value of a cell that is merged downwards into the rows it covers."""
    for column, top, bottom in merged:
        cell = rows.get(top, {}).get(column)
        for number in range(top + 1, bottom + 1):
            if cell is not None and number in rows:
                rows[number].setdefault(column, cell)
    return rows


def _rows(sheet: Any, with_formulas: Any) -> dict[int, dict[int, tuple[str, str]]]:
    rows: dict[int, dict[int, tuple[str, str]]] = {}
    sheet.reset_dimensions()
    with_formulas.reset_dimensions()
    pairs: Any = ((row, row) for row in sheet.iter_rows())
    if with_formulas is not sheet:
        pairs = zip(sheet.iter_rows(), with_formulas.iter_rows(), strict=False)
    for number, (row, formula_row) in enumerate(pairs, start=1):
        if number > limits.MAX_ROWS:
            raise Refused(f"На листе «{sheet.title}» больше {limits.MAX_ROWS} строк: удалите пустые и лишние строки.")
        cells = {
            index: _cell(cell.value, formula.data_type)
            for index, (cell, formula) in enumerate(zip(row, formula_row, strict=False))
            if cell.value is not None or formula.data_type == "f"
        }
        if cells and max(cells) >= limits.MAX_COLUMNS:
            raise Refused(f"На листе «{sheet.title}» больше {limits.MAX_COLUMNS} столбцов.")
        if any(text.strip() for text, _kind in cells.values()):
            rows[number] = cells
    return rows


def _cell(value: Any, formula_type: str) -> tuple[str, str]:
    if value is None:
        return "=", "f"
    if isinstance(value, bool):
        return ("да" if value else "нет"), "b"
    if isinstance(value, (int, float)):
        return (str(int(value)) if float(value).is_integer() else repr(value)), "n"
    if isinstance(value, dt.datetime):
        return value.isoformat(), "d"
    if isinstance(value, dt.date):
        return value.isoformat(), "d"
    if isinstance(value, dt.time):
        return value.isoformat(), "t"
    text = str(value).strip()
    return text, ("e" if text.startswith("#") and text.endswith(("!", "?", "А", "A")) else "s")


if __name__ == "__main__":
    sys.exit(main())
