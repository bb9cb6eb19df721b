"""The loader trusts nothing, and the whole tree of norms stands on every day that matters."""

import datetime as dt
from decimal import Decimal

import pytest

from norms import loader
from norms.errors import BadNormFile, NormNotFound
from norms.library import fingerprint, norm, norm_if_any
from norms.loader import load_acts, load_norms, read_yaml
from norms.model import Scale

GOOD = """
a.norm:
  title: Норма
  unit: раз
  kind: number
  editions:
    "2020-01-01": {act: act-35, clause: "п. 1", value: "1.5", verified: true, note: слово}
"""


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """A data folder with the real acts and one file of norms that the test writes."""
    (tmp_path / "norms").mkdir()
    (tmp_path / "acts.yaml").write_text((loader.DATA / "acts.yaml").read_text("utf-8"), "utf-8")
    monkeypatch.setattr(loader, "DATA", tmp_path)

    def load(text):
        (tmp_path / "norms" / "a.yaml").write_text(text, "utf-8")
        return load_norms.__wrapped__()

    return load


def test_a_good_file_is_read_as_it_stands(tree):
    found = tree(GOOD)["a.norm"]
    edition = found.editions[0]
    assert (found.key, found.title, found.unit, found.kind) == ("a.norm", "Норма", "раз", "number")
    assert (edition.value, edition.valid_from, edition.clause) == (Decimal("1.5"), dt.date(2020, 1, 1), "п. 1")
    assert (edition.is_verified, edition.note, edition.is_approximate, edition.amended_by) == (
        True,
        "слово",
        False,
        None,
    )
    assert edition.act is load_acts()["act-35"]


def test_what_is_left_out_is_not_invented(tree):
    text = 'b: {title: T, kind: text, editions: {"2020-01-01": {act: act-35, clause: c, value: v}}}'
    found = tree(text)["b"]
    assert (found.unit, found.editions[0].is_verified, found.editions[0].note) == ("", False, "")


def test_an_amending_act_is_looked_up(tree):
    text = GOOD.replace("note: слово", "amended_by: act-35-3, approximate: true")
    edition = tree(text)["a.norm"].editions[0]
    assert edition.amended_by is load_acts()["act-35-3"]
    assert edition.is_approximate


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('"1.5"', "1.5", "must be quoted text"),
        ('"1.5"', "15", "must be quoted text"),
        ('"2020-01-01"', "2020-01-01", "must be quoted text"),
        ("title: Норма", "title: Норма\n  title: Ещё", "duplicate key «title»"),
        ("unit: раз", "units: раз", r"unknown keys \['units'\]"),
        ("  title: Норма\n", "", r"missing keys \['title'\]"),
        ("  kind: number\n", "", r"missing keys \['kind'\]"),
        ("note: слово", "remark: слово", r"unknown keys \['remark'\]"),
        ("act: act-35, ", "", r"missing keys \['act'\]"),
        ('clause: "п. 1", ', "", r"missing keys \['clause'\]"),
        ("act: act-35,", "act: act-unknown,", "unknown act «act-unknown»"),
        ("note: слово", "amended_by: act-unknown", "unknown act «act-unknown»"),
        ('value: "1.5", ', "", "either a value or «ends: true»"),
        ("note: слово", "ends: true", "either a value or «ends: true»"),
        ("kind: number", "kind: mystery", "unknown kind «mystery»"),
        ("kind: number", "kind: table", "a value of kind «table» is written otherwise"),
        ("kind: number", "kind: list", "a value of kind «list» is written otherwise"),
        ("kind: number", "kind: scale", "a value of kind «scale» is written otherwise"),
        ("kind: number", "kind: number: x", "mapping values are not allowed"),
        ('"1.5"', "yes", "a value of kind «number» is written otherwise"),
        ('"1.5"', '["1.5"]', "a value of kind «number» is written otherwise"),
        ('"1.5"', '"1,5"', "not a number: «1,5»"),
        ('"2020-01-01"', '"2020-13-01"', "not a day: «2020-13-01»"),
        ("verified: true", "verified: sure", "«verified» is true or false"),
        ("note: слово", "approximate: about", "«approximate» is true or false"),
        ("note: слово", "ends: never", "«ends» is true or false"),
    ],
)
def test_a_suspicious_file_is_refused(tree, old, new, complaint):
    assert old in GOOD
    with pytest.raises(BadNormFile, match=complaint):
        tree(GOOD.replace(old, new))


