"""The list of the OIG is read whole, or it is said which row was not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openmso.workforce.files.leie import COLUMNS, read_leie
from openmso.workforce.rules.listing import Born
from openmso.workforce.rules.rejects import UnreadableError
from tests.shared_data import LEIE, needs_leie

HEADING = ",".join(f'"{one}"' for one in COLUMNS)
GOOD = '"ABLE","ANN","B ",,"NURSING PROFESSION","NURSE",,"1234567893","06/22/75","1 ELM ST","AUSTIN","TX","78701","1128a1","20160218","00000000","00000000",'


def file(folder: Path, *rows: str, heading: str = HEADING) -> Path:
    path = folder / "list.csv"
    path.write_bytes("\r\n".join([heading, *rows, ""]).encode())
    return path


@needs_leie
@pytest.mark.parametrize(
    ("name", "rows"),
    [("1601EXCL", 484), ("1601REIN", 29), ("1602EXCL", 233), ("1602REIN", 53), ("UPDATED-sample", 335)],
)
def test_every_row_of_the_published_files_is_read(name: str, rows: int) -> None:
    found = read_leie(LEIE / f"{name}.csv")
    assert (len(found.rows), found.rejects, found.remarks) == (rows, (), ())
    assert all(one.reinstated_on for one in found.rows) == ("REIN" in name)
    assert sum(one.born is None for one in found.rows) < rows / 10


def test_a_row_says_what_is_published(tmp_path: Path) -> None:
    (one,) = read_leie(file(tmp_path, GOOD)).rows
    assert (one.line, one.last, one.first, one.middle, one.npi) == (2, "ABLE", "ANN", "B", "1234567893")
    assert one.born == Born(75, 6, 22, has_century=False)
    assert (one.excluded_on, one.reinstated_on, one.waived_on) == (date(2016, 2, 18), None, None)


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ('"ABLE"', "", "LASTNAME"),
        ('"20160218"', '"20160231"', "EXCLDATE"),
        ('"20160218"', '"00000000"', "EXCLDATE"),
        ('"20160218"', '"2016-02-18"', "EXCLDATE"),
        ('"1 ELM ST",', "", ""),
    ],
)
def test_a_row_that_cannot_be_read_is_a_reject(old: str, new: str, column: str, tmp_path: Path) -> None:
    found = read_leie(file(tmp_path, GOOD, GOOD.replace(old, new), GOOD))
    assert len(found.rows) == 2
    assert [(one.row, one.column) for one in found.rejects] == [(3, column)]
    assert found.rejects[0].mend


@pytest.mark.parametrize(
    ("old", "new", "column"), [("1234567893", "1234567894", "NPI"), ("06/22/75", "06/32/75", "DOB")]
)
def test_a_row_is_taken_without_a_number_or_a_day_that_cannot_be(
    old: str, new: str, column: str, tmp_path: Path
) -> None:
    found = read_leie(file(tmp_path, GOOD.replace(old, new)))
    assert len(found.rows) == 1
    (remark,) = found.remarks
    assert remark.column == column
    assert new not in str(remark)
    assert (found.rows[0].npi == "", found.rows[0].born is None) == (column == "NPI", column == "DOB")


@pytest.mark.parametrize(
    "heading", ["", HEADING.replace('"DOB",', ""), HEADING.replace("LASTNAME", "SURNAME"), "<html>"]
)
def test_another_file_is_not_read_at_all(heading: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="is no exclusion list"):
        read_leie(file(tmp_path, GOOD, heading=heading))


def test_a_broken_quote_is_not_read_over(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"line \d"):
        read_leie(file(tmp_path, GOOD, '"ABLE" x,"ANN"'))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.binary(max_size=300), st.text(max_size=300).map(lambda text: f"{HEADING}\r\n{text}".encode())
    )
)
def test_whatever_a_file_holds_it_is_read_or_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(content)
    try:
        read_leie(path)
    except UnreadableError:
        return


def test_the_digest_is_of_the_file_as_it_came(tmp_path: Path) -> None:
    from hashlib import sha256

    path = file(tmp_path, GOOD)
    assert read_leie(path).digest == sha256(path.read_bytes()).hexdigest()
