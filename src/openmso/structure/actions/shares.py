"""Shares change hands: one ends and others begin on the same day, in one transaction, and never add up to more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from openmso.authority.facts.structure import Ownership
from openmso.foundation.actor import Actor
from openmso.foundation.door import acting
from openmso.foundation.register import Kept, RefusedError, StaleError
from openmso.structure.actions.register import amend, end, enter
from openmso.structure.queries import one, page
from openmso.timeline.spans import Span


@dataclass(frozen=True, slots=True)
class Transfer:
    """What came of a transfer: the shares that ended, and those that hold from that day on."""

    ended: tuple[Kept[Ownership], ...]
    holding: tuple[Kept[Ownership], ...]


def transfer_shares(
    *,
    by: Actor,
    why: str,
    id: str,
    to: str,
    on: date,
    percent: Decimal | None = None,
    version: str | None = None,
) -> Transfer:
    """From `on` on, `to` holds `percent` points of what the share `id` held (None: all of it).

    What the giver keeps, and what the taker had already, goes on in new records, whose ids are made of organization,
    owner and day. Whoever may dictate a transfer, and who votes by proxy, stays written on the giver's rest and on what the
    taker had; what is new begins without either. Raises `RefusedError` for more than is held, to oneself, or on a day on
    which the share does not hold; `StaleError` if it is no longer what was seen.
    """
    with acting(by, why=why):
        seen = one(by, Ownership, id)
        if version is not None and version != seen.version:
            raise StaleError(seen)
        share = seen.record
        moved = share.percent if percent is None else percent
        _possible(share, to, on, moved)
        ended = [end(by=by, why=why, kind=Ownership, id=id, on=on, version=seen.version)]
        holding = []
        if moved < share.percent:
            rest = _from(share, share.owner, share.percent - moved, on)
            holding.append(enter(by=by, why=why, record=rest))
        had = page(by, Ownership, on=on, organization=share.organization, owner=to).items
        if not had:
            fresh = replace(_from(share, to, moved, on), transfer_restricted_by="", proxy_to="")
            holding.append(enter(by=by, why=why, record=fresh))
        elif had[0].record.span.first == on:
            more = replace(had[0].record, percent=had[0].record.percent + moved)
            holding.append(amend(by=by, why=why, record=more, version=had[0].version))
        else:
            before = had[0].record
            ended.append(end(by=by, why=why, kind=Ownership, id=before.id, on=on, version=had[0].version))
            holding.append(enter(by=by, why=why, record=_from(before, to, before.percent + moved, on)))
    return Transfer(tuple(ended), tuple(holding))


def _possible(share: Ownership, to: str, on: date, moved: Decimal) -> None:
    if to == share.owner:
        raise RefusedError.at("to", f'"{to}" holds it already', "the id of another person or organization")
    if not 0 < moved <= share.percent:
        what = f"{moved} of {share.percent} points"
        raise RefusedError.at(
            "percent", f"{what} cannot change hands", "more than 0, and no more than is held"
        )
    if on not in share.span:
        raise RefusedError.at("on", f"the share does not hold on {on}", "a day on which it holds")


def _from(share: Ownership, owner: str, percent: Decimal, on: date) -> Ownership:
    span = Span(on.toordinal(), share.span.end)
    id = f"{share.organization}/owner/{owner}/{on}"
    return replace(share, id=id, owner=owner, percent=percent, span=span)
