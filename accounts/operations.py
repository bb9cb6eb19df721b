"""Operations of migrations that make or change many tables at once (docs/adr/0010-tables-at-once.md)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import CreateModel
from django.db.migrations.exceptions import IrreversibleError
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.fields import FieldOperation
from django.db.migrations.operations.models import IndexOperation
from django.db.migrations.state import ModelState, ProjectState
from django.db.migrations.utils import resolve_relation


class Together(Operation):
    """Several operations between which nobody asks for the state: it is rendered once, when somebody does."""

    serialization_expand_args = ["operations"]

    def __init__(self, operations: Sequence[Any]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Carry them out on the state; what was rendered of it holds no more."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)


class CreateTogether(Together):
    """``CreateModel`` for many models, with the fields and constraints added to them, in one rendering of the state.

    Every single ``CreateModel`` renders anew each model that is related to the employer, which is
    all of them: a hundred tables took 45 s of processor time instead of a few.
    """

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Make the tables as they are after all operations; later fields are part of them already."""
        for operation in self.operations:
            if isinstance(operation, CreateModel):
                model = to_state.apps.get_model(app_label, operation.name)
                if self.allow_migrate_model(schema_editor.connection.alias, model):
                    schema_editor.create_model(model)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Drop the tables, the last first."""
        for operation in reversed(self.operations):
            if isinstance(operation, CreateModel):
                schema_editor.delete_model(from_state.apps.get_model(app_label, operation.name))

    def describe(self) -> str:
        """What the operation does, for the person who migrates."""
        return f"Create {len(self.operations)} tables together"


class ChangeTogether(Together):
    """Fields and indexes added to and changed in tables that stand, each beside nothing but the tables that it refers to.

    As with ``CreateTogether``: an ordinary ``AddField`` renders every model of the project anew, half a
    second of processor time for each of the fields that a room gets later.
    """

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Change the tables, one field after another."""
        known = from_state.clone()
        known.__dict__.pop("apps", None)
        for operation in self.operations:
            before = _alone(known, app_label, operation)
            operation.state_forwards(app_label, known)
            operation.database_forwards(app_label, schema_editor, before, _alone(known, app_label, operation))

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Nothing leads back: a table without the fields would lose what people wrote into them."""
        raise IrreversibleError(self.describe())

    def describe(self) -> str:
        """What the operation does, for the person who migrates."""
        return f"Change {len(self.operations)} fields together"


def _alone(state: ProjectState, app_label: str, operation: FieldOperation | IndexOperation) -> ProjectState:
    """The state of one table; of those that its field and the others refer to, the key only."""
    model = state.models[app_label, operation.model_name_lower]
    found = {(app_label, operation.model_name_lower): model.clone()}
    fields = [*model.fields.values(), getattr(operation, "field", None)]
    for field in fields:
        if field is not None and field.is_relation:
            room, name = resolve_relation(field.remote_field.model, app_label, operation.model_name_lower)
            found.setdefault((room, name), _key_of(state.models[room, name]))
    alone = ProjectState(found)
    _ = alone.apps  # rendered now: SQLite puts columns in the order in which their fields were made
    return alone


def _key_of(model: ModelState) -> ModelState:
    keys = [(name, field) for name, field in model.fields.items() if field.primary_key]
    options = {name: value for name, value in model.options.items() if name in ("db_table", "swappable")}
    return ModelState(model.app_label, model.name, keys, options)
