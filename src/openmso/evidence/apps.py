"""The evidence room as a Django app."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Documents, signatures and seals: what proves what happened."""

    name = "openmso.evidence"
    label = "evidence"
