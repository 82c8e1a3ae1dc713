"""What is done about findings, on pages: one finding with its task, everybody's tasks, how every control stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from openmso.compliance.actions import mending
from openmso.compliance.models.mending import RULING, WAIVING
from openmso.compliance.queries.mending import Kept, Matter, controls, matter, rulings, tasks
from openmso.compliance.rules.finding import Severity
from openmso.compliance.rules.mending import LONGEST_WAIVER, STAYED, Key, Standing, Stands, due_on
from openmso.foundation.door import seeing
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.sheet import sheet
from openmso.foundation.pages.trying import tried
from openmso.foundation.rules.sides import Post, Side
from openmso.foundation.seats import in_force, names_of
from openmso.oversight.queries.named import labels_of
from openmso.words.labels import Labels

DAY: Final = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
HEAD: Final = ("task", "control", "record", "severity", "what", "whose", "due", "state", "since", "gone", "returned", "closed")  # fmt: skip


def _text(label: str, rows: int = 2) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=mending.LONGEST, widget=forms.Textarea(attrs={"rows": rows})
    )


class Whose(forms.Form):
    """Whose it is, and by when."""

    owner = forms.ChoiceField(label="Who sees to it?")
    due = forms.DateField(label="By when?", widget=DAY)


class Words(forms.Form):
    """Words about a task."""

    text = _text("In words")


class Corrective(forms.Form):
    """Why it came to that, and what is changed."""

    cause = _text("What led to it?")
    action = _text("What is changed, so that it does not come back?")


class Letting(forms.Form):
    """Why something may stand, and until when."""

    because = _text("Why may it stand?")
    last = forms.DateField(label="Through which day?", widget=DAY, help_text="A year at most.")


class Ruling(forms.Form):
    """How a control is kept here."""

    owner = forms.ChoiceField(label="Who sees to what it finds?", required=False)
    days = forms.IntegerField(label="Within how many days?", required=False, min_value=0, max_value=365)
    applies = forms.BooleanField(label="It applies here", required=False, initial=True)
    because = forms.CharField(
        label="If it does not: why?",
        required=False,
        max_length=mending.LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@page("compliance/matter.html", writes=True)
def one_matter(request: HttpRequest, desk: Desk, code: str, record: str) -> Shown | HttpResponseBase:
    """What a control finds about one record: whose it is, what is done about it, whether it may stand."""
    key = Key(code, record)
    labels = labels_of(desk.by)
    found, said, earlier = matter(desk.by, key, desk.on)
    do = request.POST.get("do", "") if request.method == "POST" else ""
    made = _forms(request, desk, labels, found, do)
    form = made.get(do) or forms.Form(request.POST if do else None)
    if do and form.is_valid():
        told = tried(form, lambda: _done(desk, found, do, form.cleaned_data))
        if told is not None:
            messages.success(request, told)
            return redirect("matter", code=code, record=record)
    users = {one.actor for one in said} | ({found.let.actor} if found.let else set())
    return {
        "labels": labels,
        "one": found,
        "control": found.failing[0].control.title if found.failing else code,
        "said": said,
        "earlier": earlier,
        "names": names_of(desk.by, users),
        "forms": made,
        "refused": form.non_field_errors() if do and do not in made else (),
        "may_write": desk.by.side in (Side.BUSINESS, Side.CLINICAL) and desk.is_today,
        "may_let": _may_let(desk, found),
        "may_end": desk.by.post in WAIVING and desk.is_today,
        "stayed": STAYED.days,
    }


def _may_let(desk: Desk, found: Matter) -> bool:
    if not desk.is_today or not found.failing or desk.by.post not in WAIVING:
        return False
    return desk.by.post is Post.COUNSEL or found.grave < Severity.MUST


def _forms(request: HttpRequest, desk: Desk, labels: Labels, found: Matter, do: str) -> dict[str, forms.Form]:
    def filled(name: str) -> Any:  # noqa: ANN401 - what Django's forms take
        return request.POST if do == name else None

    task = found.task
    ruled = rulings(desk.by).get(found.key.control)
    severity = Severity(found.grave) if found.failing else Severity.WATCH
    due = task.due if task else due_on(severity, desk.today, ruled.days if ruled else None)
    owner = task.owner if task else (ruled.owner if ruled and ruled.owner else desk.by.person)
    name = "hand_on" if task else "take_up"
    whose = Whose(filled(name), initial={"owner": owner, "due": due}, auto_id="whose_%s", label_suffix="")
    _people(whose, desk, labels)
    start = {"cause": task.cause, "action": task.action} if task else {}
    return {
        name: whose,
        "say": Words(filled("say"), auto_id="say_%s", label_suffix=""),
        "agree": Corrective(filled("agree"), initial=start, auto_id="agree_%s", label_suffix=""),
        "let": Letting(
            filled("let"), initial={"last": desk.today + LONGEST_WAIVER}, auto_id="let_%s", label_suffix=""
        ),
    }


def _people(form: forms.Form, desk: Desk, labels: Labels, *, nobody: bool = False) -> None:
    """Whoever has a seat today can be asked: they find it on their page."""
    with seeing(desk.by):
        there = set(
            in_force(desk.today)
            .filter(network=desk.by.network)
            .exclude(person="")
            .values_list("person", flat=True)
        )
    named = sorted(((one, labels.person(one)) for one in there if one), key=lambda pair: pair[1].casefold())
    form.fields["owner"].choices = [*([("", "Nobody in particular")] if nobody else []), *named]  # type: ignore[attr-defined] # a field of choices


def _done(desk: Desk, found: Matter, do: str, given: dict[str, Any]) -> str:
    by, today = desk.by, desk.today
    task = found.task.code if found.task else ""
    acts: dict[str, tuple[Callable[[], object], str]] = {
        "take_up": (lambda: mending.take_up(by=by, why="taken up", key=found.key, today=today, **given), "It is taken up."),
        "hand_on": (lambda: mending.hand_on(by=by, why="handed on", task=task, today=today, **given), "It is theirs now."),
        "say": (lambda: mending.say(by=by, why="said", task=task, **given), "It is written down."),
        "agree": (lambda: mending.agree(by=by, why="agreed", task=task, **given), "Cause and action are written down."),
        "close": (lambda: mending.close(by=by, why="it stayed mended", task=task, today=today), "It is closed."),
        "let": (lambda: mending.let_stand(by=by, why="let stand", key=found.key, today=today, **given), "It may stand until then."),
        "end": (
            lambda: mending.end_waiver(by=by, why="taken back", waiver=found.let.code if found.let else "", today=today),
            "It counts again.",
        ),
    }  # fmt: skip
    act, said = acts.get(do, (lambda: None, "Nothing was done."))
    act()
    return said


@page("compliance/tasks.html")
def tasks_page(request: HttpRequest, desk: Desk) -> Shown | HttpResponseBase:
    """Whose is what, and by when? `?whose=mine|all|closed`; as a table with `?as=csv`."""
    whose = request.GET.get("whose", "") or ("mine" if desk.by.person else "all")
    owner = (desk.by.person or "") if whose == "mine" else ""
    found = tasks(desk.by, owner=owner, closed=whose == "closed")
    if request.GET.get("as") == "csv":
        return sheet(
            f"tasks-{desk.today.isoformat()}", HEAD, [_cells(one, labels_of(desk.by)) for one in found]
        )
    return {
        "labels": labels_of(desk.by),
        "tasks": [(one, one.late(desk.today)) for one in found],
        "late": sum(one.late(desk.today) for one in found),
        "whose": whose,
    }


def _cells(one: Kept, labels: Labels) -> tuple[object, ...]:
    return (
        one.code, one.key.control, one.key.record, one.severity, one.what, labels.name(one.owner), one.due, one.state,
        one.opened_on, one.gone_on or "", one.returned, one.closed_on or "",
    )  # fmt: skip


@page("compliance/tasks_mine.html", quiet=True)
def mine(request: HttpRequest, desk: Desk) -> Shown:
    """My tasks, as a part of another page."""
    del request
    found = tasks(desk.by, owner=desk.by.person) if desk.by.person else ()
    return {"labels": labels_of(desk.by), "tasks": found[:8], "more": max(len(found) - 8, 0)}


@page("compliance/controls.html")
def controls_page(request: HttpRequest, desk: Desk) -> Shown | HttpResponseBase:
    """How every control stands: failing, let stand, due soon, passing, not applicable. `?stands=` chooses (first what wants attention; `all`); as a table with `?as=csv`."""
    every = controls(desk.by, desk.on)
    kept = rulings(desk.by)
    stands = request.GET.get("stands", "")
    chosen = [one for one in every if _asked(one, stands)]
    labels = labels_of(desk.by)
    if request.GET.get("as") == "csv":
        head = (
            "control",
            "family",
            "title",
            "severity",
            "stands",
            "failing",
            "let stand",
            "will fail",
            "first on",
            "owner",
        )
        return sheet(f"controls-{desk.on.isoformat()}", head, [_row(one, kept, labels) for one in chosen])
    families: dict[str, list[tuple[dict[str, object], str]]] = {}
    for one in chosen:
        ruled = kept.get(one.control.id)
        owner = labels.person(ruled.owner) if ruled and ruled.owner else ""
        families.setdefault(one.control.family, []).append((_shown(one), owner))
    return {
        "families": families,
        "tallies": [(str(each), sum(one.stands is each for one in every)) for each in Stands],
        "stands": stands,
        "all": len(every),
    }


def _asked(one: Standing, stands: str) -> bool:
    """Whether a control is of those asked for: without a word, those that want somebody's attention."""
    return stands == "all" or (one.stands == stands if stands else one.stands is not Stands.PASSING)


