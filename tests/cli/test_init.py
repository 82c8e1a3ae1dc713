"""`openmso init` writes a first network that can be read, and overwrites nothing."""

import json
from datetime import date
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from openmso.authority.facts import Facts
from openmso.authority.facts.oversight import Appointment, Delegation, Protocol
from openmso.authority.facts.people import License
from openmso.authority.facts.structure import Msa, Site
from openmso.cli.init import init
from openmso.cli.main import Desk
from openmso.netfile.queries import read
from openmso.netfile.rules.codes import STATES
from openmso.timeline.spans import Span

app = typer.Typer(cls=Desk)
app.callback()(lambda: None)
app.command()(init)

ANSWERS = [
    "--practice", "Bluebonnet Skin PLLC", "--network", "Bluebonnet", "--state", "tx", "--zone", "America/Denver",
    "--site", "El Paso", "--opened", "2025-03-01", "--physician", "Ada Ahn, MD, P4471, 2027-08-31",
    "--nurse", "Ada Delgado, RN, 712345, 2027-01-31", "--service", "microneedling", "--service", "prp",
    "--mso", "Bluebonnet Management LLC",
]  # fmt: skip


def ran(*arguments: str, typed: str = "") -> tuple[int, str]:
    """Exit code, and everything that was said."""
    outcome = CliRunner().invoke(app, ["init", *arguments], input=typed)
    return outcome.exit_code, outcome.output


def facts_of(path: Path) -> Facts:
    """The facts of a file without problems."""
    outcome = read(path)
    assert outcome.problems == ()
    assert outcome.facts is not None
    return outcome.facts


def test_answers_given_as_options_make_the_network(tmp_path: Path) -> None:
    path = tmp_path / "network.yaml"
    code, said = ran(str(path), "--yes", *ANSWERS)
    assert (code, said) == (0, f"{path} is written; see what is missing with: openmso check {path}\n")
    facts = facts_of(path)
    opened = Span.of(date(2025, 3, 1))
    assert facts.name == "Bluebonnet"
    assert facts.need(Site, "el-paso").zone == "America/Denver"
    assert {(one.id, one.role, one.number, one.span.until) for one in facts.all(License)} == {
        ("ada/license/tx-md", "MD", "P4471", date(2027, 9, 1)),
        ("ada-2/license/tx-rn", "RN", "712345", date(2027, 2, 1)),
    }
    (msa,) = facts.all(Msa)
    assert (msa.mso, msa.practice, msa.fee.model) == (
        "bluebonnet-management-llc",
        "bluebonnet-skin-pllc",
        "flat",
    )
    (delegation,) = facts.all(Delegation)
    assert delegation.procedures == {"microneedling", "prp"}
    assert delegation.span == opened


def test_nobody_has_signed_a_first_network(tmp_path: Path) -> None:
    ran(str(tmp_path / "network.yaml"), "--yes")
    facts = facts_of(tmp_path / "network.yaml")
    (appointment,) = facts.all(Appointment)
    (delegation,) = facts.all(Delegation)
    (protocol,) = facts.all(Protocol)
    assert (appointment.signatures, delegation.signatures, protocol.signatures) == ((), (), ())


@pytest.mark.parametrize("state", sorted(STATES))
def test_a_sample_network_of_every_state_reads(state: str, tmp_path: Path) -> None:
    path = tmp_path / "network.yaml"
    assert ran(str(path), "--yes", "--state", state, "--no-schema")[0] == 0
    assert facts_of(path).all(Site)[0].state == state
    assert not (tmp_path / "network.schema.json").exists()


def test_the_questions_are_asked_and_asked_again(tmp_path: Path) -> None:
    path = tmp_path / "network.yaml"
    typed = [
        "Sierra PC", "XX", "nevada", "", "PC", "America/Los_Angeles", "Reno", "2026-13-01", "2026-01-05", "Ada",
        "Ada Ahn, DO, 12, 2027-01-31", "Rosa, LPN, , 2027-01-31", "botox", "prp", "",
    ]  # fmt: skip
    code, said = ran(str(path), typed="\n".join(typed) + "\n")
    assert code == 0, said
    assert said.count("Error: ") == 4
    assert "did you mean" not in said
    facts = facts_of(path)
    assert facts.name == "Sierra PC"
    assert facts.need(License, "ada/license/nv-do").number == "12"
    assert facts.need(License, "rosa/license/nv-lpn").number == ""


def test_a_file_that_is_there_is_kept_unless_forced(tmp_path: Path) -> None:
    path = tmp_path / "network.yaml"
    path.write_text("mine")
    assert ran(str(path), "--yes") == (
        2,
        f"openmso: {path} is there already; give another name, or --force to write over it\n",
    )
    assert path.read_text() == "mine"
    assert ran(str(path), "--yes", "--force")[0] == 0
    assert facts_of(path).all(Site)


def test_a_schema_that_is_there_is_kept(tmp_path: Path) -> None:
    (tmp_path / "network.schema.json").write_text("mine")
    assert ran(str(tmp_path / "network.yaml"), "--yes")[0] == 0
    assert (tmp_path / "network.schema.json").read_text() == "mine"


def test_editors_find_the_schema(tmp_path: Path) -> None:
    ran(str(tmp_path / "network.yaml"), "--yes")
    first = (tmp_path / "network.yaml").read_text().splitlines()[0]
    assert first == "# yaml-language-server: $schema=network.schema.json"
    assert json.loads((tmp_path / "network.schema.json").read_text())["title"] == "OpenMSO network file"


@pytest.mark.parametrize(
    ("option", "answer", "told"),
    [
        ("--state", "TZ", "state: 'TZ' is not a state, such as TX"),
        ("--zone", "America/Chicago", "time zone: 'America/Chicago' is not a zone of CA"),
        ("--opened", "soon", "day it opened: 'soon' is no day; write it as 2026-12-05"),
        (
            "--physician",
            "Ada",
            "physician: 'Ada' is not name, role, license number, last good day, with commas",
        ),
        ("--nurse", "Rosa, MD, 1, 2027-01-31", "nurse: 'MD' is not RN or LPN or NP"),
        ("--service", "prpp", "procedures offered: 'prpp' is not a procedure; did you mean prp?"),
        ("--practice", " ", "practice: a name is one line of text"),
        ("--form", "p.l.l.c.", "these answers do not fit together: "),
    ],
)
def test_an_answer_that_does_not_fit_is_told_and_nothing_is_written(
    option: str, answer: str, told: str, tmp_path: Path
) -> None:
    path = tmp_path / "network.yaml"
    code, said = ran(str(path), "--yes", "--state", "CA", option, answer)
    assert code == 2
    assert said.startswith(f"openmso: {told}")
    assert not path.exists()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    path = tmp_path / "none" / "network.yaml"
    assert ran(str(path), "--yes") == (2, f"openmso: {path} cannot be written: No such file or directory\n")
