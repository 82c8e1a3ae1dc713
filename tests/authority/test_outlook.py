"""The days ahead."""

from dataclasses import replace
from datetime import date

from openmso.authority.facts import Settings
from openmso.authority.facts.oversight import Appointment
from openmso.authority.facts.people import Insurance, License
from openmso.authority.facts.structure import Service
from openmso.authority.judge import Judge
from openmso.authority.outlook import Outlook, outlook
from openmso.timeline.spans import Span
from tests import cast

START = cast.TODAY.toordinal()
WINDOW = Span(START, START + 90)
LICENSE_ENDS, APPOINTMENT_ENDS = date(2026, 4, 13), date(2026, 5, 2)


def ahead(*records: License | Appointment | Service) -> Outlook:
    """The outlook of the cast with records changed."""
    return outlook(Judge(cast.cast(*records), cast.LAW), WINDOW)


def test_the_cast_loses_nothing() -> None:
    found = ahead()
    assert found.turns == ()
    assert found.dark == ()
    assert found.held > 0


def test_losses_are_grouped_by_day_and_cause_soonest_first() -> None:
    found = ahead(
        cast.altered(Appointment, "appointment-ada", span=Span.of(cast.OPENED, APPOINTMENT_ENDS)),
        cast.altered(License, "license-rosa", span=Span.of(date(2015, 1, 1), LICENSE_ENDS)),
    )
    assert [(turn.day, turn.cause.records) for turn in found.turns] == [
        (LICENSE_ENDS.toordinal(), ("license-rosa",)),
        (APPOINTMENT_ENDS.toordinal(), ("appointment-ada",)),
    ]
    assert {loss.key.person for loss in found.turns[0].losses} == {cast.ROSA}
    # Rosa is lost already when Ada's appointment ends; the others fall with it.
    assert {loss.key.person for loss in found.turns[1].losses} == {
        cast.LOU, cast.NIA, cast.PAT, cast.MONA, cast.LEA,
    }  # fmt: skip


def test_a_service_goes_dark_when_the_last_one_who_may_is_lost() -> None:
    # By telehealth nobody but Nia and Pat may consult once Ben is gone, and both rest on Ada's appointment.
    consult = Service("consult", cast.TELE, "Consult", frozenset({cast.CONSULT}))
    found = ahead(
        consult,
        cast.altered(Appointment, "appointment-ada", span=Span.of(cast.OPENED, APPOINTMENT_ENDS)),
        cast.altered(License, "license-ben", span=Span.of(date(2015, 1, 1), LICENSE_ENDS)),
    )
    # In Dallas only Ben may do everything; by telehealth not even he, for want of a laser registration.
    assert [(one.service.id, one.day, one.until) for one in found.dark] == [
        ("menu-dallas", LICENSE_ENDS.toordinal(), None),
        ("consult", APPOINTMENT_ENDS.toordinal(), None),
    ]


def test_a_service_that_one_person_can_still_do_is_not_dark() -> None:
    found = ahead(cast.altered(License, "license-rosa", span=Span.of(date(2015, 1, 1), LICENSE_ENDS)))
    assert found.turns
    assert found.dark == ()


def test_records_that_end_together_and_stop_the_same_people_are_one_event() -> None:
    ended = Span.of(cast.OPENED, LICENSE_ENDS)
    mine, ours = ("own", cast.ROSA), ("practice", cast.LUMEN)
    policies = [Insurance(id, subject, "malpractice", ended) for id, subject in (mine, ours)]
    settings = Settings(insured_roles=frozenset({"RN", "MD", "NP"}))
    facts = replace(cast.cast(*policies), settings=settings)
    [turn] = outlook(Judge(facts, cast.LAW), WINDOW).turns
    assert set(turn.cause.records) == {"own", "practice"}
    assert {cast.ROSA, cast.NIA} <= {loss.key.person for loss in turn.losses}
