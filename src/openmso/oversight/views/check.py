"""May I? A person, a service or procedure, a place, a moment: the verdict, its chain, and what would mend it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils import timezone

from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Service, Site
from openmso.authority.judge import Judge
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.oversight.queries.named import network_of
from openmso.oversight.queries.standing import Asked, ask
from openmso.words.labels import Labels


@page("oversight/check.html", fragment="oversight/check_answer.html")
def check(request: HttpRequest, desk: Desk) -> Shown:
    """May `person` do `service` (one of a site's menu)? Without them: a choice, beginning with who asks and where they work."""
    labels, judge, _ = network_of(desk.by)
    service = judge.facts.get(Service, request.GET.get("service", ""))
    site = service.site if service else request.GET.get("site", "")
    place = judge.facts.get(Site, site) or _own_site(judge, desk)
    who = request.GET.get("person", "") or desk.by.person or ""
    person = judge.facts.get(Person, who)
    shown: dict[str, object] = {"labels": labels, "person": person, "service": service, "site": place}
    if place is None or person is None or service is None:
        return {**shown, **_choices(labels, judge, desk, place)}
    here = desk.at(place.zone)
    at = _moment(here, place.zone)
    answers = [
        (code, ask(desk.by, Asked(person.id, code, place.id, at)).found)
        for code in sorted(service.procedures)
    ]
    return {**shown, "desk": here, "at": at, "answers": answers, **_choices(labels, judge, desk, place)}


def _moment(desk: Desk, zone: str) -> datetime:
    """Now, or noon of another day."""
    if desk.is_today:
        return timezone.localtime(desk.now, ZoneInfo(zone))
    return datetime(desk.on.year, desk.on.month, desk.on.day, 12, tzinfo=ZoneInfo(zone))


def _own_site(judge: Judge, desk: Desk) -> Site | None:
    """The first open site, by name, at which who asks could be judged."""
    person = desk.by.person
    found = sorted((one for one in judge.facts.all(Site)), key=lambda one: one.name.casefold())
    for one in found:
        if person and any(key.person == person for key in judge.keys_at(one.id)):
            return one
    return None


def _choices(labels: Labels, judge: Judge, desk: Desk, place: Site | None) -> dict[str, object]:
    day = desk.on.toordinal()
    sites = sorted(
        (one for one in judge.facts.all(Site) if day in one.span), key=lambda one: one.name.casefold()
    )
    if place is None:
        return {"sites": sites}
    people = sorted(
        {key.person for key in judge.keys_at(place.id)}, key=lambda one: labels.name(one).casefold()
    )
    menu = sorted(
        (one for one in judge.facts.by(Service, "site", place.id) if day in one.span),
        key=lambda one: one.name.casefold(),
    )
    return {"sites": sites, "people": people, "menu": menu}
