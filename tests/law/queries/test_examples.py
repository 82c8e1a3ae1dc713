"""An example of an overlay can be read by the reader of overlays, for every question of the pack and wherever it is asked."""

from __future__ import annotations

from datetime import date

import pytest

from openmso.law.facts import statements_in
from openmso.law.queries import whole
from openmso.law.queries.examples import example

DAY = date(2026, 11, 26)


@pytest.mark.parametrize("state", ["TX", "AK", "US"])
def test_every_example_is_read_and_says_what_stands(state: str) -> None:
    """Where the pack says something, the overlay says the same; where it is silent, it says something of the right shape."""
    pack = whole()
    for name in pack.asked:
        text = example(pack, state, name, (), DAY)
        (one,) = statements_in(text.encode(), name, pack.book, terms=pack.terms)
        assert (one.jurisdiction, one.parameter, one.span.first) == (state, name, DAY)
        now = pack.book.reading(state, name, DAY.toordinal(), *one.key)
        assert now.value is None or one.value == now.value


def test_an_example_is_of_the_key_that_is_asked_for() -> None:
    text = example(whole(), "TX", "delegation.rule", ("neuromodulator_injection", "RN"), DAY)
    assert text.splitlines()[:6] == [
        "jurisdiction: TX",
        "delegation.rule:",
        "  neuromodulator_injection:",
        "    RN:",
        "      - value:",
        "          leave: permitted",
    ]
    assert 'cite: "22 Tex. Admin. Code §§169.25-169.28"' in text  # tx/delegation.yaml


@pytest.mark.parametrize(("state", "name"), [("ZZ", "np.authority"), ("TX", "np.crown")])
def test_what_there_is_not_has_no_example(state: str, name: str) -> None:
    with pytest.raises(KeyError):
        example(whole(), state, name, (), DAY)
