"""The law room as a Django app."""

from django.apps import AppConfig


class LawConfig(AppConfig):
    """By which law a network works."""

    name = "openmso.law"
    label = "law"
    default_auto_field = "django.db.models.BigAutoField"
