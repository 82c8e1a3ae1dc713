"""The history of every record, the seals that chain it; documents, their signatures, how long they are kept, and by what PDFs are sealed."""

from openmso.evidence.models.certificates import PdfCertificate, PdfKey
from openmso.evidence.models.documents import Attachment, Content, Document
from openmso.evidence.models.envelopes import Envelope, EnvelopeLetter, EnvelopeParty, EnvelopeWord
from openmso.evidence.models.history import Event, Seal
from openmso.evidence.models.retention import Hold, Milestone, Release, Removal, Schedule
from openmso.evidence.models.signatures import Signature

__all__ = [
    "Attachment",
    "Content",
    "Document",
    "Envelope",
    "EnvelopeLetter",
    "EnvelopeParty",
    "EnvelopeWord",
    "Event",
    "Hold",
    "Milestone",
    "PdfCertificate",
    "PdfKey",
    "Release",
    "Removal",
    "Schedule",
    "Seal",
    "Signature",
]
