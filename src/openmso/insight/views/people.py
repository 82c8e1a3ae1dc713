"""People: who there is, and everything about one of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpRequest

from openmso.authority.facts import Record
from openmso.authority.facts.people import Competency, Engagement, Insurance, License
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.insight.queries import today
from openmso.insight.queries.people import chosen, everybody
from openmso.insight.queries.person import Dossier, dossier
from openmso.insight.views.addresses import kind_of
from openmso.oversight.queries.named import network_of
from openmso.timeline.spans import Span
from openmso.words.dates import short
from openmso.words.labels import Labels, spaced

AT_ONCE: Final = 50
YEAR: Final = 365


@page("insight/people.html", fragment="insight/people_list.html")
def people(request: HttpRequest, desk: Desk) -> Shown:
    """Everybody by name, or those of a name (`q`), a role, a state, a site; so many on a page."""
    labels, _, _ = network_of(desk.by)
    every = everybody(desk.by, desk.on)
    asked = {name: request.GET.get(name, "").strip() for name in ("q", "role", "state", "site")}
    found = chosen(every, name=asked["q"], role=asked["role"], state=asked["state"], site=asked["site"])
    pages = Paginator(found, AT_ONCE)
    query = request.GET.copy()
    query.pop("page", None)
    return {
        "labels": labels,
        "all": len(every),
        "found": len(found),
        "shown": pages.get_page(request.GET.get("page")),
        "asked": asked,
        "query": query.urlencode(),
        "roles": sorted({role for one in every for role in one.roles}),
        "states": sorted({state for one in every for state in one.states}),
        "sites": sorted({site for one in every for site in one.sites}, key=lambda one: one.name.casefold()),
    }


@page("insight/person.html")
def person(request: HttpRequest, desk: Desk, code: str) -> Shown:
    """Everything about somebody: papers with their days, what they may do where, what hangs on them."""
    del request
    labels, _, law = network_of(desk.by)
    found = dossier(desk.by, desk.on, code)
    shown: dict[str, Any] = {
        "labels": labels,
        "who": found,
        "sheets": _sheets(found, labels, desk.today),
        "years": Span(desk.on.toordinal() - YEAR, desk.on.toordinal() + 2 * YEAR),
        "notes": law.notes,
        "hangs": None,
    }
    if "standing" in today.ready(
        desk.by, desk.on
    ):  # else the whole network has still to be judged: asked for by the page
        shown |= {"hangs": True, **_hanging(desk, code)}
    return shown


@page("insight/part_person_reliance.html", fragment="insight/person_reliance.html")
def person_reliance(request: HttpRequest, desk: Desk, code: str) -> Shown:
    """What hangs on somebody."""
    del request
    return _hanging(desk, code)


def _hanging(desk: Desk, code: str) -> dict[str, Any]:
    labels, _, _ = network_of(desk.by)
    return {"labels": labels, "code": code, "hanging": today.reliance_of(desk.by, desk.on, code)}


def _sheets(found: Dossier, labels: Labels, day: date) -> list[dict[str, Any]]:
    """The records of somebody, kind by kind, as rows of a table."""
    listed: tuple[tuple[str, Iterable[Record], str], ...] = (
        ("Licenses", found.licenses, "No license is entered. HR enters it at the credential desk."),
        ("Engagements", found.engagements, "Not engaged anywhere yet: nobody works before they are."),
        ("Certificates", found.certificates, ""),
        ("Competencies", found.competencies, "Not signed off for any procedure."),
        ("Insurance", found.insurance, "No policy of their own; that of the practice may cover them."),
        ("Papers given", found.gives, ""),
        ("Papers received", found.receives, ""),
        ("Owns and governs", found.governs, ""),
        ("Exclusions", found.exclusions, ""),
    )
    return [
        {"title": title, "rows": [_row(one, labels, day) for one in records], "empty": empty}
        for title, records, empty in listed
        if records or empty
    ]


def _row(record: Record, labels: Labels, day: date) -> dict[str, Any]:
    return {
        "id": record.id,
        "kind": kind_of(record),
        "called": _called(record, labels),
        "span": getattr(record, "span", None),
        "note": _note(record, labels, day),
    }


def _called(record: Record, labels: Labels) -> str:
    match record:
        case License():
            return f"{record.state} {record.role}"
        case Competency():
            return labels.procedure(record.procedure)
        case Insurance():
            return spaced(record.kind)
        case Engagement():
            return f"{spaced(record.role)}, {labels.name(record.organization)}"
    return labels.record(record.id)


def _note(record: Record, labels: Labels, day: date) -> str:
    match record:
        case License():
            seen = f"verified {short(record.verified_on, day)}" if record.verified_on else "never verified"
            parts = [record.number, "" if record.status == "active" else spaced(record.status), seen]
            return " · ".join(filter(None, [*parts, "multistate" if record.multistate else ""]))
        case Competency():
            return f"signed off by {labels.name(record.signed_by)}" if record.signed_by else ""
        case Insurance():
            return f"${record.per_claim:,.0f} per claim" if record.per_claim is not None else ""
    return ""
