"""The addresses of launch's pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from openmso.launch.views import setup

urlpatterns: list[URLPattern] = [
    path("setup/", setup.setup, name="setup"),
]
