"""Evidence over HTTP: documents, their bytes and signatures, legal holds, how long what is kept, whether the chain of seals holds."""

from __future__ import annotations

from typing import Final

from ninja import Router

from openmso.evidence import actions, queries
from openmso.evidence.api import files
from openmso.evidence.api.signing import sign
from openmso.foundation.actor import Actor
from openmso.foundation.api.asks import ask, consult
from openmso.foundation.api.verbs import act
from openmso.foundation.door import seeing
from openmso.foundation.models import Network
from openmso.foundation.register import RefusedError

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
    queries.lately,
    queries.holds,
    queries.schedules,
    queries.due_for_removal,
)


def lost_heads(by: Actor, heads: str) -> tuple[str, ...]:
    """Which heads that were kept elsewhere the chain of seals does not hold, in words: an end that was cut off, or sealed anew.

    `heads`: a file as `openmso evidence seal --head` writes it, a line for each; those of other networks are passed over.
    """
    try:
        kept = queries.heads(heads)
    except queries.HeadError as unreadable:
        what, mend = str(unreadable), "moment, network, number:digest, with spaces between"
        raise RefusedError.at("heads", what, mend) from None
    with seeing(by):
        slug = Network.objects.get(id=by.network).slug
    return queries.lost(by, [one for one in kept if one.network == slug])


router = Router(tags=["evidence"], by_alias=True)
act(router, "evidence", *ACTS)
act(router, "evidence", sign, signs=lambda given: actions.purpose_of(given["document"]))
for question in QUESTIONS:
    ask(router, "evidence", question)
consult(router, "evidence", lost_heads)
ask(router, "evidence", queries.documents_of, name="documents")
ask(router, "evidence", queries.document, name="document", of="id")
ask(router, "evidence", queries.signatures_of, name="signatures", of="document")
ask(router, "evidence", queries.due_of, name="due", of="id")
ask(router, "evidence", queries.holds_over, name="holds_over", of="id")

router.add_router("", files.router)
