"""What every test with a database needs: a scope, a plant, and clean transactional tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.utils import translation
from django_scopes import scopes_disabled

from accounts.confirmation import acting_as_system
from accounts.guards import remove_guards
from tests.factories.plant import Plant

PROGRAMS = {"browser": "chromium", "pictures": "pdftoppm", "libreoffice": "soffice"}


LONGEST = ["test_every_page", "test_sample_plant", "test_five_people", "test_demo", "test_signing_in_a_browser"]
LONGEST += ["test_signing", "test_clicks", "test_tenancy", "test_plant_in_a_browser", "test_workers", "test_crash"]
"""Files that a worker should not begin when the others have finished."""

DATABASE_FIXTURES = {"db", "transactional_db", "module_db", "django_db_setup", "live_server"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """The second database needs no second run of what never asks one, nor of how things look."""
    parser.addoption("--database-only", action="store_true", help="leave out tests that use no database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The longest files first; tests without a database are left out where the run is about the database."""
    items.sort(key=lambda item: LONGEST.index(item.path.stem) if item.path.stem in LONGEST else len(LONGEST))
    if not config.getoption("--database-only"):
        return
    asking = [item for item in items if _asks_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(asking)])
    items[:] = asking


def _asks_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("looks"):
        return False
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(DATABASE_FIXTURES & fixtures)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test that looks at pages or paper needs a program: REQUIRE_PROGRAMS=1 makes its absence a failure."""
    for marker, program in PROGRAMS.items():
        if item.get_closest_marker(marker) and not (shutil.which(program) or shutil.which(f"{program}-browser")):
            missing = f"нет программы {program}: sh tools/setup.sh dev"
            if os.environ.get("REQUIRE_PROGRAMS"):
                pytest.fail(missing)
            pytest.skip(missing)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """End the sessions that a browser's open line to the live server keeps: PostgreSQL drops no database in use."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def no_scope(request: pytest.FixtureRequest) -> Iterator[None]:
    """Tests look at all rows; pages and jobs under test bring their own scope."""
    cache.clear()
    translation.activate(settings.LANGUAGE_CODE)  # the last page of another test may have spoken Belarusian
    with scopes_disabled(), acting_as_system("tests"):
        yield


@pytest.fixture
def plant(db: None) -> Plant:
    """A plant with its people and one group of workplaces."""
    return Plant.build()


@pytest.fixture
def real_commits(transactional_db: None) -> Iterator[None]:
    """A test that commits. Its flush deletes rows that guards protect: they come off before it."""
    yield
    remove_guards()


@pytest.fixture(scope="module")
def module_db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Data made once for all tests of a module and rolled back after it; each test adds its own savepoint."""
    with django_db_blocker.unblock(), scopes_disabled(), acting_as_system("tests"), transaction.atomic():
        yield
        transaction.set_rollback(True)
