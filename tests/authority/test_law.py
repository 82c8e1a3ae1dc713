"""The law book: what several dated statements of different strength say on a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmso.authority.law import UNRESEARCHED, LawBook, Parameter, Statement
from openmso.authority.terms import Confidence
from openmso.timeline.spans import Span
from tests.cast import LAW, PROCEDURES, TX, says
from tests.oracle.reading import doubtful, said
from tests.strategies.chance import DURING
from tests.strategies.lawbooks import QUESTIONS, statements
from tests.strategies.networks import HERE

SINCE = date(2026, 1, 1)
NAME = "np.authority"


def of(*listed: Statement) -> LawBook:
    """A book of these statements."""
    return LawBook.of(listed)


def test_three_kinds_of_nothing_are_kept_apart() -> None:
    never = LAW.reading(TX, "np.chart_review_pct", DURING.start)
    assert never == UNRESEARCHED
    assert (never.known, never.value, never.statement, never.disputed) == (False, None, None, False)
    assert not never.trusted(Confidence.LOW)
    repealed = of(says(NAME, None)).reading(TX, NAME, DURING.start)
    assert (repealed.known, repealed.value) == (True, None)
    undated = of(says(NAME, "full", since_known=False)).reading(TX, NAME, 1)
    assert (undated.known, undated.value) == (True, "full")


def test_a_statement_says_something_on_the_days_of_its_span() -> None:
    book = of(says(NAME, "reduced", until=SINCE), says(NAME, "full", since=SINCE))
    assert book.reading(TX, NAME, SINCE.toordinal() - 1).value == "reduced"
    assert book.reading(TX, NAME, SINCE.toordinal()).value == "full"
    gap = of(says(NAME, "reduced", until=SINCE), says(NAME, "full", since=SINCE + timedelta(days=1)))
    assert not gap.reading(TX, NAME, SINCE.toordinal()).known


def test_statements_of_another_state_or_key_say_nothing_here() -> None:
    book = of(says("orders.standing", {"leave": "prohibited"}, "any"))
    assert book.reading(TX, "orders.standing", 1, "any").known
    assert not book.reading(TX, "orders.standing", 1).known
    assert not book.reading("NM", "orders.standing", 1, "any").known


@pytest.mark.parametrize(
    ("weaker", "stronger"),
    [
        ({"confidence": Confidence.LOW}, {"confidence": Confidence.MEDIUM}),
        ({"confidence": Confidence.HIGH}, {"confidence": Confidence.LOW, "signed": "counsel"}),
        ({"signed": "counsel"}, {"overlay": True, "confidence": Confidence.LOW}),
        ({"overlay": True}, {"overlay": True, "signed": "counsel", "confidence": Confidence.LOW}),
    ],
)
def test_the_stronger_statement_decides_wherever_it_stands(
    weaker: dict[str, str], stronger: dict[str, str]
) -> None:
    weak, strong = says(NAME, "restricted", **weaker), says(NAME, "full", **stronger)
    for book in (of(weak, strong), of(strong, weak)):
        reading = book.reading(TX, NAME, 1)
        assert reading.statements == (strong, weak)
        assert not reading.disputed


def test_equal_rivals_are_a_dispute_that_grants_nothing_without_counsel() -> None:
    reading = of(says(NAME, "full", authority="board"), says(NAME, "restricted", authority="court")).reading(
        TX, NAME, 1
    )
    assert (reading.value, reading.disputed) == ("full", True)
    assert not reading.trusted(Confidence.LOW)


@pytest.mark.parametrize(
    ("fields", "threshold", "trusted"),
    [
        ({"confidence": Confidence.MEDIUM}, Confidence.MEDIUM, True),
        ({"confidence": Confidence.MEDIUM}, Confidence.HIGH, False),
        ({"confidence": Confidence.LOW, "signed": "counsel"}, Confidence.HIGH, True),
        ({"confidence": Confidence.LOW, "overlay": True}, Confidence.HIGH, True),
    ],
)
def test_trust_is_confidence_or_a_signature(
    fields: dict[str, str], threshold: Confidence, trusted: bool
) -> None:
    assert of(says(NAME, "full", **fields)).reading(TX, NAME, 1).trusted(threshold) == trusted


def test_pending_law_is_told_and_never_decides() -> None:
    pending = says(NAME, "full", pending=True)
    assert not of(pending).reading(TX, NAME, 1).known
    assert of(pending).said(TX, NAME) == (pending,)


def test_a_book_knows_under_which_keys_a_state_speaks() -> None:
    assert LAW.keys(TX, "site.registration") == (("laser_facility",),)
    assert LAW.keys("NM", "site.registration") == ()
    assert LAW.said(TX, "site.registration") == ()


def test_an_overlay_keeps_the_books_words_and_version() -> None:
    asked = {NAME: Parameter(NAME, "Authority", "How free is an NP?", "code")}
    book = LawBook.of([], procedures=PROCEDURES, parameters=asked, version="2026.11.0", digest="abc")
    after = book.with_overlay([says(NAME, "full", overlay=True)])
    assert (after.procedures, after.parameters, after.version, after.digest) == (
        PROCEDURES,
        asked,
        "2026.11.0",
        "abc",
    )
    assert after.reading(TX, NAME, 1).value == "full"
    assert not book.reading(TX, NAME, 1).known


@given(st.sampled_from(sorted(QUESTIONS)).flatmap(lambda question: statements(HERE, question)))
def test_what_is_said_on_a_day_is_what_the_naive_reader_finds(listed: list[Statement]) -> None:
    book = LawBook.of(listed)
    for name, key in {(one.parameter, one.key) for one in listed}:
        track = book.track(HERE, name, *key)
        assert book.track(HERE, name, *key) is track
        for day in range(DURING.start - 2, DURING.end + 2):
            reading, found = track.at(day), said(book, HERE, name, day, *key)
            assert reading.statement == (found[0] if found else None)
            assert len(reading.statements) == len(found)
            for threshold in Confidence:
                assert reading.trusted(threshold) == (bool(found) and not doubtful(found, threshold))


def test_a_statement_without_dates_holds_always() -> None:
    assert says(NAME, "full").span == Span()
