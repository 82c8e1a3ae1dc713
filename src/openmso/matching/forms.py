"""What the pages of matching ask for."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django import forms

from openmso.authority.codes import BY_NAME, PROCEDURES
from openmso.foundation.pages.moments import Moment
from openmso.matching.rules.fmv import PER
from openmso.matching.rules.openings import Opening, Place
from openmso.matching.rules.profiles import MODES, Elsewhere, Preference, Profile
from openmso.words.labels import Labels, spaced

Choices = list[tuple[str, str]]
ROLES: Final = ("NP", "PA", "RN", "MA", "EST")
"""Roles that an opening asks the number of."""
STATES: Final[Choices] = [(code, name) for name, code in BY_NAME.items()]
ROWS: Final = 3
"""So many rows of what is carried elsewhere are asked at once."""


def number(label: str, most: int, help_text: str = "", **more: Any) -> forms.DecimalField:  # noqa: ANN401 - options of Django's field
    """A decimal that may be left out."""
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=0,
        max_value=most,
        decimal_places=2,
        help_text=help_text,
        **more,
    )


def several(
    label: str, choices: Choices, help_text: str = "", *, required: bool = False
) -> forms.MultipleChoiceField:
    """Any number of a list, as boxes to tick."""
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=required,
        help_text=help_text,
        widget=forms.CheckboxSelectMultiple,
    )


def services(labels: Labels) -> Choices:
    """Every procedure there is, as the law pack calls it."""
    return sorted(((one, labels.procedure(one)) for one in PROCEDURES), key=lambda one: one[1].casefold())


def codes_of(text: str) -> frozenset[str]:
    """Words between commas as codes."""
    return frozenset(one.strip().lower().replace(" ", "_") for one in text.split(",") if one.strip())


class Profiling(forms.Form):
    """A physician's profile. What is left empty is not said."""

    open = forms.TypedChoiceField(
        label="Do you look for an office as director?",
        coerce=lambda said: said == "yes",
        choices=[("yes", "Yes"), ("no", "Not now")],
        widget=forms.RadioSelect,
    )
    hours_free = number("Hours free a month", 744, "Besides the offices you hold already.")
    pay_month = number(
        "You expect a month, in US dollars", 1_000_000, "For a whole office; or say it by the hour."
    )
    pay_hour = number("Or an hour, in US dollars", 100_000)
    trained = several("In which services are you trained?", [])
    boards = forms.CharField(
        label="Certified by which boards?",
        required=False,
        max_length=300,
        help_text="With commas, such as dermatology, internal medicine.",
    )
    latitude = forms.FloatField(
        label="Where you practice: latitude",
        required=False,
        min_value=-90,
        max_value=90,
        help_text="Degrees, such as 41.50.",
    )
    longitude = forms.FloatField(
        label="Longitude", required=False, min_value=-180, max_value=180, help_text="Degrees, such as -81.69."
    )
    most_miles = forms.IntegerField(
        label="How many miles would you travel at most?", required=False, min_value=0
    )
    modes = several("How would you like to be there?", list(MODES.items()), "None ticked: as it comes.")
    disciplined = forms.TypedChoiceField(
        label="Did a board ever discipline you?",
        required=False,
        empty_value=None,
        coerce=lambda said: said == "yes",
        choices=[("", "I do not say"), ("no", "No"), ("yes", "Yes")],
    )
    outside = forms.TypedChoiceField(
        label="Do you direct or supervise outside this network?",
        required=False,
        choices=[("", "I do not say"), ("no", "No"), ("yes", "Yes, as follows")],
    )

    def __init__(self, *args: Any, services: Choices, conflicts: Choices, **more: Any) -> None:  # noqa: ANN401 - Django's signature
        """With services as the law pack calls them, rows for what is carried elsewhere, and organizations one may have an interest in."""
        super().__init__(*args, **more)
        self.fields["trained"].choices = services  # type: ignore[attr-defined] # a field of choices
        for row in range(ROWS):
            state, role = [("", "Choose"), *STATES], [(one, one) for one in ("NP", "PA")]
            self.fields[f"state_{row}"] = forms.ChoiceField(
                label=f"State {row + 1}", choices=state, required=False
            )
            self.fields[f"role_{row}"] = forms.ChoiceField(
                label=f"What {row + 1}", choices=[*role, ("sites", "sites you direct")], required=False
            )
            self.fields[f"count_{row}"] = forms.IntegerField(
                label=f"How many {row + 1}", required=False, min_value=0, max_value=99
            )
        self.fields["interests"] = several(
            "In which of these do you have an interest?",
            list(conflicts),
            "Owning, governing, lending, working for.",
        )

    def said(self, person: str, states: frozenset[str]) -> Profile:
        """The profile as it was filled in; wishes for states stay as they were."""
        given = self.cleaned_data
        lat, lon = given["latitude"], given["longitude"]
        return Profile(
            person,
            frozenset(given["trained"]) or None,
            codes_of(given["boards"]) or None,
            (lat, lon) if lat is not None and lon is not None else None,
            given["hours_free"],
            given["pay_month"],
            given["pay_hour"],
            self._elsewhere(),
            Preference(frozenset(given["modes"]), states, given["most_miles"]),
            frozenset(given["interests"]),
            given["disciplined"],
            given["open"],
        )

    def _elsewhere(self) -> tuple[Elsewhere, ...] | None:
        given = self.cleaned_data
        if not given["outside"]:
            return None
        if given["outside"] == "no":
            return ()
        return tuple(
            Elsewhere(given[f"state_{row}"], role if (role := given[f"role_{row}"]) != "sites" else "", count)
            for row in range(ROWS)
            if given[f"state_{row}"] and (count := given[f"count_{row}"])
        )

    @staticmethod
    def of(one: Profile) -> dict[str, Any]:
        """A profile as what the form begins with."""
        found: dict[str, Any] = {
            "open": "yes" if one.open else "no",
            "hours_free": one.hours_free,
            "pay_month": one.pay_month,
            "pay_hour": one.pay_hour,
            "trained": sorted(one.trained or ()),
            "boards": ", ".join(sorted(spaced(each) for each in one.boards or ())),
            "latitude": one.home[0] if one.home else None,
            "longitude": one.home[1] if one.home else None,
            "most_miles": one.preference.most_miles,
            "modes": sorted(one.preference.modes),
            "disciplined": {None: "", True: "yes", False: "no"}[one.disciplined],
            "outside": "" if one.elsewhere is None else ("yes" if one.elsewhere else "no"),
            "interests": sorted(one.interests),
        }
        for row, each in enumerate((one.elsewhere or ())[:ROWS]):
            found |= {
                f"state_{row}": each.state,
                f"role_{row}": each.role or "sites",
                f"count_{row}": each.count,
            }
        return found


