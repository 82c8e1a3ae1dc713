"""Evidence over HTTP: documents, their bytes and signatures, legal holds, how long what is kept, whether the chain of seals holds."""

from __future__ import annotations

from typing import Final

from ninja import Router

from openmso.evidence import actions, queries
from openmso.evidence.api import files
from openmso.evidence.api.signing import sign
from openmso.foundation.api.asks import ask
from openmso.foundation.api.verbs import act

ACTS: Final = (
    actions.keep_document,
    actions.supersede,
    actions.attach,
    actions.tell_day,
    actions.place_hold,
    actions.release_hold,
    actions.adopt_schedule,
    actions.remove_expired,
)
QUESTIONS: Final = (
    queries.head,
    queries.verify,
    queries.holds,
    queries.schedules,
    queries.due_for_removal,
)

router = Router(tags=["evidence"], by_alias=True)
act(router, "evidence", *ACTS)
act(router, "evidence", sign, signs=lambda given: actions.purpose_of(given["document"]))
for question in QUESTIONS:
    ask(router, "evidence", question)
ask(router, "evidence", queries.documents_of, name="documents")
ask(router, "evidence", queries.document, name="document", of="id")
ask(router, "evidence", queries.signatures_of, name="signatures", of="document")
ask(router, "evidence", queries.due_of, name="due", of="id")
ask(router, "evidence", queries.holds_over, name="holds_over", of="id")

router.add_router("", files.router)
