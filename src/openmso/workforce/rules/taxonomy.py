"""From the taxonomy of the provider registry to the roles of the law.

Source: NUCC Health Care Provider Taxonomy, version 24.0: codes of ten characters, of which the first four say the classification.
Physicians have no code for MD or DO: their classification is a specialty, and only the credential says the degree. Roles that the
law pack does not know (nurse anesthetists, midwives, clinical nurse specialists, podiatrists, …) are named, not bent to a
neighbor. Medical assistants, estheticians and laser technicians have no code at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

SOURCE: Final = "NUCC Health Care Provider Taxonomy 24.0"

ROLE_BY_CLASS: Final = {
    "363L": "NP",  # Nurse Practitioner
    "363A": "PA",  # Physician Assistant
    "163W": "RN",  # Registered Nurse
    "164W": "LPN",  # Licensed Practical Nurse
    "164X": "LPN",  # Licensed Vocational Nurse
    "1835": "PHARM",  # Pharmacist
    "1223": "DENT",  # Dentist
}
PHYSICIANS: Final = frozenset(
    {
        "202C",  # Independent Medical Examiner
        "202D",  # Integrative Medicine
        "202K",  # Phlebology
        "204C",  # Sports Medicine (Neuromusculoskeletal Medicine)
        "204D",  # Neuromusculoskeletal Medicine & OMM
        "204E",  # Oral & Maxillofacial Surgery
        "204F",  # Transplant Surgery
        "204R",  # Electrodiagnostic Medicine
        "207K",  # Allergy & Immunology
        "207L",  # Anesthesiology
        "207N",  # Dermatology
        "207P",  # Emergency Medicine
        "207Q",  # Family Medicine
        "207R",  # Internal Medicine
        "207S",  # Medical Genetics
        "207T",  # Neurological Surgery
        "207U",  # Nuclear Medicine
        "207V",  # Obstetrics & Gynecology
        "207W",  # Ophthalmology
        "207X",  # Orthopaedic Surgery
        "207Y",  # Otolaryngology
        "207Z",  # Pathology
        "2080",  # Pediatrics
        "2081",  # Physical Medicine & Rehabilitation
        "2082",  # Plastic Surgery
        "2083",  # Preventive Medicine
        "2084",  # Psychiatry & Neurology
        "2085",  # Radiology
        "2086",  # Surgery
        "2088",  # Urology
        "2098",  # Legal Medicine
        "208C",  # Colon & Rectal Surgery
        "208D",  # General Practice
        "208G",  # Thoracic Surgery
        "208M",  # Hospitalist
        "208U",  # Clinical Pharmacology
        "208V",  # Pain Medicine
    }
)
NO_ROLE: Final = {
    "3902": "a student",
    "1744": "a specialist of no kind",
    "3675": "a nurse anesthetist",
    "367A": "a nurse midwife",
    "367H": "an anesthesiologist assistant",
    "364S": "a clinical nurse specialist",
    "213E": "a podiatrist",
    "111N": "a chiropractor",
    "152W": "an optometrist",
    "1041": "a social worker",
    "103T": "a psychologist",
    "1710": "a military provider",
}
"""Classifications that come often and for which the law pack has no role."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The role that a taxonomy code says, or why it says none."""

    role: str = ""
    why_not: str = ""


def role_of(code: str, credential: str) -> Reading:
    """The role of a code; for a physician the credential ("M.D.", "DO, MPH") says which degree."""
    kind = code[:4].upper()
    if kind in ROLE_BY_CLASS:
        return Reading(ROLE_BY_CLASS[kind])
    if kind in PHYSICIANS:
        degrees = {
            one
            for one in credential.upper().replace(".", "").replace(",", " ").split()
            if one in ("MD", "DO")
        }
        if len(degrees) == 1:
            return Reading(degrees.pop())
        return Reading(why_not=f"{code} is a physician; whether MD or DO the credential does not say")
    if kind in NO_ROLE:
        return Reading(why_not=f"{code} is {NO_ROLE[kind]}; the law pack has no such role")
    return Reading(why_not=f"{code} is a taxonomy code that is not mapped to a role")
