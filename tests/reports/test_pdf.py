"""The door to PDF: our faces only, nothing from outside, the same bytes, PDF/A."""

from __future__ import annotations

import hashlib
import html as html_entities
import json
import logging
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from reports.rendering import fonts, pdf
from reports.rendering.pdf import Part, UnableToPrint
from tests.reports.looks import pictures_of
from tests.reports.readers import bookmarks_of, fonts_of, marks_of, pages_of, text_of

HEAD = '<html lang="ru"><head><meta charset="utf-8"><title>Проба</title><link rel="stylesheet" href="print:base.css"></head>'


ENGINES = pytest.mark.parametrize("render", [pdf.render, pdf.render_quickly], ids=["reference", "fast"])
Render = Callable[[str], bytes]


def page(body: str, head: str = HEAD) -> str:
    return f"{head}<body>{body}</body></html>"


@ENGINES
def test_only_our_faces_are_in_the_file_embedded_and_readable(render: Render) -> None:
    content = render(page("<p>Обычный <b>жирный</b> <i>косой <b>оба</b></i> ў і ё «» № ≥ ° м³ ✓ 😀 漢</p>"))
    names = {"Liberation-Serif", "Liberation-Serif-Bold", "Liberation-Serif-Italic", "Liberation-Serif-Bold-Italic"}
    assert fonts_of(content) == dict.fromkeys(names, (True, True))


@ENGINES
def test_a_font_of_the_machine_is_never_taken_even_when_asked_for(render: Render) -> None:
    content = render(page('<p style="font-family: DejaVu Sans, monospace, sans-serif">Текст</p>'))
    assert set(fonts_of(content)) == {"Liberation-Serif"}


@ENGINES
def test_a_sign_that_the_faces_lack_is_seen_not_lost(render: Render) -> None:
    text = text_of(
        render(page("<p>марка ✓ стали Ст\N{NON-BREAKING HYPHEN}3 е\N{COMBINING DIAERESIS}лка \x02конец</p>"))
    )
    assert "марка □ стали Ст-3 ёлка конец" in text


def test_the_shipped_faces_are_those_named_in_the_register() -> None:
    register = json.loads((fonts.FOLDER / "FONTS.json").read_text("utf-8"))
    present = {path.name for path in fonts.FOLDER.glob("*.ttf")}
    assert {face["file"] for face in register["faces"]} == present and len(present) == 4
    assert register["licence"] and register["version"] and (fonts.FOLDER / "LICENSE").stat().st_size > 3000
    for face in register["faces"]:
        assert hashlib.sha256((fonts.FOLDER / face["file"]).read_bytes()).hexdigest() == face["sha256"]


def test_a_sign_counts_as_known_only_when_every_face_has_it() -> None:
    signs = []
    for path in sorted(fonts.FOLDER.glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            signs.append({chr(code) for code in font.getBestCmap()})
    some, all_faces = set.union(*signs), set.intersection(*signs)
    assert some > all_faces > set("АЯаяЁёЎўІі«»—–№°≥≤×³²±…")
    assert {sign for sign in some if fonts.printable(sign) == sign} <= all_faces


@ENGINES
@pytest.mark.parametrize(
    "body",
    [
        '<img src="file:///etc/passwd">',
        '<img src="http://127.0.0.1:9/x.png">',
        '<img src="https://example.org/x.png">',
        '<img src="ftp://example.org/x.png">',
        '<p style="background: url(file:///etc/hostname)">x</p>',
        '<object data="file:///etc/passwd"></object>',
        '<img src="print:../../config/settings.py">',
        '<img src="print:missing.css">',
        '<p style="list-style: url(//example.org/x)">x</p><img src="//example.org/x.png" srcset="http://example.org/2.png">'
        '<img src="http://example.org/1.png">',
    ],
)
def test_a_page_that_asks_for_anything_else_is_refused(render: Render, body: str) -> None:
    with pytest.raises(UnableToPrint, match="посторонн"):
        render(page(body))


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="stylesheet" href="file:///etc/passwd">',
        '<link rel="attachment" href="file:///etc/passwd">',
        "<style>@import url(https://example.org/x.css);</style>",
        "<style>@font-face { font-family: X; src: url(file:///etc/passwd) }</style>",
    ],
)
def test_a_head_that_asks_for_anything_else_gets_nothing(head: str) -> None:
    """Refused, or printed without it: never read."""
    try:
        content = pdf.render(page("<p>x</p>", HEAD.replace("</head>", f"{head}</head>")))
    except UnableToPrint:
        return
    assert b"root:" not in content and b"/EmbeddedFile" not in content


def test_an_inline_picture_is_allowed() -> None:
    svg = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/%3E"
    assert text_of(pdf.render(page(f'<img src="{svg}"><p>рядом</p>'))).startswith("рядом")


@ENGINES
def test_the_same_page_gives_the_same_bytes(render: Render) -> None:
    html = page("<h1>Перечень</h1><p>текст</p>")
    assert render(html) == render(html)


