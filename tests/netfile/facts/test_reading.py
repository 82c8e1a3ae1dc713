"""What is read from a network file: records, spans, ids and lines; and every mistake, told where it stands."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from openmso.authority.facts import Settings
from openmso.authority.facts.bedside import Exam
from openmso.authority.facts.people import Competency, Engagement, License
from openmso.authority.facts.structure import Msa, Site
from openmso.authority.law import LawBook, Procedure
from openmso.authority.terms import Confidence, ExamMode
from openmso.netfile.queries import read_string
from openmso.timeline.spans import BEGINNING, FOREVER, Span
from tests.netfile.mistakes import mistakes
from tests.netfile.small import SMALL, problems


def test_the_small_network_reads() -> None:
    outcome = read_string(SMALL)
    assert outcome.problems == ()
    assert outcome.facts is not None
    assert outcome.facts.name == "Lumen"
    assert outcome.facts.need(Site, "oakland").zone == "America/Los_Angeles"
    assert outcome.facts.need(License, "ada/license/ca-md").span == Span.of(
        date(2010, 1, 1), date(2027, 9, 1)
    )
    assert outcome.facts.need(Engagement, "ada/engagement/lumen-md").sites is None
    assert outcome.facts.sources == {
        "lumen": "network.yaml:5",
        "lumen/owner/ada": "network.yaml:11",
        "oakland": "network.yaml:13",
        "oakland/service/botox": "network.yaml:18",
        "ada": "network.yaml:20",
        "ada/license/ca-md": "network.yaml:23",
        "ada/engagement/lumen-md": "network.yaml:25",
    }


@pytest.mark.parametrize(("text", "told"), list(mistakes()))
def test_a_mistake_is_told_with_its_line_and_what_was_expected(text: str, told: list[str]) -> None:
    assert problems(text) == told


def test_all_mistakes_are_told_at_once_in_the_order_of_lines() -> None:
    text = SMALL.replace("state: CA\n    owners", "state: ca\n    owners").replace("sites: all", "sites: [x]")
    text = text.replace("since: 2010-01-01", "since: soon").replace("practice: lumen", "practise: lumen")
    assert [problem.line for problem in read_string(text).problems] == [9, 14, 15, 23, 25]


def test_a_wrong_record_still_counts_as_one_that_can_be_referred_to() -> None:
    assert problems(SMALL.replace("    name: Ada Ahn\n", "")) == [
        "network.yaml:21: people.ada: name is missing; expected the full name"
    ]


def test_a_text_has_at_most_two_thousand_signs() -> None:
    assert problems(SMALL.replace("Ada Ahn", "A" * 2000)) == []
    assert problems(SMALL.replace("Ada Ahn", "A" * 2001)) == [
        "network.yaml:21: people.ada.name: has 2001 characters; expected at most 2000"
    ]


def test_a_thousand_problems_are_shown_and_the_rest_counted() -> None:
    outcome = read_string(SMALL + "".join(f"  p{n}: {{}}\n" for n in range(1500)))
    assert len(outcome.problems) == 1001
    assert str(outcome.problems[-1]) == "network.yaml: 500 more problems are not shown; mend these first"


@pytest.mark.parametrize(
    ("written", "span"),
    [
        (
            "since: 2024-01-01, expires: 2024-01-01",
            Span(date(2024, 1, 1).toordinal(), date(2024, 1, 2).toordinal()),
        ),
        (
            "since: 2024-01-01, until: 2024-01-02",
            Span(date(2024, 1, 1).toordinal(), date(2024, 1, 2).toordinal()),
        ),
        ("since: always, expires: never", Span(BEGINNING, FOREVER)),
        ("since: 2024-01-01, expires: 9999-12-31", Span(date(2024, 1, 1).toordinal(), FOREVER)),
        ("since: always, until: 0001-01-02", Span(BEGINNING, date(1, 1, 2).toordinal())),
        ('since: "2024-01-01", expires: "never"', Span(date(2024, 1, 1).toordinal(), FOREVER)),
    ],
)
def test_expires_is_the_last_good_day_and_until_the_first_that_is_not(written: str, span: Span) -> None:
    outcome = read_string(SMALL.replace("since: 2010-01-01, expires: 2027-08-31", written))
    assert outcome.facts is not None
    assert outcome.facts.need(License, "ada/license/ca-md").span == span


def test_a_competency_line_becomes_a_record_for_each_procedure() -> None:
    line = "    competencies:\n      - {procedures: [prp, iv_therapy], since: 2024-05-02, signed_by: ada}\n"
    outcome = read_string(SMALL + line)
    assert outcome.facts is not None
    since = Span.of(date(2024, 5, 2))
    assert set(outcome.facts.all(Competency)) == {
        Competency("ada/competency/prp", "ada", "prp", since, "ada"),
        Competency("ada/competency/iv_therapy", "ada", "iv_therapy", since, "ada"),
    }
    assert outcome.facts.sources["ada/competency/prp"] == "network.yaml:27"
    assert problems(SMALL + line.replace("{procedures", "{id: two, procedures")) == [
        "network.yaml:27: people.ada.competencies[0].id: one id for several records; expected one of procedures"
    ]


def test_a_second_record_of_the_same_derived_id_gets_a_number() -> None:
    text = SMALL.replace(
        "    engagements:",
        "      - {role: MD, state: CA, since: 2000-01-01, expires: 2009-12-31}\n"
        "      - {id: nevada, role: MD, state: NV, since: 2000-01-01, expires: never}\n"
        "      - {role: MD, state: CA, since: 1990-01-01, expires: 1999-12-31}\n"
        "    engagements:",
    )
    outcome = read_string(text)
    assert outcome.facts is not None
    assert [one.id for one in outcome.facts.all(License)] == [
        "ada/license/ca-md",
        "ada/license/ca-md-2",
        "nevada",
        "ada/license/ca-md-3",
    ]


def test_clauses_carry_what_was_written() -> None:
    text = SMALL + (
        "msas:\n"
        "  msa:\n"
        "    mso: lumen\n"
        "    practice: lumen\n"
        "    since: 2024-01-01\n"
        "    fee: {model: flat, amount: 18500.50}\n"
        "    clauses:\n"
        "      records_owner: practice\n"
        "      noncompete: {months: 12, miles: 2.5, buyout: false}\n"
        "      notice: [2026-01-01, '2026-01-02', '12', yes]\n"
    )
    outcome = read_string(text)
    assert outcome.facts is not None
    msa = outcome.facts.need(Msa, "msa")
    assert msa.fee.amount == Decimal("18500.50")
    assert msa.clauses == {
        "records_owner": "practice",
        "noncompete": {"months": 12, "miles": Decimal("2.5"), "buyout": False},
        "notice": (date(2026, 1, 1), date(2026, 1, 2), "12", "yes"),
    }


def test_settings_and_situations_are_read() -> None:
    text = SMALL.replace(
        "  name: Lumen\n",
        "  name: Lumen\n  settings: {grant_threshold: high, insured_roles: [RN], self_pay_only: false}\n",
    ) + (
        "bedside:\n"
        "  Walk in:\n"
        "    exams: [{person: ada, role: MD, mode: video, at: 2026-11-20T10:00:00-06:00, procedures: all}]\n"
        "    consent: true\n"
        "    measures: {needle_depth_mm: 0.5}\n"
    )
    outcome = read_string(text)
    assert outcome.facts is not None
    assert outcome.facts.settings == Settings(Confidence.HIGH, frozenset({"RN"}), self_pay_only=False)
    told = outcome.bedside["Walk in"]
    assert told.exams == (Exam("ada", "MD", ExamMode.VIDEO, datetime(2026, 11, 20, 16, tzinfo=UTC)),)
    assert (told.consent, told.measures) == (True, {"needle_depth_mm": Decimal("0.5")})
    assert problems(text.replace("T10:00:00-06:00", "T10:00:00")) == [
        (
            'network.yaml:29: bedside.Walk in.exams[0].at: "2026-11-20T10:00:00" does not fit; '
            "expected a moment with its offset, such as 2026-11-20T10:00:00-06:00"
        )
    ]


def test_procedures_are_those_of_the_law_book_that_is_given() -> None:
    law = LawBook.of((), procedures={"tattoo_removal": Procedure("tattoo_removal", "", "", "device")})
    outcome = read_string(SMALL.replace("neuromodulator_injection", "tattoo_removal"), law=law)
    assert outcome.problems == ()
    assert [str(one) for one in read_string(SMALL, law=law).problems] == [
        (
            'network.yaml:18: sites.oakland.menu[0].procedures[0]: "neuromodulator_injection" does not fit; '
            "expected a procedure: tattoo_removal"
        )
    ]
