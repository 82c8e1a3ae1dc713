"""Reading what we hold as FHIR R4: the directory of people and places for every side, charts for medicine."""

from openmso.care.queries.fhir.serving import Found, NothingThereError, everything, read, search

__all__ = ["Found", "NothingThereError", "everything", "read", "search"]
