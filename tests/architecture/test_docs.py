"""What code and pages point at exists."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from django.conf import settings

BASE = Path(settings.BASE_DIR)
FOLDERS = (
    "accounts",
    "attestation",
    "config",
    "docs",
    "documents",
    "measurements",
    "norms",
    "reports",
    "tests",
    "tools",
)


def texts() -> list[Path]:
    found = [
        path for folder in FOLDERS for path in (BASE / folder).rglob("*") if path.suffix in {".py", ".md", ".yaml"}
    ]
    return [*found, BASE / "README.md", BASE / "CHANGELOG.md", BASE / "Makefile"]


def test_every_cited_page_exists() -> None:
    missing, seen = [], 0
    for path in texts():
        for kind, name in re.findall(r"docs/(adr|interpretations)/([0-9][\w-]*)(?:\.md)?", path.read_text("utf-8")):
            seen += 1
            if not list((BASE / "docs" / kind).glob(f"{name}*.md")):
                missing.append(f"{path.relative_to(BASE)}: docs/{kind}/{name}")
    assert seen > 20
    assert missing == []


def test_every_link_between_pages_leads_somewhere() -> None:
    dead = []
    for path in [page for page in texts() if page.suffix == ".md"]:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", path.read_text("utf-8")):
            if not (path.parent / target).exists():
                dead.append(f"{path.relative_to(BASE)}: {target}")
    assert dead == []


def test_every_adr_and_interpretation_is_numbered_once() -> None:
    for kind in ("adr", "interpretations"):
        numbers = [path.name[:4] for path in (BASE / "docs" / kind).glob("[0-9]*.md")]
        assert len(numbers) == len(set(numbers)), kind


def test_the_picture_of_the_rooms_is_current() -> None:
    drawn = subprocess.run(
        [sys.executable, "-m", "tools.draw_rooms", "--check"], check=False, cwd=BASE, capture_output=True
    )
    assert drawn.returncode == 0, drawn.stdout.decode()


def test_the_readme_names_every_log_in_of_the_demonstration() -> None:
    readme = (BASE / "README.md").read_text("utf-8")
    scenario = (BASE / "docs/samples/scenario.yaml").read_text("utf-8")
    people = re.findall(r"^  (\w+): \{name: ", scenario, re.MULTILINE)
    assert len(people) == 11
    assert [name for name in people if f"`{name}`" not in readme] == []
