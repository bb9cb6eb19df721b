"""``manage.py demo`` never harms a database that people work in."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from accounts.models import Employer, User
from accounts.services.employers import employer_create

MANAGE = Path(settings.BASE_DIR) / "manage.py"


def manage(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py with an SQLite database of its own."""
    env = {**os.environ, "ATTESTATION_VAR": str(folder), "DATABASE_URL": ""}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    return subprocess.run([sys.executable, MANAGE, *words], env=env, capture_output=True, text=True, check=False)


def test_beginning_anew_spares_another_employer(tmp_path: Path) -> None:
    assert manage(tmp_path, "migrate", "--verbosity", "0").returncode == 0
    added = manage(tmp_path, "employer_add", "ЗАО «Живое»", "novik", "Новик Анна")
    assert added.returncode == 0, added.stderr
    before = (tmp_path / "attestation.sqlite3").stat().st_ino

    refused = manage(tmp_path, "demo", "--fresh")

    assert refused.returncode != 0
    assert "есть другие наниматели: ЗАО «Живое»" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert (tmp_path / "attestation.sqlite3").stat().st_ino == before
    assert "нарушений 0" in manage(tmp_path, "verify_journal").stdout


@pytest.mark.django_db
def test_taken_log_in_names_are_named_and_nothing_is_created(tmp_path: Path) -> None:
    employer_create(name="ЗАО «Живое»", actor=None)
    User.objects.create_user(username="chair", password="x")

    with pytest.raises(CommandError, match=r"учётные записи: chair"):
        call_command("demo", output=tmp_path, verbosity=0)

    assert [employer.name for employer in Employer.objects.all()] == ["ЗАО «Живое»"]
    assert list(tmp_path.iterdir()) == []
