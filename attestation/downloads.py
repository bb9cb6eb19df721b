"""Pages that belong to a campaign and to a submission, offered on theirs."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from attestation.models import Campaign, Submission
from documents.downloads import Download, register_downloads
from documents.models import Document


def campaign_pages(document: Document) -> list[Download]:
    """Completeness, attached papers, and the sheet for the state's system."""
    if isinstance(document, Campaign):
        return [
            Download(_("Проверка полноты"), reverse("completeness", args=[document.pk]), "circle-check"),
            Download(_("Приложенные документы"), reverse("papers", args=[document.pk]), "upload"),
        ]
    if isinstance(document, Submission):
        return [
            Download(_("Проверка полноты"), reverse("completeness", args=[document.campaign_id]), "circle-check"),
            Download(_("Лист для ввода"), reverse("submission-sheet", args=[document.pk]), "list"),
        ]
    return []


register_downloads(campaign_pages)