class Needing(forms.Form):
    """An opening of a practice."""

    sites = several("For which sites?", [], required=True)
    mode = forms.ChoiceField(
        label="How is the director there?", choices=list(MODES.items()), initial="hybrid"
    )
    wanted_from = forms.DateField(label="Wanted from", widget=forms.DateInput(attrs={"type": "date"}))
    visits = forms.IntegerField(
        label="Visits of patients a month",
        required=False,
        min_value=0,
        max_value=100_000,
        help_text="Hours are counted from it.",
    )
    visit_every = forms.IntegerField(
        label="The director visits every so many days",
        required=False,
        min_value=1,
        help_text="Empty: as often as the law asks.",
    )
    ceiling = number("Pay at most a month, in US dollars", 1_000_000)
    boards = forms.CharField(
        label="Certified by one of these boards",
        required=False,
        max_length=300,
        help_text="With commas; empty: none is asked for.",
    )
    boards_cite = forms.CharField(
        label="Because of which law",
        required=False,
        max_length=300,
        help_text="Empty: the practice asks for it.",
    )
    musts = several(
        "In which of the services must they be trained?", [], "Of those on the menu of the sites."
    )

    def __init__(self, *args: Any, sites: Choices, services: Choices, **more: Any) -> None:  # noqa: ANN401 - Django's signature
        """With the sites there are, services as the law pack calls them, and a number for each role."""
        super().__init__(*args, **more)
        self.fields["musts"].choices = services  # type: ignore[attr-defined] # a field of choices
        self.fields["sites"].choices = sites  # type: ignore[attr-defined] # a field of choices
        for role in ROLES:
            self.fields[f"count_{role}"] = forms.IntegerField(
                label=f"{role}s supervised", required=False, min_value=0, max_value=99
            )

    def said(self, practice: str, places: tuple[Place, ...], procedures: frozenset[str]) -> Opening:
        """The opening as it was filled in."""
        given = self.cleaned_data
        people = tuple((role, given[f"count_{role}"]) for role in ROLES if given[f"count_{role}"])
        return Opening(
            "",
            practice,
            places,
            procedures,
            people,
            given["visits"],
            given["mode"],
            given["wanted_from"],
            given["visit_every"],
            codes_of(given["boards"]),
            given["boards_cite"].strip(),
            frozenset(given["musts"]),
            given["ceiling"],
        )


class Paying(forms.Form):
    """A row of what fair pay rests on."""

    basis = forms.CharField(label="Who says so, when, of what", max_length=500)
    low = forms.DecimalField(label="From, in US dollars", min_value=Decimal(0), decimal_places=2)
    high = forms.DecimalField(label="To, in US dollars", min_value=Decimal(0), decimal_places=2)
    per = forms.ChoiceField(label="For", choices=list(PER.items()))
    states = several("Only in these states", STATES, "None ticked: everywhere.")
    assumed = forms.BooleanField(label="It is an assumption, not an appraisal", required=False)


class Proposing(forms.Form):
    """Moments for a first call."""

    first = Moment(label="First proposal")
    second = Moment(label="Second", required=False)
    third = Moment(label="Third", required=False)

    def __init__(self, *args: Any, zone: str, **more: Any) -> None:  # noqa: ANN401 - Django's signature
        """By the clock of a site."""
        super().__init__(*args, **more)
        for field in self.fields.values():
            field.zone = zone  # type: ignore[attr-defined] # each is a moment

    @property
    def times(self) -> list[datetime]:
        """The moments that were filled in, each once."""
        return sorted({one for one in self.cleaned_data.values() if one is not None})


class Offering(forms.Form):
    """An offer."""

    offer = forms.DecimalField(label="A month, in US dollars", min_value=Decimal(0), decimal_places=2)
