"""The chain of one decision, and since when a link is broken."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from openmso.authority.answer import Act, Key, LinkKind
from openmso.authority.chain_days import Chain, Hoop, chain
from openmso.authority.decide import decide
from openmso.authority.facts import Facts
from openmso.authority.facts.oversight import Appointment
from openmso.authority.facts.people import License
from openmso.authority.judge import Judge
from openmso.authority.terms import Standing
from openmso.timeline.spans import Span
from tests import cast

ENDS = date(2026, 4, 13)


def asked(facts: Facts, on: date) -> Chain:
    """Rosa's chain for Botox in Austin at noon of a day."""
    judge = Judge(facts, cast.LAW)
    at = datetime(on.year, on.month, on.day, 12, tzinfo=ZoneInfo("America/Chicago"))
    act = Act(cast.ROSA, cast.BOTOX, cast.AUSTIN, at)
    return chain(decide(act, judge), judge.track(Key(act.person, act.procedure, act.site)))


def link(found: Chain, kind: LinkKind) -> Hoop:
    """The link of a kind."""
    return next(hoop for hoop in found.hoops if hoop.link.kind is kind)


def lapsing() -> Facts:
    """The cast with Rosa's license ending on Apr 12."""
    return cast.cast(cast.altered(License, "license-rosa", span=Span.of(date(2015, 1, 1), ENDS)))


def test_a_broken_link_knows_since_when() -> None:
    found = asked(lapsing(), date(2026, 5, 12))
    assert link(found, LinkKind.LICENSE).broken == Span.of(ENDS)
    assert link(found, LinkKind.APPOINTMENT).broken is None


def test_a_link_that_will_hold_again_knows_from_when() -> None:
    back = Appointment(
        "appointment-ada",
        cast.ADA,
        cast.LUMEN,
        span=Span.of(date(2026, 6, 1)),
        signatures=cast.signed(cast.ADA),
    )
    found = asked(cast.cast(back), cast.TODAY)
    broken = link(found, LinkKind.APPOINTMENT).broken
    assert broken is not None
    assert broken.until == date(2026, 6, 1)


def test_the_standing_is_told_with_what_follows_it() -> None:
    found = asked(lapsing(), cast.TODAY)
    assert found.verdict.standing is Standing.CONDITIONAL
    assert found.unchanged.until == ENDS
    assert found.after is not None
    assert found.after.standing is Standing.BARRED


def test_a_link_to_be_shown_at_the_bedside_is_not_broken() -> None:
    found = asked(cast.CAST, cast.TODAY)
    assert link(found, LinkKind.EXAM).link.holds is None
    assert all(hoop.broken is None for hoop in found.hoops)
    assert found.after is None