def test_a_norm_without_editions_is_refused(tree):
    with pytest.raises(BadNormFile, match="no editions"):
        tree("b: {title: T, kind: text, editions: {}}")


def test_the_complaint_names_the_place(tree):
    with pytest.raises(BadNormFile, match=r"^a.yaml: a.norm from 2020-01-01: "):
        tree(GOOD.replace("note: слово", "remark: слово"))
    with pytest.raises(BadNormFile, match=r"^a.yaml: a.norm: "):
        tree(GOOD.replace("unit: раз", "units: раз"))


def test_editions_must_rise(tree):
    second = '    "2019-01-01": {act: act-35, clause: "п. 1", value: "2"}\n'
    with pytest.raises(BadNormFile, match="editions must stand in order"):
        tree(GOOD + second)


def test_a_norm_is_defined_once(tree, tmp_path):
    (tmp_path / "norms" / "b.yaml").write_text(GOOD, "utf-8")
    with pytest.raises(BadNormFile, match=r"^b.yaml: a.norm: defined twice$"):
        tree(GOOD)


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        ('[["2", "1"], ["3.1", "1"]]', "edges of a scale must rise"),
        ('[["2", "5"], ["3.1", "4"]]', "edges of a scale must rise"),
        ('[["2", null], ["3.1", "4"]]', "edges of a scale must rise"),
        ('[["2", null], ["3.1", null]]', "edges of a scale must rise"),
        ('[["2.5", "1"]]', "a row of a scale"),
        ('[["2"]]', "a row of a scale"),
        ('[["2", "1", "до 1", "ещё"]]', "a row of a scale"),
        ('["2"]', "a row of a scale"),
        ('[["2", true]]', "a number is quoted text"),
        ('[["2", "x"]]', "not a number: «x»"),
    ],
)
def test_a_scale_must_rise_and_know_its_classes(tree, value, complaint):
    text = f'b: {{title: T, kind: scale, editions: {{"2020-01-01": {{act: act-35, clause: c, value: {value}}}}}}}'
    with pytest.raises(BadNormFile, match=complaint):
        tree(text)


def test_a_scale_keeps_its_edges_and_captions(tree):
    value = '[["2", "<80", "до 80"], ["3.1", null]]'
    text = f'b: {{title: T, kind: scale, editions: {{"2020-01-01": {{act: act-35, clause: c, value: {value}}}}}}}'
    scale = tree(text)["b"].editions[0].value
    assert scale.as_text() == (("2", "<80"), ("3.1", ""))
    assert [b.printed for b in scale.brackets] == ["до 80", ""]
    assert scale.classify(Decimal(80)).value == "3.1"
    assert scale.classify(Decimal("79.9")).value == "2"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [("1: a", "must be quoted text"), ("{[a]: b}", "keys are text|unhashable"), ("a: [", "expected")],
)
def test_strange_yaml_is_refused(text, complaint):
    with pytest.raises((BadNormFile, TypeError), match=complaint):
        read_yaml(text)


def test_acts_must_be_complete(tmp_path, monkeypatch):
    monkeypatch.setattr(loader, "DATA", tmp_path)
    good = 'a: {issuer: И, adopted: "2020-01-02", number: "1", title: Т}'
    (tmp_path / "acts.yaml").write_text(good, "utf-8")
    act = load_acts.__wrapped__()["a"]
    assert (act.key, act.issuer, act.adopted, act.number, act.title, act.edition, act.url) == (
        "a", "И", dt.date(2020, 1, 2), "1", "Т", "", "",
    )  # fmt: skip
    assert act.short == "И от 02.01.2020 №\u00a01"
    for bad in (good.replace(", title: Т", ""), good.replace("title: Т", "title: Т, price: '1'")):
        (tmp_path / "acts.yaml").write_text(bad, "utf-8")
        with pytest.raises(BadNormFile, match=r"^acts: a: "):
            load_acts.__wrapped__()


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ('kind: number, editions: {"2020-01-01": {act: act-35, clause: c, value: "x"}}', "from 2020-01-01: not a number"),
        ('kind: scale, editions: {"2020-01-01": {act: act-35, clause: c, value: [["2", "x"]]}}', "from 2020-01-01: not a number"),
        ('kind: scale, editions: {"2020-01-01": {act: act-35, clause: c, value: [["9", "1"]]}}', "from 2020-01-01: a row of"),
        ('kind: text, editions: {"x": {act: act-35, clause: c, value: v}}', "from x: not a day"),
        ('kind: text, editions: {"2020-01-01": {act: act-35, clause: c, value: v, verified: v}}', "from 2020-01-01: «verified»"),
        ('kind: text, editions: {"2020-01-01": {act: act-35, clause: c, value: v, ends: v}}', "from 2020-01-01: «ends»"),
        ('kind: text, editions: {"2020-01-01": {act: act-35, clause: c, value: v, approximate: v}}', "from 2020-01-01: «approx"),
    ],
)  # fmt: skip
def test_each_complaint_names_the_norm_and_the_day(tree, body, place):
    with pytest.raises(BadNormFile) as refused:
        tree(f"b: {{title: T, {body}}}")
    assert str(refused.value).startswith(f"a.yaml: b {place}")


