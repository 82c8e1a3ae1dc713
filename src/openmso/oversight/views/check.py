"""May I? Two taps: a service of the site where one works, and the verdict; then what the bedside shows, and the verdict again.

What is told of the bedside comes by POST, so that nothing about a patient stands in an address; nothing of it is kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from openmso.authority.bedside import SUPERVISORS
from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Service, Site
from openmso.authority.judge import Judge
from openmso.foundation.door import seeing
from openmso.foundation.pages.desk import EARLIEST, LATEST, Desk
from openmso.foundation.pages.page import asks_for_part, page
from openmso.oversight.forms import BedsideFacts, Choices
from openmso.oversight.queries.named import network_of
from openmso.oversight.rules.asking import (
    Checked,
    colleagues,
    menu,
    open_sites,
    people_at,
    to_show_of,
    treats_at,
    who_else,
    works_at,
)
from openmso.oversight.rules.asking import check as checked_of
from openmso.timeline.calendar import on_the_wall
from openmso.words.labels import Labels
from openmso.words.states import NAMES

COOKIE: Final = f"{settings.SESSION_COOKIE_NAME}-site"
"""Where this browser remembers the site that was chosen last."""
A_YEAR: Final = 365 * 24 * 60 * 60
REFUSED: Final = 422


@dataclass(frozen=True, slots=True)
class When:
    """The moment that is asked about. `given`: as typed, "" for now; `fold`: which of two; `problem`: why it is none; `instead`: what to ask for."""

    at: datetime
    given: str = ""
    fold: str = ""
    problem: str = ""
    instead: tuple[tuple[str, str], ...] = ()


@page("oversight/check.html", writes=True)
def check(request: HttpRequest, desk: Desk) -> HttpResponse:
    """May `person` do `service`, at its site, now or `at` a time on the site's wall? Without them: a choice."""
    with seeing(desk.by):
        labels, judge, law = network_of(desk.by)
        asked, who = request.GET.get("service", ""), request.GET.get("person", "")
        service = judge.facts.need(Service, asked) if asked else None
        own = works_at(judge, desk.by.person or "", desk.on.toordinal())
        site = _site(request, judge, service, own)
        person = judge.facts.need(Person, who) if who else _myself(judge, desk, site)
        shown: dict[str, Any] = {"labels": labels, "person": person, "service": service, "site": site}
        shown |= {"notes": law.notes, "law": law.digest, "sites": open_sites(judge, desk.on.toordinal())}
        if site is None:
            return _answer(request, {**shown, "desk": desk, "own": own, "keep": _keep(desk, None)})
        when = _when(request, desk.at(site.zone), site.zone)
        here = replace(desk.at(site.zone), on=when.at.date())
        shown |= {"desk": here, "when": when, "keep": _keep(here, when), "is_mine": _is_mine(desk, person)}
        shown["people"] = people_at(judge, site.id, here.on.toordinal())
        if person:
            shown["menu"] = menu(judge, site.id, person.id, here.on.toordinal())
        if not person or not service or when.problem:
            return _answer(request, shown)
        return _decided(request, judge, labels, {**shown, "person": person, "service": service, "site": site})


def _decided(request: HttpRequest, judge: Judge, labels: Labels, shown: dict[str, Any]) -> HttpResponse:
    person, service, desk, at = shown["person"], shown["service"], shown["desk"], shown["when"].at
    checked = checked_of(judge, person.id, service, at)
    told = request.POST if request.method == "POST" else None
    form = _form(told, judge, labels, checked, desk.on) if checked.authorizes else None
    refused = form is not None and told is not None and not form.is_valid()
    if form is not None and told is not None and not refused:
        checked = checked_of(judge, person.id, service, at, form.told(at))
    others = () if checked.authorizes else who_else(judge, service, desk.on.toordinal(), person.id)
    answer = {"checked": checked, "form": form, "told": told is not None and not refused, "others": others}
    return _answer(request, {**shown, **answer}, status=REFUSED if refused else 200)


