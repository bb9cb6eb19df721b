"""A plant of another employer with everything in it, and every address filled with its ids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import Role
from attestation.models import AttachedPaper, Order
from attestation.services.events import event_record
from attestation.views.deadlines import feed_token
from documents.models import Document, Job, Signature
from documents.reference import all_references
from documents.screens import all_screens
from documents.selectors import transitions_of
from documents.services.act_texts import ActFile, act_text_attach
from documents.services.importing import import_read, import_upload
from documents.services.verification import signature_file_put
from tests.factories.people import person
from tests.factories.plant import ORDER_ON, Plant
from workplaces.services.views import saved_view_put

MARK = "Чужой"
OPEN_TO_ALL = {"verify", "law"}  # a print's code and a point of law belong to nobody: tested on their own
CAMPAIGN = [
    "acquaintance",
    "acquaintance-newcomers",
    "completeness",
    "dossier",
    "kiosk",
    "losses",
    "losses-xlsx",
    "papers",
    "print-run",
    "signing",
    "signing-due",
    "signing-manifest",
]


@dataclass
class TwoPlants:
    """A plant with everything in it, and the officer of another. ``rows`` are ids of theirs by what they are."""

    theirs: Plant
    client: Client
    rows: dict[str, Any] = field(default_factory=dict)


def two_plants() -> TwoPlants:
    """Build both."""
    theirs = Plant.build(name=f"ОАО «{MARK} завод»")
    theirs.whole_procedure()
    theirs.group.profession.name = f"{MARK} обрубщик"
    theirs.group.profession.save()
    batch = import_upload(
        employer=theirs.employer, kind="staffing", name=f"{MARK}.xlsx", content=b"no", actor=theirs.officer, on=ORDER_ON
    )
    import_read(batch, actor=theirs.officer, on=ORDER_ON)
    client = Client()
    client.force_login(Plant.build().officer)
    two = TwoPlants(theirs, client)
    two.rows = {**_rows(two), **foreign_documents(two)}
    return two


def _rows(two: TwoPlants) -> dict[str, Any]:
    theirs, employer = two.theirs, two.theirs.employer
    issued = Order.objects.filter(employer=employer, state="ISSUED").latest("pk")
    return {
        "job": Job.objects.create(employer=employer, kind="print", title=MARK, key="1", asked_by=theirs.officer),
        "event": event_record(
            employer=employer, fact="RENAMED", happened_on=ORDER_ON, actor=theirs.officer, description=MARK
        ),
        "signature-file": signature_file_put(issued, name=f"{MARK}.p7s", content=b"\x30\x82", actor=theirs.officer),
        "signature": Signature.objects.filter(employer=employer).latest("pk"),
        "act-text": act_text_attach(employer, "35", ActFile(f"{MARK}.txt", MARK.encode()), actor=theirs.officer),
        "paper": AttachedPaper.objects.filter(employer=employer).latest("pk"),
        "role": theirs.officer.memberships.get(),
        "employer": employer,
        "director": theirs.director,
        "group": theirs.group,
        "workplace": theirs.group.workplaces.earliest("pk"),
        "saved-view": saved_view_put(
            employer=employer, user=theirs.officer, table="workplaces", name=f"{MARK} вид", query="q=1"
        ),
    }


PK_OF = {
    "choose-employer": "employer",
    "role-end": "role",
    "group-signs": "group",
    "group-copy": "group",
    "workplace-row": "workplace",
    "workplace-move-out": "workplace",
    "workplace-copy": "workplace",
    "saved-view-drop": "saved-view",
    "group": "group",
    "acquaintance-evidence": "acquaintances",
    "order-changes": "orders",
    "card-changes": "cards",
    "list-changes": "result-lists",
    "plan-changes": "plans",
    "plan-fill": "plans",
    "access-renew": "director",
    "signing-open": "director",
    "signature": "signature",
    "signature-file": "signature-file",
    "protocol-instruments": "protocols",
    "time-study-meter": "time-studies",
    "time-study-observe": "time-studies",
    "import-columns": "imports",
    "import-read": "imports",
    "import-days": "imports",
    "import-again": "imports",
    "import-names": "imports",
    "import-refused": "imports",
    "job": "job",
    "job-progress": "job",
    "job-cancel": "job",
    "job-again": "job",
    "job-outcome": "job",
    "job-file": "job",
    "paper-file": "paper",
    "act-text": "act-text",
    "submission-sheet": "submissions",
    **dict.fromkeys(CAMPAIGN, "campaigns"),
}
"""Routes that take one id: whose."""


def _more(two: TwoPlants) -> dict[str, dict[str, Any]]:
    """Routes that take more than one id."""
    campaign, card, sheet = (two.rows[name].pk for name in ("campaigns", "cards", "acquaintances"))
    return {
        "campaign-prepare": {"pk": campaign, "what": "cards"},
        "kiosk-sign": {"pk": campaign, "sheet": sheet},
        "acquaintance-sheet": {"pk": campaign, "card": card},
        "card-open": {"pk": campaign, "card": card},
        "signing-manifest-kept": {"pk": campaign, "manifest": 1},
        "event-act": {"pk": two.rows["event"].pk, "what": "close"},
        "many-progress": {"token": "theirs"},
        "import-row": {"pk": two.rows["imports"].pk, "row": 1},
        "deadlines-feed": {"token": feed_token(person(two.theirs.employer, Role.WORKER), two.theirs.employer)},
    }


def named_routes(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    """Every route of the application."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from named_routes(entry)
        else:
            yield entry


