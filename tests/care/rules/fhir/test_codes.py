"""Codes of others: what they mean is the network's own word, and a suggestion decides nothing."""

from __future__ import annotations

import pytest

from openmso.care.rules.fhir.codes import NONE, Code, Meaning, codes_of, meaning, suggested
from openmso.care.rules.fhir.parts import Coding, Concept
from openmso.law.queries import pack
from tests.care.rules.fhir.samples import SNOMED

PROCEDURES = pack().procedures
BOTOX, DIALYSIS = Code("HCPCS", "J0585"), Code("SNOMED CT", "265764009")


def test_a_system_is_one_however_it_is_written() -> None:
    both = Concept(
        (
            Coding("urn:oid:2.16.840.1.113883.6.285", "J0585"),
            Coding("http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets", "J0585"),
        )
    )
    assert codes_of(both) == (BOTOX,)


def test_words_alone_are_a_code_whatever_their_case() -> None:
    assert codes_of(Concept(text="  BOTOX,  forehead ")) == (Code("text", "botox, forehead"),)


def test_one_of_several_codes_suffices() -> None:
    said = Concept((Coding("urn:vendor", "TX1"), Coding("urn:oid:2.16.840.1.113883.6.285", "J0585")))
    assert meaning(said, {BOTOX: "neuromodulator_injection"}) == Meaning("neuromodulator_injection")


def test_codes_that_say_different_procedures_disagree() -> None:
    said = Concept((Coding("urn:vendor", "TX1"), Coding("urn:oid:2.16.840.1.113883.6.285", "J0585")))
    found = meaning(said, {BOTOX: "neuromodulator_injection", Code("urn:vendor", "TX1"): "prp"})
    assert (found.procedure, found.disagree) == ("", True)


def test_what_is_no_act_of_the_list_is_so_only_once_somebody_said_it() -> None:
    said = Concept((Coding(SNOMED, "265764009", "Renal dialysis (procedure)"),))
    assert meaning(said, {}) == Meaning(unknown=(DIALYSIS,))
    assert meaning(said, {DIALYSIS: NONE}) == Meaning(NONE)


@pytest.mark.parametrize(
    ("code", "words", "procedure"),
    [
        (BOTOX, "Injection,onabotulinumtoxina", "neuromodulator_injection"),
        (Code("HCPCS", "Q2026"), "Radiesse injection", "dermal_filler_injection"),
        (Code("text", "tca peel, face"), "", "chemical_peel_deep"),
        (Code("text", "vi peel"), "", "chemical_peel_superficial"),
        (Code("local", "LHR-3"), "Laser hair removal, legs", "laser_hair_removal"),
        (DIALYSIS, "Renal dialysis (procedure)", ""),
        (Code("SNOMED CT", "96372"), "A number of another system", ""),
    ],
)
def test_a_suggestion_goes_by_number_or_word(code: Code, words: str, procedure: str) -> None:
    assert suggested(code, words, PROCEDURES) == procedure


def test_nothing_is_suggested_that_is_not_on_the_closed_list() -> None:
    assert suggested(BOTOX, "", ["prp"]) == ""
