"""The columns of a sheet of people and licenses: their names, and the names other systems give them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process

ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("person id", "record id", "code"),
    "name": ("full name", "employee", "employee name", "provider", "provider name", "clinician", "staff name", "legal name"),
    "first_name": ("first", "given name", "given", "fname", "legal first name", "provider first name"),
    "middle_name": ("middle", "mname", "middle initial", "mi", "provider middle name"),
    "last_name": ("last", "surname", "family name", "lname", "legal last name", "provider last name"),
    "suffix": ("name suffix", "generation"),
    "other_names": ("other name", "former name", "former names", "maiden name", "previous name", "aka", "alias"),
    "npi": ("npi number", "npi #", "npi no", "individual npi", "national provider identifier"),
    "born": ("dob", "date of birth", "birth date", "birthdate", "birthday"),
    "role": ("license type", "profession", "credential", "credentials", "discipline", "license role", "provider type"),
    "license_state": ("state", "license state", "state of license", "state of licensure", "issuing state", "lic state"),
    "license_number": ("license", "license no", "license #", "lic no", "lic #", "license num", "lic number", "number"),
    "license_status": ("status", "lic status", "state of the license"),
    "multistate": ("compact", "compact license", "multi state", "multistate license", "nlc"),
    "issued": ("issue date", "date issued", "license issue date", "issued on", "original issue date", "effective date", "since"),
    "expires": ("expiration", "expiration date", "exp date", "exp", "expiry", "expiry date", "expires on", "license expiration date",
                "valid through", "good through"),
}  # fmt: skip
"""Columns that are read, and what else they may be called. Capitals, signs and spaces make no difference."""

NEVER_READ: Final = frozenset(
    {"ssn", "social security number", "ssn4", "last 4 ssn", "tax id", "itin", "password"}
)
"""Columns that nobody should carry about; a file with one is refused, unless told to leave it out."""

ROLES: Final[Mapping[str, str]] = {
    "physician md": "MD", "medical doctor": "MD", "doctor of medicine": "MD", "m d": "MD", "doctor of osteopathic medicine": "DO",
    "physician do": "DO", "d o": "DO", "nurse practitioner": "NP", "family nurse practitioner": "NP", "fnp": "NP", "crnp": "NP",
    "np c": "NP", "fnp c": "NP", "fnp bc": "NP", "physician assistant": "PA", "physician associate": "PA", "pa c": "PA",
    "registered nurse": "RN", "licensed practical nurse": "LPN", "licensed vocational nurse": "LPN", "lvn": "LPN",
    "medical assistant": "MA", "esthetician": "EST", "aesthetician": "EST", "licensed esthetician": "EST", "laser technician": "LT",
    "laser tech": "LT", "certified laser technician": "LT", "pharmacist": "PHARM", "dentist": "DENT", "dds": "DENT", "dmd": "DENT",
}  # fmt: skip
"""Roles as staff lists write them."""

UNCLEAR_ROLES: Final[Mapping[str, str]] = {
    "physician": "MD or DO is not said",
    "doctor": "MD or DO is not said",
    "aprn": "it may be a nurse practitioner (NP) or another advanced nurse",
    "arnp": "it may be a nurse practitioner (NP) or another advanced nurse",
    "nurse": "RN or LPN is not said",
    "provider": "it may be anybody",
}

STATUSES: Final[Mapping[str, str]] = {
    "active": "active", "current": "active", "clear": "active", "good standing": "active", "in good standing": "active", "valid": "active",
    "unencumbered": "active", "inactive": "inactive", "expired": "lapsed", "lapsed": "lapsed", "delinquent": "lapsed",
    "probation": "probation", "suspended": "suspended", "revoked": "revoked", "surrendered": "surrendered", "retired": "retired",
    "pending": "pending", "unknown": "unknown",
}  # fmt: skip
YES: Final = frozenset({"y", "yes", "true", "1", "x", "compact", "multistate"})
NO: Final = frozenset({"n", "no", "false", "0", "single", "single state"})
ALIKE: Final = 75.0
"""Likeness (0–100) from which a column's name is suggested."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Which column of a file is which: places by name. `wrong`: sentences about headings that cannot be used."""

    places: Mapping[str, int]
    wrong: tuple[str, ...]


def bare(text: str) -> str:
    """A heading or a word without capitals, signs and surplus spaces."""
    return re.sub(r"[^a-z0-9#]+", " ", text.lower().replace("_", " ")).strip()


KNOWN: Final[Mapping[str, str]] = {
    bare(word): name for name, others in ALIASES.items() for word in (name, *others)
}


def heading(cells: Sequence[str], skip: Iterable[str] = ()) -> Heading:
    """Recognize the columns of a file. `skip`: headings to be left out, knowingly."""
    left_out = {bare(one) for one in skip}
    places: dict[str, int] = {}
    wrong: list[str] = []
    for place, cell in enumerate(cells):
        word = bare(cell)
        name = KNOWN.get(word)
        if word in left_out:
            continue
        if not word:
            wrong.append(f"column {place + 1} has no heading; name it, or take it out")
        elif word in NEVER_READ:
            wrong.append(
                f'"{cell.strip()}" is not kept here; take it out of the file, or leave it out with --skip'
            )
        elif name is None:
            wrong.append(_unknown(cell.strip(), word))
        elif name in places:
            wrong.append(
                f'"{cell.strip()}" and "{cells[places[name]].strip()}" are both {name}; leave one out with --skip'
            )
        else:
            places[name] = place
    wrong += _missing(places)
    return Heading(places, tuple(wrong))


def _unknown(cell: str, word: str) -> str:
    found = process.extractOne(word, list(KNOWN), scorer=fuzz.ratio, score_cutoff=ALIKE)
    meant = f'did you mean "{KNOWN[found[0]]}"? ' if found else ""
    return f'"{cell}" is not known; {meant}leave it out with --skip if it is not needed'


def _missing(places: Mapping[str, int]) -> list[str]:
    if "name" not in places and not {"first_name", "last_name"} <= places.keys():
        return ["there is no name; it takes a column name, or first_name and last_name"]
    if "name" in places and {"first_name", "last_name"} & places.keys():
        return ["the name is given twice, whole and in parts; leave one out with --skip"]
    held = places.keys() & {"license_number", "license_status", "issued", "expires", "multistate"}
    if held and not {"role", "license_state"} <= places.keys():
        return ["licenses need the columns role and license_state"]
    return []
