"""Addresses of documents."""

from django.urls import path

from documents.views import acting, import_rows, importing, jobs, law, pages, signatures

urlpatterns = [
    path("jobs/", jobs.job_list, name="jobs"),
    path("jobs/<int:pk>/", jobs.job_page, name="job"),
    path("jobs/<int:pk>/progress/", jobs.job_progress, name="job-progress"),
    path("jobs/<int:pk>/cancel/", jobs.job_stop, name="job-cancel"),
    path("jobs/<int:pk>/file/", jobs.job_file, name="job-file"),
    path("law/<str:number>/", law.act, name="law"),
    path("imports/new/", importing.import_new, name="import-new"),
    path("signatures/<int:pk>/", signatures.signature_page, name="signature"),
    path("signature-files/<int:pk>/", signatures.signature_file, name="signature-file"),
    path("<slug:slug>/<int:pk>/eds/", signatures.signature_file_new, name="signature-file-new"),
    path("imports/<int:pk>/columns/", importing.import_columns, name="import-columns"),
    path("imports/<int:pk>/days/", importing.import_days, name="import-days"),
    path("imports/<int:pk>/again/", importing.import_again, name="import-again"),
    path("imports/<int:pk>/names/", import_rows.import_names, name="import-names"),
    path("imports/<int:pk>/rows/<int:row>/", import_rows.import_row, name="import-row"),
    path("imports/<int:pk>/refused.xlsx", import_rows.import_refused, name="import-refused"),
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
