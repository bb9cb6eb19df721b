"""Addresses of documents."""

from django.urls import path

from documents.views import acting, history, importing, jobs, law, pages, pasting, rows, signatures

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
    path("pick/<str:label>/", rows.pick, name="pick"),
    path("<slug:slug>/", pages.document_list, name="document-list"),
    path("<slug:slug>/new/", pages.document_new, name="document-new"),
    path("<slug:slug>/<int:pk>/", pages.document_page, name="document"),
    path("<slug:slug>/<int:pk>/edit/", pages.document_change, name="document-change"),
    path("<slug:slug>/<int:pk>/history/", history.document_history, name="document-history"),
    path("<slug:slug>/<int:pk>/do/<str:transition>/", acting.act, name="document-act"),
    path("<slug:slug>/<int:pk>/ask/<str:transition>/", acting.act_preview, name="document-act-preview"),
    path("<slug:slug>/<int:pk>/summary/", rows.document_summary, name="document-summary"),
    path("<slug:slug>/<int:pk>/table/<slug:name>/new/", rows.row_edit, name="row-new"),
    path("<slug:slug>/<int:pk>/table/<slug:name>/judge/", rows.row_judge, name="row-new-judge"),
    path("<slug:slug>/<int:pk>/table/<slug:name>/paste/", pasting.paste, name="rows-paste"),
    path("<slug:slug>/<int:pk>/table/<slug:name>/suggest/<slug:field>/", rows.row_suggest, name="row-suggest"),
    path("<slug:slug>/<int:pk>/table/<slug:name>/<int:row>/", rows.row_show, name="row"),
    path("<slug:slug>/<int:pk>/table/<slug:name>/<int:row>/edit/", rows.row_edit, name="row-edit"),
    path("<slug:slug>/<int:pk>/table/<slug:name>/<int:row>/judge/", rows.row_judge, name="row-judge"),
    path("<slug:slug>/<int:pk>/table/<slug:name>/<int:row>/why/", rows.row_why, name="row-why"),
    path("<slug:slug>/<int:pk>/table/<slug:name>/<int:row>/remove/", rows.row_remove, name="row-remove"),
    path("<slug:slug>/<int:pk>/<slug:name>/new/", pages.part_change, name="part-new"),
    path("<slug:slug>/<int:pk>/<slug:name>/<int:row>/", pages.part_change, name="part-change"),
    path("<slug:slug>/<int:pk>/<slug:name>/<int:row>/remove/", pages.part_remove, name="part-remove"),
]
