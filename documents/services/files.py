"""Stores files by content: written, synced and renamed before their row is committed."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from io import BytesIO
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import transaction

from accounts.models import Employer, User
from accounts.services.journal import journal_append
from documents.models import StoredFile


def file_path(sha256: str) -> Path:
    """Place of a stored content on disk."""
    return Path(settings.MEDIA_ROOT) / "sha256" / sha256[:2] / sha256[2:4] / sha256


@transaction.atomic
def file_store(content: bytes, *, employer: Employer, name: str, content_type: str, actor: User | None) -> StoredFile:
    """Keep ``content`` under its hash and return its row; the same content is kept once.

    Raises ``OSError`` when the disk is full: then neither a half file nor a row is left.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    _write_once(file_path(sha256), BytesIO(content))
    return _row(sha256, len(content), employer=employer, name=name, content_type=content_type, actor=actor)


def file_store_path(path: Path, *, employer: Employer, name: str, content_type: str, actor: User | None) -> StoredFile:
    """Keep a file that is already on disk, like ``file_store``, without holding it in memory."""
    with path.open("rb") as source:
        sha256 = hashlib.file_digest(source, "sha256").hexdigest()
        source.seek(0)
        _write_once(file_path(sha256), source)
    size = path.stat().st_size
    return _row(sha256, size, employer=employer, name=name, content_type=content_type, actor=actor)


def _row(sha256: str, size: int, *, employer: Employer, name: str, content_type: str, actor: User | None) -> StoredFile:
    stored = StoredFile(
        employer=employer,
        sha256=sha256,
        name=Path(name).name[:255],
        size=size,
        content_type=content_type,
        stored_by=actor,
    )
    stored.full_clean(exclude=set() if actor else {"stored_by"})  # what the system itself made has no author
    stored.save()
    journal_append(
        employer_id=employer.pk,
        actor=actor,
        act="storedfile.store",
        target=stored,
        payload={"name": stored.name, "sha256": sha256, "size": stored.size},
    )
    return stored


def file_content(stored: StoredFile) -> bytes:
    """Read a stored file; raises ``ValueError`` when its bytes are not what was stored."""
    content = file_path(stored.sha256).read_bytes()
    if hashlib.sha256(content).hexdigest() != stored.sha256:
        raise ValueError(f"файл «{stored.name}» повреждён")
    return content


def file_fault(stored: StoredFile) -> str:
    """Say what is wrong with the bytes of a stored file, or return empty text. Reads in pieces."""
    path = file_path(stored.sha256)
    if not path.is_file():
        return "файла нет на диске"
    if path.stat().st_size != stored.size:
        return f"размер {path.stat().st_size} вместо {stored.size} байт"
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return "" if digest == stored.sha256 else "содержание изменено"


def _write_once(path: Path, source: IO[bytes]) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            shutil.copyfileobj(source, file)
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
