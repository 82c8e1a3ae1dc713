"""Charts of systems that give no FHIR: a sheet (CSV) with a row for each procedure, and PDFs it names, read into the same resources.

Each row gives a patient, who treated, where, a visit and a procedure; what several rows say of one patient, clinician, place or visit comes once, all of it. A PDF that lies beside the sheet in
a zip comes as a document of the patient. Nothing is guessed: a row that leaves something open is one fault, with its line.
"""

from __future__ import annotations

import csv
import re
from base64 import b64encode
from codecs import iterdecode
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from hashlib import sha1, sha256
from typing import IO, Any, Final

from openmso.care.rules.fhir.parts import NPI
from openmso.care.rules.fhir.writing import fhir_id

OWN: Final = "urn:openmso:sheet"
"""The system of codes and numbers that name none."""
NEEDED: Final = ("patient_id", "date", "procedure", "clinician_npi")
READ: Final = (*NEEDED, "visit_id", "ended", "procedure_code", "code_system", "family_name", "given_name", "birth_date", "sex", "clinician_name", "location", "document")  # fmt: skip
"""Columns that are read; their order is free, and others are left where they are."""
SEXES: Final = {
    "f": "female",
    "m": "male",
    "female": "female",
    "male": "male",
    "other": "other",
    "unknown": "unknown",
}
PDF: Final = b"%PDF-"
LONGEST: Final = 1_000_000
"""Characters of the longest row that is read."""

Row = Mapping[str, str]
Beside = Callable[[str], bytes | None]
"""The bytes of a file beside the sheet, by its name; None if there is none."""


class RowError(ValueError):
    """A row that leaves something open."""


