"""A binder is asked for, made by a job with the rights of whoever asked, taken back, and forgotten when its time is over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

import openmso
from openmso.compliance.files.archives import digest_of, manifest_bytes, packed
from openmso.compliance.files.printing import Printer
from openmso.compliance.models import Binder, BinderFile
from openmso.compliance.queries.binder import PARTS, Frame, Sheet, frame_of, index, written
from openmso.compliance.queries.binders import bound
from openmso.compliance.rules.binders import ASKERS, MANIFEST, Listed, Scope, manifest_of, scope_of, why_not
from openmso.evidence.actions import PdfSealer, pdf_sealer, seal_all
from openmso.evidence.queries import head, sealed
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, acting, action, human, seeing
from openmso.foundation.jobs import enqueue
from openmso.foundation.picture import picture
from openmso.foundation.places import as_actor, places_of
from openmso.foundation.register import NotThereError, RefusedError
from openmso.foundation.rules.sides import Side
from openmso.foundation.sealed import seal
from openmso.foundation.seats import names_of

JOB: Final = "compliance.binder"
KEPT: Final = timedelta(hours=24)
WAITING: Final = timedelta(hours=1)
"""A binder that was not made by then holds nobody up who asks for another."""
UNMADE: Final = ("waiting", "making")


class BusyError(Exception):
    """A binder of theirs is being made: they wait for it."""


class NoRightsError(Exception):
    """Whoever asked has no seat any more that lets them, or the scope is none of theirs any more."""


def ask_for_binder(
    *, by: Actor, why: str, scope: str, first: date, last: date, now: datetime | None = None
) -> str:
    """Ask for a binder; its code. Raises `WrongHandsError` for a post that may not, `RefusedError`, and `BusyError`."""
    moment, user = _here(now), human(by)
    if by.post is None or by.post.value not in ASKERS or by.seat is None:
        raise WrongHandsError("a binder is asked for by an owner, operator, director, counsel or auditor")
    if reason := why_not(first, last, moment.date()):
        raise RefusedError.at("last", reason, "a period of up to three years that has begun")
    asked = scope_of(scope)
    if asked is None or frame_of(by, asked, first, last, moment) is None:
        raise RefusedError.at("scope", "it is none that you may ask for", "choose one of the list")
    with acting(by, why=why):
        theirs = {"actor": str(user), "side": by.side.value}
        running = Binder.objects.select_for_update().filter(
            network=by.network, state__in=UNMADE, asked_at__gt=moment - WAITING, **theirs
        )
        if running.exists():
            raise BusyError("a binder of yours is being made; wait for it, or take it back")
        code = f"binder-{uuid4().hex}"
        Binder.objects.create(
            network_id=by.network,
            code=code,
            seat=str(by.seat),
            scope=asked.text,
            first=first,
            last=last,
            parts=len(PARTS),
            **theirs,
        )
        enqueue(by, JOB, binder=code)
    return code


def take_back(*, by: Actor, why: str, binder: str) -> None:
    """Take a binder back: it is not made any more, and its file is removed. Raises `NotThereError`."""
    theirs = {"actor": str(human(by)), "side": by.side.value}
    with acting(by, why=why):
        row = Binder.objects.select_for_update().filter(network=by.network, code=binder, **theirs).first()
        if row is None or row.state == "gone":
            raise NotThereError(Binder, binder)
        row.state = "gone"
        row.save(update_fields=["state"])
        BinderFile.objects.filter(network=by.network, code=binder, **theirs).delete()


def make_binder(*, by: Actor, why: str, binder: str, now: datetime | None = None) -> None:
    """Make a binder that waits, by the system; one that was taken back is not made. Every part is read with the rights of whoever asked.

    What happened until then is sealed first, so that the head in the manifest covers it. Raises `NoRightsError`.
    """
    moment = _here(now)
    row = _begun(by=by, why=why, binder=binder)
    if row is None:
        return
    asker = _asker(row)
    seal_all(by, why)
    with seeing(asker):
        scope = scope_of(row.scope) or Scope("")
        frame = frame_of(asker, scope, row.first, row.last, moment)
    if frame is None:
        raise NoRightsError("the scope is none that they may ask for")
    bundle = _Bundle(frame, pdf_sealer(by=by, why=why, now=moment))
    for number, part in enumerate(PARTS):
        if not _told(by=by, why=why, binder=binder, made=number, doing=part.called):
            return
        with seeing(asker):
            sheets = list(part.sheets(frame))
        bundle.add(number + 1, part.name, sheets)
    with seeing(asker):
        bundle.files["wall.txt"] = picture().encode()
        last_seal, chain = sealed(asker), head(asker)
        people = names_of(asker, {row.actor})
    sealed_at = last_seal.at.astimezone(moment.tzinfo) if last_seal.at else None
    said = f"{written(sealed_at.date())}, {sealed_at:%H:%M}" if sealed_at else ""
    post = asker.post.replace("_", " ") if asker.post else ""
    archive, manifest = bundle.closed((chain, said), f"{people.get(row.actor, 'somebody')}, {post}")
    _finished(by=by, why=why, binder=binder, archive=archive, manifest=manifest, chain=chain, at=moment)


@dataclass(frozen=True, slots=True)
class _Begun:
    actor: str
    side: str
    seat: str
    network: UUID
    scope: str
    first: date
    last: date


class _Bundle:
    """The files of a binder as they are made."""

    def __init__(self, frame: Frame, sealer: PdfSealer) -> None:
        self.frame, self.printer, self.sealer = frame, Printer(), sealer
        self.files: dict[str, bytes] = {}
        self.titles: dict[str, str] = {"wall.txt": "The wall, as the database tells it"}

    def add(self, number: int, name: str, sheets: list[Sheet]) -> None:
        for place, sheet in enumerate(sheets, 1):
            file = f"{number:02}-{name}{f'-{place:03}' if len(sheets) > 1 else ''}.pdf"
            self._print(file, sheet)

    def closed(self, chain: tuple[str, str], asked_by: str) -> tuple[bytes, bytes]:
        """The archive and its manifest."""
        frame = self.frame
        self._print("00-index.pdf", index(frame, self._listed(), chain, asked_by))
        self.files = dict(sorted(self.files.items()))
        about = {
            "network": frame.judge.facts.name,
            "scope": frame.scope.text,
            "first": frame.first.isoformat(),
            "last": frame.last.isoformat(),
            "as_of": frame.on.isoformat(),
            "made_at": frame.now.isoformat(timespec="seconds"),
            "made_for": asked_by,
            "side": frame.by.side.value,
            "law": {"pack": frame.law.book.version, "digest": frame.law.digest},
            "chain": {"head": chain[0], "sealed": chain[1]},
            "made_with": f"openmso {openmso.__version__}",
        }
        manifest = manifest_bytes(manifest_of(self._listed(), about))
        return packed({**self.files, MANIFEST: manifest}, frame.now), manifest

    def _print(self, name: str, sheet: Sheet) -> None:
        pdf = self.printer.pdf("binder", sheet.told, self.frame.now)
        self.files[name] = self.sealer.sealed(pdf, f"Part of a binder: {sheet.title}")
        self.titles[name] = sheet.title

    def _listed(self) -> Iterator[Listed]:
        for name, data in sorted(self.files.items()):
            yield Listed(name, self.titles[name], len(data), digest_of(data))


@action(Side.SYSTEM)
def _begun(*, by: Actor, why: str, binder: str) -> _Begun | None:
    del why
    row = Binder.objects.select_for_update().filter(network=by.network, code=binder).first()
    if row is None or row.state not in UNMADE:
        return None
    row.state = "making"
    row.save(update_fields=["state"])
    return _Begun(row.actor, row.side, row.seat, row.network_id, row.scope, row.first, row.last)


def _asker(row: _Begun) -> Actor:
    """Whoever asked, at the seat they asked from, if they still have it."""
    user = UUID(row.actor)
    place = next((one for one in places_of(user) if str(one.seat) == row.seat), None)
    if place is None or Side(row.side) not in place.sides or place.post.value not in ASKERS:
        raise NoRightsError("whoever asked has no such seat any more")
    return as_actor(user, place, Side(row.side), door="job")


@action(Side.SYSTEM)
def _told(*, by: Actor, why: str, binder: str, made: int, doing: str) -> bool:
    """Say how far it is; False if it was taken back meanwhile."""
    del why
    waiting = Binder.objects.filter(network=by.network, code=binder, state="making")
    return bool(waiting.update(made=made, doing=doing))


@action(Side.SYSTEM)
def _finished(
    *, by: Actor, why: str, binder: str, archive: bytes, manifest: bytes, chain: str, at: datetime
) -> None:
    del why
    row = Binder.objects.select_for_update().filter(network=by.network, code=binder, state="making").first()
    if row is None:
        return
    until = timezone.now() + KEPT
    content = seal(archive, bound=bound(by.network, binder))
    BinderFile.objects.create(
        network_id=by.network, code=binder, actor=row.actor, side=row.side, sealed=content, until=until
    )
    row.state, row.doing, row.made, row.size = "done", "", row.parts, len(archive)
    row.manifest, row.head, row.at, row.until = digest_of(manifest), chain, at, until
    row.save()


@action(Side.SYSTEM)
def fail_binder(*, by: Actor, why: str, binder: str) -> None:
    """Say that a binder could not be made."""
    del why
    Binder.objects.filter(network=by.network, code=binder, state__in=UNMADE).update(state="failed", doing="")


@action(Side.SYSTEM)
def forget_binders(*, by: Actor, why: str, now: datetime | None = None) -> int:
    """Remove the files whose time is over; how many."""
    del why
    gone, _ = BinderFile.objects.filter(network=by.network, until__lte=now or timezone.now()).delete()
    return gone


def _here(now: datetime | None) -> datetime:
    return (now or timezone.now()).astimezone(ZoneInfo(settings.ZONE))
