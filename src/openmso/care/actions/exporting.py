"""A bulk export is asked for, made by a job, taken back, and forgotten when its time is over.

Whoever may read asks for one, a token that only reads too: what is written is that they asked, and that stays in the history.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from openmso.care.facts.sealing import sealed_bytes
from openmso.care.models import Export, ExportFile
from openmso.care.queries.fhir.exporting import pages, theirs
from openmso.care.queries.fhir.serving import NothingThereError
from openmso.care.rules.fhir.writing import Resource
from openmso.foundation.actor import Actor
from openmso.foundation.door import acting, action
from openmso.foundation.jobs import enqueue

JOB: Final = "care.export"
KEPT: Final = timedelta(hours=24)
EACH: Final = 2000
"""So many resources stand in one file."""
WAITING: Final = timedelta(hours=6)
"""An export that was not made by then holds nobody up who asks for another."""


class BusyError(Exception):
    """An export of theirs is being made: they wait for it."""


def ask_for_export(
    *, by: Actor, why: str, kinds: Iterable[str], since: str, request: str, now: datetime | None = None
) -> str:
    """Ask for an export of these types; its id. Whether they may read them, the caller has seen. Raises `BusyError`."""
    moment = now or timezone.now()
    with acting(by, why=why):
        running = Export.objects.select_for_update().filter(
            network=by.network, state="waiting", asked_at__gt=moment - WAITING, **theirs(by)
        )
        if running.exists():
            raise BusyError("an export of yours is being made; wait for it, or delete it")
        code = f"export-{uuid4().hex}"
        Export.objects.create(
            network_id=by.network,
            code=code,
            kinds=sorted(kinds),
            since=since,
            request=request[:1000],
            **theirs(by),
        )
        enqueue(by, JOB, export=code)
    return code


def take_back(*, by: Actor, why: str, export: str) -> None:
    """Take an export back: it is not made any more, and its files are removed. Raises `NothingThereError`."""
    with acting(by, why=why):
        row = Export.objects.select_for_update().filter(network=by.network, code=export, **theirs(by)).first()
        if row is None or row.state == "gone":
            raise NothingThereError("there is no such export")
        row.state = "gone"
        row.save(update_fields=["state"])
        ExportFile.objects.filter(network=by.network, export=export, **theirs(by)).delete()


@action()
def make_export(*, by: Actor, why: str, export: str, now: datetime | None = None) -> None:
    """Write the files of an export that waits. Made again, it is the same; one that was taken back is not made."""
    del why
    row = Export.objects.select_for_update().filter(network=by.network, code=export).first()
    if row is None or row.state != "waiting":
        return
    at = now or timezone.now()
    on = timezone.localdate(at, ZoneInfo(settings.ZONE)).toordinal()
    until = at + KEPT
    for kind in row.kinds:
        for number, part in enumerate(_parts(pages(by, kind, row=row, at=at, on=on)), 1):
            ExportFile.objects.create(**_file(row, kind, number, part, until))
            row.counts[kind] = row.counts.get(kind, 0) + len(part)
    row.state, row.at, row.until = "done", at, until
    row.save(update_fields=["state", "at", "until", "counts"])


@action()
def fail_export(*, by: Actor, why: str, export: str) -> None:
    """Say that an export could not be made."""
    del why
    Export.objects.filter(network=by.network, code=export, state="waiting").update(state="failed")


@action()
def forget_exports(*, by: Actor, why: str, now: datetime | None = None) -> int:
    """Remove the files whose time is over; how many."""
    del why
    gone, _ = ExportFile.objects.filter(network=by.network, until__lte=now or timezone.now()).delete()
    return gone


def _file(
    row: Export, kind: str, number: int, part: Sequence[Resource], until: datetime
) -> dict[str, object]:
    text = "".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) + "\n" for one in part)
    code = f"{row.code}/{kind}/{number}"
    return {
        "network_id": row.network_id,
        "code": code,
        "actor": row.actor,
        "side": row.side,
        "export": row.code,
        "kind": kind,
        "number": number,
        "resources": len(part),
        "sealed": sealed_bytes(ExportFile, row.network_id, code, text.encode()),
        "until": until,
    }


def _parts(found: Iterable[Sequence[Resource]]) -> Iterator[list[Resource]]:
    """The same resources, so many at a time."""
    part: list[Resource] = []
    for page in found:
        part += page
        while len(part) >= EACH:
            yield part[:EACH]
            part = part[EACH:]
    if part:
        yield part
