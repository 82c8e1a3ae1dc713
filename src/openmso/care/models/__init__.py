"""Tables of care."""

from openmso.care.models.patients import Patient

__all__ = ["Patient"]
