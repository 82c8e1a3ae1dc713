"""Names of the trade for codes that records hold as they stand on paper: professions and posts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

ROLES: Final[Mapping[str, str]] = {
    "MD": "physician (MD)",
    "DO": "physician (DO)",
    "NP": "nurse practitioner",
    "PA": "physician assistant",
    "RN": "registered nurse",
    "LPN": "practical nurse",
    "MA": "medical assistant",
    "EST": "esthetician",
    "LT": "laser technician",
    "PHARM": "pharmacist",
    "DENT": "dentist",
}
SPELLED: Final[Mapping[str, str]] = {
    "fte": "FTE",
    "npi": "NPI",
    "mso": "MSO",
    "msa": "MSA",
    "msas": "MSAs",
    "baa": "BAA",
    "fmv": "FMV",
    "hr": "HR",
    "id": "ID",
    "np": "NP",
    "pa": "PA",
    "rn": "RN",
    "lpn": "LPN",
    "ma": "MA",
}
"""Words that are abbreviations, as they are spelled."""


def titled(code: str) -> str:
    """A code as the beginning of a line: `mso_owner` becomes `MSO owner`, `filed_on` becomes `Filed on`."""
    words = [SPELLED.get(word, word) for word in code.replace("_", " ").split()]
    text = " ".join(words)
    return text[:1].upper() + text[1:]
