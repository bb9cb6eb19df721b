"""Every service that writes leaves its act in the journal: read from the code of all rooms."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from accounts.models import JournalEntry
from documents.templatetags.words import act_words

ROOMS = ("accounts", "documents", "workplaces", "measurements", "attestation", "reports")
BASE = Path(settings.BASE_DIR)
WRITES = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
WRITES |= {"add", "set", "remove", "bulk_create_with_history", "bulk_update_with_history"}
NO_WRITES = {"messages", "seen", "found", "result", "walked", "book"}
"""Names of sets, lists and workbooks whose ``add``, ``update`` or ``save`` is no write of a row."""

WITHOUT = {
    # name of a service: why it writes without an entry of its own
    "journal_append_many": "is the journal",
    "user_create": "an account belongs to no employer yet; its first role is journalled with its name",
    "rows_write": "writes rows of a document inside editing() or perform(), whose entry follows",
    "part_write": "writes a row of a document inside editing(), whose entry follows",
    "row_factors_set": "factors of a line of a study inside editing() or document_create(), whose entry follows",
    "sheets_open": "opens sheets inside perform() of the order, or for newcomers, whose entry names them",
    "layouts_remember": "columns as a person chose them inside editing() of the batch, whose entry follows",
    "bulk_insert": "a helper of the services that journal what it inserted; who calls it is read as who writes",
    "bulk_delete": "a helper of undoing an import, which perform() journals; who calls it is read as who writes",
    "bulk_change": "a helper of the services that journal what it changed; who calls it is read as who writes",
    "number_take": "takes a number for a document that is journalled in the same transaction",
    "language_set": "a person's own language of screens, nothing of the employer",
    "department_put": "a shop or section named by the line of staffing that position_put journals",
    "save_if_changed": "a helper of the services that journal what it changed",
    "workplaces_set": "numbers places of the line of staffing that position_put journals",
    "code_give": "a random code given by perform(), inside its entry's transaction",
    "print_remember": "a hash of bytes that were shown; nothing of the employer changes",
    "print_remember_hash": "the same of a file that is hashed already",
    "prints_remember_bound": "the same of a file that binds many of them",
    "job_take": "the queue; what a job does is journalled by its own services",
    "job_beat": "the queue",
    "job_give_back": "the queue",
    "jobs_reap": "the queue",
    "lines_open": "the queue: the documents of a job, which job_ask journals",
    "line_settle": "the queue: the mark of an act that is journalled in the same transaction",
    "saved_view_put": "a person's own filter of a table, nothing of the employer",
    "saved_view_drop": "a person's own filter of a table, nothing of the employer",
}


def services() -> Iterator[tuple[Path, ast.FunctionDef]]:
    for path in sorted(BASE.glob("*/services/**/*.py")):
        if path.is_relative_to(BASE / ".venv"):
            continue
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                yield path, node


def called(function: ast.FunctionDef) -> set[str]:
    """Names of everything that a function calls or hands on."""
    return {node.id for node in ast.walk(function) if isinstance(node, ast.Name)} | {
        node.func.attr
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }


def writes_rows(function: ast.FunctionDef) -> bool:
    """Whether a function itself calls a writing method of the ORM."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            owner = node.func.value
            plain = isinstance(owner, (ast.Set, ast.Dict, ast.List)) or (
                isinstance(owner, ast.Name) and owner.id in NO_WRITES
            )
            if not plain:
                return True
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.startswith("bulk_"):
            return True
    return False


def is_effect(function: ast.FunctionDef) -> bool:
    """Effects and preparations run inside perform(), which writes the entry."""
    return any(argument.arg == "performance" for argument in function.args.args)


def test_every_service_that_writes_is_in_the_journal() -> None:
    functions = list(services())
    journalled = {"journal_append", "journal_append_many", "perform"}
    while more := {node.name for _path, node in functions if called(node) & journalled} - journalled:
        journalled |= more
    silent = []
    for path, node in functions:
        if not writes_rows(node) or called(node) & journalled or is_effect(node) or node.name in WITHOUT:
            continue
        callers = [
            other for place, other in functions if place == path and other is not node and node.name in called(other)
        ]
        if not (node.name.startswith("_") and callers and all(is_effect(c) or c.name in journalled for c in callers)):
            silent.append(f"{path.relative_to(BASE)}: {node.name}")

    assert sum(writes_rows(node) for _path, node in functions) > 25
    assert silent == []


def test_every_exception_still_exists() -> None:
    assert set(WITHOUT) <= {node.name for _path, node in services()}


def test_every_act_of_the_journal_has_words() -> None:
    raw = []
    for path in (path for room in ROOMS for path in (BASE / room).rglob("*.py")):
        for act in re.findall(r'act="([a-z_.]+)"', path.read_text("utf-8")):
            name = act if "." in act else f"order.{act}"
            words = act_words(JournalEntry(act=name))
            if words == name or words.endswith(f": {name.partition('.')[2]}"):
                raw.append(f"{path.name}: {act}")
    assert raw == []
