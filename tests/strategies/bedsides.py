"""Bedsides and acts: mostly told enough, at any minute of the three weeks."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from openmso.authority.answer import Act
from openmso.authority.facts.bedside import Bedside, Exam, Order, Presence
from openmso.authority.terms import ExamMode, Supervision
from tests.strategies.chance import FIRST, mostly
from tests.strategies.networks import INJECT, keys

START = datetime(FIRST.year, FIRST.month, FIRST.day, 6, tzinfo=UTC)
minutes = st.integers(0, 21 * 24 * 60 - 1)
covered = st.sampled_from([None, frozenset({INJECT}), frozenset({"iv_therapy"})])
givers = st.sampled_from(["ada", "ben", "nia", "rosa", "sam"])
roles = mostly("MD", "NP", "PA", "RN")


def moments(latest: datetime) -> st.SearchStrategy[datetime]:
    """A moment up to 400 days before an act, mostly the same day, seldom after it."""
    ago = st.one_of(
        st.integers(0, 60), st.integers(26 * 24 * 60, 33 * 24 * 60), st.integers(-60, 400 * 24 * 60)
    )
    return ago.map(lambda back: latest - timedelta(minutes=back))


def told(
    at: datetime,
) -> st.SearchStrategy[Bedside]:
    """What is known at a moment."""
    exams = st.builds(Exam, mostly("ada", "nia", "rosa", ""), roles, mostly(*ExamMode), moments(at), covered)
    orders = st.builds(Order, givers, roles, moments(at), covered)
    presences = st.builds(
        Presence,
        givers,
        roles,
        st.sampled_from(Supervision),
        minutes=st.sampled_from([None, 10, 30, 31]),
        miles=st.sampled_from([None, 5.0, 20.0, 20.1]),
    )
    measures = st.dictionaries(
        st.sampled_from(["needle_depth_mm", "peel_ph"]),
        st.sampled_from([Decimal("1.5"), Decimal(3), Decimal(2)]),
    )
    return st.builds(
        Bedside,
        st.lists(exams, max_size=2).map(tuple),
        st.lists(orders, max_size=2).map(tuple),
        st.lists(presences, max_size=2).map(tuple),
        mostly(True, None, False),
        mostly(None, "TX", "NM"),
        measures,
        st.sampled_from([None, frozenset({"lips"}), frozenset({"eye", "lips"})]),
        st.frozensets(st.sampled_from(["she is trained", "she is supervised", "layer: stratum_corneum"])),
        st.sampled_from([None, True, False]),
        st.booleans(),
    )


@st.composite
def acts(draw: st.DrawFn) -> Act:
    """An act of somebody somewhere, at a moment."""
    key = draw(keys())
    at = START + timedelta(minutes=draw(minutes))
    return Act(key.person, key.procedure, key.site, at, draw(told(at)))
