"""The addresses of care's pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from openmso.care.api import bulk, fhir
from openmso.care.views import (
    charts,
    exchange,
    glass,
    patients,
    photos,
    plans,
    treating,
    visits,
    waiting,
    wordings,
)

urlpatterns: list[URLPattern] = [
    path("visits/", visits.visits, name="visits"),
    path("visits/<str:site>/", visits.sheet, name="day_sheet"),
    path("visits/<str:site>/find/", visits.find, name="find_slot"),
    path("visit/<str:code>/", visits.visit, name="visit"),
    path("visit/<str:code>/gate/", treating.gate_page, name="gate"),
    path("visit/<str:code>/treat/", treating.treat, name="treat"),
    path("visit/<str:code>/record/", treating.record, name="record"),
    path("visit/<str:code>/photos/", photos.photos, name="photos"),
    path("photo/<str:code>/", photos.photo, name="photo"),
    path("patients/", patients.patients, name="patients"),
    path("patients/new/", patients.enter, name="patient_new"),
    path("patient/<str:code>/", patients.patient, name="patient"),
    path("patient/<str:code>/edit/", patients.edit, name="patient_edit"),
    path("patient/<str:code>/glass/", patients.before_glass, name="patient_glass"),
    path("patient/<str:code>/intake/", charts.intake, name="intake"),
    path("patient/<str:code>/exam/", charts.exam, name="exam"),
    path("patient/<str:code>/order/", charts.order, name="order"),
    path("patient/<str:code>/consent/", charts.consent, name="consent"),
    path("chart/<str:code>/", patients.chart, name="chart"),
    path("consent-forms/", wordings.consent_forms, name="consent_forms"),
    path("glass/", glass.glass_list, name="glass_list"),
    path("glass/<str:code>/", glass.glass, name="glass"),
    path("exchange/", exchange.exchange, name="exchange"),
    path("exchange/codes/", exchange.codes, name="exchange_codes"),
    path("exchange/places/", exchange.places, name="exchange_places"),
    path("exchange/rejected/", exchange.rejected, name="exchange_rejected"),
    path("exchange/<str:code>/", exchange.run, name="exchange_run"),
    path("fhir/R4/metadata", fhir.metadata, name="fhir_metadata"),
    path("fhir/R4/$export", bulk.system_export, name="fhir_export"),
    path("fhir/R4/Patient/$export", bulk.patient_export, name="fhir_patient_export"),
    path("fhir/R4/bulk/<str:code>/<str:kind>.<int:number>.ndjson", bulk.file, name="fhir_file"),
    path("fhir/R4/bulk/<str:code>", bulk.status, name="fhir_status"),
    path("fhir/R4/Patient/<str:id>/$everything", fhir.everything, name="fhir_everything"),
    path("fhir/R4/<str:kind>/<str:id>", fhir.read, name="fhir_read"),
    path("fhir/R4/<str:kind>", fhir.search, name="fhir_search"),
    path("fhir/R4/", fhir.nowhere),
    path("fhir/R4/<path:rest>", fhir.nowhere),
    path("visits/<str:site>/services/", plans.plans, name="service_plans"),
    path("visits/<str:site>/waiting/", waiting.waitlist, name="waitlist"),
    path("waiting/<str:code>/", waiting.wish, name="wish"),
]
