"""The last step of every PDF: the marks of PDF/A-3u, title, dates, bookmarks, attached data.

Both engines go through it, so a file tells nothing of the engine but its fonts. The same input
gives the same bytes: dates come from the document, ids from the content.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pikepdf
from pikepdf import Name

from reports.rendering.shared_faces import SharedFaces

PRODUCER = "attestation"
LANGUAGE = "ru"
PROFILE = Path(__file__).resolve().parent / "sRGB2014.icc"  # of the ICC, free to be embedded
MINSK = dt.timezone(dt.timedelta(hours=3))
_NO_DAY = dt.date(2000, 1, 1)
_SHARED_FROM = 16  # the part (the first is 0) from which faces are shared: whole ones outweigh the subsets of fewer


@dataclass(frozen=True)
class Attachment:
    """Data that travel in the file: name, content, and a description for people."""

    name: str
    content: bytes
    description: str
    content_type: str = "application/json"


@dataclass(frozen=True)
class Record:
    """What a file says of itself; without a day (a draft) it bears no date of its own."""

    title: str
    day: dt.date | None = None
    attachments: tuple[Attachment, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of all of it."""
        found = hashlib.sha256(f"{self.title}\n{self.day}".encode())
        for item in self.attachments:
            found.update(f"\n{item.name}\n{item.description}\n{item.content_type}\n".encode())
            found.update(hashlib.sha256(item.content).digest())
        return found.hexdigest()


@dataclass(frozen=True)
class Part:
    """A PDF that goes into a bigger one, under its bookmark; without one under that of the part before it.

    It lies in memory or on disk: of a long run nothing is held but what is being joined.
    """

    source: bytes | Path
    bookmark: str = ""

    def opened(self) -> pikepdf.Pdf:
        """The file, to be closed by whoever asked."""
        return pikepdf.open(BytesIO(self.source) if isinstance(self.source, bytes) else self.source)


def finished(parts: Iterable[Part], record: Record) -> bytes:
    """Return one PDF/A-3u of the pages of all parts, as ``finish`` writes it."""
    file = BytesIO()
    finish(parts, record, file)
    return file.getvalue()


def finish(parts: Iterable[Part], record: Record, file: BinaryIO) -> None:
    """Write one PDF/A-3u of the pages of all parts. The parts come from our engines and are taken one at a time."""
    waiting = iter(parts)
    first = next(waiting)
    with first.opened() as whole:
        marks = [(first.bookmark, 0)]
        faces = SharedFaces(whole)
        for place, part in enumerate(waiting, start=1):
            start = len(whole.pages)
            marks.append((part.bookmark, start))
            with part.opened() as other:
                if place >= _SHARED_FROM:
                    faces.detach(other)
                whole.pages.extend(other.pages)
            faces.attach(whole.pages[start:])
        if len(marks) > 1:
            _drop_structure(whole)
        _set_bookmarks(whole, marks)
        _complete_fonts(whole)
        _set_intent(whole)
        _attach(whole, record)
        _describe(whole, record)
        whole.save(file, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _set_bookmarks(whole: pikepdf.Pdf, marks: Iterable[tuple[str, int]]) -> None:
    items = [pikepdf.OutlineItem(bookmark, start) for bookmark, start in marks if bookmark]
    if not items:
        return  # the engine made its own of the headings
    with whole.open_outline() as outline:
        outline.root[:] = items
    whole.Root.PageMode = Name.UseOutlines


def _drop_structure(whole: pikepdf.Pdf) -> None:
    """Tags of one part say nothing of the others: a tree that names half of the pages is worse than none."""
    for key in ("/StructTreeRoot", "/MarkInfo"):
        if key in whole.Root:
            del whole.Root[key]
    for page in whole.pages:
        if "/StructParents" in page.obj:
            del page.obj["/StructParents"]


def _complete_fonts(whole: pikepdf.Pdf) -> None:
    """What PDF/A wants of an embedded TrueType font and one engine leaves out."""
    for font in whole.objects:
        if isinstance(font, pikepdf.Dictionary) and font.get("/Subtype") == Name.Type0:
            descendant = font.DescendantFonts[0]
            if "/CIDToGIDMap" not in descendant:
                descendant.CIDToGIDMap = Name.Identity


def _set_intent(whole: pikepdf.Pdf) -> None:
    profile = pikepdf.Stream(whole, PROFILE.read_bytes(), N=3, Alternate=Name.DeviceRGB)
    intent = pikepdf.Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=PROFILE.stem,
        Info=PROFILE.stem,
        DestOutputProfile=whole.make_indirect(profile),
    )
    whole.Root.OutputIntents = pikepdf.Array([whole.make_indirect(intent)])


def _attach(whole: pikepdf.Pdf, record: Record) -> None:
    """The data of the document, related to the whole file (ISO 19005-3, 6.8)."""
    moment = _moment(record.day or _NO_DAY)
    related = []
    for item in record.attachments:
        spec = pikepdf.AttachedFileSpec(
            whole,
            item.content,
            filename=item.name,
            description=item.description,
            mime_type=item.content_type,
            creation_date=moment,
            mod_date=moment,
        )
        spec.obj.AFRelationship = Name.Data
        whole.attachments[item.name] = spec
        related.append(spec.obj)
    if related:
        whole.Root.AF = pikepdf.Array(related)


def _describe(whole: pikepdf.Pdf, record: Record) -> None:
    """Title, language and dates, the same in the packet as in the old dictionary."""
    del whole.docinfo
    if "/Metadata" in whole.Root:
        del whole.Root.Metadata
    with whole.open_metadata(set_pikepdf_as_editor=False) as packet:
        packet["pdfaid:part"], packet["pdfaid:conformance"] = "3", "U"
        packet["dc:title"], packet["dc:language"] = record.title, {LANGUAGE}
        packet["pdf:Producer"] = PRODUCER
        if record.day:
            packet["xmp:CreateDate"] = packet["xmp:ModifyDate"] = f"{record.day.isoformat()}T00:00:00+03:00"
    whole.Root.Lang = pikepdf.String(LANGUAGE)
    whole.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)


def _moment(day: dt.date) -> str:
    return pikepdf.models.metadata.encode_pdf_date(dt.datetime.combine(day, dt.time(), MINSK))
