"""The finance room as a Django app."""

from django.apps import AppConfig


class FinanceConfig(AppConfig):
    """What management companies earn from practices, and how it is paid."""

    name = "openmso.finance"
    label = "finance"
