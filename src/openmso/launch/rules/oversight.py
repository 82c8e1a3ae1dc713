"""What directors write and do: protocols, standing orders, reviews, meetings, visits, drills, training."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from openmso.authority.facts.oversight import Activity, Protocol, StandingOrder
from openmso.authority.facts.structure import Signature
from openmso.launch.rules.draft import Draft, Practice
from openmso.launch.rules.menus import DELEGATES
from openmso.launch.rules.sites import HOURS
from openmso.timeline.spans import Span

CHAPTERS: Final = {
    "injectables": (
        "neuromodulator_injection",
        "dermal_filler_injection",
        "im_injection",
        "prp",
        "sclerotherapy",
    ),
    "devices": ("laser_hair_removal", "laser_nonablative", "laser_ablative", "body_contouring_device"),
    "skin": ("chemical_peel_superficial", "chemical_peel_deep", "microneedling"),
    "infusions": ("iv_therapy",),
    "prescribing": (
        "weight_loss_prescribing",
        "hormone_prescribing",
        "telehealth_consult",
        "good_faith_exam",
    ),
}
"""Protocols by chapter: each procedure stands in one."""
ROUNDS: Final = (9, 36)
"""How many days ago the last rounds of reviews, meetings and visits were. Whatever today is, one of them lies in
the last full month and the last one within thirty days."""


def papers(draft: Draft, of: Practice) -> None:
    """Protocols and standing orders of a practice, signed by its first owner and reviewed."""
    menu = frozenset[str]().union(*(draft.menu_of[site.id] for site in of.sites))
    signer = of.owners[0]
    for chapter, listed in CHAPTERS.items():
        procedures = frozenset(listed) & menu
        if not procedures:
            continue
        since = draft.ago(120, 720)
        draft.add(
            Protocol(
                f"{of.id}-{chapter}",
                of.id,
                procedures,
                Span.of(since),
                f"{draft.chance.randrange(1, 5)}.{draft.chance.randrange(0, 4)}",
                None,
                (Signature(signer, since - timedelta(days=draft.chance.randrange(1, 9))),),
                _yearly(draft, since),
            )
        )
        for role in DELEGATES:
            _order(draft, of, chapter, procedures, role)


def _order(draft: Draft, of: Practice, chapter: str, procedures: frozenset[str], role: str) -> None:
    covered = frozenset(
        one
        for one in procedures
        if draft.leeway.rule(of.state, one, role) is not None and draft.leeway.in_advance(of.state, one, role)
    )
    if not covered:
        return
    since = draft.ago(120, 600)
    signed = Signature(of.owners[0], since - timedelta(days=draft.chance.randrange(1, 9)))
    draft.add(
        StandingOrder(
            f"{of.id}-{chapter}-{role.lower()}",
            of.owners[0],
            of.id,
            covered,
            frozenset({role}),
            Span.of(since),
            None,
            (signed,),
            _quarterly(draft, since),
        )
    )


def _yearly(draft: Draft, since: date) -> tuple[date, ...]:
    first = since + timedelta(days=330)
    return tuple(day for day in (first, first + timedelta(days=330)) if day < draft.on)


def _quarterly(draft: Draft, since: date) -> tuple[date, ...]:
    days = (draft.on - since).days
    return tuple(draft.on - timedelta(days=ago) for ago in range(20, days, 80))[:3][::-1]


def activities(draft: Draft, of: Practice, clinicians: Iterable[tuple[str, str]]) -> None:
    """What the directors of a practice did lately. `clinicians` are pairs of person and site."""
    for person, site in clinicians:
        director = draft.director_of[site]
        _training(draft, person, director)
        for ago in ROUNDS:
            _review(draft, person, director, ago)
    for physician in dict.fromkeys(
        (*of.owners, *of.directors, *(draft.backup_of[one] for one in of.directors))
    ):
        if f"{physician}-works" in draft.records:
            _training(draft, physician, physician)
    for one in of.sites:
        director = draft.director_of[one.id]
        for ago in ROUNDS:
            # The visit takes all the hours that the director is paid for at the site; reviews come on top.
            draft.add(
                Activity(
                    f"{one.id}-visit-{ago}",
                    "order_review" if one.kind == "telehealth" else "site_visit",
                    director,
                    draft.on - timedelta(days=ago),
                    site=one.id,
                    minutes=60 * HOURS,
                )
            )
        if one.kind != "telehealth":
            on = draft.ago(10, 80)
            draft.add(Activity(f"{one.id}-drill", "drill", director, on, site=one.id, minutes=45))


def _training(draft: Draft, person: str, director: str) -> None:
    on = draft.ago(30, 330)
    draft.add(Activity(f"{person}-training", "training", director, on, person=person, minutes=60))


def _review(draft: Draft, person: str, director: str, ago: int) -> None:
    on = draft.on - timedelta(days=ago)
    charts = draft.chance.randrange(30, 90)
    read = -(-charts * 25 // 100)
    draft.add(
        Activity(f"{person}-review-{ago}", "chart_review", director, on, person, "", read, charts, 4 * read)
    )
    if draft.role_of[person] in ("NP", "PA"):
        draft.add(Activity(f"{person}-meeting-{ago}", "meeting", director, on, person, minutes=40))
