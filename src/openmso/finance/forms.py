"""What the pages of finance ask for."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from django import forms

from openmso.finance.actions.billing import DUES
from openmso.finance.rules.evidence import KINDS, LONGEST, Piece

DAY: Final = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
REMAINDER: Final = "remainder"


def money(
    label: str, *, required: bool = True, least: Decimal | None = Decimal(0), help_text: str = ""
) -> forms.DecimalField:
    """An amount in US dollars."""
    return forms.DecimalField(
        label=label, required=required, min_value=least, max_digits=14, decimal_places=2, help_text=help_text
    )


class Showing(forms.Form):
    """A piece of evidence."""

    service = forms.ChoiceField(
        label="For which service?", required=False, help_text="None for what was collected."
    )
    kind = forms.ChoiceField(
        label="What is it?", choices=[(one, said.capitalize()) for one, said in KINDS.items()]
    )
    reference = forms.CharField(
        label="Number of the report or bill",
        max_length=LONGEST,
        help_text="The same number again takes the place of what was entered under it.",
    )
    units = forms.DecimalField(label="Units", required=False, min_value=0, max_digits=14, decimal_places=2)
    amount = money("Amount, in US dollars", required=False)
    about = forms.CharField(
        label="More about it", required=False, max_length=LONGEST, help_text="Name no patient."
    )
    file = forms.FileField(
        label="The report or bill itself",
        required=False,
        help_text="Both sides can read it: leave out what tells of patients.",
    )

    def __init__(self, *args: Any, services: Iterable[str], **more: Any) -> None:  # noqa: ANN401 - Django's signature
        """With the services of the schedule."""
        super().__init__(*args, **more)
        self.fields["service"].choices = [*((one, one) for one in services), ("", "None")]  # type: ignore[attr-defined] # it is a choice

    @property
    def piece(self) -> Piece:
        """The piece as it was filled in."""
        given = self.cleaned_data
        return Piece(
            given["service"],
            given["kind"],
            given["reference"],
            given["units"],
            given["amount"],
            given["about"],
        )


class Sheeting(forms.Form):
    """A sheet of evidence."""

    sheet = forms.FileField(
        label="A sheet of comma-separated values",
        help_text="With the heading service,kind,reference,units,amount,about. It is taken whole or not at all.",
    )


class Questioning(forms.Form):
    """A question of an owner."""

    line = forms.ChoiceField(label="Which line?", required=False)
    reason = forms.CharField(label="Why?", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, lines: Iterable[str], **more: Any) -> None:  # noqa: ANN401 - Django's signature
        """With the lines of the statement."""
        super().__init__(*args, **more)
        self.fields["line"].choices = [("", "The whole"), *((one, one) for one in lines)]  # type: ignore[attr-defined] # it is a choice


class Correcting(forms.Form):
    """A line of a later month that corrects this one."""

    month = forms.DateField(label="In which month? Any day of it", widget=DAY)
    amount = money("By how much, in US dollars", least=None, help_text="Below zero in favor of the practice.")
    reason = forms.CharField(label="What was wrong?", max_length=500)


class Paying(forms.Form):
    """A transfer with its slip."""

    against = forms.ChoiceField(label="What does it clear?")
    amount = money("Amount, in US dollars")
    on = forms.DateField(label="On which day, as the bank shows it", widget=DAY)
    basis = forms.CharField(label="On what does the amount rest?", max_length=500)
    reference = forms.CharField(label="Number of the bank", required=False, max_length=200)

    def __init__(self, *args: Any, owed: Iterable[tuple[str, str]], **more: Any) -> None:  # noqa: ANN401 - Django's signature
        """With what is open."""
        super().__init__(*args, **more)
        self.fields["against"].choices = [*owed, (REMAINDER, "Nothing: what remains on the account")]  # type: ignore[attr-defined] # it is a choice


class Owing(forms.Form):
    """What a practice owes beside its fee."""

    msa = forms.ChoiceField(label="Under which agreement?")
    kind = forms.ChoiceField(
        label="What is it?", choices=[(one, said.capitalize()) for one, said in DUES.items()]
    )
    reference = forms.CharField(label="Its number", max_length=200)
    amount = money("Amount owed, in US dollars")
    due_on = forms.DateField(label="Due on", widget=DAY)
    about = forms.CharField(label="For what, paid to whom", max_length=500)

    def __init__(self, *args: Any, agreements: Iterable[tuple[str, str]], **more: Any) -> None:  # noqa: ANN401 - Django's signature
        """With the agreements there are."""
        super().__init__(*args, **more)
        self.fields["msa"].choices = list(agreements)  # type: ignore[attr-defined] # it is a choice
