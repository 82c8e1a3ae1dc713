"""Notices are put up with the words of the day and a picture that shows it, and taken down."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from openmso.authority.facts.structure import Site
from openmso.compliance.models import Posting
from openmso.compliance.queries.postings import postings
from openmso.evidence.actions import keep_document
from openmso.foundation.actor import Actor
from openmso.foundation.door import action, human
from openmso.foundation.pictures import PictureError, kept
from openmso.foundation.register import NotThereError, RefusedError, row_named
from openmso.foundation.rules.sides import Side

PHOTO = "x_posting_photo"
"""The kind of the document that shows a notice."""


@action(Side.BUSINESS, Side.CLINICAL)
def put_up(*, by: Actor, why: str, site: str, place: str, photo: bytes, today: date) -> str:
    """Say that the notice of a site hangs at a place since today, with the words that the records make of it, shown by a picture; its code.

    What hung there is taken down. The picture keeps no place and no camera. Raises `RefusedError`.
    """
    user = human(by)
    found = postings(by, today, site)
    if not found:
        raise RefusedError.at("site", "it is no open site with a street", "choose one of the list")
    if not place.strip() or len(place) > 100:
        raise RefusedError.at("place", "no place is named", "such as: waiting room")
    row = row_named(by, Site, "site", site)
    try:
        shown = kept(photo)
    except PictureError as broken:
        raise RefusedError.at("photo", str(broken), "a picture of the notice where it hangs") from None
    document = keep_document(
        by=by,
        why=why,
        data=shown,
        wall="shared",
        kind=PHOTO,
        title=f"Notice at {place.strip()}",
        dated=today,
        name="notice.jpg",
    )
    there = Posting.objects.filter(network=by.network, site=row, place=place.strip(), down_on__isnull=True)
    there.update(down_on=today)
    made = Posting.objects.create(
        network_id=by.network,
        code=f"posting-{uuid4().hex}",
        site=row,
        place=place.strip(),
        text=found[0].notice.text,
        photo=document.id,
        since=today,
        actor=str(user),
    )
    return str(made.code)


@action(Side.BUSINESS, Side.CLINICAL)
def take_down(*, by: Actor, why: str, posting: str, today: date) -> None:
    """Say that a notice hangs no more."""
    del why
    row = (
        Posting.objects.select_for_update(of=("self",))
        .filter(network=by.network, code=posting, down_on__isnull=True)
        .first()
    )
    if row is None:
        raise NotThereError(Posting, posting)
    row.down_on = today
    row.save(update_fields=["down_on"])
