"""Columns of many types become the same numbers, and what cannot be read is told apart from what is not told."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest

from openmso.authority.batch.columns import (
    NEVER,
    NOT_KNOWN,
    NOT_TOLD,
    ActsError,
    check,
    codes,
    entries,
    flags,
    moments,
    numbers,
)
from openmso.authority.batch.zones import EPOCH
from tests.authority.batch.rows import GOOD, table

WORDS = {"MD": 0, "NP": 1}
NOON = (datetime(2026, 3, 2, 18, tzinfo=UTC) - EPOCH) // timedelta.resolution


def one(values: list[object], kind: pa.DataType | None = None) -> pa.Table:
    return pa.table({"it": pa.array(values, kind)})


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.dictionary(pa.int8(), pa.string())])
def test_text_of_any_type_becomes_codes(kind: pa.DataType) -> None:
    acts = pa.table({"it": pa.array(["NP", None, "XX", "", "MD"]).cast(kind)})
    assert codes(acts, "it", WORDS).tolist() == [1, NOT_TOLD, NOT_KNOWN, NOT_TOLD, 0]


def test_dictionaries_that_differ_from_piece_to_piece_are_read_together() -> None:
    pieces = [pa.array(["NP", "MD"]).dictionary_encode(), pa.array(["MD", "XX"]).dictionary_encode()]
    assert codes(pa.table({"it": pa.chunked_array(pieces)}), "it", WORDS).tolist() == [1, 0, 0, NOT_KNOWN]


def test_a_column_that_is_not_there_tells_nothing() -> None:
    acts = one([1, 2])
    assert codes(acts, "role", WORDS).tolist() == [NOT_TOLD, NOT_TOLD]
    assert moments(acts, "at")[0].tolist() == [NEVER, NEVER]
    assert np.isnan(numbers(acts, "miles", np.array([0, 1]))).all()
    assert flags(acts, "consent", np.array([0, 1])).tolist() == [NOT_TOLD, NOT_TOLD]
    assert not entries(acts, "areas", WORDS, np.array([0, 1]))[0].any()


def test_a_column_of_nothing_tells_nothing() -> None:
    acts = one([None, None], pa.null())
    assert codes(acts, "it", WORDS).tolist() == [NOT_TOLD, NOT_TOLD]


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-02T12:00:00-06:00",
        "2026-03-02 18:00:00Z",
        " 2026-03-02T18:00Z ",
        "2026-03-02T18:00:00.000000999Z",
        "20260302T180000Z",
    ],
)
def test_iso_text_with_an_offset_is_a_moment(text: str) -> None:
    found, unreadable = moments(one([text, None]), "it")
    assert found.tolist() == [NOON, NEVER]
    assert not unreadable.any()


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-02T12:00:00",
        "2026-03-02",
        "noon",
        "",
        "2026-02-30T12:00Z",
        "1969-12-31T12:00Z",
        "2101-01-01T12:00Z",
    ],
)
def test_any_other_text_is_unreadable_and_the_rest_is_read(text: str) -> None:
    found, unreadable = moments(one([text, "2026-03-02T18:00:00Z"]), "it")
    assert found.tolist() == [NEVER, NOON]
    assert unreadable.tolist() == [True, False]


def test_a_moment_at_the_end_of_the_calendar_is_unreadable() -> None:
    assert moments(one(["0001-01-01T00:00:00+14:00"]), "it")[1].tolist() == [True]


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_timestamps_of_any_unit_and_zone_are_moments(unit: str) -> None:
    kind = pa.timestamp(unit, "America/Chicago")
    found, unreadable = moments(one([datetime(2026, 3, 2, 18, tzinfo=UTC), None], kind), "it")
    assert found.tolist() == [NOON, NEVER]
    assert not unreadable.any()


def test_dictionary_encoded_text_is_read_as_moments_numbers_and_lists() -> None:
    text = pa.array(["2026-03-02T18:00:00Z", None]).dictionary_encode()
    assert moments(pa.table({"it": text}), "it")[0].tolist() == [NOON, NEVER]
    values = pa.array([1.5, None]).dictionary_encode()
    assert numbers(pa.table({"it": values}), "it", np.array([0])).tolist() == [1.5]
    listed = pa.array(["MD; NP", None]).dictionary_encode()
    told, rows, found = entries(pa.table({"it": listed}), "it", WORDS, np.array([0, 1]))
    assert (told.tolist(), rows.tolist(), found.tolist()) == ([True, False], [0, 0], [0, 1])


@pytest.mark.parametrize("kind", [pa.float32(), pa.float64(), pa.int16(), pa.decimal128(6, 2)])
def test_numbers_of_any_type_are_read_for_some_rows(kind: pa.DataType) -> None:
    values = [Decimal(1), None, Decimal(3)] if pa.types.is_decimal(kind) else [1, None, 3]
    acts = pa.table({"it": pa.array(values, kind)})
    found = numbers(acts, "it", np.array([2, 1]))
    assert found[0] == 3
    assert np.isnan(found[1])


def test_truths_have_three_values() -> None:
    acts = one([True, False, None])
    assert flags(acts, "it", np.array([2, 1, 0])).tolist() == [NOT_TOLD, 0, 1]
    assert flags(acts, "it", np.array([1])).tolist() == [0]


@pytest.mark.parametrize("lists", [[["MD", "NP", None], [], None, [" NP "]], ["MD; NP", "", None, "NP;"]])
def test_lists_and_text_with_semicolons_have_entries(lists: list[object]) -> None:
    told, places, found = entries(one(lists), "it", WORDS, np.array([0, 2, 3, 1]))
    assert told.tolist() == [True, False, True, True]
    assert list(zip(places.tolist(), found.tolist(), strict=True)) == [(0, 0), (0, 1), (2, 1)]


def test_everything_that_is_wrong_with_a_table_is_said_at_once() -> None:
    acts = pa.table({"person": [1], "site": ["austin"], "at": [datetime(2026, 3, 2)], "areas": [3]})  # noqa: DTZ001 - no zone is what is wrong
    with pytest.raises(ActsError) as wrong:
        check(acts)
    said = str(wrong.value)
    assert "'procedure' is missing" in said
    assert "'person' holds int64, not text" in said
    assert "'at' holds timestamp[us], not a timestamp with a time zone" in said
    assert "'areas' holds int64, not lists of text" in said


def test_a_good_table_is_not_complained_about() -> None:
    check(table(GOOD))
