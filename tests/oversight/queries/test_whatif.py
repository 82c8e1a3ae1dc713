"""What if, of the records: the difference of the core, told by site, person and reason; and nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from openmso.authority.contingency import removed
from openmso.authority.differences import Turn
from openmso.authority.facts import UnknownRecordError
from openmso.authority.judge import Judge
from openmso.authority.whatif import moved, whatif
from openmso.evidence.models import Event
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.register import RefusedError
from openmso.law.facts import statements_in
from openmso.law.queries import diff, pack
from openmso.oversight.facts.held import SHELF
from openmso.oversight.queries.whatif import DAYS, directors_first, leaves, moves, otherwise
from openmso.timeline.spans import Span
from tests.cast import ADA, BEN, CAST, DALLAS, ROSA, TODAY
from tests.oversight.kept import founded, operator

pytestmark = pytest.mark.django_db

WINDOW = Span(TODAY.toordinal(), TODAY.toordinal() + DAYS)
SINCE = TODAY + timedelta(days=10)


@pytest.fixture
def by() -> Iterator[Actor]:
    SHELF.clear()
    yield operator(founded())
    SHELF.clear()


def test_a_director_who_leaves_changes_what_the_core_says_and_nothing_is_written(by: Actor) -> None:
    with seeing(by):
        before = Event.objects.count()
    found = leaves(by, TODAY, ADA, SINCE)
    fresh = Judge(removed(CAST, ADA, SINCE.toordinal()), pack())
    expected = whatif(Judge(CAST, pack()), fresh, WINDOW)
    assert found.difference.changes == expected
    lost = {one.key for one in expected if one.loses}
    assert found.counts[Turn.LOST] == len(lost) > 0
    assert dict(found.people)[ADA] == len({one.key for one in expected if one.key.person == ADA})
    assert {one.site for one in found.sites} == {one.key.site for one in expected}
    assert sum(len(one.changes) for one in found.because) == len(expected)
    assert found.because[0].turn is Turn.LOST
    assert found.dark == sum(len(one.dark) for one in found.sites) > 0
    assert all(turned.span.first == SINCE for one in found.sites for turned in one.dark)
    with seeing(by):
        assert Event.objects.count() == before


def test_a_license_that_lapses_concerns_its_holder(by: Actor) -> None:
    found = leaves(by, TODAY, f"license-{ROSA}", SINCE)
    assert [person for person, _ in found.people] == [ROSA]
    first = found.because[0]
    assert (first.people, first.span.first) == ((ROSA,), SINCE)
    assert set(first.sites) <= {one.site for one in found.sites}
    assert first.procedures


def test_a_site_in_another_state_is_judged_by_its_law(by: Actor) -> None:
    found = moves(by, TODAY, DALLAS, "NM")
    expected = whatif(Judge(CAST, pack()), Judge(moved(CAST, DALLAS, "NM"), pack()), WINDOW)
    assert found.difference.changes == expected
    assert found.dark > 0
    assert found.lit == 0


@pytest.mark.parametrize(
    ("since", "told"),
    [(TODAY - timedelta(days=1), "is past"), (TODAY + timedelta(days=DAYS), "only 365 days are compared")],
    ids=["past", "beyond"],
)
def test_a_day_that_is_past_or_beyond_what_is_compared_is_refused(by: Actor, since: date, told: str) -> None:
    with pytest.raises(RefusedError, match=told) as refused:
        leaves(by, TODAY, ADA, since)
    assert refused.value.field == "since"


@pytest.mark.parametrize(
    ("state", "told"), [("ZZ", "knows no state"), ("US", "knows no state"), ("TX", "is in TX")]
)
def test_a_state_that_is_none_or_is_its_own_is_refused(by: Actor, state: str, told: str) -> None:
    with pytest.raises(RefusedError, match=told):
        moves(by, TODAY, DALLAS, state)


def test_what_the_network_has_not_cannot_be_supposed(by: Actor) -> None:
    with pytest.raises(UnknownRecordError):
        leaves(by, TODAY, "nobody", SINCE)
    with pytest.raises(UnknownRecordError):
        moves(by, TODAY, "nowhere", "NM")


def test_directors_are_named_first() -> None:
    directors, others = directors_first(CAST, TODAY)
    assert [one.id for one in directors] == [ADA, BEN]
    assert ROSA in {one.id for one in others}


STATED = """\
jurisdiction: TX
np.authority:
  - value: full
    since: 2026-04-01
    note: "Opinion of counsel."
"""


def test_another_law_is_told_by_what_it_says_from_its_first_day(by: Actor) -> None:
    """tx/np.yaml: restricted, always."""
    book = pack()
    after = book.with_overlay(statements_in(STATED.encode(), "opinion", book))
    (one,) = otherwise(diff(book, after), book, after, TODAY)
    assert (one.day, one.before.value, one.after.value) == (
        date(2026, 4, 1).toordinal(),
        "restricted",
        "full",
    )
    (later,) = otherwise(diff(book, after), book, after, date(2024, 1, 1))
    assert (later.day, later.before.value) == (None, "restricted")
