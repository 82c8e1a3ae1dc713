"""Readiness: every site with its kits and drills and what mends what it wants; one site, where kits are checked and drills written down."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from openmso.foundation.door import seeing
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.trying import tried
from openmso.oversight.actions.events import decides_at
from openmso.oversight.actions.readiness import (
    LONGEST_DRILL,
    MOST,
    Counted,
    Drilled,
    check_kit,
    confirm_drill,
    log_drill,
    retire_kit,
    set_kit,
)
from openmso.oversight.forms import Day
from openmso.oversight.queries.named import network_of
from openmso.oversight.queries.readiness import Drill, Held, Ready, ready_share, site_readiness
from openmso.oversight.queries.readiness import readiness as readiness_of
from openmso.oversight.rules.readiness import SCENARIOS, Item, Proposed
from openmso.workforce.queries import engaged_at

UNITS: Final = "pieces"


class Setting(forms.Form):
    """Which kit stands where, and how much of each item it has to hold."""

    name = forms.CharField(label="Name", max_length=80, help_text="For example: Emergency kit, room 2.")
    place = forms.CharField(label="Where does it stand?", max_length=120)
    other = forms.CharField(
        label="Other items", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="One a line: item, quantity, unit.",
    )  # fmt: skip

    def __init__(self, data: Any, kit: Held | None, offered: Iterable[Proposed], *, id: str) -> None:  # noqa: ANN401 - what Django's forms take
        start = {"name": kit.name, "place": kit.place} if kit else {}
        super().__init__(data, initial=start, auto_id=f"{id}_%s", label_suffix="")
        held = {one.item: one for one in kit.items} if kit else {}
        listed = {one.item: (one.unit, 0 if kit else one.least) for one in offered}
        listed |= {one.item: (one.unit, one.least) for one in held.values()}
        self.listed = list(listed.items())
        for place, (name, (unit, least)) in enumerate(self.listed):
            self.fields[f"least{place}"] = forms.IntegerField(
                label=f"{name}, {unit}",
                initial=least,
                min_value=0,
                max_value=MOST,
                help_text="0: not in this kit.",
            )
        self.order_fields(["name", "place", *(f"least{place}" for place in range(len(self.listed))), "other"])

    def quantities(self) -> list[Any]:
        """The fields of the items."""
        return [self[f"least{place}"] for place in range(len(self.listed))]

    def clean_other(self) -> list[Item]:
        """Items that are on no list."""
        found = []
        for line in self.cleaned_data["other"].splitlines():
            parts = [one.strip() for one in line.split(",")]
            if not parts[0]:
                continue
            if len(parts) < 2 or not parts[1].isdecimal():
                raise forms.ValidationError(f'"{line[:60]}" has no quantity: write item, quantity, unit')
            found.append(Item(parts[0][:80], parts[2][:20] if len(parts) > 2 else UNITS, int(parts[1])))
        return found

    def items(self) -> list[Item]:
        """What the kit has to hold."""
        least = [
            (name, unit, self.cleaned_data[f"least{place}"])
            for place, (name, (unit, _)) in enumerate(self.listed)
        ]
        return [
            *(Item(name, unit, number) for name, unit, number in least if number),
            *self.cleaned_data["other"],
        ]


class Checking(forms.Form):
    """What somebody finds in a kit."""

    def __init__(self, data: Any, kit: Held, *, id: str) -> None:  # noqa: ANN401 - what Django's forms take
        super().__init__(data, auto_id=f"{id}_%s", label_suffix="")
        self.kit = kit
        for place, one in enumerate(kit.items):
            self.fields[f"have{place}"] = forms.IntegerField(
                label=f"{one.item}: {one.unit} there",
                initial=one.have,
                min_value=0,
                max_value=MOST,
                help_text=f"At least {one.least}.",
            )
            self.fields[f"expires{place}"] = forms.DateField(
                label=f"{one.item}: good until", initial=one.expires, required=False, widget=Day()
            )
            self.fields[f"lot{place}"] = forms.CharField(
                label=f"{one.item}: lot", initial=one.lot, required=False, max_length=60
            )
        self.fields["sealed"] = forms.BooleanField(label="It is sealed again", required=False)
        self.fields["seal"] = forms.CharField(
            label="Number of the seal", initial=kit.seal, required=False, max_length=40
        )

    def rows(self) -> list[tuple[str, list[Any]]]:
        """The fields of each item together."""
        return [
            (one.item, [self[f"{name}{place}"] for name in ("have", "expires", "lot")])
            for place, one in enumerate(self.kit.items)
        ]

    def counted(self) -> dict[str, Counted]:
        """What was found, by item."""
        given = self.cleaned_data
        return {
            one.item: Counted(given[f"have{place}"], given[f"lot{place}"], given[f"expires{place}"])
            for place, one in enumerate(self.kit.items)
        }


class Drilling(forms.Form):
    """A drill that was held."""

    scenario = forms.ChoiceField(label="What was drilled?", choices=list(SCENARIOS.items()))
    on = forms.DateField(label="On", widget=Day())
    led_by = forms.ChoiceField(
        label="Who led it?", help_text="It counts once a physician, NP or PA who led it says so."
    )
    people = forms.MultipleChoiceField(label="Who took part?", widget=forms.CheckboxSelectMultiple)
    seconds = forms.IntegerField(label="Seconds to the first treatment", min_value=1, max_value=LONGEST_DRILL)
    lessons = forms.CharField(
        label="What is learned?", required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Everybody of the network reads it.",
    )  # fmt: skip


@page("oversight/readiness.html")
def readiness(request: HttpRequest, desk: Desk) -> Shown:
    """Which sites are ready for an emergency, and what mends the others."""
    del request
    found = readiness_of(desk.by, desk.on)
    return {"sites": found, "share": ready_share(found), "ready": sum(not one.wants for one in found)}


@page("oversight/site_readiness.html", writes=True)
def site_readiness_page(request: HttpRequest, desk: Desk, site: str) -> Shown | HttpResponseBase:
    """One site: its kits with what is in them, checks and drills, and the forms for both."""
    with seeing(desk.by):
        labels, _, _ = network_of(desk.by)
        found = site_readiness(desk.by, site, desk.on)
        here = desk.at(found.site.zone)
        if here.on != desk.on:
            found = site_readiness(desk.by, site, here.on)
        may_set = decides_at(desk.by, site)
        people = sorted(engaged_at(desk.by, site, found.site.practice, here.on))
    do = request.POST.get("do", "")
    filled = request.POST if request.method == "POST" else None
    made = _forms(found, do, filled, here)
    drilling = made["drill"]
    for name in ("led_by", "people"):
        drilling.fields[name].choices = [(one, labels.person(one)) for one in people]
    form = made.get(do) or forms.Form(filled)
    known = do in made or do.partition(":")[0] in ("confirm", "retire")
    if filled is not None and desk.clinical and known and form.is_valid():
        said = tried(form, lambda: _done(desk, site, do, form, found))
        if said is not None:
            messages.success(request, said)
            return redirect("site_readiness", site=site)
    return {
        "desk": here,
        "ready": found,
        "site": found.site,
        "labels": labels,
        "refused": form.non_field_errors() if filled is not None and do not in made else (),
        "kits": [(one, made[f"check:{one.code}"], made[f"set:{one.code}"]) for one in found.kits],
        "new": made["set:"],
        "drilling": drilling,
        "asked": do,
        "scenarios": SCENARIOS,
        "may_write": desk.clinical,
        "may_set": may_set,
        "drills": [
            (one, SCENARIOS.get(one.scenario, one.scenario), _waits(desk, one)) for one in found.drills
        ],
    }


def _waits(desk: Desk, one: Drill) -> str:
    """What a drill waits for: `mine` to confirm, `theirs`, or `never` where nobody who may led it; nothing where it counts."""
    if one.counts or one.never:
        return "never" if one.never else ""
    return "mine" if one.led_by == desk.by.person and desk.clinical else "theirs"


def _forms(found: Ready, do: str, filled: Any, desk: Desk) -> dict[str, Any]:  # noqa: ANN401 - what was posted
    """Every form of the page by what it does; the one that was sent is filled."""

    def data(name: str) -> Any:  # noqa: ANN401 - what was posted
        return filled if name == do else None

    made: dict[str, Any] = {"set:": Setting(data("set:"), None, found.proposed, id="new")}
    for place, one in enumerate(found.kits):
        made[f"check:{one.code}"] = Checking(data(f"check:{one.code}"), one, id=f"check{place}")
        made[f"set:{one.code}"] = Setting(data(f"set:{one.code}"), one, found.proposed, id=f"set{place}")
    start = {"on": desk.today, "led_by": desk.by.person}
    made["drill"] = Drilling(data("drill"), initial=start, auto_id="drill_%s", label_suffix="")
    return made


def _done(desk: Desk, site: str, do: str, form: Any, found: Ready) -> str:  # noqa: ANN401 - any of the forms
    """What was done, in words."""
    act, _, code = do.partition(":")
    kit = next((one for one in found.kits if one.code == code), None)
    acts: dict[str, Callable[[], str]] = {
        "check": lambda: _checked(desk, form, code),
        "set": lambda: _set(desk, site, form, code),
        "drill": lambda: _drilled(desk, site, form),
        "confirm": lambda: _confirmed(desk, code),
        "retire": lambda: _retired(desk, kit.code if kit else code),
    }
    return acts[act]() if act in acts else "Nothing was done."


def _checked(desk: Desk, form: Checking, kit: str) -> str:
    given = form.cleaned_data
    check_kit(
        by=desk.by,
        why="the kit was checked",
        kit=kit,
        counted=form.counted(),
        sealed=given["sealed"],
        seal=given["seal"],
    )
    return "The check is written down."


def _set(desk: Desk, site: str, form: Setting, kit: str) -> str:
    given = form.cleaned_data
    set_kit(
        by=desk.by,
        why="what the kit holds",
        site=site,
        name=given["name"],
        place=given["place"],
        items=form.items(),
        kit=kit,
    )
    return "The kit is set up. Check it, so that it counts."


def _drilled(desk: Desk, site: str, form: Drilling) -> str:
    given = form.cleaned_data
    people = frozenset(given["people"]) | {given["led_by"]}
    drilled = Drilled(
        site, given["scenario"], given["on"], given["led_by"], people, given["seconds"], given["lessons"]
    )
    log_drill(by=desk.by, why="a drill was held", drilled=drilled)
    return "The drill is written down."


def _confirmed(desk: Desk, code: str) -> str:
    confirm_drill(by=desk.by, why="a drill that I led", drill=code)
    return "The drill counts."


def _retired(desk: Desk, kit: str) -> str:
    retire_kit(by=desk.by, why="the kit was given up", kit=kit)
    return "The kit is given up."
