"""Employers never see each other: every route is walked as a stranger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from attestation.views.deadlines import feed_token
from documents.models import Document
from documents.reference import all_references
from documents.screens import all_screens
from documents.selectors import transitions_of
from documents.services.importing import import_read, import_upload
from tests.factories.people import person
from tests.factories.plant import ORDER_ON, Plant

MARK = "ЧУЖОЙ"
pytestmark = pytest.mark.django_db


@dataclass
class TwoPlants:
    """A plant with everything in it, and the officer of another."""

    theirs: Plant
    client: Client


@pytest.fixture(scope="module")
def two(module_db: None) -> TwoPlants:
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
    return TwoPlants(theirs, client)


def named_routes(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from named_routes(entry)
        else:
            yield entry


def foreign_documents(two: TwoPlants) -> dict[str, Document]:
    found = {}
    for screen in all_screens():
        row = screen.model.objects.filter(employer=two.theirs.employer).first()
        assert row is not None, f"the whole procedure made no {screen.slug}"
        found[screen.slug] = row
    return found


def addresses(two: TwoPlants) -> list[str]:
    """Every route filled with the ids of the other employer's rows."""
    documents = foreign_documents(two)
    filled: list[str] = []
    for route in named_routes():
        names = set(route.pattern.converters)
        if route.name in (
            "login",
            "logout",
            "home",
            "journal",
            "workplaces",
            "import-new",
            "reference-index",
            "deadlines",
        ):
            continue
        if route.name in ("password", "people", "person-new", "role-new", "organisation"):
            continue
        if route.name in ("document-list", "document-new", "reference-list", "reference-new", "pick", "norms", "law"):
            continue  # these show one's own rows: checked for foreign words below
        filled += _fill(route.name or "", names, two, documents)
    return filled


def _fill(name: str, names: set[str], two: TwoPlants, documents: dict[str, Document]) -> list[str]:
    if name == "reference-change":
        return [
            reverse(name, args=[screen.slug, row.pk])
            for screen in all_references()
            for row in screen.model.objects.filter(employer=two.theirs.employer)[:1]  # type: ignore[attr-defined]
        ]
    if "slug" in names:
        return [
            reverse(name, kwargs=kwargs)
            for slug, row in documents.items()
            for kwargs in _document_kwargs(name, slug, row, names)
        ]
    special: dict[str, dict[str, Any]] = {
        "choose-employer": {"pk": two.theirs.employer.pk},
        "role-end": {"pk": two.theirs.officer.memberships.get().pk},
        "group": {"pk": two.theirs.group.pk},
        "campaign-prepare": {"pk": documents["campaigns"].pk, "what": "cards"},
        "protocol-instruments": {"pk": documents["protocols"].pk},
        "time-study-meter": {"pk": documents["time-studies"].pk},
        "time-study-observe": {"pk": documents["time-studies"].pk},
        "print-cards": {"pk": documents["campaigns"].pk},
        "deadlines-feed": {"token": feed_token(person(two.theirs.employer, "WORKER"), two.theirs.employer)},
        "print-campaign": {"pk": documents["campaigns"].pk},
    }
    assert name in special, f"the walk does not know the route {name}: add it"
    return [reverse(name, kwargs=special[name])]


def _document_kwargs(name: str, slug: str, row: Document, names: set[str]) -> list[dict[str, Any]]:
    base: dict[str, Any] = {"slug": slug, "pk": row.pk}
    if "transition" in names:
        return [{**base, "transition": move} for move in transitions_of(type(row))]
    if "name" in names:
        found = []
        for part in row.PARTS or ("rows",):
            child = getattr(row, part).first() if hasattr(row, part) else None
            extra = {"row": child.pk if child else 1} if "row" in names else {}
            extra |= {"field": "group"} if "field" in names else {}
            found.append({**base, "name": part, **extra})
        return found
    if "fmt" in names:
        return [{**base, "fmt": fmt} for fmt in ("pdf", "xlsx")]
    return [base]


def test_every_route_of_another_employer_is_404(two: TwoPlants) -> None:
    walked = addresses(two)
    assert len(walked) > 150
    for address in walked:
        for method in ("get", "post"):
            answer = getattr(two.client, method)(address)
            assert answer.status_code in (404, 405), f"{method} {address}: {answer.status_code}"
            assert MARK not in answer.content.decode()


def test_lists_searches_and_choices_show_nothing_of_another_employer(two: TwoPlants) -> None:
    own = [reverse("home"), reverse("journal"), reverse("workplaces"), reverse("workplaces") + f"?q={MARK}"]
    own += [
        reverse(name) for name in ("reference-index", "import-new", "people", "role-new", "organisation", "deadlines")
    ]
    for screen in all_screens():
        own += [reverse("document-list", args=[screen.slug]), reverse("document-list", args=[screen.slug]) + "?page=2"]
        own += [reverse("document-list", args=[screen.slug]) + f"?campaign={foreign_documents(two)['campaigns'].pk}"]
        if screen.form is not None:
            own.append(reverse("document-new", args=[screen.slug]))
    own += [reverse("pick", args=["workplaces.analogousgroup"]) + f"?text={MARK}"]
    for reference in all_references():
        own += [reverse("reference-list", args=[reference.slug]), reverse("reference-new", args=[reference.slug])]
    for address in own:
        answer = two.client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        body = answer.content.decode().replace(f'value="{MARK}"', "")
        assert MARK not in body, address


def test_a_foreign_row_cannot_be_chosen_in_a_form(two: TwoPlants) -> None:
    campaign = foreign_documents(two)["campaigns"]

    answer = two.client.post(
        reverse("document-new", args=["cards"]), {"campaign": campaign.pk, "group": two.theirs.group.pk, "number": "1"}
    )

    assert answer.status_code == 200
    assert b"alert-danger" in answer.content


def test_a_person_without_a_login_sees_the_login_page_only(two: TwoPlants) -> None:
    stranger = Client()
    for address in [*addresses(two)[:60], "/", reverse("journal"), reverse("workplaces")]:
        answer = stranger.get(address)
        if address.endswith(".ics"):  # opened by its secret, not by a log-in; a wrong secret is nothing
            assert answer.status_code == 404
            continue
        assert answer.status_code in (302, 405)
        if answer.status_code == 302:
            assert answer.headers["Location"].startswith(reverse("login"))


def test_a_person_without_any_employer_sees_nothing(two: TwoPlants) -> None:
    from tests.factories.people import UserFactory

    client = Client()
    client.force_login(UserFactory())
    assert client.get("/").status_code == 403
    assert client.get(reverse("workplaces")).status_code == 403
