"""The matching room as a Django app."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """What physicians offer, what practices need, and how the two came together."""

    name = "openmso.matching"
    label = "matching"
