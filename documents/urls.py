"""Addresses of documents."""

from django.urls import path

from documents.views import acting, importing, law, pages

urlpatterns = [
    path("law/<str:number>/", law.act, name="law"),
    path("imports/new/", importing.import_new, name="import-new"),
    path("<slug:slug>/", pages.document_list, name="document-list"),
    path("<slug:slug>/new/", pages.document_new, name="document-new"),
    path("<slug:slug>/<int:pk>/", pages.document_page, name="document"),
    path("<slug:slug>/<int:pk>/edit/", pages.document_change, name="document-change"),
    path("<slug:slug>/<int:pk>/history/", pages.document_history, name="document-history"),
    path("<slug:slug>/<int:pk>/do/<str:transition>/", acting.act, name="document-act"),
    path("<slug:slug>/<int:pk>/ask/<str:transition>/", acting.act_preview, name="document-act-preview"),
    path("<slug:slug>/<int:pk>/<slug:name>/new/", pages.part_change, name="part-new"),
    path("<slug:slug>/<int:pk>/<slug:name>/<int:row>/", pages.part_change, name="part-change"),
    path("<slug:slug>/<int:pk>/<slug:name>/<int:row>/remove/", pages.part_remove, name="part-remove"),
]
