"""Attaching an act's own text: kept as it came, shown to the employer's people only."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Employer, User
from accounts.services.journal import journal_append, lock_employer
from documents.law.points import acts
from documents.models import ActText
from documents.services.files import file_store

MAX_TEXT = 12 * 1024 * 1024
KINDS = {".txt": "text/plain", ".html": "text/html", ".htm": "text/html", ".pdf": "application/pdf"}
CYRILLIC = ("utf-8-sig", "cp1251")
"""Encodings in which a text of an act comes; the first that reads it."""


@dataclass(frozen=True)
class ActFile:
    """A file as it was given: its name and bytes."""

    name: str
    content: bytes

    @property
    def content_type(self) -> str:
        """Type by ending and content, with the encoding of a text; raises ``ValidationError``."""
        kind = KINDS.get(PurePath(self.name).suffix.lower())
        if kind is None:
            raise ValidationError(_("Текст акта — это файл .txt, .html или .pdf"))
        if not self.content or len(self.content) > MAX_TEXT:
            raise ValidationError(_("Файл пуст или больше 12 МБ"))
        if kind == KINDS[".pdf"]:
            if not self.content.startswith(b"%PDF-"):
                raise ValidationError(_("Это не PDF: проверьте, что файл не переименован"))
            return kind
        return f"{kind}; charset={self._encoding()}"

    def _encoding(self) -> str:
        for encoding in CYRILLIC if b"\0" not in self.content else ():
            try:
                self.content.decode(encoding)
            except UnicodeDecodeError:
                continue
            return "utf-8" if encoding.startswith("utf-8") else "windows-1251"
        raise ValidationError(_("Это не текст: нужна кодировка UTF-8 или Windows-1251"))


@transaction.atomic
def act_text_attach(employer: Employer, act: str, file: ActFile, *, actor: User | None) -> ActText:
    """Keep a text of an act for an employer; the one before stays stored.

    Raises ``ValidationError`` for an act that the program does not cite, or a file that is no text.
    """
    if act not in acts():
        known = ", ".join(acts())
        raise ValidationError(
            _("Акта № %(act)s программа не знает; известны: %(known)s") % {"act": act, "known": known}
        )
    content_type = file.content_type
    lock_employer(employer.pk)
    stored = file_store(file.content, employer=employer, name=file.name, content_type=content_type, actor=actor)
    text = ActText(employer=employer, act=act, file=stored)
    text.full_clean()
    text.save()
    payload = {"number": act, "name": stored.name, "file": stored.sha256}
    journal_append(employer_id=employer.pk, actor=actor, act="acttext.attach", target=text, payload=payload)
    return text
