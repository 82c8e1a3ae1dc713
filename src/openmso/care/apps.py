"""The care room as a Django app."""

from django.apps import AppConfig


class CareConfig(AppConfig):
    """Patients, visits and charts; what leaves it has an opaque id."""

    name = "openmso.care"
    label = "care"
