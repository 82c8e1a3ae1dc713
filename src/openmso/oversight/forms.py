"""What the director's desk asks for: reasons, days, procedures, sites."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, cast

from django import forms

from openmso.authority.facts.structure import Site
from openmso.oversight.queries.delegable import Delegable
from openmso.timeline.spans import Span

LONGEST_REASON = 1000


class Day(forms.DateInput):
    """A day, picked or typed."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def reason(label: str, help_text: str = "") -> forms.CharField:
    """Why something is done: it goes into the history of what is written."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class Signing(forms.Form):
    """Why somebody signs. `version`: of the paper as they saw it."""

    why = reason("Why do you sign?", "Kept with your signature for ever.")
    version = forms.CharField(widget=forms.HiddenInput, max_length=64)


class Ending(forms.Form):
    """From which day a paper no longer holds, and why."""

    on = forms.DateField(label="First day without it", widget=Day())
    why = reason(
        "Why does it end?", "Whoever acts under it sees that it ended; the reason stays in its history."
    )
    version = forms.CharField(widget=forms.HiddenInput, max_length=64)


class Days(forms.Form):
    """From which day to which."""

    since = forms.DateField(label="First day", widget=Day())
    until = forms.DateField(label="Last day", required=False, help_text="Empty: without end.", widget=Day())

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        given: dict[str, Any] = super().clean() or {}
        first, last = given.get("since"), given.get("until")
        if first and last and last < first:
            self.add_error("until", "is before the first day")
        return given

    @property
    def span(self) -> Span:
        """The days, once they are clean."""
        last: date | None = self.cleaned_data["until"]
        return Span.of(self.cleaned_data["since"], last + timedelta(days=1) if last else None)


class Delegating(Days):
    """What is delegated to somebody, where, from when, and what the delegator attests."""

    procedures = forms.MultipleChoiceField(
        label="Procedures",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "choose at least one"},
    )
    sites = forms.MultipleChoiceField(
        label="Sites", widget=forms.CheckboxSelectMultiple, error_messages={"required": "choose at least one"}
    )
    attests = forms.MultipleChoiceField(
        label="You attest", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="What the law asks and no record shows. What you leave out stays a condition of the act.",
    )  # fmt: skip
    why = reason("Why do you delegate?", "For example that they were trained and signed off.")

    def __init__(self, data: Any, sites: Iterable[Site], choices: Iterable[Delegable], **more: Any) -> None:  # noqa: ANN401 - what Django's forms take
        super().__init__(data, **more)
        listed = list(choices)
        texts = dict.fromkeys(text for one in listed for text in one.attests)
        _choose(self, "procedures", [(one.code, one.label) for one in listed])
        _choose(self, "sites", [(one.id, one.name) for one in sites])
        _choose(self, "attests", [(text, text) for text in texts])


class Adopting(Days):
    """The next version of a protocol: what it is called, which procedures it covers, from when."""

    version = forms.CharField(label="Version", max_length=60)
    procedures = forms.MultipleChoiceField(
        label="Procedures", widget=forms.CheckboxSelectMultiple, error_messages={"required": "choose at least one"}
    )  # fmt: skip
    why = reason("Why a new version?", "What changed, in a sentence.")
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, data: Any, procedures: Iterable[tuple[str, str]], **more: Any) -> None:  # noqa: ANN401 - what Django's forms take
        super().__init__(data, **more)
        _choose(self, "procedures", list(procedures))


def _choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    cast("forms.MultipleChoiceField", form.fields[name]).choices = choices
