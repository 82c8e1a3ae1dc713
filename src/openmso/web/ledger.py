"""The addresses of what the network keeps: its records, their history, and what changed."""

from __future__ import annotations

from django.urls import URLPattern, path

from openmso.web import changes, records

urlpatterns: list[URLPattern] = [
    *records.urlpatterns,
    path("changes/", changes.changed, name="changes"),
]
