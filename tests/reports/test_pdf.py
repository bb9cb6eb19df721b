"""The door to PDF: our faces only, nothing from outside, the same bytes, PDF/A."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable

import pytest
from fontTools.ttLib import TTFont

from reports.rendering import fonts, pdf
from reports.rendering.pdf import Part, UnableToPrint
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
    parts = [Part(pdf.render(page(f"<p>лист {n}</p>" * 60)), f"Карта {n}") for n in (1, 2, 3)]
    whole = pdf.join(parts, "Все карты")
    length = len(pages_of(parts[0].content))
    assert bookmarks_of(whole) == [("Карта 1", 1), ("Карта 2", 1 + length), ("Карта 3", 1 + 2 * length)]
    assert pages_of(whole) == [text for part in parts for text in pages_of(part.content)]
    assert marks_of(whole) == {**marks_of(parts[0].content), "title": "Все карты"}
    assert set(fonts_of(whole)) == {"Liberation-Serif"}
    assert whole == pdf.join(parts, "Все карты")


def test_nothing_cannot_be_joined() -> None:
    with pytest.raises(UnableToPrint, match="Нечего печатать"):
        pdf.join([], "Все карты")


def joined(contents: list[bytes]) -> bytes:
    return pdf.join([Part(content, "лист") for content in contents], "Все")


def test_documents_of_a_run_are_the_documents_one_by_one() -> None:
    pages = [page(f"<p>лист {n}</p>") for n in range(12)]
    run = list(pdf.render_all(pages))
    assert [pages_of(content) for content in run] == [pages_of(pdf.render_quickly(html)) for html in pages]
    assert joined(run) == joined(list(pdf.render_all(pages)))


def test_a_page_refused_in_a_run_is_refused_in_words() -> None:
    with pytest.raises(UnableToPrint, match="посторонн"):
        list(pdf.render_all([page("<p>x</p>"), page('<img src="file:///etc/passwd">')]))