def _answer(request: HttpRequest, shown: dict[str, Any], status: int = 200) -> HttpResponse:
    part = asks_for_part(request) and "checked" in shown
    template = "oversight/check_answer.html" if part else "oversight/check.html"
    answer = render(request, template, shown, status=status)
    if shown["site"] is not None and request.GET.get("site"):
        answer.set_cookie(
            COOKIE,
            shown["site"].id,
            max_age=A_YEAR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return answer


def _site(request: HttpRequest, judge: Judge, service: Service | None, own: tuple[Site, ...]) -> Site | None:
    """That of the service; the one that is asked for; the one remembered; the only one where who asks works."""
    for code in (service.site if service else "", request.GET.get("site", "")):
        if code:
            return judge.facts.need(Site, code)
    remembered = judge.facts.get(Site, request.COOKIES.get(COOKIE, ""))
    if remembered is not None and (not own or remembered in own):
        return remembered
    return own[0] if len(own) == 1 else None


def _myself(judge: Judge, desk: Desk, site: Site | None) -> Person | None:
    """Who asks, if they treat there; everybody else asks for somebody."""
    me = judge.facts.get(Person, desk.by.person or "")
    if me is None or site is None:
        return None
    return me if treats_at(judge, me.id, site.id, desk.on.toordinal()) else None


def _is_mine(desk: Desk, person: Person | None) -> bool:
    return person is not None and person.id == desk.by.person


def _when(request: HttpRequest, desk: Desk, zone: str) -> When:
    """Now; noon of another day; or the time on the wall that was typed, if it comes once or it was said which of two."""
    place = ZoneInfo(zone)
    now = timezone.localtime(desk.now, place)
    typed = request.GET.get("at", "").strip()[:30]
    if not typed:
        day = desk.on
        return When(now if desk.is_today else datetime(day.year, day.month, day.day, 12, tzinfo=place))
    try:
        local = datetime.fromisoformat(typed)
    except ValueError:
        return When(now, typed, problem=f"“{typed}” is no moment: pick a day and a time.")
    if local.tzinfo is not None or not EARLIEST <= local.date() < LATEST:
        return When(
            now, typed, problem=f"“{typed}” cannot be shown: pick a day and a time on the clock of the site."
        )
    found = on_the_wall(local, place)
    said = f"{local:%H:%M} on {local:%b} {local.day}, {local.year}"
    if not found:
        later = local.replace(tzinfo=place).astimezone(ZoneInfo("UTC")).astimezone(place)
        what = f"The clock at the site never shows {said}: it is set forward over it."
        return When(now, typed, problem=what, instead=((f"Ask for {later:%H:%M}", _at(later)),))
    fold = request.GET.get("fold", "")
    if len(found) == 2 and fold not in ("0", "1"):
        what = f"The clock at the site shows {said} twice: it is set back over it. Which of the two?"
        names = ("the first", "the second")
        ways = (
            (f"{name} ({one:%Z})", _at(one, str(one.fold))) for name, one in zip(names, found, strict=True)
        )
        return When(now, typed, problem=what, instead=tuple(ways))
    return When(found[int(fold)], typed, fold) if len(found) == 2 else When(found[0], typed)


def _at(moment: datetime, fold: str = "") -> str:
    return urlencode({"at": f"{moment:%Y-%m-%dT%H:%M}", **({"fold": fold} if fold else {})})


def _keep(desk: Desk, when: When | None) -> dict[str, str]:
    """What an address carries on: the moment that was typed, or the day that is looked at."""
    if when and when.given and not when.problem:
        return {"at": when.given, **({"fold": when.fold} if when.fold else {})}
    return {} if desk.is_today else {"on": desk.on.isoformat()}


def _form(told: Any, judge: Judge, labels: Labels, checked: Checked, day: date) -> BedsideFacts:  # noqa: ANN401 - what was posted
    to_show = to_show_of(judge, checked)
    act = checked.answers[0][1].decision.act
    site = judge.facts.need(Site, act.site)

    def who(roles: frozenset[str], but: str = "") -> Choices:
        here = colleagues(judge, site.id, day.toordinal(), roles, but)
        known = [(f"{one.person}:{one.role}", f"{labels.name(one.person)}, {one.role}") for one in here]
        return [*known, *((f":{role}", f"another {role}") for role in sorted(roles))]

    near = frozenset(
        role
        for one in to_show.supervision
        for way in one.details["nearness"]
        for role in way.by or SUPERVISORS
    )
    states = [(site.state, NAMES.get(site.state, site.state))]
    states += [(code, name) for code, name in NAMES.items() if code != site.state]
    return BedsideFacts(
        told,
        to_show=to_show,
        states=states,
        examiners=who(to_show.exam),
        supervisors=who(near, act.person),
        orderers=who(to_show.order),
        day=day,
    )
