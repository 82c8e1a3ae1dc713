"""Looking everybody up in an exclusion list. Who may be on it awaits a human; every look leaves a record with its edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from openmso.authority.facts.people import Exclusion, Screening
from openmso.foundation import register
from openmso.foundation.actor import Actor
from openmso.foundation.door import action
from openmso.foundation.register import RefusedError
from openmso.foundation.rules.sides import Side
from openmso.workforce import models
from openmso.workforce.files.leie import ListFile
from openmso.workforce.queries.matches import standing
from openmso.workforce.queries.subjects import subjects as everybody
from openmso.workforce.rules.matching import Candidate, Index, candidates
from openmso.workforce.rules.screening import (
    LEAST_ROWS,
    OLDEST,
    Allowance,
    Known,
    Scope,
    State,
    pair_of,
    results,
    turn,
)

ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('openmso_screening:' || %s, 0))"


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look came to. `results`: by subject; the others are ids of matches, `reinstated` of exclusions that ended.

    `off_the_list`: confirmed matches whose row is no longer in the full list, though no reinstatement is on record.
    """

    edition: str
    results: dict[str, str]
    raised: tuple[str, ...]
    renewed: tuple[str, ...]
    lapsed: tuple[str, ...]
    remembered: int
    reinstated: tuple[str, ...]
    off_the_list: tuple[str, ...]


@action(Side.BUSINESS)
def screen(
    *,
    by: Actor,
    why: str,
    listed: ListFile,
    as_of: date,
    on: date,
    scope: Scope = Scope.FULL,
    allowing: frozenset[Allowance] = frozenset(),
    only: frozenset[str] | None = None,
) -> Looked:
    """Look up every person and organization in an edition of the list, or `only` some.

    `as_of`: the day as of which the list was published; `on`: the day of the look. Raises `RefusedError` for a file that may
    leave somebody out (rows that could not be read, fewer rows than the list has, an old one), unless that is knowingly allowed.
    """
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME, [str(by.network)])
    _judged(listed, as_of, on, scope, allowing)
    edition = _edition(by, listed, as_of, scope)
    index = Index(listed.rows)
    asked = [one for one in everybody(by) if only is None or one.id in only]
    looked_up = frozenset(one.id for one in asked)
    found = turn(candidates(asked, index), _known(), scope=scope, looked_up=looked_up)
    raised = _raise(by, found.raised, edition, on)
    for id, candidate in found.renewed:
        models.Match.objects.filter(code=id).update(**_of(candidate, edition))
    models.Match.objects.filter(code__in=found.lapsed).update(state=State.LAPSED.value, settled_on=on)
    reinstated = _reinstate(by, why, listed)
    # Only those that are in it, if it is a supplement.
    stand = standing(on, None if scope is Scope.FULL else index.exclusions)
    told = results(sorted(looked_up), stand)
    _record(by, told, edition, scope, on)
    return Looked(
        edition=edition,
        results=told,
        raised=raised,
        renewed=tuple(id for id, _ in found.renewed),
        lapsed=found.lapsed,
        remembered=found.remembered,
        reinstated=reinstated,
        off_the_list=_off(index, on) if scope is Scope.FULL else (),
    )


def _judged(listed: ListFile, as_of: date, on: date, scope: Scope, allowing: frozenset[Allowance]) -> None:
    if as_of > on:
        raise RefusedError.at(
            "as_of", f"the edition is of {as_of}, the look of {on}", "the day on which the list was published"
        )
    if (on - as_of).days > OLDEST and Allowance.OLD not in allowing:
        what = f"the edition is of {as_of}; it says nothing of who was excluded since"
        raise RefusedError.at("as_of", what, "fetch the present one, or allow it")
    if listed.rejects and Allowance.REJECTS not in allowing:
        what = f"{len(listed.rejects)} rows cannot be read; one of them may be somebody of the network"
        raise RefusedError.at(
            "rejects", what, "fetch the file anew, or allow it and look these rows up by hand"
        )
    if scope is Scope.FULL and Allowance.SHORT not in allowing:
        last = models.Edition.objects.filter(scope=Scope.FULL.value).order_by("-as_of", "-position").first()
        least = max(LEAST_ROWS, int(last.rows * 0.9) if last else 0)
        if len(listed.rows) < least:
            what = f"{len(listed.rows)} rows are fewer than a full list has; at least {least} were expected"
            raise RefusedError.at("rows", what, "fetch the file anew; or it is a supplement; or allow it")


