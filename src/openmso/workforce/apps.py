"""The workforce room as a Django app."""

from django.apps import AppConfig


class WorkforceConfig(AppConfig):
    """People, licenses, credentials, competencies, engagements and screening."""

    name = "openmso.workforce"
    label = "workforce"
