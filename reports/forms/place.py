"""What most forms of the evidence say first and last: of which workplace they speak, who signed them."""

from __future__ import annotations

from documents.models import Document, Meaning
from documents.selectors import signatures_of
from reports.forms.lines import Signatory, blank_values, signatory_of
from reports.forms.words import glued
from workplaces.models import AnalogousGroup


def place_values(group: AnalogousGroup) -> dict[str, str]:
    """Values by which forms name a workplace."""
    profession = glued(group.profession.code_and_name)
    return {
        "shop": group.department.shop,
        "section": group.department.section,
        "profession": profession,
        "workplace": f"{group.number}. {profession}",
        "organisation": group.employer.name,
    }


def signatory(document: Document, *meanings: Meaning) -> Signatory:
    """Who signed a document, by the first of the meanings that anybody signed under; nobody yet is empty."""
    found = {signature.meaning: signature for signature in signatures_of(document)}
    return signatory_of(next((found[meaning] for meaning in meanings if meaning in found), None))


def signed_values(who: Signatory) -> dict[str, str]:
    """Values by which forms name who signed; «signed» is position and mark together."""
    values = blank_values(who, who.signed_on)
    return {**values, "signed": ", ".join(filter(None, (who.position, who.mark)))}
