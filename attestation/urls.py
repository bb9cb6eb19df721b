"""Addresses of the attestation room."""

from django.urls import path

from attestation.views import campaign, deadlines, group, home, norms

urlpatterns = [
    path("", home.home, name="home"),
    path("deadlines/", deadlines.deadlines, name="deadlines"),
    path("deadlines/<str:token>.ics", deadlines.feed, name="deadlines-feed"),
    path("norms/", norms.norms_page, name="norms"),
    path("workplaces/", group.workplace_table, name="workplaces"),
    path("workplaces/<int:pk>/", group.group_page, name="group"),
    path("campaigns/<int:pk>/prepare/<slug:what>/", campaign.prepare, name="campaign-prepare"),
]
