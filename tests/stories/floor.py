"""Prepares a clinic floor for a story, in a process of its own, and does what its physician does there, who is nobody of the cast.

Reads one act from standard input as JSON, writes what came of it. What hours the demonstration keeps does not matter: shifts are planned around this minute.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import django

PROCEDURE: Final = "neuromodulator_injection"
TEXT: Final = " ".join(["What is done, what may follow, and what else there is, in plain words."] * 3)


def floor(visits: int) -> dict[str, Any]:
    """The nurse of the cast and who delegates to her are on shift and here; so many visits with her are booked, and a consent is in force."""
    from django.utils import timezone

    from openmso.care.actions.forms import Wording, word_consent
    from openmso.workforce.actions import Planned, clock_in, plan_shift

    by, now = _system(), timezone.now()
    nurse, service, site, givers = _place(by, now)
    for person in (nurse, *givers):
        shift = Planned(person, site.id, now - timedelta(hours=2), now + timedelta(hours=6))
        plan_shift(by=by, why="story", planned=shift)
        clock_in(by=by, why="story", site=site.id, person=person, now=now - timedelta(minutes=1))
    wording = Wording("treatment", "Botulinum toxin", TEXT, frozenset({PROCEDURE}))
    word_consent(by=by, why="story", wording=wording)
    return {"site": site.id, "physician": givers[0], "visits": _booked(by, nurse, service, site, visits, now)}


def _booked(by: Any, nurse: str, service: Any, site: Any, visits: int, now: Any) -> list[str]:  # noqa: PLR0917 - all that a booking takes
    from openmso.care.actions.visits import Booking, book_visit
    from openmso.care.queries.slots import Asked, offers
    from openmso.timeline.calendar import civil_day

    day = civil_day(now, ZoneInfo(site.zone))
    found = offers(by, Asked(site.id, (service.id,), day, 2, site.state, person=nurse), now=now)
    made: list[str] = []
    free = now
    for one in found.offers:
        if len(made) < visits and one.slot.person == nurse and one.at >= free:
            slot = one.slot
            booking = Booking(
                site.id,
                (service.id,),
                nurse,
                one.at,
                slot.room,
                slot.device,
                slot.supervisor,
                patient_state=site.state,
            )
            made.append(book_visit(by=by, why="story", booking=booking))
            free = one.at + timedelta(minutes=found.minutes)
    return made


def _place(by: Any, now: Any) -> tuple[str, Any, Any, list[str]]:
    """The nurse of the cast, a service and a site at which the papers let her do it, and who delegates it to her there."""
    from openmso.authority.answer import Key
    from openmso.authority.facts.oversight import Delegation
    from openmso.authority.facts.structure import Service, Site
    from openmso.launch.queries.cast import cast
    from openmso.oversight.facts import judge_of
    from openmso.timeline.calendar import civil_day

    core, _ = judge_of(by)
    nurse = next(one.person for one in cast(core.facts, "demo") if one.post == "rn")
    for service in core.facts.all(Service):
        site = core.facts.need(Site, service.site)
        day = civil_day(now, ZoneInfo(site.zone)).toordinal()
        givers = [
            one.physician
            for one in core.facts.by(Delegation, "person", nurse)
            if day in one.span and PROCEDURE in one.procedures and (one.sites is None or site.id in one.sites)
        ]
        may = core.verdict(Key(nurse, PROCEDURE, site.id), day).standing.authorizes
        if service.procedures == {PROCEDURE} and givers and may:
            return nurse, service, site, sorted(set(givers))
    raise SystemExit("nobody of the cast can be put on the floor")


def examine(patient: str, physician: str, site: str) -> dict[str, Any]:
    """The physician examines a patient by video."""
    from openmso.authority.facts.structure import Site
    from openmso.care.actions import charts
    from openmso.oversight.facts import judge_of

    by = _physician(physician)
    state = judge_of(by)[0].facts.need(Site, site).state
    decisions = {PROCEDURE: "indicated"}
    exam = charts.Examination("video", state, site, "Dynamic lines, no ptosis, healthy.", decisions, {})
    return {"exam": charts.examine(by=by, why="story", patient=patient, exam=exam)}


def judge(physician: str) -> dict[str, Any]:
    """The physician judges the glass that was broken."""
    from openmso.care.actions.glass import judge_glass
    from openmso.care.queries.glass import broken_glass

    by = _physician(physician)
    (one,) = broken_glass(by)
    judge_glass(by=by, why="story", glass=one.code, verdict="justified", said="Called at once, all in order.")
    return {"glass": one.code}


def _system() -> Any:
    from openmso.foundation.actor import system
    from openmso.foundation.models import Network

    return system(Network.objects.using("owner").get().id)


def _physician(person: str) -> Any:
    from openmso.foundation.actor import Actor
    from openmso.foundation.rules.sides import Post, Side

    network = _system().network
    return Actor(user=None, network=network, post=Post.MEDICAL_DIRECTOR, side=Side.CLINICAL, person=person)


if __name__ == "__main__":
    django.setup()
    told = json.load(sys.stdin)
    acts: dict[str, Callable[..., dict[str, Any]]] = {"floor": floor, "examine": examine, "judge": judge}
    json.dump(acts[told.pop("act")](**told), sys.stdout)
