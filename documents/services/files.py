"""Stores files by content: written, synced and renamed before their row is committed."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings

from accounts.models import Employer, User
from documents.models import StoredFile


def file_path(sha256: str) -> Path:
    """Place of a stored content on disk."""
    return Path(settings.MEDIA_ROOT) / "sha256" / sha256[:2] / sha256[2:4] / sha256


def file_store(content: bytes, *, employer: Employer, name: str, content_type: str, actor: User | None) -> StoredFile:
    """Keep ``content`` under its hash and return its row; the same content is kept once.

    Raises ``OSError`` when the disk is full: then neither a half file nor a row is left.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    _write_once(file_path(sha256), content)
    stored = StoredFile(
        employer=employer,
        sha256=sha256,
        name=Path(name).name[:255],
        size=len(content),
        content_type=content_type,
        stored_by=actor,
    )
    stored.full_clean(exclude=set() if actor else {"stored_by"})  # what the system itself made has no author
    stored.save()
    return stored


def file_content(stored: StoredFile) -> bytes:
    """Read a stored file; raises ``ValueError`` when its bytes are not what was stored."""
    content = file_path(stored.sha256).read_bytes()
    if hashlib.sha256(content).hexdigest() != stored.sha256:
        raise ValueError(f"файл «{stored.name}» повреждён")
    return content


def _write_once(path: Path, content: bytes) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
