"""What the exchange desk asks for: files of another system, what its codes are, which sites its places are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from openmso.care.queries.exchange import NotMapped, Unplaced

MB: Final = 1024 * 1024
LONGEST_REASON: Final = 1000
NONE: Final = ("none", "None of these: no act of the list")
NOT_YET: Final = ("", "Not said yet")


class Bringing(forms.Form):
    """A file of another system, and which system that is."""

    source = forms.CharField(
        label="From which system?",
        max_length=60,
        help_text="The same name every time: what comes again is known by it.",
    )
    file = forms.FileField(
        label="File",
        help_text="FHIR R4: a bundle, bulk NDJSON, or a zip of them.",
        widget=forms.FileInput(attrs={"accept": ".json,.ndjson,.zip,application/fhir+json"}),
    )

    def clean_file(self) -> UploadedFile[Any]:
        """Not larger than a document may be."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        most = settings.DOCUMENT_LIMIT
        if (file.size or 0) > most:
            said = f"it has {(file.size or 0) / MB:.1f} MB; pages take {most // MB} MB: bring it in by openmso fhir import"
            raise forms.ValidationError(said)
        return file


class Choosing(forms.Form):
    """One choice for each row of a list; rows that are left alone are not changed."""

    def __init__(
        self, data: QueryDict | None, rows: Sequence[tuple[str, str, str]], choices: Sequence[tuple[str, str]]
    ) -> None:
        """`rows`: what each is called, its help, and what is chosen at first."""
        super().__init__(data)
        for number, (label, said, chosen) in enumerate(rows):
            self.fields[f"row{number}"] = forms.ChoiceField(
                label=label, help_text=said, choices=choices, required=False, initial=chosen
            )

    def chosen(self) -> dict[int, str]:
        """What was chosen, by the number of its row."""
        return {int(name.removeprefix("row")): value for name, value in self.cleaned_data.items()}


def mapping_form(
    data: QueryDict | None, codes: Sequence[NotMapped], procedures: Sequence[tuple[str, str]]
) -> Choosing:
    """What each code is: a procedure, or none of the list."""
    rows = [
        (
            one.words or one.code.code,
            f"{one.code.system} {one.code.code}",
            one.suggestion,
        )
        for one in codes
    ]
    return Choosing(data, rows, [NOT_YET, NONE, *procedures])


def placing_form(
    data: QueryDict | None, places: Sequence[Unplaced], sites: Sequence[tuple[str, str]]
) -> Choosing:
    """Which site of ours each place is."""
    rows = [
        (one.name or "without a name", f"{one.city}, {one.state}".strip(", "), one.site) for one in places
    ]
    return Choosing(data, rows, [("", "No site of ours"), *sites])
