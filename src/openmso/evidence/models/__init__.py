"""The history of every record, the seals that chain it, and the documents."""

from openmso.evidence.models.documents import Attachment, Content, Document
from openmso.evidence.models.history import Event, Seal

__all__ = ["Attachment", "Content", "Document", "Event", "Seal"]
