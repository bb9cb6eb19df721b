"""Sub- and superscripts: below and above the line in both engines, in lines of the usual height."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reports.forms.paper import html_of, long_table_of, paper_of
from reports.forms.signs import signed
from reports.rendering import pdf
from reports.rendering.long_table import set_table
from reports.rendering.marks import Record
from reports.rendering.pluto import heights
from tests.reports.readers import text_of
from tests.reports.test_table_form import form_of, rows_for

PAGE = '<!DOCTYPE html><html><head><title>т</title><link rel="stylesheet" href="print:base.css">{}</head><body>{}</body></html>'
ROWS = '<table class="form"><tr><td>Слово и слово</td></tr><tr><td>{}</td></tr><tr><td>последняя</td></tr></table>'
NUMBERED = '<style>@page { @bottom-right { content: "стр. 1 из 1"; } }</style>'


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("ПДКмр ОБУВ, (мг/м³)", "ПДК<sub>мр</sub> ОБУВ, (мг/м³)"),
        ("ПДКсс", "ПДК<sub>сс</sub>"),
        ("Величина ДОАперс", "Величина ДОА<sub>перс</sub>"),
        ("ДППперс", "ДПП<sub>перс</sub>"),
        ("Lp,A,eqT", "L<sub>p,A,eqT</sub>"),
        ("Lн", "L<sub>н</sub>"),
        ("аэроионы, см⁻³", "аэроионы, см<sup>−3</sup>"),
        ("10¹⁰", "10<sup>10</sup>"),
        ("10⁹/л", "10⁹/л"),
        ("тепловое излучение, Вт/м2", "тепловое излучение, Вт/м²"),
        ("мкВт/см2, мг/м3.", "мкВт/см², мг/м³."),
        ("цех 5/м25, ПДК, Lе, LED, Lada", "цех 5/м25, ПДК, Lе, LED, Lada"),
        ("<sub>&", "&lt;sub&gt;&amp;"),
    ],
)
def test_a_text_as_the_act_prints_it(written: str, printed: str) -> None:
    assert signed(written) == printed


@pytest.mark.parametrize("text", ["ПДКмр", "Lp,A,eqT и ещё", "см⁻³"])
def test_a_line_with_an_index_is_as_high_as_any_other(text: str) -> None:
    plain, indexed = heights([PAGE.format("", ROWS.format(words)) for words in ("слово", signed(text))])
    assert indexed == pytest.approx(plain, abs=0.01)


@pytest.mark.parametrize("render", [pdf.render, pdf.render_quickly])
def test_both_engines_print_no_empty_square(render: object) -> None:
    content = render(PAGE.format(NUMBERED, ROWS.format(signed("ПДКмр 5·10⁻³ см⁻³ 10⁹/л Вт/м2"))))  # type: ignore[operator]
    text = text_of(content)
    assert "□" not in text
    for part in ("ПДК", "мр", "−3", "10⁹/л", "Вт/м²"):
        assert part in text, part


def test_a_long_list_with_indices_goes_through_the_fast_engine_and_keeps_every_row() -> None:
    form = form_of("surcharge")
    form = replace(form, rows=rows_for(form, 70, "ПДКмр 10⁻³ мг/м3 "))
    assert "<sub>мр</sub>" in html_of("table_form.html", form)
    content = paper_of("table_form.html", form, Record(form.title, form.day))
    assert text_of(content).count("ПДК") >= 70 and "□" not in text_of(content)
    parts = set_table(long_table_of("table_form.html", form), form.title)
    for part in parts:
        with part.opened() as file:
            assert "/StructTreeRoot" not in file.Root, "set by the reference engine, which writes tags"
