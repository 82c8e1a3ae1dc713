"""A practice opens a need for a director, and closes it."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.utils import timezone

from openmso.authority.codes import PROCEDURES
from openmso.authority.facts.structure import Organization, Site
from openmso.authority.terms import ROLES
from openmso.foundation.actor import Actor
from openmso.foundation.door import action
from openmso.foundation.register import Fault, NotThereError, RefusedError, row_named
from openmso.foundation.rules.sides import Side
from openmso.matching.access import appointing
from openmso.matching.models import Opening as OpeningRow
from openmso.matching.rules.openings import Opening
from openmso.matching.rules.profiles import MODES
from openmso.oversight.facts import judge_of


@action(Side.BUSINESS, Side.CLINICAL)
def open_need(*, by: Actor, why: str, opening: Opening, now: datetime | None = None) -> str:
    """Open a need; its code, which the given one need not have. The clock to the first call starts.

    Refused for an organization that is no practice, for sites that are not its own, for what is no service or role, and for a day that is over.
    """
    del why
    appointing(by)
    moment = now or timezone.now()
    judge, _ = judge_of(by)
    practice = judge.facts.get(Organization, opening.practice)
    faults = [*_faults(opening, moment)]
    if practice is None or practice.kind != "practice":
        called = practice.name if practice else f'"{opening.practice}"'
        faults.append(Fault("practice", f"{called} is no practice", "the practice that treats"))
    for place in opening.places:
        site = judge.facts.get(Site, place.site)
        if site is None or site.practice != opening.practice:
            faults.append(Fault("sites", f"{place.site} is no site of the practice", "sites of the practice"))
    if faults:
        raise RefusedError(*faults)
    row = OpeningRow.objects.create(
        network_id=by.network,
        code=f"opening-{uuid4().hex[:12]}",
        practice=row_named(by, Organization, "practice", opening.practice),
        sites=[one.site for one in opening.places],
        procedures=sorted(opening.procedures),
        people=[{"role": role, "count": count} for role, count in opening.people],
        visits=opening.visits,
        mode=opening.mode,
        visit_every=opening.visit_every,
        boards=sorted(opening.boards),
        boards_cite=opening.boards_cite,
        musts=sorted(opening.musts),
        ceiling=opening.ceiling,
        wanted_from=opening.wanted_from,
        opened_at=moment,
    )
    return str(row.code)


@action(Side.BUSINESS, Side.CLINICAL)
def close_need(*, by: Actor, why: str, opening: str, now: datetime | None = None) -> None:
    """Close an opening: it is filled, or not needed any more. Introductions stay as they are."""
    del why
    appointing(by)
    row = OpeningRow.objects.select_for_update(of=("self",)).filter(network=by.network, code=opening).first()
    if row is None:
        raise NotThereError(OpeningRow, opening)
    if row.closed_at is not None:
        raise RefusedError.at("opening", "it is closed", "open a new one")
    row.closed_at = now or timezone.now()
    row.save(update_fields=["closed_at"])


def _faults(one: Opening, moment: datetime) -> list[Fault]:
    faults = []
    if not one.places:
        faults.append(Fault("sites", "no site is named", "one site or more"))
    if one.procedures - PROCEDURES or one.musts - one.procedures:
        faults.append(Fault("procedures", "that is no service of the opening", "services it lists"))
    if any(role not in ROLES or not 0 <= count <= 99 for role, count in one.people):
        faults.append(Fault("people", "so many nobody supervises", "0 to 99 of each role"))
    if one.mode not in MODES:
        faults.append(Fault("mode", f'"{one.mode}" is no way to be there', ", ".join(MODES)))
    if one.visit_every is not None and one.visit_every < 1:
        faults.append(Fault("visit_every", "so often nobody comes", "days, 1 or more"))
    if one.ceiling is not None and one.ceiling < 0:
        faults.append(Fault("ceiling", "it is below nothing", "US dollars a month"))
    if one.wanted_from < moment.date():
        faults.append(Fault("wanted_from", f"{one.wanted_from} is over", "today or later"))
    return faults