@ENGINES
def test_a_file_is_pdf_a_with_title_and_language(render: Render) -> None:
    assert marks_of(render(page("<p>x</p>"))) == {
        "part": "3U",
        "title": "Проба",
        "language": "ru",
        "intent": "/GTS_PDFA1",
        "profile": True,
        "encrypted": False,
        "script": False,
    }


def test_rendering_complains_of_nothing(caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("weasyprint")
    logger.addHandler(caplog.handler)
    try:
        pdf.render(page("<h1>Перечень</h1><table class='form'><tr><td class='number'>1</td></tr></table>"))
    finally:
        logger.removeHandler(caplog.handler)
    assert [record.message for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_joined_files_keep_order_pages_and_marks() -> None:
    contents = [pdf.render(page(f"<p>лист {n}</p>" * 60)) for n in (1, 2, 3)]
    parts = [Part(content, f"Карта {n}") for n, content in enumerate(contents, start=1)]
    whole = pdf.join(parts, "Все карты")
    length = len(pages_of(contents[0]))
    assert bookmarks_of(whole) == [("Карта 1", 1), ("Карта 2", 1 + length), ("Карта 3", 1 + 2 * length)]
    assert pages_of(whole) == [text for content in contents for text in pages_of(content)]
    assert marks_of(whole) == {**marks_of(contents[0]), "title": "Все карты"}
    assert set(fonts_of(whole)) == {"Liberation-Serif"}
    assert whole == pdf.join(parts, "Все карты")


SIGNS = " ".join(map(chr, (*range(33, 127), *range(174, 256), *range(0x401, 0x460), *map(ord, "№≥≤≈…—–«»"))))


def test_a_long_run_shares_its_faces_and_looks_as_its_documents_do(tmp_path: Path) -> None:
    alphabet = html_entities.escape(SIGNS)
    body = "<p>{0} лист {0}, Sheet <b>{0} жирный Bold {1}</b> <i>косой Italic {1} <b>оба Both {1}</b></i> {1}</p>"
    pages = [page(body.format(n, alphabet if n == 20 else "fi" if n == 21 else "")) for n in range(24)]
    contents = [pdf.render_quickly(html) for html in pages]
    paths = [tmp_path / f"{n}.pdf" for n in range(24)]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    whole = pdf.join([Part(path, path.stem) for path in paths], "Все")

    assert whole == pdf.join([Part(content, str(n)) for n, content in enumerate(contents)], "Все")
    assert pages_of(whole) == [text for content in contents for text in pages_of(content)]
    assert all(embedded and readable for embedded, readable in fonts_of(whole).values()) and len(fonts_of(whole)) == 4
    shown = pictures_of(whole, 24)
    for n in (0, 15, 16, 20, 21, 23):
        assert shown[n].tobytes() == pictures_of(contents[n], 1)[0].tobytes(), n
    faces = sorted(path.stat().st_size for path in fonts.FOLDER.glob("*.ttf"))
    assert sorted(programs_of(whole, range(16, 24)).values()) == faces
    assert len(programs_of(whole, range(16))) == sum(len(programs_of(content, range(1))) for content in contents[:16])


def test_a_document_whose_face_is_not_quite_ours_keeps_its_own(tmp_path: Path) -> None:
    content = pdf.render_quickly(page("<p>лист Sheet</p>"))
    for width in ("/W", "/Widths"):
        with pikepdf.open(BytesIO(content)) as given:
            (face,) = (
                found
                for font in given.pages[0].resources.Font.values()
                for found in (font, *font.get("/DescendantFonts", []))
                if width in found
            )
            widths = face.W[1] if width == "/W" else face.Widths
            widths[len(widths) - 1] = 999
            given.save(tmp_path / "other.pdf")
        whole = joined([content] * 20 + [(tmp_path / "other.pdf").read_bytes()])
        sizes = [sorted(programs_of(whole, range(n, n + 1)).values()) for n in (0, 19, 20)]
        assert sizes[0][0] < sizes[0][1] < sizes[1][0], "subsets first, then the face for both"
        assert len(sizes[1]) == 1 and len(sizes[2]) == 2 and sizes[2][0] < sizes[2][1] == sizes[1][0], width


def programs_of(content: bytes, numbers: range) -> dict[tuple[int, int], int]:
    """Sizes of the font programs that pages use, by object."""
    with pikepdf.open(BytesIO(content)) as found:
        used = (font for n in numbers for font in found.pages[n].resources.Font.values())
        faces = (font.DescendantFonts[0] if "/DescendantFonts" in font else font for font in used)
        programs = [face.FontDescriptor.FontFile2 for face in faces]
        return {program.objgen: int(program.Length1) for program in programs}


def test_nothing_cannot_be_joined() -> None:
    with pytest.raises(UnableToPrint, match="Нечего печатать"):
        pdf.join([], "Все карты")


def joined(contents: list[bytes]) -> bytes:
    return pdf.join([Part(content, "лист") for content in contents], "Все")
