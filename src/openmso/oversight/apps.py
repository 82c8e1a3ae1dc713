"""The oversight room as a Django app."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """Directors, agreements, delegations, protocols, orders and the oversight that was done."""

    name = "openmso.oversight"
    label = "oversight"
