"""Addresses of the reports room."""

from django.urls import path

from reports import views

urlpatterns = [
    path("print/<slug:slug>/<int:pk>.<slug:fmt>", views.document_file, name="print-document"),
    path("campaigns/<int:pk>/cards.pdf", views.cards_file, name="print-cards"),
    path("campaigns/<int:pk>/papers.zip", views.campaign_files, name="print-campaign"),
]
