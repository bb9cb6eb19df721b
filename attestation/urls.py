"""Addresses of the attestation room."""

from django.urls import path

from attestation.views import campaign, deadlines, group, home, norms, papers

urlpatterns = [
    path("", home.home, name="home"),
    path("deadlines/", deadlines.deadlines, name="deadlines"),
    path("deadlines/<str:token>.ics", deadlines.feed, name="deadlines-feed"),
    path("norms/", norms.norms_page, name="norms"),
    path("workplaces/", group.workplace_table, name="workplaces"),
    path("workplaces/<int:pk>/", group.group_page, name="group"),
    path("campaigns/<int:pk>/prepare/<slug:what>/", campaign.prepare, name="campaign-prepare"),
    path("campaigns/<int:pk>/completeness/", papers.completeness, name="completeness"),
    path("campaigns/<int:pk>/papers/", papers.paper_list, name="papers"),
    path("papers/<int:pk>/file/", papers.paper_file, name="paper-file"),
    path("submissions/<int:pk>/sheet/", papers.submission_sheet, name="submission-sheet"),
]
