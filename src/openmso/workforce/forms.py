"""What the credential desk asks for: files, reasons, what a source showed of a license."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from openmso.authority.codes import WORDS
from openmso.workforce.queries.words import Allowance, Order, Scope, Seen, Source

LONGEST_REASON: Final = 1000
MB: Final = 1024 * 1024


class Day(forms.DateInput):
    """A day, picked or typed."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def reason(label: str, *, required: bool = True) -> forms.CharField:
    """Why something is done: it goes into the history of what is written."""
    return forms.CharField(
        label=label, max_length=LONGEST_REASON, required=required, widget=forms.Textarea(attrs={"rows": 2})
    )


class Filed(forms.Form):
    """A file within a limit of the installation. `why` is wanted only where something is done with it."""

    limit = "SHEET_LIMIT"
    file = forms.FileField(
        label="File", widget=forms.FileInput(attrs={"accept": ".csv,.json,text/csv,application/json"})
    )
    why = reason("Why is it taken in?", required=False)
    shown = forms.CharField(required=False, max_length=128, widget=forms.HiddenInput)

    def clean_file(self) -> UploadedFile[Any]:
        """Not larger than the installation takes."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        most = getattr(settings, self.limit)
        if (file.size or 0) > most:
            raise forms.ValidationError(
                f"it has {(file.size or 0) / MB:.1f} MB; this installation takes {most // MB} MB: send it in parts"
            )
        return file

    def wants_why(self) -> str:
        """The reason; without one the form says that it is missing."""
        why: str = self.cleaned_data.get("why", "").strip()
        if not why:
            self.add_error("why", "say why: it goes into the history of every record that is written")
        return why


class Arriving(Filed):
    """A sheet of people and licenses, or the provider registry's answer."""

    kind = forms.ChoiceField(
        label="What is it?",
        choices=[("sheet", "A sheet of people and licenses (CSV)"), ("registry", "From the NPI registry: its answer (JSON) or rows of its file (CSV)")],
        initial="sheet",
    )  # fmt: skip
    dates = forms.ChoiceField(
        label="Days in numbers, such as 03/04/2026",
        required=False,
        choices=[("", "are rejected where they are unclear"), (Order.MONTH_FIRST.value, "month first: March 4"), (Order.DAY_FIRST.value, "day first: April 3")],
    )  # fmt: skip
    only = forms.CharField(
        label="Only these NPIs", required=False, max_length=2000, help_text="Of a registry file; with spaces between. Empty: everybody in it."
    )  # fmt: skip


class Listed(Filed):
    """An edition of the exclusion list."""

    limit = "LIST_LIMIT"
    as_of = forms.DateField(
        label="Published as of",
        widget=Day(),
        help_text="The day that stands beside the file on the OIG’s page.",
    )
    scope = forms.ChoiceField(
        label="It holds",
        choices=[(Scope.FULL.value, "everybody who is excluded (the full list)"), (Scope.SUPPLEMENT.value, "one month’s changes (a supplement)")],
    )  # fmt: skip
    allowing = forms.MultipleChoiceField(
        label="Knowingly let pass",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            (Allowance.REJECTS.value, "rows that cannot be read: I look these up by hand"),
            (Allowance.SHORT.value, "fewer rows than a full list has"),
            (Allowance.OLD.value, "a list older than 45 days"),
        ],
    )


class Settling(forms.Form):
    """What a human says of a match, and why."""

    verdict = forms.ChoiceField(
        label="Is it the same person?",
        choices=[("clear", "No, it is somebody else"), ("confirm", "Yes, it is they: an exclusion goes on record, and bars authority")],
        widget=forms.RadioSelect,
        error_messages={"required": "say which"},
    )  # fmt: skip
    why = reason("By what do you know?")


class Verifying(forms.Form):
    """What a source showed of a license, who looked, and where the evidence is."""

    source = forms.ChoiceField(label="Looked up at", choices=[(one.value, one.label) for one in Source])
    on = forms.DateField(label="On", widget=Day())
    looked_by = forms.CharField(label="Who looked", max_length=200)
    found = forms.TypedChoiceField(
        label="The source", choices=[("yes", "shows the license"), ("no", "has no such license")],
        coerce=lambda said: said == "yes", initial="yes",
    )  # fmt: skip
    name = forms.CharField(label="Name it shows", max_length=300, required=False)
    number = forms.CharField(label="Number it shows", max_length=100, required=False)
    status = forms.ChoiceField(
        label="Status it shows", required=False, choices=[("", "—"), *((one, one.replace("_", " ")) for one in WORDS["license status"])]
    )  # fmt: skip
    expires = forms.DateField(label="Last good day it shows", required=False, widget=Day())
    shows_expiry = forms.TypedChoiceField(
        label="If no day is given", choices=[("no", "it shows none"), ("yes", "it says that the license never ends")],
        coerce=lambda said: said == "yes", initial="no",
    )  # fmt: skip
    reference = forms.CharField(
        label="Reference", max_length=200, required=False, help_text="A confirmation number or an address."
    )
    next_due = forms.DateField(
        label="Look again by",
        required=False,
        widget=Day(),
        help_text="Empty: by the day on which the license ends.",
    )
    why = reason("Why was it looked up?")
    version = forms.CharField(widget=forms.HiddenInput, max_length=64)

    @property
    def seen(self) -> Seen:
        """What the source showed, once it is clean."""
        given: dict[str, Any] = self.cleaned_data
        if not given["found"]:
            return Seen(found=False)
        shows = bool(given["expires"]) or given["shows_expiry"]
        return Seen(given["name"].strip(), given["number"].strip(), given["status"], given["expires"], shows)


class Renewing(forms.Form):
    """The new term of a license: until when, and its number if that is another."""

    last = forms.DateField(label="New last good day", widget=Day())
    number = forms.CharField(label="Number", max_length=100, required=False, help_text="Empty: as before.")
    why = reason("How do you know?")
    version = forms.CharField(widget=forms.HiddenInput, max_length=64)
