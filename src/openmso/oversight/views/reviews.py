"""Chart review: what waits for me, one chart part by part, the draws, the corrections."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from openmso.foundation.door import WrongHandsError
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.trying import tried
from openmso.foundation.rules.purposes import DECIDING
from openmso.oversight.actions import reviewing as acts
from openmso.oversight.actions.drawing import draw_month
from openmso.oversight.queries.named import network_of
from openmso.oversight.queries.reviews import Read, corrections, draws, queue
from openmso.oversight.queries.reviews import again as again_of
from openmso.oversight.queries.reviews import review as review_of
from openmso.oversight.rules.reviews import ITEMS, LEVELS, PARTS, SCORES, STRATA

TEXT: Final = {"rows": 3}


class Scoring(forms.Form):
    """The items of one part."""

    def __init__(self, data: Any, part: str, scores: dict[str, str]) -> None:  # noqa: ANN401 - what was posted
        super().__init__(data, initial=scores)
        self.part = part
        for item, said in ITEMS[part].items():
            self.fields[item] = forms.ChoiceField(
                label=said, choices=list(SCORES.items()), widget=forms.RadioSelect, required=False
            )
        self.fields["said"] = forms.CharField(
            label="What you saw", required=False, max_length=4000, widget=forms.Textarea(attrs=TEXT)
        )

    def scores(self) -> dict[str, str]:
        """As they were given."""
        return {item: self.cleaned_data[item] for item in ITEMS[self.part]}


class Signing(forms.Form):
    """What the reading comes to."""

    level = forms.TypedChoiceField(label="What was found", choices=list(LEVELS.items()), coerce=int)
    said = forms.CharField(
        label="In words", required=False, max_length=4000, widget=forms.Textarea(attrs=TEXT)
    )
    ask = forms.CharField(
        label="What is to be done", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    owner = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput())
    due = forms.DateField(label="By when", required=False, widget=forms.DateInput(attrs={"type": "date"}))


class Saying(forms.Form):
    """A word on why, or on what was done."""

    said = forms.CharField(label="In words", max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


def _medicine(desk: Desk) -> None:
    if not desk.clinical:
        raise WrongHandsError("what stands in a review is there for the clinical side only")


@page("oversight/reviews.html")
def reviews(request: HttpRequest, desk: Desk) -> Shown:
    """What waits for me to be read, and what for others."""
    del request
    labels, _, _ = network_of(desk.by)
    mine = queue(desk.by)
    others = [one for one in queue(desk.by, mine=False) if one not in mine]
    waits = [(one, [STRATA[why] for why in one.strata], one.late(desk.today)) for one in mine]
    return {
        "labels": labels,
        "mine": waits,
        "others": others,
        "late": sum(late for *_, late in waits),
        "may_draw": desk.clinical and desk.by.post in DECIDING,
    }


@page("oversight/review.html", writes=True)
def review(request: HttpRequest, desk: Desk, code: str) -> Shown | HttpResponseBase:
    """One chart: six parts, then the verdict."""
    _medicine(desk)
    labels, _, _ = network_of(desk.by)
    found = review_of(desk.by, code)
    part = request.GET.get("part", "") or found.following
    act = request.POST.get("act", "")
    scoring = (
        Scoring(request.POST if act == "score" else None, part, found.scores(part)) if part in PARTS else None
    )
    # The forms of the page ask for words each; ids tell them apart.
    signing = Signing(
        request.POST if act == "sign" else None,
        initial={"owner": found.review.clinician},
        auto_id="signing_%s",
    )
    saying = Saying(request.POST if act in ("take", "give_up") else None, auto_id="saying_%s")
    form: forms.Form = scoring if act == "score" and scoring else signing if act == "sign" else saying
    if request.method == "POST":
        plain = act == "open"
        if plain or form.is_valid():
            said = tried(form if not plain else _bound(request), lambda: _done(desk, code, act, part, form))
            if said is not None:
                messages.success(request, said)
                return redirect("review", code=code) if act != "sign" else redirect("reviews")
    return {
        "read": found,
        "labels": labels,
        "parts": [(name, said, name in found.parts, name == part) for name, said in PARTS.items()],
        "part": part,
        "part_said": PARTS.get(part, ""),
        "scoring": scoring,
        "signing": signing,
        "saying": saying,
        "strata": [STRATA[why] for why in found.review.strata],
        "is_mine": found.review.reviewer == desk.by.person,
        "is_own": found.review.clinician == desk.by.person,
        "found": _found(found),
        "level": LEVELS.get(found.level, "") if found.level is not None else "",
    }


def _bound(request: HttpRequest) -> forms.Form:
    form = forms.Form(request.POST)
    form.is_valid()
    return form


def _done(desk: Desk, code: str, act: str, part: str, form: forms.Form) -> str:
    given = getattr(form, "cleaned_data", {})
    if act == "score" and isinstance(form, Scoring):
        acts.score_part(
            by=desk.by, why="read", review=code, part=part, scores=form.scores(), said=given["said"]
        )
        return f"{PARTS[part]}: scored."
    if act == "sign":
        acts.sign_review(by=desk.by, why="read", review=code, verdict=acts.Verdict(**given))
        return "It is signed."
    if act == "take":
        acts.take_over_review(by=desk.by, why=given["said"], review=code)
        return "You read it now."
    if act == "give_up":
        acts.give_up_review(by=desk.by, why="it cannot be read", review=code, reason=given["said"])
        return "The next chart by the order of the draw takes its place."
    acts.open_review(by=desk.by, why="to read it", review=code)
    return "You may read it."


def _found(read: Read) -> list[tuple[str, list[tuple[str, str]]]]:
    """What was scored otherwise than met, by part."""
    return [
        (
            said,
            [
                (ITEMS[part][item], score)
                for item, score in read.scores(part).items()
                if score in ("minor", "major")
            ],
        )
        for part, said in PARTS.items()
    ]


@page("oversight/review_draws.html", writes=True)
def review_draws(request: HttpRequest, desk: Desk) -> Shown | HttpResponseBase:
    """Which charts were drawn, of whom, how many of them were read; and drawing last month's."""
    labels, _, _ = network_of(desk.by)
    form = _bound(request) if request.method == "POST" else forms.Form()
    if form.is_bound:
        last = desk.today.replace(day=1)
        done = tried(form, lambda: _drawn(desk, last))
        if done is not None:
            messages.success(request, done)
            return redirect("review_draws")
    may = desk.clinical and desk.by.post in DECIDING
    return {"labels": labels, "draws": draws(desk.by, desk.today), "form": form, "may_draw": may}


