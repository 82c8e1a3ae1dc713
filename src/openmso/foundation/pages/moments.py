"""A moment in a form, as the clock on the wall of a place shows it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone


class Moment(forms.DateTimeField):
    """A moment on the wall of a place: what is typed is read by the clock of `zone`."""

    zone = "UTC"

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 - options of Django's field
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"], **more)

    def to_python(self, value: Any) -> datetime | None:  # noqa: ANN401 - what was posted
        """The aware moment."""
        with timezone.override(ZoneInfo(self.zone)):
            return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - Django's signature
        """As the clock of the place shows it."""
        with timezone.override(ZoneInfo(self.zone)):
            return super().prepare_value(value)