def _edition(by: Actor, listed: ListFile, as_of: date, scope: Scope) -> str:
    code = f"{scope.source.lower().replace(' ', '-')}/{as_of}/{listed.digest[:12]}"
    same = models.Edition.objects.filter(digest=listed.digest).first()
    if same is not None and same.code != code:
        what = f"this very file was looked into as the {same.scope} edition of {same.as_of}"
        raise RefusedError.at("as_of", what, "say the same, or fetch the newer file")
    if same is None:
        models.Edition.objects.create(
            network_id=by.network,
            code=code,
            position=models.Edition.objects.count(),
            source=scope.source,
            scope=scope.value,
            as_of=as_of,
            digest=listed.digest,
            rows=len(listed.rows),
            rejects=len(listed.rejects),
        )
    return code


def _known() -> list[Known]:
    rows = models.Match.objects.values_list("code", "subject", "pair", "listing", "state")
    return [Known(code, subject, pair, listing, State(state)) for code, subject, pair, listing, state in rows]


def _of(candidate: Candidate, edition: str) -> dict[str, object]:
    return {
        "source": Scope.FULL.source,
        "edition": edition,
        "pair": pair_of(candidate),
        "listing": candidate.row.exclusion,
        "listed": candidate.row.as_published(),
        "score": candidate.likeness.score,
        "how": candidate.likeness.how,
        "because": list(candidate.likeness.because),
    }


def _raise(by: Actor, raised: Sequence[Candidate], edition: str, on: date) -> tuple[str, ...]:
    place = models.Match.objects.count()
    rows = [
        models.Match(
            network_id=by.network,
            code=f"{one.subject.id}/match/{pair_of(one)[:12]}",
            position=place + number,
            subject=one.subject.id,
            found_on=on,
            state=State.OPEN.value,
            **_of(one, edition),
        )
        for number, one in enumerate(raised)
    ]
    # A pair that had lapsed and is there again takes its old place.
    models.Match.objects.filter(code__in=[row.code for row in rows], state=State.LAPSED.value).delete()
    models.Match.objects.bulk_create(rows, batch_size=500)
    return tuple(row.code for row in rows)


def _reinstate(by: Actor, why: str, listed: ListFile) -> tuple[str, ...]:
    """End the exclusions of those whom the list says to be reinstated: the same exclusion that a human confirmed."""
    days = {row.exclusion: row.reinstated_on for row in listed.rows if row.reinstated_on}
    ended = []
    for row in models.Match.objects.filter(state=State.CONFIRMED.value, listing__in=list(days)).exclude(
        exclusion=""
    ):
        held = register.one(by, Exclusion, row.exclusion).record
        day = days[row.listing]
        if held.span.until is None or held.span.until > day:
            register.end(by=by, why=why, kind=Exclusion, id=row.exclusion, on=day)
            ended.append(row.exclusion)
    return tuple(ended)


def _off(index: Index, on: date) -> tuple[str, ...]:
    ended = models.Exclusion.objects.filter(valid__endswith__lte=on).values_list("code", flat=True)
    confirmed = (
        models.Match.objects.filter(state=State.CONFIRMED.value).exclude(exclusion__in=ended).order_by("code")
    )
    return tuple(row.code for row in confirmed if row.listing not in index.exclusions)


def _record(by: Actor, told: dict[str, str], edition: str, scope: Scope, on: date) -> None:
    """A record of every look; a second look on the same day takes the place of the first, in the history both stay."""
    word = scope.source.lower().replace(" ", "-")
    looks = [
        Screening(f"{who}/screening/{word}-{on}", who, scope.source, on, what, edition)
        for who, what in told.items()
    ]
    there = {one.code: one for one in models.Screening.objects.filter(on=on, source=scope.source)}
    place = models.Screening.objects.count()
    rows: list[models.Screening] = []
    for look in looks:
        kept = there.get(look.id)
        if kept is None:
            rows.append(
                models.Screening(
                    network_id=by.network,
                    code=look.id,
                    position=place + len(rows),
                    subject=look.subject,
                    source=look.source,
                    on=look.on,
                    result=look.result,
                    edition=look.edition,
                )
            )
        elif (kept.result, kept.edition) != (look.result, look.edition):
            models.Screening.objects.filter(pk=kept.pk).update(result=look.result, edition=look.edition)
    models.Screening.objects.bulk_create(rows, batch_size=1000)
