"""The vocabulary of standings."""

from openmso.authority.answer import Outcome
from openmso.authority.terms import Standing
from openmso.cli.render.looks import OUTCOMES, SEVERITIES, STANDINGS


def test_every_standing_and_outcome_has_a_look() -> None:
    assert set(STANDINGS) == set(Standing)
    assert set(OUTCOMES) == set(Outcome)
    assert list(SEVERITIES) == ["must", "should", "watch"]


def test_no_two_standings_look_alike_in_color_or_without() -> None:
    for part in ("icon", "word", "style", "block", "letter"):
        assert len({getattr(look, part) for look in STANDINGS.values()}) == len(Standing)


def test_standings_carry_the_signs_of_the_pages() -> None:
    assert [STANDINGS[one].text for one in Standing] == [
        "✓ Held",
        "◐ Conditional",
        "? Unknown",
        "– Absent",
        "⊘ Barred",
    ]
