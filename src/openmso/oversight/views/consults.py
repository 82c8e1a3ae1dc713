"""Questions to whoever directs a site: asking one on a phone, answering it, and how long answers take."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from openmso.authority.facts.structure import Site
from openmso.foundation.door import WrongHandsError, seeing
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.trying import tried
from openmso.oversight.actions import consults as acts
from openmso.oversight.queries.appointed import directing
from openmso.oversight.queries.consults import Asked, question, questions, reply_times
from openmso.oversight.queries.cover import away_on
from openmso.oversight.queries.named import network_of
from openmso.oversight.rules.consults import LONGEST, whom
from openmso.oversight.views.event_forms import NO_NAMES, choose, long_words

A_QUARTER: Final = timedelta(days=90)
CLOSED: Final = 20
"""So many closed questions are listed."""


class Asking(forms.Form):
    """A question: where, how soon, what."""

    site = forms.ChoiceField(label="Where?")
    urgent = forms.TypedChoiceField(
        label="How soon?",
        coerce=lambda said: said == "urgent",
        choices=[("routine", "Within 8 hours"), ("urgent", "Now: within 15 minutes")],
        widget=forms.RadioSelect,
        initial="routine",
    )
    chart = forms.CharField(
        label="About which chart, if about one", required=False, max_length=80,
        help_text="Its number on the page of the patient, such as p-3f9c; never a name.",
    )  # fmt: skip
    text = long_words("What do you ask?")


class Words(forms.Form):
    """More words."""

    text = forms.CharField(
        label="Answer", max_length=LONGEST, help_text=NO_NAMES, widget=forms.Textarea(attrs={"rows": 3})
    )


@page("oversight/consults.html")
def consults(request: HttpRequest, desk: Desk) -> Shown:
    """What waits, the latest first; what is answered and open; how long answers took in a quarter."""
    del request
    labels, _, _ = network_of(desk.by)
    found = questions(desk.by)
    me = desk.by.person or ""
    return {
        "labels": labels,
        "mine": [one for one in found if one.waits and me and one.of == me],
        "waiting": [one for one in found if one.waits and not (me and one.of == me)],
        "answered": [one for one in found if not one.waits],
        "closed": questions(desk.by, closed=True)[:CLOSED],
        "urgent": reply_times(desk.by, desk.now - A_QUARTER, desk.now, urgent=True),
        "routine": reply_times(desk.by, desk.now - A_QUARTER, desk.now, urgent=False),
        "may_ask": desk.clinical and bool(me),
    }


@page("oversight/consult_ask.html", writes=True)
def ask(request: HttpRequest, desk: Desk) -> Shown | HttpResponseBase:
    """A question is asked; who will get it is said before."""
    if not desk.clinical or not desk.by.person:
        raise WrongHandsError("questions to a director are asked by whoever treats")
    with seeing(desk.by):
        labels, judge, _ = network_of(desk.by)
        day = desk.today
        sites = [one for one in judge.facts.all(Site) if day.toordinal() in one.span]
        offices = {one.id: directing(judge.facts, one, day) for one in sites}
        away = away_on(desk.by, {who for each in offices.values() for who in each}, day)
    goes = {id: whom(people, (), away, desk.by.person) for id, people in offices.items()}
    choices = [
        (one.id, f"{one.name}: {labels.person(goes[one.id])}")
        for one in sorted(sites, key=lambda one: one.name)
        if goes[one.id]
    ]
    initial = {
        "site": request.GET.get("site", ""),
        "chart": request.GET.get("chart", ""),
        "urgent": "routine",
    }
    form = Asking(request.POST or None, initial=initial, label_suffix="")
    choose(form, "site", choices if len(choices) == 1 else [("", "Choose"), *choices])
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        asked = acts.Question(given["site"], given["text"], given["urgent"], given["chart"])
        code = tried(form, lambda: acts.ask_director(by=desk.by, why="a question was asked", question=asked))
        if code is not None:
            messages.success(request, "It is asked, and the clock runs.")
            return redirect("consult", code=code)
    return {"form": form, "labels": labels, "choices": choices}


@page("oversight/consult.html", writes=True)
def consult(request: HttpRequest, desk: Desk, code: str) -> Shown | HttpResponseBase:
    """One question with its words, for those it is between; answering it, passing it on, closing it."""
    labels, judge, _ = network_of(desk.by)
    found = question(desk.by, code, desk.today)
    form = Words(request.POST if request.POST.get("do") == "answer" else None, label_suffix="")
    mine = found.asked_by == desk.by.person
    if mine:
        form.fields["text"].label = "More words"
    do = request.POST.get("do", "")
    if do == "answer" and form.is_valid():
        text = form.cleaned_data["text"]
        if tried(form, lambda: _answered(desk, code, text)):
            return redirect("consult", code=code)
    if do == "close":
        acts.close_question(by=desk.by, why="it is settled", consult=code)
        messages.success(request, "It is closed.")
        return redirect("consults")
    if do == "next":
        to = acts.pass_on(by=desk.by, why="nobody answered", consult=code)
        messages.success(request, f"{labels.person(to)} is asked now.")
        return redirect("consult", code=code)
    return {
        "desk": desk.at(judge.facts.need(Site, found.site).zone),
        "one": found,
        "labels": labels,
        "form": form,
        "mine": mine,
        "may_write": _may_write(found, desk),
        "site": judge.facts.need(Site, found.site),
    }


def _may_write(found: Asked, desk: Desk) -> bool:
    return found.may_read and desk.clinical and found.closed is None


def _answered(desk: Desk, code: str, text: str) -> bool:
    acts.answer_question(by=desk.by, why="a question was answered", consult=code, text=text)
    return True
