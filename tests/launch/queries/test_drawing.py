"""What launch answers."""

from __future__ import annotations

from datetime import date

from openmso.launch.queries import drawn

ON = date(2026, 11, 26)


def test_the_same_numbers_give_the_same_network() -> None:
    assert drawn(6, ON, seed=3) == drawn(6, ON, seed=3)
    assert drawn(6, ON, seed=3).facts != drawn(6, ON).facts


def test_faults_can_be_left_out() -> None:
    assert drawn(6, ON).planted
    assert not drawn(6, ON, faults=False).planted
