"""Adopting a law pack; stating law over it, and taking that back.

Who may is said twice: here in a sentence, and by the row policies of both tables.
"""

from __future__ import annotations

import zlib
from datetime import date
from hashlib import sha256
from typing import Final
from uuid import uuid4

from openmso.authority.law import Statement
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, action, human
from openmso.foundation.register import Fault, NotThereError, RefusedError
from openmso.foundation.rules.sides import Post, Side
from openmso.law.facts import PackError, shipped
from openmso.law.facts.compiled import MAKE, packed
from openmso.law.models import ADOPTERS, COUNSEL, Adoption, Overlay
from openmso.law.queries.lawbook import Overlaid, adoptions, overlays, pack_of, stated
from openmso.law.rules.problems import Problem

LONGEST: Final = 200_000
"""Characters of an overlay."""


@action(Side.BUSINESS, Side.AUDITOR)
def adopt_pack(*, by: Actor, why: str, digest: str, on: date) -> str:
    """The network works by the installed law pack from now on; `on` is the day it is. Returns the version.

    `digest` says which pack was looked at: another one is refused. For compliance, owners of the MSO and counsel. Raises
    `RefusedError` also where an overlay of counsel cannot be read under the new pack.
    """
    del why  # the door has put it into the history
    _only(by, ADOPTERS, "adopts a law pack")
    pack = shipped()
    if digest != pack.book.digest:
        raise RefusedError.at(
            "digest",
            f"installed is {pack.book.version}, which is another pack",
            "look at what the installed pack changes, and adopt that",
        )
    before = adoptions(by)
    if before and before[-1].digest == digest:
        raise RefusedError.at("digest", f"{pack.book.version} is adopted already", "there is nothing to do")
    if before and on < before[-1].since:
        raise RefusedError.at("on", f"{before[-1].since} comes later", "adopt on the day it is")
    for one in overlays(by):
        try:
            stated(one, pack)
        except PackError as wrong:
            raise RefusedError.at(
                "overlays",
                f"{one.id} cannot be read: {wrong.problems[0]}",
                "let counsel withdraw and restate it",
            ) from wrong
    content = zlib.compress(packed(pack), 9)
    Adoption.objects.create(
        network_id=by.network,
        code=f"adoption-{uuid4().hex}",
        position=len(before),
        version=pack.book.version,
        digest=digest,
        since=on,
        make=MAKE,
        fingerprint=sha256(content).hexdigest(),
        content=content,
    )
    return pack.book.version


@action(Side.AUDITOR)
def add_overlay(*, by: Actor, why: str, text: str, counsel: str, signed_on: date) -> str:
    """State law over the pack, in the shape of the pack's own files; the overlay's id.

    `counsel` is who answers for it, by name; it counts from now on, on the days that its statements say. For counsel, who is there
    themselves. Raises `RefusedError` with everything that is wrong with the text, and where another overlay speaks of the same days.
    """
    del why  # the door has put it into the history
    _counsel(by, "states law")
    if not counsel.strip() or len(counsel.strip()) > 200:
        raise RefusedError.at("counsel", "a name has 1 to 200 characters", "say who answers for it")
    if len(text) > LONGEST:
        raise RefusedError.at(
            "text", f"it has more than {LONGEST} characters", "state it in several overlays"
        )
    pack = pack_of(by)
    made = Overlaid(f"overlay-{uuid4().hex}", text, counsel.strip(), signed_on)
    try:
        statements = stated(made, pack)
    except PackError as wrong:
        raise RefusedError(*(_fault(one) for one in wrong.problems)) from wrong
    there = overlays(by)
    for other in there:
        _apart(statements, other, stated(other, pack))
    Overlay.objects.create(
        network_id=by.network,
        code=made.id,
        position=len(there),
        text=made.text,
        counsel=made.counsel,
        signed_on=made.signed_on,
    )
    return made.id


@action(Side.AUDITOR)
def withdraw_overlay(*, by: Actor, why: str, id: str, on: date) -> None:
    """Take back what was stated: it counts on no day any more. For counsel, who is there themselves.

    To end a rule on a day, state it with `until` instead. Raises `NotThereError` and `RefusedError`.
    """
    del why  # the door has put it into the history
    _counsel(by, "takes back what counsel stated")
    row = Overlay.objects.select_for_update().filter(code=id).first()
    if row is None:
        raise NotThereError(Overlay, id)
    if row.withdrawn_on is not None:
        raise RefusedError.at("id", f"it was withdrawn on {row.withdrawn_on}", "there is nothing to do")
    if on < row.signed_on:
        raise RefusedError.at("on", f"it was signed on {row.signed_on}", "take that day or a later one")
    row.withdrawn_on = on
    row.save(update_fields=["withdrawn_on"])


def _only(by: Actor, posts: frozenset[Post], what: str) -> None:
    if by.side is not Side.SYSTEM and by.post not in posts:
        named = ", ".join(post.replace("_", " ") for post in sorted(posts))
        raise WrongHandsError(f"{by.post} is none of those who {what}: {named}")


def _counsel(by: Actor, what: str) -> None:
    _only(by, COUNSEL, what)
    if by.side is not Side.SYSTEM:
        human(by)


def _apart(statements: tuple[Statement, ...], other: Overlaid, there: tuple[Statement, ...]) -> None:
    """Two overlays that speak of one question on one day would only dispute each other."""
    for one in statements:
        for before in there:
            same = (one.jurisdiction, one.parameter, one.key) == (
                before.jurisdiction,
                before.parameter,
                before.key,
            )
            if same and one.span.overlaps(before.span) and not (one.pending or before.pending):
                raise RefusedError.at(
                    "text",
                    f"{other.id} speaks of {one.jurisdiction} {' '.join((one.parameter, *one.key))} on these days already",
                    "withdraw that one first, or state other days",
                )


def _fault(problem: Problem) -> Fault:
    what, _, mend = problem.what.partition("; ")
    return Fault(f"text, line {problem.line}", what, mend or "write it as the pack does")
