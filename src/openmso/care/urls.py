"""The addresses of care's pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from openmso.care.api import fhir
from openmso.care.views import exchange, plans, visits

urlpatterns: list[URLPattern] = [
    path("visits/", visits.visits, name="visits"),
    path("visits/<str:site>/", visits.sheet, name="day_sheet"),
    path("visits/<str:site>/find/", visits.find, name="find_slot"),
    path("visit/<str:code>/", visits.visit, name="visit"),
    path("exchange/", exchange.exchange, name="exchange"),
    path("exchange/codes/", exchange.codes, name="exchange_codes"),
    path("exchange/places/", exchange.places, name="exchange_places"),
    path("exchange/rejected/", exchange.rejected, name="exchange_rejected"),
    path("exchange/<str:code>/", exchange.run, name="exchange_run"),
    path("fhir/R4/metadata", fhir.metadata, name="fhir_metadata"),
    path("fhir/R4/Patient/<str:id>/$everything", fhir.everything, name="fhir_everything"),
    path("fhir/R4/<str:kind>/<str:id>", fhir.read, name="fhir_read"),
    path("fhir/R4/<str:kind>", fhir.search, name="fhir_search"),
    path("fhir/R4/", fhir.nowhere),
    path("fhir/R4/<path:rest>", fhir.nowhere),
    path("visits/<str:site>/services/", plans.plans, name="service_plans"),
]
