"""The addresses of the structure's pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from openmso.structure.views import rooms

urlpatterns: list[URLPattern] = [
    path("rooms/<str:site>/", rooms.rooms, name="rooms"),
]
