"""Addresses of reference data."""

from django.urls import path

from documents.views import reference

urlpatterns = [
    path("", reference.reference_index, name="reference-index"),
    path("<slug:slug>/", reference.reference_list, name="reference-list"),
    path("<slug:slug>/new/", reference.reference_change, name="reference-new"),
    path("<slug:slug>/<int:pk>/", reference.reference_change, name="reference-change"),
]
