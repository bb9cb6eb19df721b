"""Addresses of the reports room."""

from django.urls import path

from reports import views

urlpatterns = [
    path("print/<slug:slug>/<int:pk>.<slug:fmt>", views.document_file, name="print-document"),
    path("campaigns/<int:pk>/print/", views.print_run, name="print-run"),
    path("campaigns/<int:pk>/dossier/", views.dossier, name="dossier"),
    path("classes/", views.classes, name="classes-refresh"),
    path("statistics/", views.statistics, name="statistics"),
    path("statistics/<slug:what>.xlsx", views.statistics_file, name="statistics-file"),
]
