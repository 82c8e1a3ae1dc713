"""The addresses of compliance's pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from openmso.compliance.views import findings

urlpatterns: list[URLPattern] = [
    path("findings/", findings.findings, name="findings"),
    path("findings/table.csv", findings.table, name="findings_table"),
    path("findings/<str:code>/", findings.control, name="control"),
]
