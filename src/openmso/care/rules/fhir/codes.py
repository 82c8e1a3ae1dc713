"""Procedure codes of other systems (CPT, HCPCS, SNOMED CT, a vendor's own words) and the closed list of ours.

What a code means here is the network's own word: a row of its mapping, to a procedure or to `NONE` (no act of the closed list). A suggestion
is a guess by number or word, there to be confirmed; it never decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from openmso.care.rules.fhir.parts import Coding, Concept

NONE: Final = "none"
"""Said of a code that is no act of the closed list: it is kept, and no oversight is asked for it."""
WORDS: Final = "text"
"""The system of what is said in words only."""
SYSTEMS: Final[Mapping[str, str]] = {
    "http://www.ama-assn.org/go/cpt": "CPT",
    "urn:oid:2.16.840.1.113883.6.12": "CPT",
    "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets": "HCPCS",
    "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets": "HCPCS",
    "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets/Alpha-Numeric-HCPCS.html": "HCPCS",
    "urn:oid:2.16.840.1.113883.6.285": "HCPCS",
    "http://snomed.info/sct": "SNOMED CT",
    "urn:oid:2.16.840.1.113883.6.96": "SNOMED CT",
}
"""One name for each system, however it is written."""

NUMBERS: Final[Mapping[str, str]] = {
    "neuromodulator_injection": "64612 64615 64616 64617 64650 64653 J0585 J0586 J0587 J0588 J0589",
    "dermal_filler_injection": "11950 11951 11952 11954 G0429 Q2026 Q2028",
    "chemical_peel_superficial": "15788 15792 17360",
    "chemical_peel_deep": "15789 15793",
    "iv_therapy": "96360 96361 96365 96366",
    "im_injection": "96372",
    "prp": "0232T",
    "sclerotherapy": "36465 36466 36468 36470 36471",
    "laser_nonablative": "17106 17107 17108",
}
"""Numbers of CPT and HCPCS that are usually billed for an act of the closed list."""
HINTS: Final[Mapping[str, str]] = {
    "neuromodulator_injection": "botox dysport xeomin jeuveau daxxify botulinum* onabotulinum* neurotoxin neuromodulator chemodenervation",
    "dermal_filler_injection": "filler juvederm restylane radiesse sculptra belotero",
    "laser_hair_removal": "hair+laser hair+removal hair+ipl",
    "laser_ablative": "co2+laser erbium ablative+laser laser+resurfacing",
    "laser_nonablative": "ipl photofacial bbl tattoo+laser vascular+laser nonablative",
    "chemical_peel_deep": "tca+peel phenol+peel deep+peel medium+peel",
    "chemical_peel_superficial": "peel",
    "microneedling": "microneedling micro-needling skinpen dermapen",
    "prp": "prp platelet+rich platelet-rich",
    "sclerotherapy": "sclerotherapy sclerosant asclera varithena",
    "iv_therapy": "iv+therapy iv+hydration iv+drip hydration+infusion nad+infusion",
    "im_injection": "intramuscular b12 im+injection",
    "weight_loss_prescribing": "semaglutide tirzepatide glp-1 weight+loss",
    "hormone_prescribing": "testosterone hormone+replacement bhrt hormone+therapy",
    "body_contouring_device": "coolsculpting emsculpt cryolipolysis body+contouring",
    "good_faith_exam": "good+faith gfe",
}
"""Words by which an act of the closed list is known; `+` where both must stand there, `*` for any ending. The first that fits is suggested."""


@dataclass(frozen=True, slots=True, order=True)
class Code:
    """A code of a system, as the mapping knows it: `text` is the system of what has words only."""

    system: str
    code: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a concept means here: a procedure, `NONE`, or empty where nobody said it yet, with the codes that want it."""

    procedure: str = ""
    unknown: tuple[Code, ...] = ()
    disagree: bool = False


def code_of(coding: Coding) -> Code:
    """A coding as the mapping knows it."""
    return Code(SYSTEMS.get(coding.system.rstrip("/"), coding.system) or "local", coding.code.strip())


def codes_of(concept: Concept) -> tuple[Code, ...]:
    """The codes of a concept; its words where it has none."""
    found = tuple(dict.fromkeys(code_of(one) for one in concept.codings if one.code.strip()))
    if found:
        return found
    words = plain(concept.called)
    return (Code(WORDS, words),) if words else ()


def plain(words: str) -> str:
    """Words as they are compared: lower case, single spaces, at most 200 signs."""
    return " ".join(words.lower().split())[:200]


def meaning(concept: Concept, known: Mapping[Code, str]) -> Meaning:
    """What a concept means by the network's mapping. One of several codes suffices; two that say different procedures disagree."""
    codes = codes_of(concept)
    said = {known[one] for one in codes if one in known}
    procedures = said - {NONE}
    if len(procedures) > 1:
        return Meaning(unknown=codes, disagree=True)
    if procedures:
        return Meaning(next(iter(procedures)))
    return Meaning(NONE) if said else Meaning(unknown=codes)


def suggested(code: Code, words: str, procedures: Iterable[str]) -> str:
    """A procedure of the closed list that a code may mean, by its number or its words; empty if nothing speaks for one."""
    closed = frozenset(procedures)
    if code.system in ("CPT", "HCPCS", "local"):
        for procedure, numbers in NUMBERS.items():
            if procedure in closed and code.code.upper() in numbers.split():
                return procedure
    said = frozenset(re.findall(r"[a-z0-9-]+", plain(words or code.code)))
    for procedure, hints in HINTS.items():
        if procedure in closed and any(_fits(hint, said) for hint in hints.split()):
            return procedure
    return ""


def _fits(hint: str, said: frozenset[str]) -> bool:
    return all(
        any(word.startswith(part[:-1]) for word in said) if part.endswith("*") else part in said
        for part in hint.split("+")
    )
