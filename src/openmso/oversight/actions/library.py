"""Protocols are published, version after version, by who may adopt them; and read and signed by who works by them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

from django.utils import timezone

from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Site
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, action
from openmso.foundation.register import NotThereError, RefusedError, row_named
from openmso.foundation.rules.sides import Side
from openmso.oversight.facts import judge_of
from openmso.oversight.models import ProtocolText, ReadAndSign
from openmso.oversight.queries.library import masters_of, text_of
from openmso.oversight.rules.library import LAYERS, SECTIONS, Limits, Text, changes, loosened, next_version
from openmso.structure.queries import sites_of
from openmso.workforce.queries import decided, directors


@dataclass(frozen=True, slots=True)
class Draft:
    """A text to be published: anew, or as the next version of `text`."""

    layer: str
    title: str
    procedures: frozenset[str]
    sections: Mapping[str, str]
    limits: Limits = field(default_factory=Limits)
    note: str = ""
    state: str = ""
    site: str = ""
    text: str = ""


@action(Side.CLINICAL)
def publish_text(*, by: Actor, why: str, draft: Draft, now: datetime | None = None) -> str:
    """Publish a text; the version before it ends. Its version follows from what changed.

    Refused without a license that suffices in the state of every site it reaches, where nothing changed, and where an addendum would loosen a limit of its master.
    """
    del why
    moment = now or timezone.now()
    before = _before(by, draft)
    _sound(by, draft)
    decided(
        by,
        "publish a protocol",
        _sites(by, draft),
        directors,
        everywhere=draft.layer == "location",
        now=moment,
    )
    if not by.person:
        raise WrongHandsError("who publishes a protocol is one of the network's people")
    after = Text(
        draft.layer, "", {name: draft.sections.get(name, "").strip() for name in SECTIONS}, draft.limits
    )
    if before is not None:
        if not changes(text_of(before), after):
            raise RefusedError.at("sections", "it says what the version in force says", "change something")
        before.ended_at = moment
        before.save(update_fields=["ended_at"])
    code = f"protocol-text-{uuid4().hex}"
    ProtocolText.objects.create(
        network_id=by.network,
        code=code,
        text=before.text if before else f"text-{uuid4().hex}",
        layer=draft.layer,
        title=draft.title.strip(),
        procedures=sorted(draft.procedures),
        state=draft.state,
        site_id=row_named(by, Site, "site", draft.site).id if draft.site else None,
        version=next_version(text_of(before) if before else None, after),
        sections=dict(after.sections),
        limits=draft.limits.plain(),
        note=draft.note.strip(),
        published_at=moment,
        published_by_id=row_named(by, Person, "person", by.person).id,
    )
    return code


def _before(by: Actor, draft: Draft) -> ProtocolText | None:
    if not draft.text:
        return None
    row = (
        ProtocolText.objects.select_for_update()
        .filter(network=by.network, text=draft.text, ended_at=None)
        .first()
    )
    if row is None:
        raise NotThereError(ProtocolText, draft.text)
    return row


def _sound(by: Actor, draft: Draft) -> None:
    if draft.layer not in LAYERS:
        raise RefusedError.at("layer", f'"{draft.layer}" is no layer', f"one of {', '.join(LAYERS)}")
    if (draft.layer == "state") != bool(draft.state) or (draft.layer == "location") != bool(draft.site):
        raise RefusedError.at(
            "layer", "a state's addendum has a state, a site's a site", "say which, and only that"
        )
    if not draft.title.strip():
        raise RefusedError.at("title", "it has no title", "say what it is for")
    judge, _ = judge_of(by)
    strange = sorted(draft.procedures - judge.law.procedures.keys())
    if strange or not draft.procedures:
        raise RefusedError.at("procedures", "it is for no procedure of the list", "name one at least")
    if draft.layer == "master" and any(not draft.sections.get(name, "").strip() for name in SECTIONS):
        raise RefusedError.at("sections", "a master says something in each section", "fill in all of them")
    if not any(one.strip() for one in draft.sections.values()) and draft.limits == Limits():
        raise RefusedError.at("sections", "it says nothing", "write a section, or set a limit")
    for master in masters_of(by, draft.procedures) if draft.layer != "master" else ():
        wide = loosened(text_of(master).limits, draft.limits)
        if wide:
            said = wide[0].replace("_", " ")
            raise RefusedError.at(
                "limits", f"{said}: wider than the master lets it be", "tighten it, or change the master"
            )


def _sites(by: Actor, draft: Draft) -> tuple[Site, ...]:
    if draft.site:
        return sites_of(by, named=[draft.site])
    every = sites_of(by)
    return tuple(one for one in every if not draft.state or one.state == draft.state)


@action(Side.CLINICAL)
def read_and_sign(*, by: Actor, why: str, code: str, now: datetime | None = None) -> None:
    """Say that one has read a version in force and will keep to it. Said twice it is said once."""
    del why
    row = ProtocolText.objects.filter(network=by.network, code=code).first()
    if row is None:
        raise NotThereError(ProtocolText, code)
    if row.ended_at is not None:
        raise RefusedError.at("code", "another version is in force", "read that one")
    if not by.person:
        raise WrongHandsError("one of the network's people signs; the seat names nobody")
    person = row_named(by, Person, "person", by.person).id
    if not ReadAndSign.objects.filter(text=row, person_id=person).exists():
        ReadAndSign.objects.create(
            network_id=by.network,
            code=f"read-{uuid4().hex}",
            text=row,
            person_id=person,
            at=now or timezone.now(),
        )
