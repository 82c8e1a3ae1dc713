"""A moment typed in a form is read, and shown again, by the clock of its place."""

from __future__ import annotations

from datetime import UTC, datetime

from django import forms

from openmso.foundation.pages.moments import Moment


class Asking(forms.Form):
    at = Moment()


def test_a_moment_is_that_of_the_clock_on_the_wall_of_its_place() -> None:
    form = Asking({"at": "2026-01-20T14:10"})
    form.fields["at"].zone = "America/Chicago"  # type: ignore[attr-defined] # a moment
    assert form.is_valid()
    assert form.cleaned_data["at"] == datetime(2026, 1, 20, 20, 10, tzinfo=UTC)
    again = Asking(initial={"at": datetime(2026, 7, 20, 19, 10, tzinfo=UTC)})
    again.fields["at"].zone = "America/Chicago"  # type: ignore[attr-defined] # a moment
    assert 'value="2026-07-20T14:10"' in str(again["at"])
