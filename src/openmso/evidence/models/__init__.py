"""The history of every record, and the seals that chain it."""

from openmso.evidence.models.history import Event, Seal

__all__ = ["Event", "Seal"]
