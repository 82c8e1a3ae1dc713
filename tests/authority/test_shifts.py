"""What a difference of two networks means for services and for those who do them."""

from datetime import timedelta

from openmso.authority.facts.people import Competency
from openmso.authority.facts.structure import Service, Site
from openmso.authority.judge import Judge
from openmso.authority.shifts import AtSite, Shift, at_site
from openmso.authority.terms import Standing
from openmso.timeline.spans import Span
from tests.cast import ADA, AUSTIN, BOTOX, CAST, LAW, OPENED, ROSA, TODAY, altered, cast

THURSDAY = TODAY + timedelta(days=3)
END = TODAY + timedelta(days=7)
WEEK = Span.of(TODAY, END)
REST = Span.of(THURSDAY, END)
NOW = Judge(CAST, LAW)
CLOSING = Judge(cast(altered(Site, AUSTIN, span=Span.of(OPENED, THURSDAY))), LAW)


def of(found: AtSite, person: str) -> list[Shift]:
    """The shifts of one person."""
    return [one for one in found.shifts if one.person == person]


def test_of_the_same_network_nothing_shifts() -> None:
    assert at_site(NOW, Judge(CAST, LAW), AUSTIN, WEEK) == AtSite(AUSTIN, (), (), ())


def test_a_site_that_would_close_goes_dark_from_that_day_on() -> None:
    found = at_site(NOW, CLOSING, AUSTIN, WEEK)
    assert [(one.service.id, one.span) for one in found.dark] == [("menu-austin", REST)]
    assert found.lit == ()
    menu = CAST.need(Service, "menu-austin")
    assert of(found, ADA) == [Shift(ADA, menu, REST, Standing.HELD, Standing.BARRED)]


def test_a_site_that_would_stay_open_is_covered_again() -> None:
    found = at_site(CLOSING, NOW, AUSTIN, WEEK)
    assert found.dark == ()
    assert [(one.service.id, one.span) for one in found.lit] == [("menu-austin", REST)]
    assert of(found, ADA)[0].after is Standing.HELD


def test_what_is_beyond_the_window_is_not_told() -> None:
    assert at_site(NOW, CLOSING, AUSTIN, Span.of(TODAY, THURSDAY)) == AtSite(AUSTIN, (), (), ())


def test_of_several_runs_of_days_the_first_is_told_and_a_service_that_others_do_is_not_dark() -> None:
    botox = Service("botox-austin", AUSTIN, "Botox", frozenset({BOTOX}))
    friday = THURSDAY + timedelta(days=1)
    code = f"competency-{ROSA}-{BOTOX}"
    before = altered(Competency, code, id="competency-first", span=Span.of(OPENED, THURSDAY))
    again = altered(Competency, code, id="competency-again", span=Span.of(friday, END - timedelta(days=1)))
    after = Judge(cast(botox, before, again, without=[code]), LAW)
    found = at_site(Judge(cast(botox), LAW), after, AUSTIN, WEEK)
    thursday = Span.of(THURSDAY, friday)
    there = [one for one in of(found, ROSA) if one.service == botox]
    assert there == [Shift(ROSA, botox, thursday, Standing.CONDITIONAL, Standing.ABSENT)]
    assert (found.dark, found.lit) == ((), ())
