"""Why authority ends on a day."""

from datetime import date

import pytest

from openmso.authority.answer import Key
from openmso.authority.causes import Cause, cause
from openmso.authority.facts import Facts, Record
from openmso.authority.facts.oversight import Appointment, Delegation, Protocol
from openmso.authority.facts.people import Competency, Engagement, Exclusion, License
from openmso.authority.facts.structure import Registration, Service, Site
from openmso.authority.judge import Judge
from openmso.authority.law import LawBook
from openmso.authority.reasons import Code
from openmso.timeline.spans import Span
from tests import cast

ENDS = date(2026, 4, 13)
SPAN = Span.of(date(2024, 1, 1), ENDS)


def of(facts: Facts, key: Key, law: LawBook = cast.LAW) -> Cause:
    """The cause of what changes on the day it all ends."""
    judge, day = Judge(facts, law), ENDS.toordinal()
    return cause(key, day, judge.verdict(key, day - 1), judge.verdict(key, day), facts)


@pytest.mark.parametrize(
    ("kind", "id"),
    [
        (License, "license-rosa"),
        (License, "license-ada"),
        (Engagement, "engagement-rosa"),
        (Appointment, "appointment-ada"),
        (Delegation, "delegation-rosa"),
        (Competency, "competency-rosa-neuromodulator_injection"),
        (Protocol, "protocol"),
        (Site, "austin"),
        (Service, "menu-austin"),
    ],
)
def test_the_record_that_ends_is_named(kind: type[Record], id: str) -> None:
    found = of(cast.cast(cast.altered(kind, id, span=SPAN)), Key(cast.ROSA, cast.BOTOX, cast.AUSTIN))
    assert found.records == (id,)
    assert found.law == ()


def test_what_ends_the_same_day_for_somebody_else_is_not_named() -> None:
    facts = cast.cast(
        cast.altered(License, "license-rosa", span=SPAN), cast.altered(License, "license-lou", span=SPAN)
    )
    assert of(facts, Key(cast.ROSA, cast.BOTOX, cast.AUSTIN)).records == ("license-rosa",)


def test_a_license_of_another_state_that_ends_the_same_day_is_not_named() -> None:
    facts = cast.cast(
        cast.altered(License, "license-rosa", span=SPAN),
        License("license-rosa-nm", cast.ROSA, "RN", "NM", SPAN),
    )
    assert of(facts, Key(cast.ROSA, cast.BOTOX, cast.AUSTIN)).records == ("license-rosa",)


def test_a_registration_that_ends_is_named_for_what_needs_it() -> None:
    facts = cast.cast(cast.altered(Registration, "registration-austin", span=SPAN))
    assert of(facts, Key(cast.LEA, cast.LASER, cast.AUSTIN)).records == ("registration-austin",)


def test_an_exclusion_is_a_cause_by_beginning() -> None:
    facts = cast.cast(Exclusion("leie", cast.ROSA, "LEIE", Span.of(ENDS)))
    found = of(facts, Key(cast.ROSA, cast.BOTOX, cast.AUSTIN))
    assert found.records == ("leie",)
    assert {reason.code for reason in found.reasons} == {Code.EXCLUDED}


def test_law_that_begins_that_day_is_the_cause() -> None:
    key = (cast.BOTOX, "RN")
    law = cast.book(
        cast.says("delegation.rule", {"leave": "permitted", "supervision": "remote"}, *key, until=ENDS),
        cast.says("delegation.rule", {"leave": "prohibited"}, *key, since=ENDS, cite="Act 12"),
    )
    found = of(cast.CAST, Key(cast.ROSA, cast.BOTOX, cast.AUSTIN), law)
    assert found.records == ()
    assert [one.cite for one in found.law] == ["Act 12"]
