"""A database of its own for a measurement: a file of SQLite, or one made on the given PostgreSQL."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def scratch(address: str, name: str, tablespace: str = "") -> str:
    """Point Django at a fresh database «bench_<name>» and make its tables; return its address.

    ``address`` is empty for SQLite or ``postgres://user@host:port/any``. Tables come straight from
    the models (no migrations); guards are installed as after every migration.
    """
    folder = Path(tempfile.mkdtemp(prefix=f"bench-{name}-"))
    os.environ["ATTESTATION_VAR"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    own = f"sqlite:///{folder / 'bench.sqlite3'}"
    if address:
        own = _postgres(address, f"bench_{name}", tablespace)
    os.environ["DATABASE_URL"] = own
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)
    return own


def _postgres(address: str, name: str, tablespace: str = "") -> str:
    import psycopg2

    connection = psycopg2.connect(address)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        place = f" TABLESPACE {tablespace}" if tablespace else ""
        cursor.execute(f'CREATE DATABASE "{name}"{place}')
    connection.close()
    return address.rsplit("/", 1)[0] + f"/{name}"
