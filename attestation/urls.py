"""Addresses of the attestation room."""

from django.urls import path

from attestation.views import campaign, group, home, signing

urlpatterns = [
    path("", home.home, name="home"),
    path("workplaces/", group.workplace_table, name="workplaces"),
    path("workplaces/<int:pk>/", group.group_page, name="group"),
    path("campaigns/<int:pk>/signing/", signing.signing, name="signing"),
    path("campaigns/<int:pk>/signing/due/", signing.round_due, name="signing-due"),
    path("campaigns/<int:pk>/signing/open/<int:card>/", signing.opening, name="signing-open"),
    path("campaigns/<int:pk>/signing/manifest/", signing.manifest, name="signing-manifest"),
    path("campaigns/<int:pk>/signing/manifest/<int:manifest>/", signing.manifest_kept, name="signing-manifest-kept"),
    path("campaigns/<int:pk>/prepare/<slug:what>/", campaign.prepare, name="campaign-prepare"),
]
