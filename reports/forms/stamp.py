"""The foot of an issued document's pages: the code under which whoever holds the print can ask about it."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from documents.models import Document
from documents.verification import code_of, form_address, qr_of, shown_code


@dataclass(frozen=True)
class Stamp:
    """What stands at the foot of each page (docs/adr/0080-code-on-paper.md): a line, and the QR as SVG.

    ``code`` is the code as it is typed; a sheet keeps it among its properties.
    """

    words: str
    picture: str
    code: str = ""

    @property
    def source(self) -> str:
        """The QR as a data address, the only kind of picture that a print may hold."""
        return SafeString(f"data:image/svg+xml;base64,{base64.b64encode(self.picture.encode()).decode()}")


def stamp_of(document: Document) -> Stamp | None:
    """Return the stamp of an issued document; a draft has none, not even one that was issued before."""
    code = "" if document.is_editable else code_of(document)
    if not code:
        return None
    words = _("Проверка: %(code)s, %(address)s") % {"code": shown_code(code), "address": form_address()}
    return Stamp(words, qr_of(code), shown_code(code))
