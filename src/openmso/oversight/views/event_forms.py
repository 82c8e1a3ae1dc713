"""What the pages of adverse events ask for. Moments are typed by the clock of the site."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from django import forms

from openmso.foundation.pages.moments import Moment
from openmso.oversight.actions.closing import STRENGTHS
from openmso.oversight.forms import Day
from openmso.oversight.rules.events import (
    CAUSES,
    CIRCUMSTANCES,
    CONTACTS,
    GRADES,
    HOWS,
    KINDS,
    NAMES,
    OUTCOMES,
)

Choices = list[tuple[str, str]]
LONGEST: Final = 4000
NO_NAMES: Final = "Kept sealed, for medicine only. No name of the patient is needed."


def long_words(
    label: str, *, required: bool = True, help_text: str = NO_NAMES, rows: int = 3
) -> forms.CharField:
    """Words that are kept sealed."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, required=required, help_text=help_text, max_length=LONGEST, widget=widget
    )


class AtASite(forms.Form):
    """A form whose moments are of one site's clock. `at` begins as now."""

    def __init__(self, data: Any = None, *, zone: str, now: datetime, id: str = "", **more: Any) -> None:  # noqa: ANN401 - what Django's forms take
        super().__init__(data, auto_id=f"{id or type(self).__name__.lower()}_%s", label_suffix="", **more)
        for name, field in self.fields.items():
            if isinstance(field, Moment):
                field.zone = zone
                if name in ("at", "recognized"):
                    field.initial = now


def choose(form: forms.Form, name: str, choices: Iterable[tuple[str, str]]) -> None:
    """What can be chosen in a field."""
    form.fields[name].choices = list(choices)  # type: ignore[attr-defined] # a field of choices


class Reporting(AtASite):
    """An event, in as few taps as can be."""

    act = forms.ChoiceField(label="After which treatment?", required=False)
    site = forms.ChoiceField(label="Or where?", required=False)
    kind = forms.ChoiceField(label="What is it?", choices=[("", "Choose"), *KINDS.items()])
    grade = forms.TypedChoiceField(
        label="How grave?", coerce=int, widget=forms.RadioSelect,
        choices=[(grade, f"{grade} {said}") for grade, said in GRADES.items()],
    )  # fmt: skip
    recognized = Moment(label="When was it noticed?")
    description = long_words("What do you see?", required=False)
    care = long_words(
        "What was done, when, which dose?", required=False, help_text="You can add to it later."
    )
    circumstances = forms.MultipleChoiceField(
        label="What else?",
        required=False,
        choices=list(CIRCUMSTANCES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    treated = Moment(label="First treated at", required=False)
    onset = Moment(label="Began at, if earlier", required=False)
    product = forms.CharField(label="Product or device", max_length=120, required=False)
    lot = forms.CharField(label="Lot or serial number", max_length=60, required=False)


class Telling(AtASite):
    """The director was told."""

    to = forms.ChoiceField(label="Who was told?")
    how = forms.ChoiceField(label="How?", choices=list(HOWS.items()))
    at = Moment(label="When?")
    advice = long_words("What did they say to do?", required=False)


class Calling(AtASite):
    """The patient was contacted."""

    step = forms.ChoiceField(label="Which contact?")
    at = Moment(label="When?")
    reached = forms.TypedChoiceField(
        label="Were they reached?",
        choices=[("yes", "Yes"), ("", "No, it was tried")],
        coerce=bool,
        required=False,
    )
    said = long_words("How are they?", required=False)

    def steps(self, done: Iterable[str]) -> None:
        """Offer the steps that are left."""
        gone = set(done)
        choose(self, "step", [(one, NAMES[one]) for one in CONTACTS if one not in gone])


class Disclosing(AtASite):
    """Patient or family were told what happened."""

    at = Moment(label="When were they told?")
    said = long_words("What were they told?", required=False)


class Regrading(AtASite):
    """Another grade, and why."""

    grade = forms.TypedChoiceField(
        label="Grade", coerce=int, choices=[(grade, f"{grade} {said}") for grade, said in GRADES.items()]
    )
    reason = long_words("Why another grade?", rows=2)


class Adding(AtASite):
    """More of what happened."""

    text = long_words("What is to be added?")


class TakingUp(AtASite):
    """The review begins."""


class Causing(AtASite):
    """What caused it."""

    cause = forms.ChoiceField(label="Cause", choices=[("", "Choose"), *CAUSES.items()])
    words = long_words("How did one thing lead to another?", rows=4)


class Agreeing(AtASite):
    """What changes, by whom, until when."""

    words = long_words("What changes?", rows=2)
    owner = forms.ChoiceField(label="Who sees to it?")
    due = forms.DateField(label="Until", widget=Day())
    strength = forms.ChoiceField(label="How strong is it?", choices=list(STRENGTHS.items()))


class Finishing(AtASite):
    """A corrective action is done."""

    task = forms.CharField(widget=forms.HiddenInput, max_length=200)
    works = forms.TypedChoiceField(
        label="Does it work?", choices=[("yes", "Yes, checked"), ("", "No")], coerce=bool, required=False
    )


class Deciding(AtASite):
    """What is decided on a report outside."""

    report = forms.CharField(widget=forms.HiddenInput, max_length=200)
    decision = forms.ChoiceField(
        label="Decision", choices=[("sent", "It was sent"), ("not_needed", "Not needed")]
    )
    sent_on = forms.DateField(label="Sent on", required=False, widget=Day())
    number = forms.CharField(label="Number of the report", required=False, max_length=60)
    reason = long_words("Why is none needed?", required=False, rows=2)


class Closing(AtASite):
    """How it ended."""

    outcome = forms.ChoiceField(label="How did it end?", choices=[("", "Choose"), *OUTCOMES.items()])
    words = long_words("What is learned?", required=False, rows=2)


class Reopening(AtASite):
    """Why it is opened again."""

    reason = long_words("What has come to light?", rows=2)
