"""All addresses of the application."""

from django.urls import include, path

urlpatterns = [
    path("", include("attestation.urls")),
    path("", include("measurements.urls")),
    path("", include("accounts.urls")),
    path("v/", include("documents.verification_urls")),
    path("documents/", include("documents.urls")),
    path("reference/", include("documents.reference_urls")),
    path("", include("reports.urls")),
]
handler403 = "documents.views.errors.forbidden"
handler404 = "documents.views.errors.not_found"
handler500 = "documents.views.errors.broken"
handler429 = "documents.views.errors.too_many"
