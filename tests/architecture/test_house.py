"""The promises of docs/architecture.md, held by tests."""

from __future__ import annotations

import ast
import datetime as dt
import hashlib
import inspect
import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import models

from accounts.models import EmployerOwned, User
from attestation.rules import cards, changes, completeness, findings, full, orders, preparation, results, rounds
from documents.models import Document
from documents.registry import Performance
from documents.selectors import transitions_of
from documents.state_tables import document_models
from measurements.rules import assessments, protocols, time_studies

BASE = Path(settings.BASE_DIR)
ROOMS = ["norms", "accounts", "documents", "workplaces", "measurements", "attestation", "reports", "config"]
TOWER = {name: floor for floor, name in enumerate(ROOMS)}
MAX_MODULE, MAX_FUNCTION = 300, 40
RULE_MODULES = (
    cards,
    changes,
    completeness,
    findings,
    full,
    orders,
    preparation,
    results,
    rounds,
    assessments,
    protocols,
    time_studies,
)


def sources() -> Iterator[Path]:
    for room in [*ROOMS, "tools"]:
        yield from (path for path in sorted((BASE / room).rglob("*.py")) if "migrations" not in path.parts)


def test_modules_and_functions_are_small() -> None:
    long: list[str] = []
    for path in sources():
        text = path.read_text("utf-8")
        if text.count("\n") > MAX_MODULE:
            long.append(f"{path.relative_to(BASE)}: {text.count(chr(10))} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                lines = (node.end_lineno or 0) - node.lineno + 1
                if lines > MAX_FUNCTION:
                    long.append(f"{path.relative_to(BASE)}: {node.name}, {lines} lines")
    assert long == []


def test_no_relation_points_up_the_tower() -> None:
    wrong = []
    for model in apps.get_models():
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if not field.concrete or target is None or target == "self":
                continue
            here, there = TOWER.get(model._meta.app_label), TOWER.get(target._meta.app_label)
            if here is not None and there is not None and there > here:
                wrong.append(f"{model._meta.label}.{field.name} → {target._meta.label}")
    assert wrong == []


def test_every_row_of_the_rooms_belongs_to_an_employer() -> None:
    without = {
        model._meta.label
        for model in apps.get_models()
        if model._meta.app_label in TOWER
        and not model.__name__.startswith("Historical")
        and not issubclass(model, EmployerOwned)
    }
    assert without == {"accounts.Employer", "accounts.User", "accounts.Membership", "accounts.JournalHead"}


def test_only_perform_calls_transitions() -> None:
    """Names of transitions that nothing else in Python is called by."""
    generic = {"read", "apply", "send", "complete", "begin"}
    names = {name for model in document_models() for name in transitions_of(model)} - generic
    callers = set()
    for path in sources():
        if path.parts[-3:] == ("documents", "services", "perform.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in names:
                callers.add(f"{path.relative_to(BASE)}:{node.lineno} .{node.func.attr}()")
    assert callers == set()


def test_only_perform_makes_performances() -> None:
    """A transition wants one (``refuse_direct_call``), so nobody else can run any, by whatever name it is called."""
    makers, disarmed = set(), set()
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            place = path.relative_to(BASE).as_posix()
            if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
                name = node.id if isinstance(node, ast.Name) else node.attr
                if name in ("pre_transition", "refuse_direct_call"):
                    disarmed.add(place)
            if isinstance(node, ast.Call) and "Performance" in ast.unparse(node.func).rsplit(".", 1)[-1]:
                makers.add(place)
    assert makers == {"documents/services/perform.py"}
    assert disarmed == {"documents/apps.py"}


@pytest.mark.parametrize("model", document_models(), ids=lambda model: model.__name__)
def test_no_transition_runs_past_perform(model: type[Document]) -> None:
    """Direct, by ``getattr``, with nothing, with a made-up performance, with that of another document or act."""
    for move in model.state_field().get_all_transitions(model):
        document = model()
        document.__dict__["state"] = str(move.source)
        document.__class__.state_field().set_state(document, str(move.source))
        wrong = Performance(document, "another_act", User(), dt.date(2026, 1, 1))
        foreign = Performance(model(), move.name, User(), dt.date(2026, 1, 1))
        for arguments in ((), (None,), (SimpleNamespace(on=None, data={}),), (wrong,), (foreign,)):
            with pytest.raises(RuntimeError, match="is called"):
                getattr(document, move.name)(*arguments)
        assert document.state == str(move.source)


def test_nobody_writes_a_state_past_perform() -> None:
    found = []
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                writes = node.func.attr in {"update", "create", "bulk_create", "get_or_create", "update_or_create"}
                if writes and any(keyword.arg == "state" for keyword in node.keywords):
                    found.append(f"{path.relative_to(BASE)}:{node.lineno}")
            if isinstance(node, ast.Assign) and any(
                isinstance(t, ast.Attribute) and t.attr == "state" for t in node.targets
            ):
                found.append(f"{path.relative_to(BASE)}:{node.lineno}")
    assert found == []


@pytest.mark.parametrize("module", RULE_MODULES, ids=lambda module: module.__name__)
def test_every_rule_names_its_code_and_its_law(module: object) -> None:
    rules = [f for name, f in inspect.getmembers(module, inspect.isfunction) if name.startswith("check_")]
    own = [rule for rule in rules if rule.__module__ == module.__name__]  # type: ignore[attr-defined]
    assert own
    for rule in own:
        words = inspect.getdoc(rule) or ""
        assert re.match(r"[A-Z]+-\d\d", words), f"{rule.__name__} has no code"
        assert re.search(r"№ \d+, (п|таблица|приложени)", words), f"{rule.__name__} has no citation"


def test_codes_of_rules_are_used_by_one_rule_each() -> None:
    seen: dict[str, str] = {}
    for module in RULE_MODULES:
        for _name, rule in inspect.getmembers(module, inspect.isfunction):
            if rule.__module__ != module.__name__ or not rule.__name__.startswith("check_"):
                continue
            code = (inspect.getdoc(rule) or "")[:10].split(":")[0].split(",")[0].split(" ")[0]
            assert seen.setdefault(code, rule.__name__) == rule.__name__, f"{code} stands for two rules"


def test_every_rule_code_is_tested() -> None:
    tests = "\n".join(path.read_text("utf-8") for path in (BASE / "tests").rglob("test_*.py"))
    codes = {
        code
        for path in (*(BASE / "attestation/rules").glob("*.py"), *(BASE / "measurements/rules").glob("*.py"))
        for code in re.findall(r'Problem\(\s*"([A-Z]+-\d\d)"', path.read_text("utf-8"))
    }
    assert len(codes) > 30
    assert sorted(code for code in codes if code not in tests and code.replace("-", "_") not in tests) == []


def test_vendored_files_are_what_they_say() -> None:
    vendor = BASE / "static" / "vendor"
    records = json.loads((vendor / "VENDOR.json").read_text("utf-8"))
    listed = {record["file"] for record in records}
    present = {p.relative_to(vendor).as_posix() for p in vendor.rglob("*") if p.is_file() and p.name != "VENDOR.json"}
    assert listed == present
    for record in records:
        assert hashlib.sha256((vendor / record["file"]).read_bytes()).hexdigest() == record["sha256"], record["file"]
        assert record["licence"] and record["version"] and record["package"]


def test_nothing_is_asked_of_another_server() -> None:
    pattern = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//|url\(["']?(?:https?:)?//|@import|fetch\(["']http""")
    for folder, endings in (("templates", {".html"}), ("static", {".css", ".js"})):
        for path in (BASE / folder).rglob("*"):
            if path.suffix in endings and path.is_file():
                assert not pattern.search(path.read_text("utf-8")), path


def test_no_migration_is_missing(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_json_and_text_only_no_database_specific_fields() -> None:
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            assert not type(field).__module__.startswith("django.contrib.postgres"), f"{model}.{field.name}"
            assert not isinstance(field, models.FloatField), f"{model._meta.label}.{field.name}: numbers are Decimal"
