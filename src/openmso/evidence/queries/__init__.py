"""Reading the history and checking the chain; documents, their bytes and signatures; what may be removed when."""

from openmso.evidence.queries.documents import AlteredError, GoneError, content, document, documents_of
from openmso.evidence.queries.history import Verification, head, verify
from openmso.evidence.queries.news import News, Seen, news
from openmso.evidence.queries.retention import Held, due_for_removal, holds, holds_over, schedules
from openmso.evidence.queries.signatures import signatures_of

__all__ = [
    "AlteredError",
    "GoneError",
    "Held",
    "News",
    "Seen",
    "Verification",
    "content",
    "document",
    "documents_of",
    "due_for_removal",
    "head",
    "holds",
    "holds_over",
    "news",
    "schedules",
    "signatures_of",
    "verify",
]
