"""Public addresses: whoever holds a print."""

from django.urls import path

from documents.views import verification

urlpatterns = [
    path("", verification.verify_form, name="verify-form"),
    path("<str:code>", verification.verify, name="verify"),
]
