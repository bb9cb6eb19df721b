"""Addresses of the attestation room."""

from django.urls import path

from attestation.views import (
    acquaintance,
    campaign,
    changes,
    deadlines,
    events,
    group,
    home,
    losses,
    norms,
    signing,
    since,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("deadlines/", deadlines.deadlines, name="deadlines"),
    path("deadlines/<str:token>.ics", deadlines.feed, name="deadlines-feed"),
    path("norms/", norms.norms_page, name="norms"),
    path("workplaces/", group.workplace_table, name="workplaces"),
    path("workplaces/<int:pk>/", group.group_page, name="group"),
    path("since/<slug:slug>/<int:pk>/", since.since, name="since"),
    path("campaigns/<int:pk>/losses/", losses.losses, name="losses"),
    path("campaigns/<int:pk>/losses/xlsx/", losses.losses_xlsx, name="losses-xlsx"),
    path("campaigns/<int:pk>/acquaintance/", acquaintance.overview, name="acquaintance"),
    path("campaigns/<int:pk>/acquaintance/newcomers/", acquaintance.add_newcomers, name="acquaintance-newcomers"),
    path("campaigns/<int:pk>/acquaintance/<int:card>/", acquaintance.sheet, name="acquaintance-sheet"),
    path("campaigns/<int:pk>/kiosk/", acquaintance.kiosk, name="kiosk"),
    path("campaigns/<int:pk>/kiosk/<int:sheet>/", acquaintance.kiosk_sign, name="kiosk-sign"),
    path("acquaintances/<int:pk>/evidence/", acquaintance.evidence, name="acquaintance-evidence"),
    path("events/", events.events, name="events"),
    path("events/<int:pk>/<slug:what>/", events.event_act, name="event-act"),
    path("orders/<int:pk>/changes/", changes.order_changes, name="order-changes"),
    path("cards/<int:pk>/changes/", changes.card_changes, name="card-changes"),
    path("result-lists/<int:pk>/changes/", changes.list_changes, name="list-changes"),
    path("campaigns/<int:pk>/signing/", signing.signing, name="signing"),
    path("campaigns/<int:pk>/signing/due/", signing.round_due, name="signing-due"),
    path("campaigns/<int:pk>/signing/open/<int:card>/", signing.opening, name="card-open"),
    path("campaigns/<int:pk>/signing/manifest/", signing.manifest, name="signing-manifest"),
    path("campaigns/<int:pk>/signing/manifest/<int:manifest>/", signing.manifest_kept, name="signing-manifest-kept"),
    path("campaigns/<int:pk>/prepare/<slug:what>/", campaign.prepare, name="campaign-prepare"),
]
