"""The compliance room as a Django app."""

from django.apps import AppConfig


class ComplianceConfig(AppConfig):
    """Controls over the whole network with their pages, and binders."""

    name = "openmso.compliance"
    label = "compliance"
