"""Migrations stay quick: every demonstration and every run of the suite begins with all of them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.fields import FieldOperation
from django.db.migrations.operations.models import IndexOperation

from workplaces.models import AnalogousGroup

ROOMS = {"accounts", "documents", "workplaces", "measurements", "attestation", "reports"}


def test_fields_of_one_migration_are_changed_together() -> None:
    migrations = MigrationLoader(None).disk_migrations
    alone = {
        key: sum(isinstance(operation, FieldOperation | IndexOperation) for operation in migration.operations)
        for key, migration in migrations.items()
        if key[0] in ROOMS
    }
    assert {key: count for key, count in alone.items() if count > 3} == {}, "accounts.operations.ChangeTogether"


@pytest.mark.django_db
def test_a_table_changed_together_keeps_what_it_had() -> None:
    """Its foreign keys, indexes and constraints, and the new columns after the old ones."""
    table = AnalogousGroup._meta.db_table
    with connection.cursor() as cursor:
        names = [column.name for column in connection.introspection.get_table_description(cursor, table)]
        kept = connection.introspection.get_constraints(cursor, table)
    pointing = {
        (constraint["columns"][0], constraint["foreign_key"][0])
        for constraint in kept.values()
        if constraint["foreign_key"]
    }
    assert names[-2:] == ["in_zones", "ionising_work"]
    assert pointing == {
        ("employer_id", "accounts_employer"),
        ("department_id", "workplaces_department"),
        ("profession_id", "workplaces_profession"),
    }
    assert {"group_once", "group_number_once", "group_women_within_headcount"} <= kept.keys()
