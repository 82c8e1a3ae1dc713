"""`openmso ask`: may this person do this here, at this moment, and on whose authority?"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from openmso.cli.failure import BadInputError
from openmso.cli.options import (
    Areas,
    Attested,
    Complete,
    Consent,
    ExamBy,
    FirstVisit,
    Json,
    Measures,
    NetworkFile,
    OrderBy,
    PatientState,
    Situation,
    Supervisor,
)

if TYPE_CHECKING:
    from openmso.authority.chain_days import Chain
    from openmso.authority.facts.bedside import Bedside
    from openmso.cli.bedside import Told
    from openmso.cli.network import Network


def ask(
    network: NetworkFile,
    *,
    who: Annotated[str, typer.Option(metavar="PERSON", help="An id or part of a name.", show_default=False)],
    what: Annotated[
        str, typer.Option(metavar="PROCEDURE", help="A code or part of its label.", show_default=False)
    ],
    where: Annotated[str, typer.Option(metavar="SITE", help="An id or part of a name.", show_default=False)],
    when: Annotated[
        str | None,
        typer.Option(metavar="MOMENT", help="A day or a moment, in the site's time. Now if left out."),
    ] = None,
    bedside: Situation = None,
    exam_by: ExamBy = None,
    order: OrderBy = None,
    supervisor: Supervisor = None,
    consent: Consent = None,
    state: PatientState = None,
    measure: Measures = None,
    area: Areas = None,
    attest: Attested = None,
    first_visit: FirstVisit = None,
    complete: Complete = False,
    json: Json = False,
) -> None:
    """May this person do this procedure here, now? Shows the chain of authority, link by link.

    Leaves with 0 if the act may go ahead, 1 if it must stop or nobody knows, 2 if the input cannot be used.
    """
    from openmso.authority.answer import Outcome
    from openmso.cli.bedside import Told
    from openmso.cli.network import open_network

    told = Told(
        exams=tuple(exam_by or ()),
        orders=tuple(order or ()),
        supervisors=tuple(supervisor or ()),
        measures=tuple(measure or ()),
        areas=tuple(area or ()),
        attested=tuple(attest or ()),
        consent=consent,
        state=state,
        first_visit_in_person=first_visit,
        complete=complete,
    )
    opened = open_network(network, as_json=json)
    found = _judged(opened, (who, what, where), when, (bedside, told))
    _show(found, opened, day_only=when is not None and len(when) <= 10, as_json=json)
    if found.decision.outcome in (Outcome.STOP, Outcome.UNKNOWN):
        raise typer.Exit(1)


def _judged(
    opened: Network, meant: tuple[str, str, str], when: str | None, near: tuple[str | None, Told]
) -> Chain:
    from openmso.authority.answer import Act, Key
    from openmso.authority.chain_days import chain
    from openmso.authority.decide import decide
    from openmso.authority.facts.structure import Site
    from openmso.cli import names
    from openmso.cli.moments import read_moment

    labels, (who, what, where) = opened.labels, meant
    site = opened.facts.need(Site, names.site(where, labels))
    key = Key(names.person(who, labels), names.procedure(what, labels, site.id), site.id)
    moment = read_moment(when, site)
    act = Act(key.person, key.procedure, key.site, moment, _bedside(opened, near, moment))
    return chain(decide(act, opened.judge), opened.judge.track(key))


def _bedside(opened: Network, near: tuple[str | None, Told], moment: datetime) -> Bedside:
    from openmso.authority.facts.bedside import NOTHING_TOLD

    name, told = near
    if name is not None and name not in opened.bedside:
        known = ", ".join(sorted(opened.bedside)) or "none"
        raise BadInputError(f"{opened.path} names no situation {name!r}; it names: {known}")
    return told.at(moment, opened.bedside[name] if name else NOTHING_TOLD)


def _show(found: Chain, opened: Network, *, day_only: bool, as_json: bool) -> None:
    from openmso.cli.render.chain import draw, shape
    from openmso.cli.render.paper import Paper
    from openmso.cli.render.shapes import written

    if as_json:
        typer.echo(written(shape(found, opened.labels)))
        return
    draw(found, opened.labels, Paper(), moment=_told_moment(found.decision.act.at, day_only=day_only))


def _told_moment(at: datetime, *, day_only: bool) -> str:
    text = f"{at:%A}, {at:%B} {at.day}, {at.year}"
    return text if day_only else f"{text}, {at:%H:%M} {at:%Z}"
