"""Words: what a finding calls records, reasons and lists."""

from datetime import date
from decimal import Decimal

import pytest

from openmso.authority.facts import Record
from openmso.authority.judge import Judge
from openmso.authority.reasons import Code, Reason
from openmso.compliance.rules.context import Context
from openmso.compliance.rules.words import (
    STATES,
    certificate,
    dated,
    last_day,
    listed,
    many,
    money,
    one_of,
    percent,
    reason_words,
    small,
)
from openmso.timeline.spans import Span
from tests.compliance.worlds import CLEAN, ON, RECORDS

CONTEXT = Context(CLEAN.facts, CLEAN.law, Judge(CLEAN.facts, CLEAN.law), ON)


def test_lists_read_like_sentences() -> None:
    assert listed([]) == "nobody"
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "a"]) == "a and b"
    assert listed("abcdefgh", most=4) == "a, b, c and 5 more"
    assert one_of(["a", "b", "c"]) == "a, b or c"


def test_numbers_read_like_sentences() -> None:
    assert many(1, "site") == "1 site"
    assert many(2, "company", "companies") == "2 companies"
    assert percent(Decimal("33.340")) == "33.34 %"
    assert percent(Decimal(100)) == "100 %"
    assert money(Decimal(1_250)) == "$1,250"
    assert money(Decimal("12.5")) == "$12.50"


def test_days_read_as_people_write_them() -> None:
    assert dated(date(2026, 9, 1)) == "Sep 1, 2026"
    assert dated(None) == "–"


def test_the_last_day_is_the_one_printed_on_the_license() -> None:
    assert last_day(Span.of(date(2024, 1, 1), date(2026, 9, 1))) == "Aug 31, 2026"
    assert last_day(Span.of(date(2024, 1, 1))) == "–"


def test_labels_in_a_sentence_keep_their_abbreviations() -> None:
    assert small("IV therapy") == "IV therapy"
    assert small("Dermal filler injection") == "dermal filler injection"


def test_a_certificate_of_one_state_names_it() -> None:
    assert certificate("tx_laser_hair_professional") == "laser hair professional (Texas)"
    assert certificate("certified_ma") == "certified ma"


def test_every_state_has_its_name() -> None:
    assert len(STATES) == 52
    assert STATES["NH"] == "New Hampshire"
    assert STATES["DC"] == "the District of Columbia"


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.id)
def test_every_kind_of_record_has_words_of_its_own(record: Record) -> None:
    name = CONTEXT.name(record.id)
    assert name
    assert name != record.id
    assert "_" not in name


def test_a_reason_names_people_and_states() -> None:
    unsigned = Reason(Code.UNSIGNED, details={"paper": "agreement", "parties": ("ada", "nia")})
    assert reason_words(CONTEXT, unsigned) == "the agreement is not signed by Ada A. and Nia N."
    unlicensed = Reason(Code.UNLICENSED, details={"role": "RN", "state": "NM"})
    assert (
        reason_words(CONTEXT, unlicensed) == "the person holds no registered nurse license good in New Mexico"
    )