def _drawn(desk: Desk, first: date) -> str:
    people = draw_month(by=desk.by, why="drawn by hand", day=first - timedelta(days=1))
    return f"Last month is drawn: charts of {people} people."


@page("oversight/review_draw.html")
def review_draw(request: HttpRequest, desk: Desk, code: str) -> Shown:
    """One draw: made again from its seed, and what it drew."""
    del request
    labels, _, _ = network_of(desk.by)
    found = again_of(desk.by, code, desk.today)
    return {"labels": labels, "again": found, "strata": STRATA}


@page("oversight/capas.html", writes=True)
def capas(request: HttpRequest, desk: Desk) -> Shown | HttpResponseBase:
    """What grave findings ask for, and how far it is."""
    labels, _, _ = network_of(desk.by)
    form = Saying(request.POST or None)
    code = request.POST.get("capa", "")
    if request.method == "POST" and form.is_valid():
        done = tried(
            form,
            lambda: acts.advance_capa(
                by=desk.by, why="a correction goes on", capa=code, said=form.cleaned_data["said"]
            ),
        )
        if done is not None:
            messages.success(request, f"It is {done} now.")
            return redirect("capas")
    listed = [(one, acts.NEXT[one.state], one.owner == desk.by.person) for one in corrections(desk.by)]
    closed = corrections(desk.by, closed=True)
    return {"labels": labels, "open": listed, "closed": closed, "form": form, "at": code}
