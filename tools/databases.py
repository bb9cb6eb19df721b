"""Prints the address of a PostgreSQL in which tests can create their database, or nothing.

Tries DATABASE_URL first, then the default local address as the usual roles.
"""

from __future__ import annotations

import getpass
import os
import sys
from urllib.parse import urlsplit

import psycopg2

LOCAL = "127.0.0.1:5432/postgres"


def candidates() -> list[str]:
    """Addresses to try, in order."""
    given = os.environ.get("DATABASE_URL", "")
    if given:
        return [given] if urlsplit(given).scheme.startswith("postgres") else []
    roles = ["attestation:attestation", "postgres", "postgres:postgres", getpass.getuser()]
    return [f"postgres://{role}@{LOCAL}" for role in roles]


def answers(address: str) -> bool:
    """Whether a server answers there and lets us create a database."""
    try:
        connection = psycopg2.connect(address, connect_timeout=3)
    except psycopg2.OperationalError:
        return False
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
            row = cursor.fetchone()
        return bool(row and row[0])
    finally:
        connection.close()


def main() -> int:
    """Print the first address that serves."""
    for address in candidates():
        if answers(address):
            print(address)
            return 0
    return 1


if __name__ == "__main__":
    sys.exit(main())
