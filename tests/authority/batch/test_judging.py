"""Looking rulings up in any order, by arrays."""

import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmso.authority import batch
from openmso.authority.batch import Table, compile_table
from openmso.authority.batch.judging import NO_RULING, compiled_lookup, rulings_of
from openmso.authority.judge import Judge
from tests.cast import CAST, LAW, TODAY

COMPILED = compile_table(Judge(CAST, LAW))


def codes(most: int) -> st.SearchStrategy[int]:
    return st.integers(-2, most - 1)


days = st.integers(TODAY.toordinal() - 900, TODAY.toordinal() + 900)
asked = st.lists(
    st.tuples(
        codes(len(COMPILED.words.people)),
        codes(len(COMPILED.words.procedures)),
        codes(len(COMPILED.words.sites)),
        days,
    ),
    min_size=1,
)


def by_run(table: Table, person: int, procedure: int, site: int, day: int) -> int:
    """The ruling of one row, run by run."""
    codes = table.pairs.codes.tolist()
    code = site << 32 | person
    if min(person, procedure, site) < 0 or code not in codes:
        return NO_RULING
    key = codes.index(code) * len(table.words.procedures) + procedure
    runs = range(table.firsts[key], table.firsts[key + 1])
    return next((int(table.ruling[run]) for run in reversed(runs) if table.starts[run] <= day), NO_RULING)


@given(asked)
def test_rulings_are_those_of_the_runs(rows: list[tuple[int, int, int, int]]) -> None:
    people, procedures, sites = (np.array([row[place] for row in rows], np.int32) for place in range(3))
    at = np.array([row[3] for row in rows], np.int64)
    assert rulings_of(COMPILED, people, procedures, sites, at).tolist() == [
        by_run(COMPILED, *row) for row in rows
    ]


def test_nothing_is_looked_up_for_nobody() -> None:
    none = np.zeros(0, np.int32)
    assert len(rulings_of(COMPILED, none, none, none, np.zeros(0, np.int64))) == 0


def test_without_numba_arrays_look_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "openmso.authority.batch.compiled", raising=False)
    monkeypatch.delattr(batch, "compiled", raising=False)
    monkeypatch.setitem(sys.modules, "numba", None)
    assert compiled_lookup() is rulings_of