def rows(file: IO[bytes], beside: Beside) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Place, resource, and what is wrong (then the resource is empty) of each row of a sheet."""
    try:
        yield from _rows(csv.reader(_short(iterdecode(file, "utf-8-sig"))), beside)
    except UnicodeDecodeError:
        yield "", {}, "is no text in UTF-8; save the sheet as CSV UTF-8"
    except csv.Error as wrong:
        yield "", {}, f"cannot be read as CSV: {wrong}"


def _short(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        if len(line) > LONGEST:
            raise csv.Error(f"a line has more than {LONGEST} characters")
        yield line


def _rows(read: Iterator[list[str]], beside: Beside) -> Iterator[tuple[str, dict[str, Any], str]]:
    heads = [re.sub(r"[^a-z0-9]+", "_", one.strip().lower()).strip("_") for one in next(read, [])]
    missing = [one for one in NEEDED if one not in heads]
    if missing:
        yield "line 1", {}, f"lacks the columns {', '.join(missing)}; columns are {', '.join(READ)}"
        return
    if twice := next((one for one in READ if heads.count(one) > 1), ""):
        yield "line 1", {}, f"has the column {twice} more than once"
        return
    held: dict[tuple[str, str], tuple[str, dict[str, Any]]] = {}
    for number, values in enumerate(read, 2):
        if not any(one.strip() for one in values):
            continue
        place = f"line {number}"
        try:
            made = list(_resources(_row(heads, values), beside))
        except RowError as wrong:
            yield place, {}, str(wrong)
            continue
        for one in made:
            if one["resourceType"] == "DocumentReference":  # too large to hold; a file is named once
                yield place, one, ""
            else:
                first, before = held.get((one["resourceType"], one["id"]), (place, {}))
                held[one["resourceType"], one["id"]] = first, {**before, **one}
    for place, one in held.values():
        yield place, one, ""


def _row(heads: list[str], values: list[str]) -> Row:
    if len(values) > len(heads):
        raise RowError("has more values than there are columns")
    return {head: value.strip() for head, value in zip(heads, values, strict=False) if head in READ}


def _resources(row: Row, beside: Beside) -> Iterator[dict[str, Any]]:
    for one in NEEDED:
        if not row.get(one):
            raise RowError(f"{one} is empty")
    if not re.fullmatch(r"\d{10}", row["clinician_npi"]):
        raise RowError("clinician_npi has ten digits")
    begun, ended = _moment(row["date"], "date"), _moment(row.get("ended", ""), "ended")
    patient, clinician = fhir_id(row["patient_id"]), f"npi-{row['clinician_npi']}"
    visit = fhir_id(row.get("visit_id") or f"{row['patient_id']}/{begun}")
    where = fhir_id(row["location"]) if row.get("location") else ""
    yield _patient(row, patient)
    yield _bare("Practitioner", clinician, identifier=[{"system": NPI, "value": row["clinician_npi"]}], name=_said(row.get("clinician_name")))  # fmt: skip
    if where:
        yield _bare("Location", where, name=row["location"])
    yield _bare(
        "Encounter",
        visit,
        status="finished",
        **{"class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB"}},
        subject={"reference": f"Patient/{patient}"},
        participant=[{"individual": {"reference": f"Practitioner/{clinician}"}}],
        period={"start": begun, **({"end": ended} if ended else {})},
        location=[{"location": {"reference": f"Location/{where}"}}] if where else None,
    )
    coded = row.get("procedure_code", "")
    code: dict[str, Any] = {"text": row["procedure"]}
    if coded:
        code["coding"] = [{"system": row.get("code_system") or OWN, "code": coded}]
    yield _bare(
        "Procedure",
        fhir_id(f"{visit}/{coded or row['procedure'].casefold()}"),
        status="completed",
        code=code,
        subject={"reference": f"Patient/{patient}"},
        encounter={"reference": f"Encounter/{visit}"},
        performedDateTime=begun,
        performer=[{"actor": {"reference": f"Practitioner/{clinician}"}}],
        location={"reference": f"Location/{where}"} if where else None,
    )
    if name := row.get("document"):
        yield _document(name, beside(name), patient=patient, visit=visit, day=begun)


def _patient(row: Row, id: str) -> dict[str, Any]:
    sex = row.get("sex", "").lower()
    if sex and sex not in SEXES:
        raise RowError(f"sex is one of {', '.join(sorted(set(SEXES.values())))}")
    born = row.get("birth_date", "")
    name = {
        "family": row.get("family_name", ""),
        "given": [one for one in [row.get("given_name", "")] if one],
    }
    return _bare(
        "Patient",
        id,
        identifier=[{"system": OWN, "value": row["patient_id"]}],
        name=[{key: value for key, value in name.items() if value}] if any(name.values()) else None,
        birthDate=_day(born, "birth_date") if born else None,
        gender=SEXES.get(sex),
    )


def _document(name: str, data: bytes | None, *, patient: str, visit: str, day: str) -> dict[str, Any]:
    if data is None:
        raise RowError("document names a file that is not beside the sheet; send both in one zip")
    if not data.startswith(PDF):
        raise RowError("document names a file that is no PDF")
    return _bare(
        "DocumentReference",
        fhir_id(f"{visit}/{sha256(data).hexdigest()}"),  # the same paper may lie with two visits
        status="current",
        subject={"reference": f"Patient/{patient}"},
        date=day if "T" in day else None,
        content=[
            {
                "attachment": {
                    "contentType": "application/pdf",
                    "title": name,
                    "data": b64encode(data).decode(),
                    "hash": b64encode(sha1(data, usedforsecurity=False).digest()).decode(),  # as FHIR has it
                }
            }
        ],
        context={"encounter": [{"reference": f"Encounter/{visit}"}]},
    )


def _bare(kind: str, id: str, **elements: Any) -> dict[str, Any]:  # noqa: ANN401 - elements of any shape
    return {"resourceType": kind, "id": id, **{name: value for name, value in elements.items() if value}}


def _said(text: str | None) -> list[dict[str, str]] | None:
    return [{"text": text}] if text else None


def _moment(text: str, name: str) -> str:
    """A day, or a moment with its offset."""
    if not text or ("T" not in text and ":" not in text):
        return _day(text, name) if text else ""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise RowError(f"{name} is no moment such as 2026-11-24T14:10:00-06:00") from None
    if at.utcoffset() is None:
        raise RowError(f"{name} has no offset: 2026-11-24T14:10:00-06:00, or the day alone")
    return at.isoformat()


def _day(text: str, name: str) -> str:
    try:
        if "/" in text:
            return datetime.strptime(text, "%m/%d/%Y").date().isoformat()  # noqa: DTZ007 - a day has no zone
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise RowError(f"{name} is no day such as 2026-11-24 or 11/24/2026") from None
