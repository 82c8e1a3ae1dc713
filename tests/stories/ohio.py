"""Adds a clinic in Cleveland to the demonstration, in a process of its own, and licenses two of its physicians in Ohio.

With `directed` the medical director of the cast directs it, and agrees with its NP; with `succeeds` and a day the other physician directs it from then on.

Writes as JSON: the ids of the practice, the site, the medical director of the cast, and the other physician.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from decimal import Decimal
from typing import Any

import django

SINCE = date(2024, 1, 1)


def clinic(director: str, other: str) -> tuple[tuple[Any, ...], tuple[Any, ...], Any]:
    """Its places, its people with the licenses of both physicians, and its protocol."""
    from openmso.authority.facts.oversight import Protocol
    from openmso.authority.facts.people import Engagement, Insurance, License, Person
    from openmso.authority.facts.structure import Organization, Ownership, Service, Signature, Site
    from openmso.timeline.spans import Span

    span, act = Span.of(SINCE), "neuromodulator_injection"
    places = (
        Organization("lake-erie-pc", "Lake Erie Aesthetics PC", "practice", "PC", "OH", span),
        Ownership("lake-erie-owner", "lake-erie-pc", other, Decimal(100), span),
        Site(
            "cleveland",
            "Lake Erie Cleveland",
            "lake-erie-pc",
            "OH",
            "America/New_York",
            span=span,
            latitude=41.5,
            longitude=-81.69,
        ),
        Service("cleveland-injections", "cleveland", "Injections", frozenset({act}), span),
    )
    people = (
        Person("nora", "Nora Pike"),
        License("license-nora", "nora", "NP", "OH", span, number="NP-1"),
        Engagement("works-nora", "nora", "lake-erie-pc", "NP", sites=frozenset({"cleveland"}), span=span),
        License("license-oh-1", director, "MD", "OH", span, number="OH-1"),
        License("license-oh-2", other, "MD", "OH", span, number="OH-2"),
        Insurance("insurance-erie", "lake-erie-pc", "malpractice", span),
    )
    protocol = Protocol(
        "protocol-erie", "lake-erie-pc", frozenset({act}), span, signatures=(Signature(other, SINCE),)
    )
    return places, people, protocol


def held(id: str, person: str, first: date, agreement: str) -> tuple[Any, ...]:
    """An office over the clinic from a day on, signed, with an agreement with its NP."""
    from openmso.authority.facts.oversight import Agreement, Appointment
    from openmso.authority.facts.structure import Signature
    from openmso.timeline.spans import Span

    span, mine = Span.of(first), Signature(person, first)
    return (
        Appointment(id, person, "lake-erie-pc", span=span, signatures=(mine,)),
        Agreement(
            agreement, person, "nora", "collaborative", span, signatures=(mine, Signature("nora", first))
        ),
    )


def main(*asked: str) -> None:
    """Enter the records as the system."""
    django.setup()
    from openmso.foundation.actor import system
    from openmso.foundation.models import Network
    from openmso.launch.queries.cast import cast
    from openmso.oversight.actions import enter as enter_paper
    from openmso.oversight.facts import network_facts
    from openmso.structure.actions import enter as enter_place
    from openmso.workforce.actions import enter as enter_person

    by = system(Network.objects.using("owner").get(slug="demo").id)
    facts = network_facts(by)
    members = {one.post.value: one.person for one in cast(facts, "demo")}
    director, other = members["medical_director"], members["physician_owner"]
    if asked[:1] == ("succeeds",):
        for paper in held("office-after", other, date.fromisoformat(asked[1]), "agreement-after"):
            enter_paper(by=by, why="a successor begins", record=paper)
        json.dump({}, sys.stdout)
        return
    places, people, protocol = clinic(director, other)
    why = "a clinic in Ohio joins"
    for place in places:
        enter_place(by=by, why=why, record=place)
    for person in people:
        enter_person(by=by, why=why, record=person)
    enter_paper(by=by, why=why, record=protocol)
    if asked[:1] == ("directed",):
        for paper in held("office-erie", director, SINCE, "agreement-nora"):
            enter_paper(by=by, why=why, record=paper)
    json.dump({"site": "cleveland", "director": director, "other": other}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