def _shown(one: Standing) -> dict[str, object]:
    """Templates call what can be called, and a control can."""
    return {
        "id": one.control.id,
        "title": one.control.title,
        "severity": one.control.severity.word,
        "stands": str(one.stands),
        "failing": one.failing,
        "waived": one.waived,
        "soon": one.soon,
        "first": one.first,
        "because": one.because,
    }


def _row(one: Standing, kept: dict[str, Any], labels: Labels) -> tuple[object, ...]:
    owner = (
        labels.name(kept[one.control.id].owner)
        if one.control.id in kept and kept[one.control.id].owner
        else ""
    )
    first: date | str = one.first or ""
    control = one.control
    return (control.id, control.family, control.title, control.severity.word, str(one.stands), one.failing, one.waived, one.soon, first, owner)  # fmt: skip


@page("compliance/control_rule.html", writes=True)
def rule(request: HttpRequest, desk: Desk, code: str) -> Shown | HttpResponseBase:
    """How a control is kept here: who sees to it, within how many days, or why it does not apply."""
    labels = labels_of(desk.by)
    found = next((one for one in controls(desk.by, desk.on) if one.control.id == code), None)
    if found is None:
        raise Http404(f"there is no control {code}")
    there = rulings(desk.by).get(code)
    start = (
        {"owner": there.owner, "days": there.days, "applies": there.applies, "because": there.because}
        if there
        else None
    )
    form = Ruling(request.POST or None, initial=start, label_suffix="")
    _people(form, desk, labels, nobody=True)
    if form.is_bound and form.is_valid():

        def ruled() -> bool:
            mending.rule_control(
                by=desk.by, why="how it is kept here", control=code, today=desk.today, **form.cleaned_data
            )
            return True

        if tried(form, ruled):
            messages.success(request, "It is kept so from now on.")
            return redirect("control", code=code)
    return {
        "labels": labels,
        "about": _shown(found),
        "form": form,
        "may": desk.by.post in RULING,
        "kept": there,
    }
