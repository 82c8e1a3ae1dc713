"""The structure room as a Django app."""

from django.apps import AppConfig


class StructureConfig(AppConfig):
    """Organizations, owners, officers, sites, menus, registrations and management agreements."""

    name = "openmso.structure"
    label = "structure"
