"""Addresses of the attestation room."""

from django.urls import path

from attestation.views import campaign, group, home

urlpatterns = [
    path("", home.home, name="home"),
    path("workplaces/<int:pk>/", group.group_page, name="group"),
    path("campaigns/<int:pk>/prepare/<slug:what>/", campaign.prepare, name="campaign-prepare"),
]
