"""The addresses of what the network keeps: its records, their history, what changed, and the wall."""

from __future__ import annotations

from django.urls import URLPattern, path

from openmso.web import changes, records, wall

urlpatterns: list[URLPattern] = [
    *records.urlpatterns,
    path("changes/", changes.changed, name="changes"),
    path("wall/", wall.wall, name="wall"),
]
