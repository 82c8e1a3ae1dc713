"""A check of a network, sorted for people."""

from pathlib import Path

import pytest

from openmso.authority.facts import Facts
from openmso.authority.facts.structure import Ownership
from openmso.cli.checks import check_of, chosen
from openmso.cli.failure import BadInputError
from openmso.cli.network import Network
from tests import cast
from tests.cli.checked import CONTROLS, FINDINGS, check


def network(facts: Facts = cast.CAST) -> Network:
    """The cast as a network that was read."""
    return Network(Path("network.yaml"), facts, cast.LAW)


def test_families_with_the_gravest_come_first_and_empty_ones_not_at_all() -> None:
    assert list(check(*FINDINGS).families) == ["licenses", "insurance"]


def test_findings_are_counted_by_severity_from_the_gravest_down() -> None:
    assert list(check(*FINDINGS).counts.items()) == [("must", 1), ("should", 1), ("watch", 1)]


def test_where_there_is_much_to_read_what_the_law_forbids_comes_first() -> None:
    watch, must, should = FINDINGS
    assert check(must, should, watch).first == ()
    assert check(must, must, *[watch] * 4).first == (must, must)
    assert check(*[watch] * 6).first == ()


def test_a_check_fails_from_the_severity_told() -> None:
    _, must, should = FINDINGS
    assert check(must).fails("must")
    assert not check(should).fails("must")
    assert check(should).fails("should")
    assert check(should).fails("watch")
    assert not check().fails("watch")


def test_controls_are_chosen_by_id_or_family() -> None:
    assert [one.id for one in chosen(CONTROLS, ())] == ["OWN-01", "LIC-01", "LIC-02", "INS-01"]
    assert [one.id for one in chosen(CONTROLS, ("licenses", "INS-01"))] == ["LIC-01", "LIC-02", "INS-01"]


def test_a_name_that_is_no_control_lists_the_nearest_and_the_families() -> None:
    with pytest.raises(BadInputError) as refused:
        chosen(CONTROLS, ("license",))
    assert "did you mean licenses?" in refused.value.details
    assert refused.value.details[-1] == "families: ownership, licenses, insurance"


def test_a_lay_owner_is_found_among_ownership_only_where_that_is_looked_at() -> None:
    # The law of the cast forbids lay ownership; the MSO is lay.
    lay = cast.altered(Ownership, "ownership-ada", owner=cast.MSO)
    found = check_of(network(cast.cast(lay)), cast.TODAY, only=("ownership",))
    assert found.counts["must"] >= 1
    assert {one.control for one in found.findings} <= {one.id for one in found.controls}
    assert any("ownership-ada" in [place.record for place in one.where] for one in found.findings)
    assert not check_of(network(), cast.TODAY, only=("ownership",)).findings


def test_findings_come_gravest_first() -> None:
    order = [one.severity for one in check_of(network(), cast.TODAY).findings]
    assert order == sorted(order, reverse=True)
