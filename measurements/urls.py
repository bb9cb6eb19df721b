"""Addresses of the measurements room."""

from django.urls import path

from measurements.views import meter, protocols

urlpatterns = [
    path("protocols/<int:pk>/instruments/", protocols.fill_instruments, name="protocol-instruments"),
    path("time-studies/<int:pk>/meter/", meter.meter, name="time-study-meter"),
    path("time-studies/<int:pk>/meter/lines/", meter.observe, name="time-study-observe"),
]
