"""The insight room as a Django app."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """Pages about the whole network at work; it has no tables."""

    name = "openmso.insight"
    label = "insight"
