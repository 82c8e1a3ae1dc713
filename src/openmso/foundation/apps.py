"""The foundation as a Django app."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """Users, networks, the wall."""

    name = "openmso.foundation"
    label = "foundation"
    default_auto_field = "django.db.models.BigAutoField"
