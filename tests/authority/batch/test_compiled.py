"""The compiled look-up finds what arrays find."""

import numpy as np
import pytest

from openmso.authority.batch import compile_table, compiled_lookup
from openmso.authority.batch.judging import rulings_of
from openmso.authority.judge import Judge
from tests.cast import CAST, LAW, TODAY

pytest.importorskip("numba", reason="numba is an extra; without it arrays look up")


def test_machine_code_and_arrays_find_the_same() -> None:
    table = compile_table(Judge(CAST, LAW))
    lookup = compiled_lookup()
    assert lookup is not rulings_of
    words, rng, count = table.words, np.random.default_rng(1), 5000
    people, procedures, sites = (
        rng.integers(-2, len(one), count).astype(np.int32)
        for one in (words.people, words.procedures, words.sites)
    )
    days = TODAY.toordinal() + rng.integers(-900, 900, count)
    found = lookup(table, people, procedures, sites, days)
    assert np.array_equal(found, rulings_of(table, people, procedures, sites, days))
    assert (found >= 0).any()
    assert (found < 0).any()
