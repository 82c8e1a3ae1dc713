"""Clinicians of the National Plan and Provider Enumeration System (NPPES): answers of its registry, or rows of its monthly file.

What a clinician told the registry of their licenses is state and number; no day, no status. Neither is made up here.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from openmso.authority.codes import STATES
from openmso.workforce.files.sheets import Sheet
from openmso.workforce.rules.arrivals import Arrival, LicenseSaid
from openmso.workforce.rules.npi import is_npi
from openmso.workforce.rules.rejects import Reject, UnreadableError
from openmso.workforce.rules.taxonomy import role_of

TAXONOMIES: Final = 15
"""So many taxonomies has a row of the monthly file at most."""


@dataclass(frozen=True, slots=True)
class _Taxonomy:
    code: str
    state: str
    number: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """A clinician or an organization as the registry has it."""

    row: int
    npi: str
    is_person: bool
    is_active: bool
    name: str
    other_names: tuple[str, ...]
    credential: str
    taxonomies: tuple[_Taxonomy, ...]


def read_nppes(path: Path, only: Iterable[str] = ()) -> Sheet:
    """Read a file of the registry, JSON or CSV by its first sign. `only`: NPIs; of the monthly file of millions nobody wants all.

    Organizations, deactivated numbers and wrong ones are rejects; a taxonomy without a role of the law pack is a remark. Raises
    `UnreadableError`.
    """
    wanted = frozenset(only)
    with path.open("rb") as file:
        is_json = file.read(100).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")
    entries = _of_json(path) if is_json else _of_csv(path)
    arrivals: list[Arrival] = []
    rejects: list[Reject] = []
    remarks: list[Reject] = []
    missing = set(wanted)
    for entry in entries:
        if wanted and entry.npi not in wanted:
            continue
        missing.discard(entry.npi)
        wrong = _wrong(entry)
        if wrong:
            rejects.append(wrong)
        else:
            arrivals += _arrivals(entry, remarks)
    rejects += [
        Reject(0, "npi", f"{npi} is not in the file", "look it up in the registry") for npi in sorted(missing)
    ]
    return Sheet(tuple(arrivals), tuple(rejects), tuple(remarks))


def _wrong(entry: _Entry) -> Reject | None:
    if not is_npi(entry.npi):
        return Reject(entry.row, "npi", "fails its check digit", "look it up in the registry")
    if not entry.is_person:
        return Reject(
            entry.row, "entity type", f"{entry.npi} is an organization", "people only come this way"
        )
    if not entry.is_active:
        return Reject(
            entry.row, "status", f"{entry.npi} is deactivated", "ask the clinician for the present number"
        )
    if not entry.name:
        return Reject(entry.row, "name", f"{entry.npi} has no name", "look it up in the registry")
    return None


def _arrivals(entry: _Entry, remarks: list[Reject]) -> Iterator[Arrival]:
    licenses: dict[LicenseSaid, None] = {}
    # One license may stand under several taxonomies.
    for one in dict.fromkeys(entry.taxonomies):
        reading = role_of(one.code, entry.credential)
        if not reading.role:
            remarks.append(Reject(entry.row, "taxonomy", f"{entry.npi}: {reading.why_not}", ""))
        elif not one.number:
            remarks.append(
                Reject(entry.row, "license", f"{entry.npi}: no license is given for {reading.role}", "")
            )
        elif one.state not in STATES:
            remarks.append(
                Reject(entry.row, "license", f"{entry.npi}: the license of {reading.role} is of no state", "")
            )
        else:
            licenses[LicenseSaid(reading.role, one.state, one.number)] = None
    for said in licenses or (None,):
        others = tuple(one for one in entry.other_names if one != entry.name)
        yield Arrival(entry.row, entry.name, npi=entry.npi, other_names=others, license=said, renames=False)


def written(*parts: str) -> str:
    """A name in capitals as people write it: "O'NEAL-SMITH II" becomes "O'Neal-Smith II"."""
    words = " ".join(part for part in parts if part and part != "--").split()
    return " ".join(
        word if word.strip(".") in ("II", "III", "IV") or not word.isupper() else word.title()
        for word in words
    )


def _of_json(path: Path) -> Iterator[_Entry]:
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError):
        raise UnreadableError(f"{path.name} is no JSON") from None
    answers = told if isinstance(told, list) else [told]
    number = 0
    for answer in answers:
        if not isinstance(answer, Mapping) or "results" not in answer:
            errors = _mappings(answer.get("Errors")) if isinstance(answer, Mapping) else []
            said = "; ".join(str(one.get("description", "")) for one in errors)
            raise UnreadableError(f"{path.name} is no answer of the registry{': ' if said else ''}{said}")
        for one in _mappings(answer["results"]):
            number += 1
            yield _of_result(number, one)


def _mappings(value: Any) -> list[Mapping[str, Any]]:  # noqa: ANN401 - whatever the file holds
    """The objects of a list; whatever else the registry may write there is nothing."""
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _of_result(number: int, one: Mapping[str, Any]) -> _Entry:
    basic = next(iter(_mappings([one.get("basic")])), {})
    names = [
        written(
            *(
                str(other.get(f"{part}{tail}") or "")
                for part, tail in (("first_name", ""), ("middle_name", ""), ("last_name", ""), ("suffix", ""))
            )
        )
        for other in _mappings(one.get("other_names"))
        if other.get("last_name")
    ]
    parts = ("first_name", "middle_name", "last_name")
    suffix = str(basic.get("name_suffix") or "")
    return _Entry(
        row=number,
        npi=str(one.get("number", "")),
        is_person=one.get("enumeration_type") == "NPI-1",
        is_active=basic.get("status", "A") == "A",
        name=written(*(str(basic.get(part) or "") for part in parts), suffix)
        if basic.get("last_name")
        else "",
        other_names=tuple(dict.fromkeys(names)),
        credential=str(basic.get("credential") or ""),
        taxonomies=tuple(
            _Taxonomy(
                str(tax.get("code") or ""), str(tax.get("state") or ""), str(tax.get("license") or "").strip()
            )
            for tax in _mappings(one.get("taxonomies"))
        ),
    )


def _of_csv(path: Path) -> Iterator[_Entry]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        needed = {
            "NPI",
            "Entity Type Code",
            "Provider Last Name (Legal Name)",
            "Healthcare Provider Taxonomy Code_1",
        }
        try:
            if not needed <= set(reader.fieldnames or ()):
                raise UnreadableError(
                    f"{path.name} is neither an answer of the registry nor its monthly file", 1
                )
            for row in reader:
                yield _of_row(reader.line_num, row)
        except (csv.Error, UnicodeDecodeError) as broken:
            raise UnreadableError(
                f"{path.name}, line {reader.line_num}: {type(broken).__name__}", reader.line_num
            ) from None


def _of_row(line: int, row: Mapping[str, str | None]) -> _Entry:
    def cell(name: str) -> str:
        return (row.get(name) or "").strip()

    others = written(
        cell("Provider Other First Name"),
        cell("Provider Other Middle Name"),
        cell("Provider Other Last Name"),
    )
    return _Entry(
        row=line,
        npi=cell("NPI"),
        is_person=cell("Entity Type Code") == "1",
        is_active=not cell("NPI Deactivation Date") or bool(cell("NPI Reactivation Date")),
        name=written(
            cell("Provider First Name"),
            cell("Provider Middle Name"),
            cell("Provider Last Name (Legal Name)"),
            cell("Provider Name Suffix Text"),
        ),
        other_names=(others,) if cell("Provider Other Last Name") else (),
        credential=cell("Provider Credential Text"),
        taxonomies=tuple(
            _Taxonomy(
                cell(f"Healthcare Provider Taxonomy Code_{place}"),
                cell(f"Provider License Number State Code_{place}"),
                cell(f"Provider License Number_{place}"),
            )
            for place in range(1, TAXONOMIES + 1)
            if cell(f"Healthcare Provider Taxonomy Code_{place}")
        ),
    )
