"""Many rows at once, with the history that single saves would have written (docs/adr/0065).

``bulk_create`` and ``update`` write no history and say nothing. Here the history of all rows is one
INSERT … SELECT beside the change, in the same transaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.models import F, QuerySet, Value
from django.db.models.deletion import Collector
from django.utils import timezone

from accounts.history import history_written_together
from accounts.models import User

M = TypeVar("M", bound=models.Model)
BATCH = 1000


@transaction.atomic
def bulk_insert(model: type[M], rows: Sequence[M], *, actor: User | None) -> list[M]:
    """Insert rows with their history and return them with ids. The caller has validated and folded them."""
    made = model.objects.bulk_create(rows, batch_size=BATCH)  # type: ignore[attr-defined]
    for start in range(0, len(made), BATCH):
        ids = [row.pk for row in made[start : start + BATCH]]
        history_write(model.objects.filter(pk__in=ids), "+", actor=actor)  # type: ignore[attr-defined]
    return list(made)


@transaction.atomic
def bulk_change(rows: QuerySet[M], changes: Mapping[str, Any], *, actor: User | None, reason: str = "") -> int:
    """Set the same values on all rows of a queryset, with history; return how many were changed.

    ``changes`` maps fields to values or expressions. History is taken of what the rows will be, out
    of the same selection and before the change, because afterwards a filter may no longer find them.
    """
    history_write(rows, "~", actor=actor, changes=changes, reason=reason)
    return rows.order_by().update(**changes)


@transaction.atomic
def bulk_delete(rows: Sequence[models.Model], *, actor: User | None) -> None:
    """Delete rows of one model and what hangs on them, with the history that single deletions would have written."""
    collector = Collector(using=DEFAULT_DB_ALIAS)
    collector.collect(rows)
    for model, found in collector.data.items():
        if getattr(model, "history", None) is not None:
            ids = [row.pk for row in found]
            for start in range(0, len(ids), BATCH):
                history_write(model._base_manager.filter(pk__in=ids[start : start + BATCH]), "-", actor=actor)
    with history_written_together():
        collector.delete()


def history_write(
    rows: QuerySet[Any],
    kind: str,
    *,
    actor: User | None,
    changes: Mapping[str, Any] | None = None,
    reason: str = "",
) -> int:
    """Write one line of history for each row in one statement: as the rows are, or as ``changes`` make them."""
    history: Any = rows.model.history.model
    expressions: dict[str, Any] = {}
    for field in history.tracked_fields:
        new = (changes or {}).get(field.name, F(field.attname))
        expressions[field.column] = new if hasattr(new, "resolve_expression") else Value(new, output_field=field)
    stamps = {
        "history_date": timezone.now(),
        "history_type": kind,
        "history_change_reason": reason or None,
        "history_user_id": actor.pk if actor else None,
    }
    for column, value in stamps.items():
        expressions[column] = Value(value, output_field=_plain_field(history, column))
    names = [f"column_{place}" for place in range(len(expressions))]
    selection = rows.order_by().annotate(**dict(zip(names, expressions.values(), strict=True))).values_list(*names)
    connection = connections[rows.db]
    sql, params = selection.query.get_compiler(rows.db).as_sql()
    quote = connection.ops.quote_name
    columns = ", ".join(quote(column) for column in expressions)
    with connection.cursor() as cursor:
        cursor.execute(" ".join(["INSERT INTO", quote(history._meta.db_table), f"({columns})", sql]), params)
        return int(cursor.rowcount)


def _plain_field(history: Any, column: str) -> models.Field[Any, Any]:
    if column == "history_user_id":
        return models.BigIntegerField(null=True)
    field: models.Field[Any, Any] = history._meta.get_field(column)
    return field
