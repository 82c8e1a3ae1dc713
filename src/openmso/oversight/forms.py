"""What the director's desk asks for: reasons, days, procedures, sites; what is told at the bedside; and what people suppose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final, cast

from django import forms

from openmso.authority.bedside import MEASURE_OF_LIMIT
from openmso.authority.codes import WORDS
from openmso.authority.facts.bedside import Bedside, Exam, Order, Presence
from openmso.authority.facts.structure import Site
from openmso.authority.reasons import Reason
from openmso.authority.terms import ExamMode, Supervision
from openmso.oversight.queries.delegable import Delegable
from openmso.oversight.rules.asking import ToShow
from openmso.timeline.spans import Span

LONGEST_REASON = 1000
Choices = list[tuple[str, str]]


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


class Ordering(Days):
    """A standing order: which procedures people of which roles may do at which sites without an order each."""

    sites = forms.MultipleChoiceField(
        label="Sites", widget=forms.CheckboxSelectMultiple, error_messages={"required": "choose at least one"}
    )
    procedures = forms.MultipleChoiceField(
        label="Procedures",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "choose at least one"},
    )
    roles = forms.MultipleChoiceField(
        label="Who may act on it", widget=forms.CheckboxSelectMultiple, error_messages={"required": "choose at least one"}
    )  # fmt: skip
    why = reason("Why do you order it?", "For which patients, in a sentence.")

    def __init__(self, data: Any, sites: Choices, procedures: Choices, roles: Choices, **more: Any) -> None:  # noqa: ANN401 - what Django's forms take
        super().__init__(data, **more)
        for name, listed in (("sites", sites), ("procedures", procedures), ("roles", roles)):
            _choose(self, name, listed)


class Agreeing(Days):
    """An agreement of a physician with an NP or PA: where, for what, how often charts are read and they meet."""

    kind = forms.ChoiceField(
        label="What kind",
        choices=[(one, f"{one} agreement") for one in WORDS["agreement kind"]],
    )
    sites = forms.MultipleChoiceField(
        label="Sites", widget=forms.CheckboxSelectMultiple, error_messages={"required": "choose at least one"}
    )
    prescribes = forms.BooleanField(label="They prescribe under it", required=False, initial=True)
    chart_review_pct = forms.IntegerField(
        label="Charts read, in percent", required=False, min_value=0, max_value=100,
        help_text="Empty: as the law asks.",
    )  # fmt: skip
    meeting_every_days = forms.IntegerField(
        label="You meet every so many days", required=False, min_value=1, max_value=366,
        help_text="Empty: as the law asks.",
    )  # fmt: skip
    why = reason("Why do you agree?", "The other signs it, too, before it holds.")

    def __init__(self, data: Any, sites: Choices, **more: Any) -> None:  # noqa: ANN401 - what Django's forms take
        super().__init__(data, **more)
        _choose(self, "sites", sites)


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


AREAS: Final = "never_areas"
UNTOLD: Final = ("", "not told")
NOBODY: Final = "nobody"
NEAR: Final = {
    Supervision.ON_SITE: "on the premises",
    Supervision.AVAILABLE: "able to come promptly",
    Supervision.REMOTE: "reachable by phone or video",
}


def _one_of(label: str, choices: Iterable[tuple[str, str]], help_text: str = "") -> forms.ChoiceField:
    listed = [UNTOLD, *choices]
    return forms.ChoiceField(label=label, choices=listed, required=False, help_text=help_text)


def _number(label: str, help_text: str = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=False, min_value=0, max_value=100_000, help_text=help_text
    )


class BedsideFacts(forms.Form):
    """What is known at the bedside: consent, the patient's state, and what the law asks for here. Nothing of it is kept, nothing names the patient.

    `examiners`, `supervisors` and `orderers` are choices of `person:role`, where the person may be empty; `day` is that of the act.
    """

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 - what was posted
        *,
        to_show: ToShow,
        states: Choices,
        examiners: Choices,
        supervisors: Choices,
        orderers: Choices,
        day: date,
    ) -> None:
        super().__init__(data, prefix="told", label_suffix="")
        self._to_show, self._day = to_show, day
        made: dict[str, forms.Field] = {}
        if to_show.exam:
            made["exam_by"] = _one_of("Exam by", [*examiners, (NOBODY, "no exam was done")])
            made["exam_mode"] = forms.ChoiceField(
                label="How", choices=[(one.value, one.value.replace("_", " ")) for one in ExamMode]
            )
            made["exam_on"] = forms.DateField(label="On", widget=Day(), initial=day)
        if to_show.supervision:
            made["supervisor"] = _one_of("Supervisor", [*supervisors, (NOBODY, "nobody")])
            made["near"] = _one_of("who is", [(one.value, said) for one, said in NEAR.items()])
            ways = [way for one in to_show.supervision for way in one.details["nearness"]]
            if any(way.minutes is not None for way in ways):
                made["minutes"] = forms.IntegerField(label="Minutes away", required=False, min_value=0)
            if any(way.miles is not None for way in ways):
                made["miles"] = _number("Miles away")
            if any(way.contiguous_county for way in ways):
                made["county"] = forms.BooleanField(label="In this or the next county", required=False)
        if to_show.order:
            made["order_by"] = _one_of("Order for this patient by", [*orderers, (NOBODY, "nobody")])
        made |= {f"limit_{place}": _limit(one) for place, one in enumerate(to_show.limits)}
        if to_show.first_visit:
            made["first_visit"] = _one_of(
                "First visit", [("yes", "was in person"), ("no", "was not in person")]
            )
        for place, text in enumerate(to_show.attest):
            made[f"attest_{place}"] = forms.BooleanField(label=f"I attest: {text}", required=False)
        made["consent"] = _one_of("The patient", [("yes", "has consented"), ("no", "has not consented")])
        made["state"] = _one_of("The patient is in", states)
        self.fields.update(made)

    def clean(self) -> dict[str, Any]:
        """An exam comes before the act."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("exam_by") not in ("", NOBODY, None) and (said.get("exam_on") or self._day) > self._day:
            self.add_error("exam_on", "The exam comes before the act: give the day on which it was done.")
        return said

    def told(self, at: datetime) -> Bedside:
        """The bedside of an act at an aware moment."""
        said = self.cleaned_data
        limits = [(one, said[f"limit_{place}"]) for place, one in enumerate(self._to_show.limits)]
        areas = [(one, said) for one, said in limits if one.details["limit"] == AREAS and said]
        return Bedside(
            exams=self._exams(said, at),
            orders=tuple(Order(*_who(one), at) for one in [said.get("order_by")] if one),
            presences=self._presences(said),
            consent=_yes(said["consent"]),
            patient_state=said["state"] or None,
            measures={
                MEASURE_OF_LIMIT[one.details["limit"]]: value
                for one, value in limits
                if one.details["limit"] in MEASURE_OF_LIMIT and value is not None
            },
            areas=frozenset(v for one, said in areas if said == "yes" for v in one.details["value"])
            if areas
            else None,
            attested=frozenset(
                text for place, text in enumerate(self._to_show.attest) if said[f"attest_{place}"]
            )
            | {f"{one.details['limit']}: {one.details['value']}" for one, value in limits if value is True},
            first_visit_in_person=_yes(said.get("first_visit", "")),
        )

    def _exams(self, said: Mapping[str, Any], at: datetime) -> tuple[Exam, ...]:
        """An exam of an earlier day counts from that day's noon; the law counts it by days."""
        if not said.get("exam_by"):
            return ()
        noon = datetime.combine(said["exam_on"], time(12), tzinfo=at.tzinfo)
        when = at if said["exam_on"] == self._day else noon
        return (Exam(*_who(said["exam_by"]), ExamMode(said["exam_mode"]), when),)

    def _presences(self, said: Mapping[str, Any]) -> tuple[Presence, ...]:
        who = said.get("supervisor", "")
        if not who or (who != NOBODY and not said["near"]):
            return ()
        near = Supervision.INDEPENDENT if who == NOBODY else Supervision(said["near"])
        miles = said.get("miles")
        away = None if miles is None else float(miles)
        county = said.get("county") or None
        return (Presence(*_who(who), near, said.get("minutes"), away, county),)


def _limit(one: Reason) -> forms.Field:
    name, bound = one.details["limit"], one.details["value"]
    if name == AREAS:
        areas = ", ".join(sorted(bound))
        return _one_of(f"Treated at: {areas}", [("no", "no"), ("yes", "yes, which the law forbids")])
    if name in MEASURE_OF_LIMIT:
        said = MEASURE_OF_LIMIT[name].replace("_", " ").capitalize()
        return _number(said, f"At {'most' if name.endswith('_max') else 'least'} {bound}.")
    return forms.BooleanField(label=f"Kept: {name.replace('_', ' ')}: {bound}", required=False)


def _who(value: str) -> tuple[str, str]:
    """Person and role; nobody is a person without a name in no role, whom no law accepts."""
    if value == NOBODY:
        return "", ""
    person, _, role = value.rpartition(":")
    return person or f"another {role}", role


def _yes(value: str) -> bool | None:
    return {"yes": True, "no": False}.get(value)


class Leaving(forms.Form):
    """A record ends on a day."""

    record = forms.CharField(max_length=200)
    since = forms.DateField(label="Gone from", widget=Day())


class Moving(forms.Form):
    """A site stands in another state."""

    site = forms.CharField(max_length=200)
    state = forms.CharField(max_length=2)
