"""Reads printed files back: text by page, fonts, marks of PDF/A, parts of a workbook."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import openpyxl
import pikepdf
from pypdf import PdfReader


def pages_of(content: bytes) -> list[str]:
    """Text of each page, spaces made ordinary."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]


def text_of(content: bytes) -> str:
    """Text of the whole file."""
    return " ".join(pages_of(content))


def fonts_of(content: bytes) -> dict[str, Any]:
    """Whether the font of a name (without the mark of a subset) is embedded and readable."""
    found = {}
    with pikepdf.open(BytesIO(content)) as pdf:
        for page in pdf.pages:
            for font in page.resources.get("/Font", {}).values():
                descendant = font.DescendantFonts[0] if "/DescendantFonts" in font else font
                name = str(descendant.BaseFont).lstrip("/").rpartition("+")[2].replace("LiberationS", "Liberation-S")
                found[name] = ("/FontFile2" in descendant.FontDescriptor, "/ToUnicode" in font)
    return found


def marks_of(content: bytes) -> dict[str, Any]:
    """What PDF/A and the brief ask of a file."""
    with pikepdf.open(BytesIO(content)) as pdf, pdf.open_metadata() as xmp:
        return {
            "part": xmp["pdfaid:part"] + xmp["pdfaid:conformance"],
            "title": xmp["dc:title"],
            "language": str(pdf.Root.Lang),
            "intent": str(pdf.Root.OutputIntents[0].S),
            "profile": "/DestOutputProfile" in pdf.Root.OutputIntents[0],
            "encrypted": pdf.is_encrypted,
            "script": "/OpenAction" in pdf.Root or "/JavaScript" in pdf.Root.get("/Names", {}),
        }


def bookmarks_of(content: bytes) -> list[tuple[str, int]]:
    """Bookmarks of the first level with the numbers of their pages, from 1."""
    reader = PdfReader(BytesIO(content))
    return [
        (str(item.title), (reader.get_destination_page_number(item) or 0) + 1)
        for item in reader.outline
        if not isinstance(item, list)
    ]


def sheet_of(content: bytes) -> Any:
    """The only sheet of a workbook."""
    return openpyxl.load_workbook(BytesIO(content)).worksheets[0]


def sheet_xml(content: bytes) -> str:
    """The sheet as it lies in the file."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read("xl/worksheets/sheet1.xml").decode("utf-8")
