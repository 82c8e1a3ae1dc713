"""The compliance room as a Django app."""

from django.apps import AppConfig


class ComplianceConfig(AppConfig):
    """Controls over the whole network, and their pages; it has no tables."""

    name = "openmso.compliance"
    label = "compliance"
