"""`openmso fhir` looks first, brings in once, and says what is wrong."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.care.rules.fhir.samples import location, patient, practitioner, procedure
from tests.cli.conftest import NETWORKS
from tests.cli.installations import Installation

pytestmark = pytest.mark.django_db  # asks for the server of the tests


def test_a_file_is_looked_at_brought_in_and_brought_in_again(installed: Installation, tmp_path: Path) -> None:
    assert installed("import", NETWORKS / "clinic.yaml", "--network", "above", "--yes").code == 0
    file, rejects = tmp_path / "all.ndjson", tmp_path / "rejects.csv"
    file.write_text("\n".join(map(json.dumps, (patient(), practitioner(), location(), procedure()))))
    asked = ("fhir", "import", file, "--network", "above", "--source", "Vendor EMR", "--rejects", rejects)

    look = installed(*asked, "--preview")
    assert (look.code, look.out.splitlines()[0]) == (1, "4 resources would come from Vendor EMR")
    first = installed(*asked, "--apply", OPENMSO_OWNER_URL="")
    assert [line.split() for line in first.out.splitlines() if line.startswith("Patient ")] == [
        ["Patient", "1", "0", "0", "0"]
    ]
    again = installed(*asked, "--apply")
    assert [line.split() for line in again.out.splitlines() if line.startswith("Patient ")] == [
        ["Patient", "0", "0", "1", "0"]
    ]
    assert "1 wait for the meaning of their code" in again.out
    with rejects.open(encoding="utf-8") as written:
        (row,) = csv.DictReader(written)
    assert (row["file"], row["place"], row["type"], row["path"]) == (
        "all.ndjson",
        "line 4",
        "Procedure",
        "Procedure.code",
    )
    assert "0 acts recorded" in installed("fhir", "take-up", "--network", "above").out


def test_our_own_name_is_no_source(installed: Installation, tmp_path: Path) -> None:
    assert installed("import", NETWORKS / "clinic.yaml", "--network", "named", "--yes").code == 0
    file = tmp_path / "one.json"
    file.write_text(json.dumps(patient()))
    refused = installed("fhir", "import", file, "--network", "named", "--source", "care", "--apply")
    assert refused.code == 2
    assert "--source" in refused.err
