"""A sheet of people is read row by row; a row that cannot be read says where and how to mend it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openmso.workforce.files.sheets import UnknownColumnsError, read_sheet
from openmso.workforce.rules.arrivals import Arrival, LicenseSaid
from openmso.workforce.rules.days import Order
from openmso.workforce.rules.rejects import UnreadableError

ON = date(2026, 11, 25)
HEADING = "id,name,npi,born,role,license_state,license_number,license_status,multistate,issued,expires"
GOOD = "rosa,Rosa Delgado,1234567893,1985-07-09,RN,TX,712345,active,yes,2019-03-01,2027-02-28"


def sheet(folder: Path, *rows: str, heading: str = HEADING) -> Path:
    path = folder / "people.csv"
    path.write_text("\r\n".join([heading, *rows, ""]), encoding="utf-8")
    return path


def test_a_row_is_a_person_with_a_license(tmp_path: Path) -> None:
    (one,) = read_sheet(sheet(tmp_path, GOOD), ON).arrivals
    assert one == Arrival(
        row=2,
        name="Rosa Delgado",
        id="rosa",
        npi="1234567893",
        born=date(1985, 7, 9),
        license=LicenseSaid("RN", "TX", "712345", "active", True, date(2019, 3, 1), date(2027, 2, 28)),
    )


@pytest.mark.parametrize(
    ("heading", "row", "name"),
    [
        ("First,MI,Last,Suffix", "Rosa,M,Delgado,Jr.", "Rosa M Delgado Jr."),
        ("Employee Name", '"Delgado, Rosa"', "Rosa Delgado"),
        ("name;npi", "Rosa Delgado;", "Rosa Delgado"),
        ("name\tnpi", "Rosa  Delgado\t", "Rosa Delgado"),
    ],
)
def test_names_come_whole_or_in_parts_and_with_several_separators(
    heading: str, row: str, name: str, tmp_path: Path
) -> None:
    (one,) = read_sheet(sheet(tmp_path, row, heading=heading), ON).arrivals
    assert (one.name, one.license) == (name, None)


@pytest.mark.parametrize(
    ("old", "new", "column", "what"),
    [
        ("1234567893", "1234567890", "npi", "check digit"),
        ("1234567893", "12345", "npi", "ten digits"),
        ("1985-07-09", "07/09/1985", "born", "cannot be told apart"),
        ("1985-07-09", "2030-07-09", "born", "somebody alive"),
        (",RN,", ",Nurse,", "role", "RN or LPN is not said"),
        (",RN,", ",Registred Nurse,", "role", "no role"),
        (",RN,", ",,", "role", "is empty"),
        (",TX,", ",Texass,", "license_state", "no state"),
        (",TX,", ",,", "license_state", "is empty"),
        (",active,", ",fine,", "license_status", "is not known"),
        (",yes,", ",maybe,", "multistate", "neither yes nor no"),
        ("2027-02-28", "2027-02-30", "expires", "no such day"),
        ("2027-02-28", "2019-02-28", "expires", "before the day of issue"),
        ("rosa,", "Rosa D,", "id", "cannot be an id"),
        ("Rosa Delgado", "", "name", "is no name"),
        ("Rosa Delgado", '"Delgado, Rosa Maria Luz"', "name", "comma"),
    ],
)
def test_a_row_that_cannot_be_read_is_a_reject_that_says_how_to_mend_it(
    old: str, new: str, column: str, what: str, tmp_path: Path
) -> None:
    found = read_sheet(sheet(tmp_path, GOOD, GOOD.replace(old, new, 1)), ON)
    assert len(found.arrivals) == 1
    (reject,) = found.rejects
    assert (reject.row, reject.column) == (3, column)
    assert what in reject.what
    assert reject.mend
    assert "1985" not in str(reject)
    assert "2030" not in str(reject)


def test_a_wrong_role_is_asked_about(tmp_path: Path) -> None:
    (reject,) = read_sheet(sheet(tmp_path, GOOD.replace(",RN,", ",Registred Nurse,")), ON).rejects
    assert 'did you mean "registered nurse"?' in reject.mend


def test_a_file_may_say_which_of_day_and_month_comes_first(tmp_path: Path) -> None:
    row = GOOD.replace("1985-07-09", "07/09/1985")
    (one,) = read_sheet(sheet(tmp_path, row), ON, order=Order.MONTH_FIRST).arrivals
    assert one.born == date(1985, 7, 9)


def test_a_license_may_never_expire(tmp_path: Path) -> None:
    (one,) = read_sheet(sheet(tmp_path, GOOD.replace("2027-02-28", "never")), ON).arrivals
    assert one.license
    assert (one.license.expires, one.license.never_expires) == (None, True)


def test_empty_rows_are_nothing_and_short_rows_are_filled(tmp_path: Path) -> None:
    found = read_sheet(sheet(tmp_path, ",,,,,,,,,,", "rosa,Rosa Delgado"), ON)
    assert ([one.row for one in found.arrivals], found.rejects) == ([3], ())


def test_a_row_with_a_stray_comma_is_not_read_askew(tmp_path: Path) -> None:
    found = read_sheet(sheet(tmp_path, "Delgado, Rosa,1234567893", heading="name,npi"), ON)
    assert (found.arrivals, [(one.row, one.column) for one in found.rejects]) == ((), [(2, "")])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.binary(max_size=200), st.text(max_size=200).map(lambda text: f"name,npi,dob\n{text}".encode())
    )
)
def test_whatever_a_file_holds_it_is_read_or_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(content)
    try:
        read_sheet(path, ON)
    except UnreadableError:
        return


def test_a_column_that_is_not_known_stops_everything(tmp_path: Path) -> None:
    with pytest.raises(UnknownColumnsError, match='did you mean "expires"') as stopped:
        read_sheet(sheet(tmp_path, "Rosa,x,y", heading="name,expirse,ssn"), ON)
    assert len(stopped.value.wrong) == 2
    assert read_sheet(
        sheet(tmp_path, "Rosa,x,y", heading="name,expirse,ssn"), ON, skip=["expirse", "SSN"]
    ).arrivals


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04\x00\x00", "no CSV"),
        ("name\nJosé\n".encode("latin-1"), "not in UTF-8"),
        (b'name\n"Rosa" x\n', "line 2"),
    ],
)
def test_another_kind_of_file_is_refused(content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableError, match=said):
        read_sheet(path, ON)
