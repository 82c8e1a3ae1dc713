"""Reading envelopes: those that the actor's side may see, with who is asked, what was said, which letters went out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q

from openmso.evidence.models import Attachment, Document, EnvelopeLetter, EnvelopeParty, EnvelopeWord
from openmso.evidence.models import Envelope as Row
from openmso.evidence.rules.envelopes import Envelope, Letter, Party, Word
from openmso.evidence.rules.papers import Intent
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.register import NotThereError


def envelopes(by: Actor, *, user: str = "") -> tuple[Envelope, ...]:
    """All envelopes, the latest first; with `user` only those that they sent or are asked in."""
    with seeing(by):
        rows = Row.objects.filter(network=by.network)
        if user:
            asked = EnvelopeParty.objects.filter(envelope=OuterRef("pk"), user_id=user)
            rows = rows.filter(Q(user_id=user) | Exists(asked))
        return _told(rows)


def envelope(by: Actor, id: str) -> Envelope:
    """An envelope. Raises `NotThereError`, also for one that the actor's side may not see."""
    with seeing(by):
        found = _told(Row.objects.filter(network=by.network, code=id))
    if not found:
        raise NotThereError(Envelope, id)
    return found[0]


def envelopes_of(by: Actor, of: str, id: str) -> tuple[Envelope, ...]:
    """The envelopes of the documents that belong to a record, `id` in the table `of`, the latest first."""
    with seeing(by):
        documents = Attachment.objects.filter(network=by.network, of=of, code=id).values("document")
        return _told(Row.objects.filter(network=by.network, document__in=documents))


def _told(found: Any) -> tuple[Envelope, ...]:  # noqa: ANN401 - rows of envelopes, still to be read
    newer = Document.objects.filter(supersedes=OuterRef("document"))
    rows = list(found.select_related("document").annotate(newer=Exists(newer)).order_by("-at", "-id"))
    keys = [one.pk for one in rows]
    parties = _by_envelope(EnvelopeParty.objects.filter(envelope__in=keys).order_by("turn"))
    said = EnvelopeWord.objects.filter(envelope__in=keys).select_related("party", "signature")
    words, letters = (
        _by_envelope(said.order_by("at", "id")),
        _by_envelope(EnvelopeLetter.objects.filter(envelope__in=keys).order_by("at", "id")),
    )
    return tuple(_envelope(one, parties[one.pk], words[one.pk], letters[one.pk]) for one in rows)


def _by_envelope(rows: Iterable[Any]) -> defaultdict[Any, list[Any]]:
    found: defaultdict[Any, list[Any]] = defaultdict(list)
    for one in rows:
        found[one.envelope_id].append(one)
    return found


def _envelope(row: Any, parties: list[Any], words: list[Any], letters: list[Any]) -> Envelope:  # noqa: ANN401 - a row with what `_told` adds
    return Envelope(
        id=row.code,
        document=row.document.code,
        title=row.document.title,
        kind=row.document.kind,
        wall=row.wall,
        sender=str(row.user_id),
        at=row.at,
        answer_by=row.answer_by,
        review_on=row.review_on,
        ends_on=row.ends_on,
        superseded=row.newer,
        parties=tuple(
            Party(
                one.turn, one.part, str(one.user_id), one.person, one.role, Intent(one.intent), one.statement,
                tuple(one.states),
            )
            for one in parties
        ),
        words=tuple(
            Word(
                one.party.turn if one.party else 0, one.what, str(one.user_id), one.at, one.reason,
                one.signature.code if one.signature else "",
            )
            for one in words
        ),
        letters=tuple(Letter(str(one.user_id), one.about, one.at) for one in letters),
    )  # fmt: skip
