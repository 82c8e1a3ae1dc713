"""Writing network files: what is written reads back as the same facts."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmso import netfile
from openmso.authority.facts import Facts, Record
from openmso.authority.facts.bedside import Bedside
from openmso.authority.facts.oversight import Appointment, Delegation
from openmso.authority.facts.people import Engagement, License, Person
from openmso.authority.facts.structure import Organization
from openmso.netfile.actions import (
    Answers,
    Clinician,
    UnwritableError,
    first_network,
    publish_schema,
    write,
    written,
)
from openmso.netfile.queries import read, read_string
from openmso.netfile.rules.codes import PROCEDURES
from openmso.timeline.spans import ALWAYS, Span
from tests.netfile.networks import BEDSIDES, TEXT, networks


@given(networks())
def test_what_is_written_as_yaml_reads_back_as_the_same_facts(facts: Facts) -> None:
    assert read_string(written(facts)).facts == facts


@given(networks())
def test_what_is_written_as_json_reads_back_as_the_same_facts(facts: Facts) -> None:
    assert read_string(written(facts, as_json=True), "network.json").facts == facts


@given(networks(), BEDSIDES)
def test_named_situations_come_back_too(facts: Facts, bedside: dict[str, Bedside]) -> None:
    assert read_string(written(facts, bedside=bedside)).bedside == bedside


def test_a_file_is_written_as_its_name_says(tmp_path: Path) -> None:
    facts = Facts.of([Person("ada", "Ada Ahn")], name="Lumen")
    write(facts, tmp_path / "network.json")
    write(facts, tmp_path / "network.yaml")
    assert json.loads((tmp_path / "network.json").read_text()) == {
        "version": 1,
        "network": {"name": "Lumen"},
        "people": {"ada": {"name": "Ada Ahn"}},
    }
    assert (tmp_path / "network.yaml").read_text() == (
        "version: 1\nnetwork:\n  name: Lumen\n\npeople:\n  ada:\n    name: Ada Ahn\n\n"
    )
    assert read(tmp_path / "network.json").facts == read(tmp_path / "network.yaml").facts == facts


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (License("l", "nobody", "RN", "TX", ALWAYS), "license l belongs to nobody, which cannot hold it"),
        (Person("Ada", "Ada Ahn"), '"Ada" is not an id'),
        (Person("ada", "Ada\nAhn"), "has line breaks"),
        (Appointment("a", "nobody", "nowhere"), 'there is no person "nobody"'),
        (Engagement("e", "ada", "pc", "XX"), "does not fit"),
    ],
)
def test_what_no_file_can_hold_is_refused_and_nothing_is_written(
    record: Record, why: str, tmp_path: Path
) -> None:
    facts = Facts.of(
        [Person("ada", "Ada Ahn"), Organization("pc", "Pc", "practice", "PC", "TX"), record], name="Lumen"
    )
    with pytest.raises(UnwritableError, match=re.escape(why)):
        write(facts, tmp_path / "network.yaml")
    assert not (tmp_path / "network.yaml").exists()


def test_ids_are_written_only_where_reading_would_derive_others() -> None:
    years = [Span.of(date(year, 1, 1), date(year + 1, 1, 1)) for year in (2024, 2025)]
    facts = Facts.of(
        [
            Person("ada", "Ada Ahn"),
            License("ada/license/tx-md", "ada", "MD", "TX", years[0]),
            License("renewed", "ada", "MD", "TX", years[1]),
        ],
        name="Lumen",
    )
    assert written(facts).splitlines()[-4:-1] == [
        "    licenses:",
        "      - {role: MD, state: TX, since: 2024-01-01, expires: 2024-12-31}",
        "      - {id: renewed, role: MD, state: TX, since: 2025-01-01, expires: 2025-12-31}",
    ]


def test_the_published_schema_is_made_from_the_shapes_that_are_read(tmp_path: Path) -> None:
    publish_schema(tmp_path / "made.json")
    committed = Path(netfile.__file__).parent / "schema" / "network.schema.json"
    assert committed.read_text() == (tmp_path / "made.json").read_text(), "publish_schema() makes it anew"


CLINICIANS = st.builds(
    Clinician, TEXT, st.sampled_from(["MD", "RN"]), st.one_of(st.just(""), TEXT), st.dates(date(2026, 1, 1))
)


@given(
    st.builds(
        Answers,
        network=TEXT,
        practice=TEXT,
        form=st.sampled_from(["PLLC", "PC"]),
        state=st.just("CA"),
        zone=st.just(""),
        site=TEXT,
        opened=st.dates(max_value=date(2025, 1, 1)),
        physician=CLINICIANS,
        nurse=CLINICIANS,
        services=st.lists(st.sampled_from(sorted(PROCEDURES)), min_size=1, unique=True).map(tuple),
        mso=st.one_of(st.just(""), TEXT),
    )
)
def test_a_first_network_reads_whatever_the_names(answers: Answers) -> None:
    facts = read_string(first_network(answers)).facts
    assert facts is not None
    assert {one.name for one in facts.all(Person)} == {answers.physician.name, answers.nurse.name}
    assert {one.name for one in facts.all(Organization)} == {answers.practice, *filter(None, [answers.mso])}
    (delegation,) = facts.all(Delegation)
    assert delegation.procedures == set(answers.services)
    assert delegation.signatures == ()


def test_answers_that_do_not_fit_together_are_refused() -> None:
    clinician = Clinician("Ada", "MD", "", date(2027, 1, 1))
    answers = Answers(
        "N", "P", "PC", "CA", "America/Chicago", "S", date(2025, 1, 1), clinician, clinician, ("prp",)
    )
    with pytest.raises(UnwritableError, match='"America/Chicago" is not a zone of CA'):
        first_network(answers)
