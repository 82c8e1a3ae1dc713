"""The pages of records: the kinds, a list of one kind, one record, and the forms that write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown
from openmso.foundation.pages.records.cabinet import Cabinet, Drawer
from openmso.foundation.pages.records.forms import EndForm, Reasoned, RecordForm, made_up
from openmso.foundation.pages.records.listing import filters_of, listed
from openmso.foundation.pages.records.naming import Naming, columns_of
from openmso.foundation.pages.records.past import meanwhile
from openmso.foundation.pages.trying import tried
from openmso.foundation.register import Kept, NotThereError, StaleError
from openmso.foundation.register.tables import may_write

Answer = Shown | HttpResponseBase
SHOWN: Final = "records/record.html"


def kinds(cabinet: Cabinet, request: HttpRequest, desk: Desk) -> Shown:
    """Every kind of record, by room, with how many there are and whether one may write it."""
    del request
    facts = cabinet.labels(desk.by).facts
    rooms: dict[str, list[dict[str, Any]]] = {}
    for one in cabinet.drawers:
        said = {"drawer": one, "count": len(facts.tables.get(one.kind, ())), "may": one.may(desk.by)}
        rooms.setdefault(one.room, []).append(said)
    return {"rooms": rooms}


def listing(cabinet: Cabinet, request: HttpRequest, desk: Desk, kind: str) -> Shown:
    """The records of a kind that hold on the day (or ever), by name."""
    drawer, naming = cabinet.drawer(kind), cabinet.naming(desk.by)
    asked = {name: request.GET.get(name, "") for name in filters_of(drawer.kind)}
    ever, name = request.GET.get("ever") == "1", request.GET.get("name", "").strip()
    found = listed(
        naming,
        drawer.kind,
        {name: value for name, value in asked.items() if value},
        on=None if ever else desk.on,
        name=name,
        page=request.GET.get("page", "1"),
    )
    choices = [
        {
            "name": one,
            "label": naming.field(one),
            "chosen": value,
            "choices": naming.choices(drawer.kind, one),
        }
        for one, value in asked.items()
    ]
    return {
        "drawer": drawer,
        "found": found,
        "choices": choices,
        "columns": [naming.field(one) for one in columns_of(drawer.kind)],
        "ever": ever,
        "name": name,
        "may": drawer.may(desk.by),
        "decided": cabinet.decided,
        "kept": _without(request, "page"),
    }


def record(cabinet: Cabinet, request: HttpRequest, desk: Desk, kind: str, code: str) -> Shown:
    """One record, line by line, in words."""
    del request
    drawer, naming = cabinet.drawer(kind), cabinet.naming(desk.by)
    kept = drawer.queries.one(desk.by, drawer.kind, code)
    lines = naming.lines(kept.record, desk.today)
    return {
        "drawer": drawer,
        "code": code,
        "title": naming.record(kept.record),
        "lines": [(one, [(name, _address(cabinet, naming, id)) for id, name in one.ids]) for one in lines],
        "unsaid": [one.label for one in lines if not one.said],
        "record": kept.record,
        "may": drawer.may(desk.by),
        "decided": cabinet.decided,
        "document": cabinet.document(drawer.plural, code),
    }


def entering(cabinet: Cabinet, request: HttpRequest, desk: Desk, kind: str) -> Answer:
    """The form of a new record; an address may fill fields: `?person=rosa`."""
    drawer = cabinet.drawer(kind)
    may_write(desk.by, drawer.kind)
    if drawer.by_acts:
        return redirect(cabinet.decided)
    naming = cabinet.naming(desk.by)
    form = RecordForm(drawer, naming, request.POST if request.method == "POST" else None)
    form.initial = {
        **form.initial,
        **{name: said for name, said in request.GET.items() if name in form.fields},
    }
    if request.method == "POST" and form.is_valid():
        made = form.made
        if made.id == "-":
            made = replace(made, id=made_up(made, lambda id: naming.labels.facts.find(id) is not None))
        why = form.cleaned_data["why"]
        kept = tried(form, lambda: drawer.actions.enter(by=desk.by, why=why, record=made))
        if kept is not None:
            messages.success(request, f"Entered: {naming.record(kept.record)}.")
            return _back(request) or redirect("record", drawer.plural, kept.record.id)
    return {"drawer": drawer, "form": form, "verb": "Enter", "title": f"Enter {drawer.one}"}


@dataclass(frozen=True, slots=True)
class _Visit:
    """Somebody who may write is about to change a record that is there."""

    cabinet: Cabinet
    request: HttpRequest
    desk: Desk
    drawer: Drawer
    naming: Naming
    there: Kept[Any]

    @property
    def sent(self) -> Any:  # noqa: ANN401 - what Django's forms take
        """What was sent, if anything was."""
        return self.request.POST if self.request.method == "POST" else None

    @property
    def named(self) -> str:
        """What the record is called."""
        return self.naming.record(self.there.record)


def amending(cabinet: Cabinet, request: HttpRequest, desk: Desk, kind: str, code: str) -> Answer:
    """The form of a record that is there."""
    if cabinet.drawer(kind).by_acts:
        return redirect(cabinet.decided)
    return _acting(cabinet, request, desk, (kind, code, "amend"), _amend)


def ending(cabinet: Cabinet, request: HttpRequest, desk: Desk, kind: str, code: str) -> Answer:
    """From which day a record holds no longer."""
    return _acting(cabinet, request, desk, (kind, code, "end"), _end)


def striking(cabinet: Cabinet, request: HttpRequest, desk: Desk, kind: str, code: str) -> Answer:
    """Taking away a record that never was true."""
    return _acting(cabinet, request, desk, (kind, code, "strike"), _strike)


def _acting(
    cabinet: Cabinet,
    request: HttpRequest,
    desk: Desk,
    at: tuple[str, str, str],
    act: Callable[[_Visit], Answer],
) -> Answer:
    kind, code, name = at
    drawer = cabinet.drawer(kind)
    may_write(desk.by, drawer.kind)
    try:
        there = drawer.queries.one(desk.by, drawer.kind, code)
    except NotThereError:
        # The id of a record may end as the address of a form does.
        shown = record(cabinet, request, desk, kind, f"{code}/{name}")
        return render(request, SHOWN, {"desk": desk, **shown})
    return act(_Visit(cabinet, request, desk, drawer, cabinet.naming(desk.by), there))


def _amend(visit: _Visit) -> Answer:
    there, drawer = visit.there, visit.drawer
    form = RecordForm(drawer, visit.naming, visit.sent, there.record, there.version)
    return _done(
        visit,
        form,
        "Amended",
        lambda why: drawer.actions.amend(by=visit.desk.by, why=why, record=form.made, version=form.seen),
    )


def _end(visit: _Visit) -> Answer:
    there, drawer = visit.there, visit.drawer
    form = EndForm(visit.sent, initial={"seen_version": there.version, "on": visit.desk.today})
    return _done(
        visit,
        form,
        "Ended",
        lambda why: drawer.actions.end(
            by=visit.desk.by,
            why=why,
            kind=drawer.kind,
            id=there.record.id,
            on=form.cleaned_data["on"],
            version=form.seen,
        ),
    )


def _strike(visit: _Visit) -> Answer:
    there, drawer = visit.there, visit.drawer
    form = Reasoned(visit.sent, initial={"seen_version": there.version})

    def do(why: str) -> bool:
        drawer.actions.strike(
            by=visit.desk.by, why=why, kind=drawer.kind, id=there.record.id, version=form.seen
        )
        return True

    return _done(visit, form, "Struck", do)


VERBS: Final = {"Amended": "Amend", "Ended": "End", "Struck": "Strike"}


def _done(visit: _Visit, form: Reasoned, did: str, do: Callable[[str], object]) -> Answer:
    """What was asked for is done and told; or else the form again, with what somebody did meanwhile."""
    record, stale = visit.there.record, list[StaleError]()

    def noting() -> object:
        try:
            return do(form.cleaned_data["why"])
        except StaleError as other:
            stale.append(other)
            raise

    if visit.sent is not None and form.is_valid() and tried(form, noting) is not None:
        messages.success(visit.request, f"{did}: {visit.named}.")
        page = "record_history" if did == "Struck" else "record"
        return _back(visit.request) or redirect(page, visit.drawer.plural, record.id)
    shown = {
        "drawer": visit.drawer,
        "form": form,
        "verb": VERBS[did],
        "title": f"{VERBS[did]}: {visit.named}",
        "code": record.id,
        "there": record,
    }
    return {**shown, **_told(visit, form, stale[0].now)} if stale else shown


def _back(request: HttpRequest) -> HttpResponseBase | None:
    """To the page of ours that led here (`?back=/setup/`), if one did."""
    back = request.GET.get("back", "")
    ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back) if ours else None


def _told(visit: _Visit, form: Reasoned, now: Kept[Any]) -> dict[str, Any]:
    """What somebody did meanwhile, and how what was typed differs from it. The form carries on from what is there now."""
    seen, typed = form.seen, getattr(form, "made", None)
    data: Any = visit.request.POST.copy()
    data["seen_version"] = now.version  # who sends it again has seen it
    form.data = data
    today = visit.desk.today
    return {
        "meanwhile": meanwhile(visit.drawer, visit.naming, visit.desk, now.record, seen),
        "yours": visit.naming.differences(now.record, typed, today) if typed is not None else [],
    }


def _address(cabinet: Cabinet, naming: Naming, id: str) -> str:
    found = naming.labels.facts.find(id)
    return reverse("record", args=[cabinet.of(type(found)).plural, id]) if found is not None else ""


def _without(request: HttpRequest, name: str) -> str:
    """What the address asks, without one of it."""
    asked = request.GET.copy()
    asked.pop(name, None)
    return asked.urlencode()
