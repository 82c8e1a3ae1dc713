"""`openmso credentials`: from a list to a settled match, from a sheet to licenses, from a look to a verified license."""

from __future__ import annotations

from pathlib import Path

import pytest

from openmso.netfile.queries import read
from tests.cli.conftest import NETWORKS
from tests.cli.installations import Installation
from tests.shared_data import NPPES, needs_nppes

pytestmark = pytest.mark.django_db  # asks for the server of the tests

HEADING = "LASTNAME,FIRSTNAME,MIDNAME,BUSNAME,GENERAL,SPECIALTY,UPIN,NPI,DOB,ADDRESS,CITY,STATE,ZIP,EXCLTYPE,EXCLDATE,REINDATE,WAIVERDATE,WVRSTATE"
REY = "REY,ROSA,M,,NURSING PROFESSION,,,0000000000,03/04/81,1 ELM,AUSTIN,TX,78701,1128a1,20240520,00000000,00000000,"
SHEET = """\
Name,Date of Birth,License Type,State,License #,Exp Date
Rosa Rey,1985-07-09,Registered Nurse,TX,712345,2027-02-28
Max Moe,03/04/1990,RN,TX,712346,2027-02-28
"""


@pytest.fixture(scope="module")
def clinic(installed: Installation) -> Installation:
    assert installed("import", NETWORKS / "clinic.yaml", "--network", "cred", "--yes").code == 0
    return installed


def written(path: Path, *rows: str) -> Path:
    path.write_text("\n".join([HEADING, *rows, ""]), encoding="utf-8")
    return path


def screen(run: Installation, file: Path, *more: str) -> tuple[int, str, str]:
    said = run(
        "credentials",
        "screen",
        file,
        "--network",
        "cred",
        "--as-of",
        "2026-11-10",
        "--on",
        "2026-11-25",
        *more,
        OPENMSO_OWNER_URL="",
    )
    return said.code, said.out, said.err


def test_a_match_is_raised_confirmed_and_taken_back_and_cleared_for_good(
    clinic: Installation, tmp_path: Path
) -> None:
    file = written(tmp_path / "list.csv", REY)
    code, _, err = screen(clinic, file)
    assert (code, "1 rows are fewer than a full list has" in err) == (2, True)
    code, out, _ = screen(clinic, file, "--allow-short")
    assert code == 1
    assert "3 looked up: 2 clear, 1 possible, 0 confirmed" in out
    assert "1981" not in out
    assert "03/04" not in out
    match = out.split("1 raised: ")[1].split("\n")[0]

    said = clinic("credentials", "confirm", match, "--network", "cred", "--why", "same day of birth")
    assert (said.code, "exclusion rosa/exclusion/leie is on record" in said.out) == (0, True)
    asked = clinic(
        "ask",
        "db:cred",
        "--who",
        "rosa",
        "--what",
        "Botox",
        "--where",
        "austin",
        "--when",
        "2025-06-02",
        "--json",
    )
    assert asked.code == 1
    assert "excluded" in asked.out
    assert clinic("credentials", "reopen", match, "--network", "cred", "--why", "her cousin").code == 0
    assert clinic("credentials", "clear", match, "--network", "cred", "--why", "her cousin").code == 0
    code, out, _ = screen(clinic, file, "--allow-short")
    assert (code, "1 known already" in out) == (0, True)
    assert clinic("credentials", "matches", "cred").out == "no match is open\n"


def test_what_ends_soon_is_listed(clinic: Installation) -> None:
    said = clinic("credentials", "lapsing", "cred", "--on", "2026-03-30")
    assert said.code == 0
    assert said.out.split() == ["2026-04-13", "14", "days", "license", "rosa", "rosa/license/tx-rn"]
    assert (
        clinic("credentials", "lapsing", "cred", "--on", "2020-03-30").out == "nothing ends within 90 days\n"
    )


def test_a_sheet_is_shown_and_taken_only_after_a_yes(clinic: Installation, tmp_path: Path) -> None:
    sheet = tmp_path / "people.csv"
    sheet.write_text(SHEET, encoding="utf-8")
    command = ("credentials", "import-people", sheet, "--network", "cred", "--why", "staff list of November")
    declined = clinic(*command, "--rejects", tmp_path / "rejects.csv", typed="n\n")
    assert (declined.code, declined.out.splitlines()[-1]) == (1, "Apply this? [y/N]: nothing was changed")
    assert "row 3, born: day and month cannot be told apart" in declined.out
    assert "1985" not in declined.out
    assert "1990" not in declined.out
    rows = (tmp_path / "rejects.csv").read_text().splitlines()
    assert rows[0] == "row,column,what,mend"
    assert rows[1].startswith("3,born,")
    before = export(clinic, tmp_path)
    applied = clinic(*command, "--dates", "mdy", typed="y\n")
    assert (applied.code, applied.out.splitlines()[-1]) == (
        0,
        "Apply this? [y/N]: applied: 4 added, 1 changed",
    )
    assert export(clinic, tmp_path) != before
    again = clinic(*command, "--dates", "mdy")
    assert (again.code, "nothing differs from what people.csv says" in again.out) == (0, True)


def export(run: Installation, folder: Path) -> object:
    assert run("export", "cred", folder / "out.yaml").code == 0
    return read(folder / "out.yaml").facts


@needs_nppes
def test_clinicians_of_the_registry_come_and_what_is_not_taken_is_said(clinic: Installation) -> None:
    file = NPPES / "npidata_sample.csv"
    said = clinic("credentials", "import-nppes", file, "--network", "cred", "--why", "onboarding", "--yes")
    assert said.code == 1  # two rows are organizations
    assert "2 rows are not taken:" in said.out
    assert "+ license william-c-pilcher/license/fl-md: FL MD ME68414, unknown, – to –" in said.out
    assert said.out.splitlines()[-1] == "applied: 9 added, 0 changed"


def test_a_column_that_is_not_known_stops_it(clinic: Installation, tmp_path: Path) -> None:
    sheet = tmp_path / "people.csv"
    sheet.write_text("name,ssn,expirse\nRosa Rey,123-45-6789,x\n", encoding="utf-8")
    said = clinic("credentials", "import-people", sheet, "--network", "cred", "--why", "x", "--yes")
    assert said.code == 2
    assert '"ssn" is not kept here' in said.err
    assert 'did you mean "expires"?' in said.err
    assert "6789" not in said.err + said.out


def test_a_license_is_verified_if_the_source_agrees(clinic: Installation) -> None:
    command = (
        "credentials", "verify", "ada/license/tx-md", "--network", "cred", "--why", "yearly", "--source", "board", "--looked-by", "Nina",
        "--name", "ADA AHN", "--number", "P1",
    )  # fmt: skip
    differs = clinic(*command, "--status", "active", "--expires", "2027-08-31")
    assert differs.code == 1
    assert "number: on record none, at the source P1" in differs.out
    assert "expires: on record never, at the source 2027-08-31" in differs.out
    assert clinic("credentials", "discrepancies", "cred").code == 1
    wrong = clinic(*command, "--status", "fine")
    assert (wrong.code, 'status: "fine" is no status of a license' in wrong.err) == (2, True)


def test_a_network_that_is_not_there_is_said(clinic: Installation) -> None:
    said = clinic("credentials", "matches", "nowhere")
    assert (said.code, "there is no network 'nowhere'" in said.err) == (2, True)
