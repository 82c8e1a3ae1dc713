"""What would be otherwise: with other facts, with other law."""

from datetime import timedelta

import pytest

from openmso.authority.answer import Key
from openmso.authority.contingency import removed
from openmso.authority.facts import UnknownRecordError
from openmso.authority.facts.oversight import Appointment, Delegation
from openmso.authority.facts.structure import Service, Site
from openmso.authority.judge import Judge
from openmso.authority.reasons import Code
from openmso.authority.terms import Standing
from openmso.authority.whatif import Change, elsewhere, moved, whatif, without
from openmso.timeline.spans import Span
from tests.cast import (
    ADA,
    ALL,
    AUSTIN,
    BOTOX,
    CAST,
    DALLAS,
    LAW,
    MONA,
    NM,
    OPENED,
    PEEL,
    ROSA,
    TODAY,
    altered,
    book,
    cast,
    rule,
)

WEEK = Span.of(TODAY, TODAY + timedelta(days=7))
NOW = Judge(CAST, LAW)


def of(changes: tuple[Change, ...], key: Key) -> list[tuple[Span, Standing, Standing]]:
    """The changes of one key."""
    return [(one.span, one.before.standing, one.after.standing) for one in changes if one.key == key]


def test_nothing_changes_where_nothing_is_changed() -> None:
    assert whatif(NOW, Judge(CAST, LAW), WEEK) == ()


def test_an_appointment_that_would_end_on_a_day_loses_the_days_after() -> None:
    thursday = TODAY + timedelta(days=3)
    after = Judge(cast(altered(Appointment, "appointment-ada", span=Span.of(OPENED, thursday))), LAW)
    changes = whatif(NOW, after, WEEK)
    assert of(changes, Key(ROSA, BOTOX, AUSTIN)) == [
        (Span.of(thursday, TODAY + timedelta(days=7)), Standing.CONDITIONAL, Standing.ABSENT)
    ]
    assert all(change.loses and not change.gains for change in changes)


def test_a_law_that_would_let_her_gains() -> None:
    after = Judge(CAST, book(rule("MA", BOTOX, exam_first=False)))
    changes = whatif(NOW, after, WEEK)
    assert {change.key for change in changes} == {Key(MONA, BOTOX, site) for site in (AUSTIN, DALLAS, "tele")}
    assert all(change.gains and not change.loses for change in changes)


def test_from_no_authority_to_no_authority_nothing_is_lost_and_nothing_gained() -> None:
    without = cast(without=["delegation-rosa"])
    barred = Judge(without.without("license-rosa"), LAW)
    (change,) = [
        one for one in whatif(Judge(without, LAW), barred, WEEK) if one.key == Key(ROSA, BOTOX, AUSTIN)
    ]
    assert (change.before.standing, change.after.standing) == (Standing.ABSENT, Standing.BARRED)
    assert not change.loses
    assert not change.gains


def test_other_conditions_with_the_same_standing_are_no_change() -> None:
    after = Judge(cast(without=["standing-order"]), LAW)
    assert of(whatif(NOW, after, WEEK), Key(ROSA, BOTOX, AUSTIN)) == []
    assert of(whatif(NOW, after, WEEK), Key(MONA, PEEL, AUSTIN)) == []


def test_days_of_the_same_change_are_one_run_though_their_reasons_differ() -> None:
    tuesday = TODAY + timedelta(days=1)
    gone = altered(Delegation, "delegation-rosa", span=Span.of(OPENED, tuesday), signatures=())
    changes = whatif(NOW, Judge(cast(gone), LAW), WEEK)
    assert of(changes, Key(ROSA, BOTOX, AUSTIN)) == [(WEEK, Standing.CONDITIONAL, Standing.ABSENT)]


def test_a_change_that_comes_and_goes_is_two_runs() -> None:
    tuesday, thursday = TODAY + timedelta(days=1), TODAY + timedelta(days=3)
    first = altered(Service, "menu-austin", procedures=ALL, span=Span.of(tuesday, thursday))
    before = Judge(
        cast(
            altered(Service, "menu-austin", procedures=ALL - {BOTOX}),
        ),
        LAW,
    )
    changes = whatif(before, Judge(cast(first), LAW), WEEK)
    assert of(changes, Key(ROSA, BOTOX, AUSTIN)) == [
        (Span.of(tuesday, thursday), Standing.BARRED, Standing.CONDITIONAL)
    ]


def test_a_site_that_would_not_be_there_is_closed() -> None:
    without = cast(without=[DALLAS])
    changes = whatif(NOW, Judge(without, LAW), WEEK)
    (lost,) = [one for one in changes if one.key == Key(ROSA, BOTOX, DALLAS)]
    assert lost.after.codes == {Code.SITE_CLOSED}
    (gained,) = [one for one in whatif(Judge(without, LAW), NOW, WEEK) if one.key == Key(ROSA, BOTOX, DALLAS)]
    assert gained.gains
    assert without.get(Site, DALLAS) is None


@pytest.mark.parametrize(
    "record", [ADA, ROSA, f"license-{ROSA}", "appointment-ada", f"competency-{ROSA}-{BOTOX}"]
)
def test_a_record_that_would_end_changes_nothing_beyond_its_keys(record: str) -> None:
    """Against comparing every key of the network with that of which the record is taken away."""
    thursday = TODAY + timedelta(days=3)
    supposed = without(NOW, record, thursday.toordinal())
    fresh = Judge(removed(CAST, record, thursday.toordinal()), LAW)
    found = whatif(NOW, supposed.judge, WEEK, supposed.keys)
    assert found == whatif(NOW, fresh, WEEK)
    assert {one.span.start for one in found} == {thursday.toordinal()}


def test_a_site_that_would_be_in_another_state_is_judged_by_that_state() -> None:
    supposed = elsewhere(NOW, DALLAS, NM)
    found = whatif(NOW, supposed.judge, WEEK, supposed.keys)
    assert found == whatif(NOW, Judge(moved(CAST, DALLAS, NM), LAW), WEEK)
    there = supposed.judge.facts.need(Site, DALLAS)
    assert (there.state, there.county, there.latitude, there.longitude) == (NM, "", None, None)
    assert of(found, Key(ROSA, BOTOX, DALLAS))[0][2] is Standing.BARRED  # she holds no license there


def test_what_the_network_has_not_cannot_be_supposed() -> None:
    with pytest.raises(UnknownRecordError):
        without(NOW, "nobody", 1)
    with pytest.raises(UnknownRecordError):
        elsewhere(NOW, "nowhere", NM)
