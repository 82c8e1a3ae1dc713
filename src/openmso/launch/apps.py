"""The launch room as a Django app."""

from django.apps import AppConfig


class LaunchConfig(AppConfig):
    """Setting up, step by step; it has no tables: what is set up is kept by the rooms it belongs to."""

    name = "openmso.launch"
    label = "launch"
