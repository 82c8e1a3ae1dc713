"""Rulings as columns: bits of roles, modes and areas, bounds, ways to supervise."""

import numpy as np
import pytest

from openmso.authority.batch.conditions import BOUNDS, NO_RANK, Conditions, conditions_of
from openmso.authority.batch.rulings import Asked, ExamAsked, Ruling, Rulings
from openmso.authority.regimes import Nearness
from openmso.authority.terms import ExamMode, Standing, Supervision


def columns(*asked: Asked) -> Conditions:
    return conditions_of(Rulings([Ruling(Standing.CONDITIONAL, 0, one) for one in asked]))


def test_roles_and_modes_are_bits() -> None:
    exam = ExamAsked(frozenset({"NP", "MD"}), frozenset({ExamMode.VIDEO}), 6)
    found = columns(Asked(exam=exam, orderers=frozenset({"PA"})))
    row = found.asked[0]
    assert found.exam_roles[row] == 1 << found.roles["NP"] | 1 << found.roles["MD"]
    assert found.orderers[row] == 1 << found.roles["PA"]
    assert found.exam_modes[row] == 1 << list(ExamMode).index(ExamMode.VIDEO)
    assert found.exam_months[row] == 6


def test_the_first_row_asks_nothing() -> None:
    found = columns(Asked(first_visit=True))
    assert found.asked.tolist() == [1]
    assert found.first_visit.tolist() == [False, True]
    assert np.isnan(found.bounds[:, 0]).all()


def test_limits_become_bounds_areas_and_sentences() -> None:
    limits = (("needle_depth_mm_max", "1.5"), ("never_areas", ("eye", "neck")), ("layer", "epidermis"))
    found = columns(Asked(limits=limits, texts=frozenset({"she is trained"})))
    row = found.asked[0]
    assert found.bounds[BOUNDS.index("needle_depth_mm_max"), row] == 1.5
    assert found.spared[row]
    assert found.never[row] == 1 << found.areas["eye"] | 1 << found.areas["neck"]
    assert found.groups[found.said[row]] == {"layer: epidermis"}
    assert found.groups[found.attests[row]] == {"she is trained"}


def test_ways_that_one_ruling_lacks_are_beyond_everybody() -> None:
    two = (Nearness(Supervision.ON_SITE), Nearness(Supervision.REMOTE, 30, 20, contiguous_county=True))
    found = columns(Asked(ways=two), Asked(ways=two[:1])).ways
    assert found.rank[:, 1:].tolist() == [[3, 3], [1, NO_RANK]]
    assert found.minutes[:, 1].tolist() == [float("inf"), 30]
    assert found.miles[:, 1].tolist() == [float("inf"), 20]
    assert found.county[:, 1].tolist() == [False, True]


def test_columns_are_made_anew_only_for_new_rulings() -> None:
    rulings = Rulings([Ruling(Standing.HELD, 0, Asked())])
    first = conditions_of(rulings)
    assert conditions_of(rulings) is first
    rulings.found.append(Ruling(Standing.ABSENT, 1, Asked()))
    assert len(conditions_of(rulings).standing) == 2


def test_more_roles_than_bits_are_refused() -> None:
    with pytest.raises(OverflowError, match="63 different roles"):
        columns(Asked(orderers=frozenset(f"R{number}" for number in range(63))))
