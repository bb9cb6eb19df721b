"""After an order on changes: who prints a campaign gets what is in force, the dossier keeps what was."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from attestation.models import Campaign, CertificationCard
from attestation.stages import campaign_stages
from documents.services.perform import perform
from reports.dossier import dossier_documents
from reports.export import export_campaign, printed_cards
from reports.jobs.printing import PrintChoice, chosen_documents
from tests.attestation.test_changes import CHANGED_ON, change_order, renamed_version
from tests.factories.plant import Plant
from tests.reports.readers import bookmarks_of

pytestmark = pytest.mark.django_db
ON = dt.date(2028, 4, 3)


@pytest.fixture(scope="module")
def changed(module_db: None) -> tuple[Campaign, CertificationCard]:
    """A campaign whose only card was replaced by an order on changes, and the version in force."""
    plant = Plant.build()
    campaign = plant.whole_procedure()
    order = change_order(plant, campaign, "NAMES")
    version = renamed_version(plant, order)
    perform(order, "issue", actor=plant.director, on=CHANGED_ON)
    version.refresh_from_db()
    return campaign, version


def test_only_the_version_in_force_is_printed(changed: tuple[Campaign, CertificationCard], tmp_path: Path) -> None:
    campaign, version = changed
    (bookmark,) = bookmarks_of(printed_cards(campaign, ON).content)
    assert "Обрубщик литья" in bookmark[0]
    assert [d for d in chosen_documents(PrintChoice(campaign.pk)) if isinstance(d, CertificationCard)] == [version]
    (cards,) = [path for path in export_campaign(campaign, tmp_path, ON) if path.name == "cards.pdf"]
    assert bookmarks_of(cards.read_bytes()) == [bookmark]


def test_stages_count_each_workplace_once(changed: tuple[Campaign, CertificationCard]) -> None:
    stages = {stage.law: (stage.done, stage.total) for stage in campaign_stages(changed[0])}
    assert stages["№ 253, п. 11"] == (1, 1)


def test_the_dossier_keeps_both_versions(changed: tuple[Campaign, CertificationCard]) -> None:
    campaign, version = changed
    cards = [document for document in dossier_documents(campaign) if isinstance(document, CertificationCard)]
    assert cards == [version.supersedes, version]
