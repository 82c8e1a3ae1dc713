"""The addresses of care's pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from openmso.care.views import exchange

urlpatterns: list[URLPattern] = [
    path("exchange/", exchange.exchange, name="exchange"),
    path("exchange/codes/", exchange.codes, name="exchange_codes"),
    path("exchange/places/", exchange.places, name="exchange_places"),
    path("exchange/rejected/", exchange.rejected, name="exchange_rejected"),
    path("exchange/<str:code>/", exchange.run, name="exchange_run"),
]
