"""Reading the history and checking the chain; documents, their bytes and signatures; what may be removed when.

The records that are handed out and taken stand here, too.
"""

from openmso.evidence.queries.certificates import certificates, seals_of
from openmso.evidence.queries.changes import Asked, Changed, changes
from openmso.evidence.queries.documents import AlteredError, GoneError, content, document, documents_of
from openmso.evidence.queries.envelopes import envelope, envelopes, envelopes_of
from openmso.evidence.queries.history import Verification, head, lost, verify
from openmso.evidence.queries.lately import Doing, Written, lately
from openmso.evidence.queries.news import News, Seen, news
from openmso.evidence.queries.retention import (
    Expired,
    Held,
    due_for_removal,
    due_of,
    holds,
    holds_over,
    schedules,
)
from openmso.evidence.queries.sealed import Sealed, sealed
from openmso.evidence.queries.signatures import signatures_of
from openmso.evidence.rules.envelopes import (
    HOLDS,
    PARTS,
    REVIEWS,
    SIGNS,
    STATES,
    WORDS,
    Envelope,
    Letter,
    Party,
    Word,
)
from openmso.evidence.rules.heads import Head, HeadError, heads
from openmso.evidence.rules.papers import Intent, KeptDocument, LicenseInForce, Signed
from openmso.evidence.rules.schedules import KINDS, Confidence, Due, Keeping, Moment
from openmso.evidence.rules.seals import SealOfPdf

__all__ = [
    "HOLDS",
    "KINDS",
    "PARTS",
    "REVIEWS",
    "SIGNS",
    "STATES",
    "WORDS",
    "AlteredError",
    "Asked",
    "Changed",
    "Confidence",
    "Doing",
    "Due",
    "Envelope",
    "Expired",
    "GoneError",
    "Head",
    "HeadError",
    "Held",
    "Intent",
    "Keeping",
    "KeptDocument",
    "Letter",
    "LicenseInForce",
    "Moment",
    "News",
    "Party",
    "SealOfPdf",
    "Sealed",
    "Seen",
    "Signed",
    "Verification",
    "Word",
    "Written",
    "certificates",
    "changes",
    "content",
    "document",
    "documents_of",
    "due_for_removal",
    "due_of",
    "envelope",
    "envelopes",
    "envelopes_of",
    "head",
    "heads",
    "holds",
    "holds_over",
    "lately",
    "lost",
    "news",
    "schedules",
    "sealed",
    "seals_of",
    "signatures_of",
    "verify",
]
