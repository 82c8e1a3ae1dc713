"""The outlines of the states, as fetched at set-up."""

from __future__ import annotations

import re

import pytest

from openmso.web import atlas


def test_fifty_states_and_the_district_are_drawn_inside_the_picture() -> None:
    if not atlas.KEPT.exists():
        pytest.skip("the outlines were not fetched: make test does")
    found = atlas.states()
    assert len(found) == 51
    assert found["TX"]["name"] == "Texas"
    for one in found.values():
        numbers = [float(number) for number in re.findall(r"-?\d+\.\d", one["path"])]
        assert numbers
        assert min(numbers) >= -60
        assert max(numbers) <= 975


def test_texas_lies_south_of_north_dakota_and_west_of_florida() -> None:
    if not atlas.KEPT.exists():
        pytest.skip("the outlines were not fetched: make test does")
    texas, dakota, florida = (atlas.states()[code]["at"] for code in ("TX", "ND", "FL"))
    assert texas[1] > dakota[1]
    assert texas[0] < florida[0]
