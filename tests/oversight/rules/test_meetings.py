"""How often two meet: by the strictest law, else their paper, else the house; and who signs when."""

from __future__ import annotations

from datetime import date

from openmso.oversight.rules.meetings import MEET_EVERY, Said, Signing, by_law, cadence, cannot_sign, due_on

BEGAN = date(2025, 6, 15)
PHASED = Said(
    plain=90,
    phased={"first_every_days": 30, "first_months": 6, "every_days": 180, "ends_after_months": 24},
    cite="a code",
)


def test_the_phase_of_the_law_goes_by_the_months_of_the_agreement() -> None:
    # Six months after June 15 are December 15; twenty-four are June 15 two years later.
    assert by_law(PHASED, BEGAN, date(2025, 12, 14)) == 30
    assert by_law(PHASED, BEGAN, date(2025, 12, 15)) == 180
    assert by_law(PHASED, BEGAN, date(2027, 6, 14)) == 180
    assert by_law(PHASED, BEGAN, date(2027, 6, 15)) is None
    assert by_law(PHASED, None, date(2025, 7, 1)) == 180


def test_a_rule_that_says_no_interval_leaves_the_plain_number() -> None:
    assert by_law(Said(plain=90, phased={"minutes_kept_years": 5}), BEGAN, BEGAN) == 90


def test_the_strictest_law_counts_then_the_paper_then_the_house() -> None:
    on = date(2025, 7, 1)
    assert cadence([Said(90, None, "one"), Said(30, None, "two")], 10, BEGAN, on).cite == "two"
    assert (cadence([Said()], 60, BEGAN, on).days, cadence([Said()], 60, BEGAN, on).source) == (
        60,
        "agreement",
    )
    assert cadence([], None, BEGAN, on).days == MEET_EVERY


def test_the_next_one_is_due_from_the_last_or_from_the_beginning() -> None:
    assert due_on(date(2026, 3, 1), BEGAN, 30) == date(2026, 3, 31)
    assert due_on(None, BEGAN, 30) == date(2025, 7, 15)


def test_the_physician_signs_last() -> None:
    both = frozenset({"ada", "nia"})
    assert cannot_sign("ada", Signing("ada", both, frozenset())) is not None
    assert cannot_sign("nia", Signing("ada", both, frozenset())) is None
    assert cannot_sign("ada", Signing("ada", both, frozenset({"nia"}))) is None
    for person, signed in (("rosa", {"nia"}), ("nia", {"nia"}), ("nia", {"ada"})):
        assert cannot_sign(person, Signing("ada", both, frozenset(signed))) is not None