def foreign_documents(two: TwoPlants) -> dict[str, Document]:
    """A document of theirs of every kind."""
    found = {}
    for screen in all_screens():
        row = screen.model.objects.filter(employer=two.theirs.employer).first()
        assert row is not None, f"the whole procedure made no {screen.slug}"
        found[screen.slug] = row
    return found


OWN_LISTS = {
    "document-list",
    "document-new",
    "documents-act-many",
    "reference-list",
    "reference-new",
    "plant-table",
    "saved-view-save",
    "pick",
    "statistics-file",
    "act-attach",
}
"""Routes that name a kind and show one's own rows."""


def own_routes() -> list[str]:
    """Names of routes that take no id at all: they show one's own rows, or nobody's."""
    return [str(route.name) for route in named_routes() if route.name and not route.pattern.converters]


def addresses(two: TwoPlants) -> list[str]:
    """Every route that takes an id, filled with the ids of the other employer's rows."""
    filled: list[str] = []
    for route in named_routes():
        name, names = route.name or "", set(route.pattern.converters)
        if names and name not in OWN_LISTS | OPEN_TO_ALL and not name.startswith(("account_", "mfa_")):
            filled += _fill(name, names, two)
    return filled


def _fill(name: str, names: set[str], two: TwoPlants) -> list[str]:
    if name == "reference-change":
        return [
            reverse(name, args=[screen.slug, row.pk])
            for screen in all_references()
            for row in screen.model.objects.filter(employer=two.theirs.employer)[:1]  # type: ignore[attr-defined]
        ]
    if "slug" in names:
        documents = {screen.slug: two.rows[screen.slug] for screen in all_screens()}
        return [
            reverse(name, kwargs=kwargs)
            for slug, row in documents.items()
            for kwargs in _document_kwargs(slug, row, names)
        ]
    if name in PK_OF:
        return [reverse(name, kwargs={"pk": two.rows[PK_OF[name]].pk})]
    more = _more(two)
    assert name in more, f"the walk does not know the route {name}: add it"
    return [reverse(name, kwargs=more[name])]


def _document_kwargs(slug: str, row: Document, names: set[str]) -> list[dict[str, Any]]:
    base: dict[str, Any] = {"slug": slug, "pk": row.pk}
    if "transition" in names:
        return [{**base, "transition": move} for move in transitions_of(type(row))]
    if "name" in names:
        found = []
        for part in row.PARTS or ("rows",):
            child = getattr(row, part).first() if hasattr(row, part) else None
            extra = {"row": child.pk if child else 1} if "row" in names else {}
            extra |= {"field": "group"} if "field" in names else {}
            extra |= {"field": "group"} if "field" in names else {}
            found.append({**base, "name": part, **extra})
        return found
    if "fmt" in names:
        return [{**base, "fmt": fmt} for fmt in ("pdf", "xlsx")]
    return [base]
