"""Tables of the workforce: the records of the core, and what credentialing keeps beside them."""

from openmso.workforce.models.credentials import Identity, Notice, Verification
from openmso.workforce.models.lists import Edition, Match
from openmso.workforce.models.presence import Presence, Shift
from openmso.workforce.models.records import (
    Certificate,
    Competency,
    Engagement,
    Exclusion,
    Experience,
    Insurance,
    License,
    Person,
    Screening,
)

__all__ = [
    "Certificate",
    "Competency",
    "Edition",
    "Engagement",
    "Exclusion",
    "Experience",
    "Identity",
    "Insurance",
    "License",
    "Match",
    "Notice",
    "Person",
    "Presence",
    "Screening",
    "Shift",
    "Verification",
]
