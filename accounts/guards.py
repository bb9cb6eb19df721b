"""Guards in the database itself: what no code, no shell and no raw SQL may do.

A guard is a trigger. All of them are derived from the models and installed anew after every
migration run, on SQLite and PostgreSQL alike, so none is forgotten when a table is rebuilt
(docs/adr/0006-database-guards.md). Names begin with ``guard_``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True)
class Guard:
    """Refuse ``event`` on ``table`` when ``condition`` holds.

    The condition is SQL over NEW and OLD that both databases read; ``{differs}`` stands for the
    null-safe «is not the same».
    """

    table: str
    event: str
    condition: str
    message: str

    @property
    def name(self) -> str:
        """Name of the trigger, stable for one table, event and condition."""
        tail = hashlib.sha256(f"{self.event}{self.condition}".encode()).hexdigest()[:10]
        return f"guard_{self.table[:36]}_{tail}"


GuardSource = Callable[[], Iterable[Guard]]
_SOURCES: list[GuardSource] = []


def register_guards(source: GuardSource) -> None:
    """Add a function that yields guards; called once by an app's ``ready``."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def all_guards() -> list[Guard]:
    """Return every guard of every room, each once."""
    return list(dict.fromkeys(guard for source in _SOURCES for guard in source()))


def install_guards(*, using: str = "default", **kwargs: Any) -> None:
    """Replace the guards of a database by those the models ask for (after every migration)."""
    connection = connections[using]
    remove_guards(using=using)
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for guard in all_guards():
            if guard.table in tables:
                for statement in _statements(connection, guard):
                    cursor.execute(statement)


def remove_guards(*, using: str = "default", **kwargs: Any) -> None:
    """Take all guards off: SQLite cannot rebuild a table that a trigger elsewhere mentions."""
    connection = connections[using]
    for name, table in installed_guards(connection):
        _drop(connection, name, table)


@contextmanager
def deletion_allowed(*, using: str = "default") -> Iterator[None]:
    """Take the guards against deletion off until the end of the block, in one transaction with what is deleted.

    Only a demonstration is ever thrown away (docs/adr/0078-demonstration-thrown-away.md). Other sessions see
    the guards all the time: both databases change triggers inside the transaction. Raises ``RuntimeError``
    outside of one.
    """
    connection = connections[using]
    if not connection.in_atomic_block:
        raise RuntimeError("deletion_allowed() belongs into a transaction")
    lifted = {guard.name: guard for guard in all_guards() if guard.event == "DELETE"}
    with connection.cursor() as cursor:
        for name, table in installed_guards(connection):
            if name in lifted:
                _drop(connection, name, table)
        yield
        if connection.vendor == "postgresql":
            connection.check_constraints()  # PostgreSQL makes no trigger while checks of the deletion wait
        for guard in lifted.values():
            for statement in _statements(connection, guard):
                cursor.execute(statement)


def _drop(connection: BaseDatabaseWrapper, name: str, table: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f'DROP TRIGGER "{name}"')
        else:
            cursor.execute(f'DROP TRIGGER "{name}" ON "{table}"')
            cursor.execute(f'DROP FUNCTION IF EXISTS "{name}"()')


def installed_guards(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    """Return (trigger, table) of the guards that a database holds."""
    if connection.vendor == "sqlite":
        query = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND substr(name, 1, 6) = 'guard_'"
    else:
        query = (
            "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE NOT t.tgisinternal AND left(t.tgname, 6) = 'guard_' AND n.nspname = current_schema()"
        )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [(str(name), str(table)) for name, table in cursor.fetchall()]


def _statements(connection: BaseDatabaseWrapper, guard: Guard) -> list[str]:
    message = guard.message.replace("'", "''")
    if connection.vendor == "sqlite":
        condition = guard.condition.replace("{differs}", "IS NOT")
        return [
            f'CREATE TRIGGER "{guard.name}" BEFORE {guard.event} ON "{guard.table}" FOR EACH ROW '
            f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{message}'); END"
        ]
    condition = guard.condition.replace("{differs}", "IS DISTINCT FROM")
    row = "OLD" if guard.event == "DELETE" else "NEW"
    return [
        f'CREATE FUNCTION "{guard.name}"() RETURNS trigger LANGUAGE plpgsql AS $guard$ BEGIN '
        f"IF {condition} THEN RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation'; END IF; "
        f"RETURN {row}; END $guard$",
        f'CREATE TRIGGER "{guard.name}" BEFORE {guard.event} ON "{guard.table}" FOR EACH ROW '
        f'EXECUTE FUNCTION "{guard.name}"()',
    ]


def same_employer_guards() -> Iterator[Guard]:
    """A row may point only to rows of its own employer."""
    for model in apps.get_models(include_auto_created=True):
        if model.__name__.startswith("Historical"):
            continue
        pointers = [
            field
            for field in model._meta.concrete_fields
            if isinstance(field, models.ForeignKey) and _is_owned(field.related_model)
        ]
        if _is_owned(model):
            own = "NEW.employer_id"
        elif model._meta.auto_created and len(pointers) == 2:
            own = _owner_of(pointers.pop())
        else:
            continue
        for field in pointers:
            condition = f'NEW."{field.column}" IS NOT NULL AND {_owner_of(field)} {{differs}} {own}'
            for event in ("INSERT", "UPDATE"):
                yield Guard(model._meta.db_table, event, condition, "guard: a row of another employer")


def journal_guards() -> Iterator[Guard]:
    """The journal only grows."""
    table = apps.get_model("accounts", "JournalEntry")._meta.db_table
    for event in ("UPDATE", "DELETE"):
        yield Guard(table, event, "1 = 1", "guard: the journal is append-only")


def _is_owned(model: Any) -> bool:
    return any(field.name == "employer" for field in model._meta.concrete_fields) and hasattr(model, "employer")


def _owner_of(field: models.ForeignKey) -> str:
    target = field.related_model._meta
    return f'(SELECT p.employer_id FROM "{target.db_table}" p WHERE p.id = NEW."{field.column}")'


register_guards(same_employer_guards)
register_guards(journal_guards)
