"""Which day it is where the tested installation is: at night in Chicago it is tomorrow already by the clock of the machine."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone


def civil_today() -> date:
    """The civil day of the installation's own zone, as its pages have it."""
    return timezone.localdate(timezone=ZoneInfo(settings.ZONE))
