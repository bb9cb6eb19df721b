"""Addresses of the measurements room."""

from django.urls import path

from measurements.views import protocols

urlpatterns = [path("protocols/<int:pk>/instruments/", protocols.fill_instruments, name="protocol-instruments")]
