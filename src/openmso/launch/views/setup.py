"""Setting up in five steps: what is on record, what the law of the state says of each, and the form that comes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from openmso.authority.facts.oversight import Appointment
from openmso.authority.facts.structure import Msa, Office, Organization, Ownership, Service, Site
from openmso.compliance.queries import RESERVED_POWERS
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.register.tables import may_write
from openmso.launch.queries.steps import Answer, Step, Task, law_of_steps, practices, setting_up
from openmso.oversight.queries.named import network_of
from openmso.words.labels import Labels
from openmso.words.states import NAMES

NEW: Final = "new"
"""The practice that is not there yet."""
KINDS: Final[Mapping[str, type]] = {
    "organizations": Organization,
    "shares": Ownership,
    "offices": Office,
    "msas": Msa,
    "appointments": Appointment,
    "sites": Site,
    "services": Service,
}
"""The records of which a form is offered, by the name of their pages."""
STEPS: Final[Mapping[str, tuple[str, str]]] = {
    "mso": ("Form the MSO", "The business: it owns no medicine, decides none, and is paid for services."),
    "msa": ("Sign the management agreement", "What the MSO does for the practice, what it is paid, and what it never decides."),
    "practice": ("Form the clinical entity", "The practice that treats: owned and governed by whom the law of the state lets."),
    "director": ("Appoint the medical director", "Who oversees, with somebody who stands in; active, near enough, not over a limit."),
    "protocols": ("Put the protocols in force", "A site, what it offers, how each act is done, and by whom it may be done."),
}  # fmt: skip
TASKS: Final[Mapping[str, str]] = {
    "mso_formed": "A management company is formed",
    "mso_owned": "Its owners are on record, up to 100 %",
    "mso_governed": "Somebody governs it",
    "mso_qualified": "It is formed in the state, or qualified to do business there",
    "msa_signed": "An agreement is signed for both parties",
    "msa_priced": "Its fee is no remainder, and an opinion of fair market value holds",
    "msa_reserved": "Every clinical decision is reserved to the practice",
    "msa_lawful": "Nothing in it fails what the law demands",
    "practice_formed": "A practice is formed",
    "practice_owned": "Its owners are on record, up to 100 %",
    "practice_governed": "Somebody governs it",
    "practice_lawful": "Nothing of who owns and governs it fails what the law demands",
    "director_appointed": "A medical director is appointed",
    "director_signed": "The appointment is signed",
    "backup_appointed": "Somebody stands in",
    "director_lawful": "Nothing of the appointments fails what the law demands",
    "site_open": "A site is open in the state",
    "menu_there": "Every site has a menu",
    "protocols_signed": "A signed protocol covers every act on it",
    "services_held": "Somebody may do every service, today",
    "sites_lawful": "Nothing at the sites fails what the law demands",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A task in words. `act`: the address of the form that does it; `closed`: somebody else fills that in; `others`: what it is about besides, in words."""

    task: Task
    said: str
    act: str
    closed: bool
    waits: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A step in words."""

    step: Step
    called: str
    means: str
    lines: tuple[Line, ...]
    law: tuple[Answer, ...]


@page("launch/setup.html")
def setup(request: HttpRequest, desk: Desk) -> Shown:
    """Where do we stand on the way to the first patient, and what comes next? Of `?practice=` in `?state=`."""
    labels, _, law = network_of(desk.by)
    asked = request.GET.get("state", "")
    state = asked if asked in NAMES else _first(labels, desk)
    there = practices(desk.by, state, desk.on)
    chosen = _chosen(request.GET.get("practice", ""), [one.id for one in there])
    found = setting_up(desk.by, state, chosen, desk.on)
    law_said = law_of_steps(desk.by, state, desk.on)
    back = f"{reverse('setup')}?{urlencode({'state': state, 'practice': chosen or NEW})}"
    return {
        "labels": labels,
        "states": sorted(NAMES.items(), key=lambda one: one[1]),
        "state": state,
        "called": NAMES[state],
        "practices": there,
        "new": NEW,
        "found": found,
        "next": _line(found.next, labels, desk.by, back) if found.next else None,
        "steps": [_told(one, labels, desk.by, back, law_said[one.code]) for one in found.steps],
        "notes": law.notes,
    }


def _first(labels: Labels, desk: Desk) -> str:
    """The state of the first practice on record; Texas where there is none yet."""
    day = desk.on.toordinal()
    there = sorted(one.state for one in labels.facts.all(Site) if day in one.span)
    return there[0] if there else "TX"


def _chosen(asked: str, there: list[str]) -> str:
    if asked in there:
        return asked
    return "" if asked == NEW or not there else there[0]


def _told(step: Step, labels: Labels, by: Actor, back: str, law: tuple[Answer, ...]) -> Told:
    called, means = STEPS[step.code]
    return Told(step, called, means, tuple(_line(one, labels, by, back) for one in step.tasks), law)


def _line(task: Task, labels: Labels, by: Actor, back: str) -> Line:
    named = RESERVED_POWERS if task.code == "msa_reserved" else None
    others = tuple(named[one] if named else labels.procedure(one) for one in task.others)
    act = "" if task.done or task.waits else _act(task, back)
    kind = KINDS.get(task.amend or task.form)
    closed = bool(act) and kind is not None and not _may(by, kind)
    return Line(task, TASKS[task.code], "" if closed else act, closed, TASKS.get(task.waits, ""), others)


def _may(by: Actor, kind: type) -> bool:
    try:
        may_write(by, kind)
    except WrongHandsError:
        return False
    return True


def _act(task: Task, back: str) -> str:
    """The address of the form that does it, with what is known filled in; it leads back here."""
    if task.amend and task.records:
        return f"{reverse('record_amend', args=[task.amend, task.records[0]])}?{urlencode({'back': back})}"
    if task.form:
        given = {name: said for name, said in task.given.items() if said}
        return f"{reverse('record_new', args=[task.form])}?{urlencode({**given, 'back': back})}"
    return reverse("protocols") if task.code == "protocols_signed" else ""
