"""Every page type of the application: who looks at it, where, and what is pressed on it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from documents.reference import all_references
from documents.screens import all_screens
from measurements.models import TimeStudyCard
from tests.web.middle import Everything

ASK = ".page-head [hx-get]"
MANY = "#many button[name=all]"


@dataclass(frozen=True)
class Shown:
    """A page: who opens it, its address, and what is pressed before it is looked at."""

    who: str
    address: str
    press: str = ""


CAMPAIGN_PAGES = ("losses", "signing", "signing-manifest", "completeness", "papers", "print-run", "dossier")
AFTER_APPROVAL = ("acquaintance", "kiosk")
PLAIN = {
    "home": "",
    "workplaces": "?q=вредность",
    "deadlines": "",
    "norms": "?q=аммиак",
    "journal": "",
    "jobs": "",
    "statistics": "",
    "people": "",
    "person-new": "",
    "role-new": "",
    "organisation": "",
    "password": "",
    "mfa_index": "",
    "reference-index": "",
    "events": "?fact=EQUIPMENT",
    "import-new": "",
    "verify-form": "",
}
"""Pages that take no id, with what they are asked."""


def addresses(made: Everything) -> dict[str, Shown]:
    """Every page type by its name."""
    found = {name: Shown("officer", reverse(name) + query) for name, query in PLAIN.items()}
    found |= {f"home-{who}": Shown(who, reverse("home")) for who in made.people if who != "officer"}
    found |= {f"{name}-page": Shown("officer", reverse(name, args=[made.running.pk])) for name in CAMPAIGN_PAGES}
    found |= {f"{name}-page": Shown("officer", reverse(name, args=[made.done.pk])) for name in AFTER_APPROVAL}
    return (
        found | _plant_pages(made) | _import_pages(made) | _document_pages(made) | _reference_pages(made) | _rest(made)
    )


def _plant_pages(made: Everything) -> dict[str, Shown]:
    group = made.plant.group
    place = group.workplaces.earliest("pk")
    return {
        "groups": Shown("officer", reverse("plant-table", args=["groups"])),
        "employees": Shown("officer", reverse("plant-table", args=["employees"])),
        "departments": Shown("officer", reverse("plant-table", args=["departments"])),
        "bulk": Shown("officer", reverse("workplaces"), "#bulk button[name=all]"),
        "move-out": Shown("officer", reverse("workplace-move-out", args=[place.pk])),
        "workplace-copy": Shown("officer", reverse("workplace-copy", args=[place.pk])),
        "group-signs": Shown("officer", reverse("group-signs", args=[group.pk])),
        "group-copy": Shown("officer", reverse("group-copy", args=[group.pk])),
        "group": Shown("officer", reverse("group", args=[group.pk])),
    }


def _import_pages(made: Everything) -> dict[str, Shown]:
    found = {
        name: Shown("officer", row.get_absolute_url()) for name, row in made.rows.items() if name.startswith("import")
    }
    asks, columns = made.rows["import-asks"].pk, made.rows["import-columns"].pk
    found["import-map"] = Shown("officer", reverse("import-columns", args=[columns]))
    found["import-names"] = Shown("officer", reverse("import-names", args=[asks]))
    found["import-not-loaded"] = Shown("officer", made.rows["import-asks"].get_absolute_url() + "?show=refused")
    return found


def _document_pages(made: Everything) -> dict[str, Shown]:
    """List, form, every state that exists, editor of a row, paste, history and question of every kind of document."""
    found: dict[str, Shown] = {}
    for screen in all_screens():
        slug, rows = screen.slug, screen.model.objects.filter(employer=made.plant.employer)
        found[f"{slug}-list"] = Shown("officer", reverse("document-list", args=[slug]))
        if screen.form is not None:
            found[f"{slug}-new"] = Shown("officer", reverse("document-new", args=[slug]))
        if slug == "imports":
            continue
        for state in sorted(set(rows.values_list("state", flat=True))):
            found[f"{slug}-{state.lower()}"] = Shown(
                "officer", rows.filter(state=state).earliest("pk").get_absolute_url()
            )
        draft = rows.filter(state=screen.model.state_field().default).order_by("pk").last()
        for part in [part for part in screen.parts if part.form is not None and draft is not None]:
            args = [slug, draft.pk, part.name]
            found[f"{slug}-{part.name}-new"] = Shown("officer", reverse("part-new", args=args))
            found[f"{slug}-{part.name}-paste"] = Shown("officer", reverse("rows-paste", args=args))
    return found


def _reference_pages(made: Everything) -> dict[str, Shown]:
    found = {}
    for screen in all_references():
        found[f"reference-{screen.slug}"] = Shown("officer", reverse("reference-list", args=[screen.slug]))
        found[f"reference-{screen.slug}-new"] = Shown("officer", reverse("reference-new", args=[screen.slug]))
    return found


def _rest(made: Everything) -> dict[str, Shown]:
    card, signing = made.rows["card"], made.rows["card-signing"]
    sheet = made.done.acquaintances.get()
    study = TimeStudyCard.objects.filter(employer=made.plant.employer, state="DRAFT").latest("pk")
    return {
        "law-253": Shown("officer", reverse("law", args=["253"])),
        "law-536": Shown("officer", reverse("law", args=["536"])),
        "verify": Shown("officer", reverse("verify", args=[made.rows["code"]])),
        "eds": Shown("officer", reverse("signature-file-new", args=["cards", card.pk])),
        "signature": Shown("officer", reverse("signature", args=[made.rows["signature"].pk])),
        "history": Shown("officer", reverse("document-history", args=["cards", card.pk])),
        "edit": Shown("officer", reverse("document-change", args=["orders", made.rows["draft-order"].pk])),
        "question": Shown("director", made.rows["draft-order"].get_absolute_url(), ASK),
        "question-signing": Shown("member", signing.get_absolute_url(), ASK),
        "many": Shown("officer", reverse("document-list", args=["load-protocols"]) + "?state=DRAFT", MANY),
        "many-signing": Shown("member", reverse("document-list", args=["surveys"]) + "?state=DRAFT", MANY),
        "job": Shown("officer", reverse("job", args=[made.rows["job"].pk])),
        "job-outcome": Shown("officer", reverse("job-outcome", args=[made.rows["many-job"].pk])),
        "meter": Shown("officer", reverse("time-study-meter", args=[study.pk])),
        "card-changes": Shown("officer", reverse("card-changes", args=[made.rows["new-version"].pk])),
        "since": Shown("officer", reverse("since", args=["cards", card.pk])),
        "order-changes": Shown("officer", reverse("order-changes", args=[made.rows["change"].pk])),
        "submission-sheet": Shown("officer", reverse("submission-sheet", args=[made.done.submissions.get().pk])),
        "sheet": Shown("officer", reverse("acquaintance-sheet", args=[made.done.pk, card.pk])),
        "kiosk-sign": Shown("officer", reverse("kiosk-sign", args=[made.done.pk, sheet.pk])),
        "member-signing": Shown("member", reverse("signing", args=[made.running.pk])),
        "member-manifest": Shown("member", reverse("signing-manifest", args=[made.running.pk])),
        "member-card": Shown("member", signing.get_absolute_url()),
        "worker-card": Shown("worker", card.get_absolute_url()),
        "missing": Shown("officer", "/documents/cards/999999/"),
        "forbidden": Shown("worker", made.running.get_absolute_url()),
    }