def test_values_take_the_shape_of_their_kind(tree):
    shapes = 'b: {{title: T, kind: {}, editions: {{"2020-01-01": {{act: act-35, clause: c, value: {}}}}}}}'
    for kind, written, read in (
        ("list", "[a, b]", ("a", "b")),
        ("table", "{a: {b: [c]}}", {"a": {"b": ["c"]}}),
        ("text", "list", "list"),
        ("number", '"0.10"', Decimal("0.10")),
    ):
        assert tree(shapes.format(kind, written))["b"].editions[0].value == read
    ended = tree('b: {title: T, kind: text, editions: {"2020-01-01": {act: act-35, clause: c, ends: true}}}')
    assert ended["b"].editions[0].value is None


# The whole tree


def days_that_matter():
    days = {dt.date(year, 1, 1) for year in range(2009, 2031)}
    for known in load_norms().values():
        for edition in known.editions:
            days |= {edition.valid_from, edition.valid_from - dt.timedelta(days=1)}
    return sorted(days)


@pytest.mark.parametrize("day", days_that_matter(), ids=str)
def test_every_norm_answers_or_says_it_is_not_in_force(day):
    for key, known in load_norms().items():
        first, last = known.editions[0], None
        for edition in known.editions:
            if edition.valid_from <= day:
                last = edition
        if last is None or last.value is None:
            with pytest.raises(NormNotFound) as caught:
                norm(key, day)
            assert key in str(caught.value)
            assert f"{day:%d.%m.%Y}" in str(caught.value)
            assert norm_if_any(key, day) is None
        else:
            assert norm(key, day).edition is last
            assert norm_if_any(key, day) is norm(key, day)
        assert first.act.short


def test_an_unknown_norm_is_never_guessed():
    with pytest.raises(NormNotFound, match=r"^норма «no.such» не действует на 01.01.2026: такой нормы нет$"):
        norm("no.such", dt.date(2026, 1, 1))
    with pytest.raises(NormNotFound):
        norm_if_any("no.such", dt.date(2026, 1, 1))


def test_before_the_first_and_after_the_last_edition_the_reason_is_said():
    with pytest.raises(NormNotFound, match=r"загружена с 25.07.2014$"):
        norm("dust", dt.date(2014, 7, 24))
    with pytest.raises(NormNotFound, match=r"утратила силу с 10.01.2020$"):
        norm("chemical.detected_drugs", dt.date(2020, 1, 10))


def test_every_scale_ends_in_a_class_or_in_a_known_dash():
    dashes = {"fields.electrostatic", "fields.static_magnetic", "load.3.2.1.female", "load.3.2.2.female"}
    found = set()
    for key, known in load_norms().items():
        for edition in known.editions:
            if isinstance(edition.value, Scale) and edition.value.brackets[-1].edge is not None:
                found.add(key)
    assert found == dashes


def test_every_act_is_cited_or_amends():
    used = {e.act.key for n in load_norms().values() for e in n.editions}
    used |= {e.amended_by.key for n in load_norms().values() for e in n.editions if e.amended_by}
    used |= {"act-57", "act-86", "act-027-1212", "act-536"}  # named in clauses and tables
    assert set(load_acts()) == used


def test_the_fingerprint_follows_the_data(tmp_path, monkeypatch):
    from norms import library

    monkeypatch.setattr(library, "DATA", tmp_path)
    prints = []
    for name, text in (("a.yaml", "1"), ("a.yaml", "2"), ("b.yaml", "2")):
        (tmp_path / name).write_text(text, "utf-8")
        prints.append(fingerprint.__wrapped__())
    assert len(set(prints)) == 3
    assert all(len(p) == 64 for p in prints)
