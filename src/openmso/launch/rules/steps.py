"""Setting up in five steps: what a practice under an MSO needs before it treats, what of it is on record, and what comes next.

A step is done when each of its tasks is: the record is there on the day, and no control of severity *must* fails about it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, TypeVar

from openmso.authority.answer import Key
from openmso.authority.board import weakest
from openmso.authority.facts import Facts, Record
from openmso.authority.facts.oversight import Appointment, Protocol
from openmso.authority.facts.structure import Msa, Office, Organization, Ownership, Service, Site
from openmso.authority.judge import Judge

R = TypeVar("R", bound=Record)
WHOLE: Final = Decimal(100)
LAW: Final[Mapping[str, tuple[str, ...]]] = {
    "mso": ("mso.specific_law", "mso.restrictions", "mso.transaction_notice"),
    "msa": ("fee_splitting.prohibited", "fee_splitting.percentage_fee"),
    "practice": (
        "cpom.prohibition",
        "cpom.clinical_entity_forms",
        "cpom.lay_ownership_allowed",
        "cpom.physician_ownership_min_pct",
        "cpom.other_licensed_owners",
        "cpom.np_may_own_practice",
        "cpom.lay_entity_may_employ_clinicians",
    ),
    "director": (
        "medical_director.required_for_med_spa",
        "medical_director.eligible",
        "medical_director.max_locations",
        "medical_director.distance",
        "medical_director.site_visit_every_days",
        "medical_director.registration",
    ),
    "protocols": (
        "initial_exam.required",
        "initial_exam.performed_by",
        "orders.standing",
        "site.registration",
    ),
}
"""Questions of the law on which each step rests, in the order in which it is gone."""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing of a step. `records`: on which it rests, or which are wrong. `form`: the kind of record to enter, with `given` filled in, or to `amend`.

    `waits`: the task that has to be done first. `others`: what it is about besides, such as services nobody may do.
    """

    code: str
    done: bool
    records: tuple[str, ...] = ()
    form: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    amend: str = ""
    waits: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the five."""

    code: str
    tasks: tuple[Task, ...]

    @property
    def done(self) -> bool:
        """Whether nothing of it is left."""
        return all(one.done for one in self.tasks)

    @property
    def left(self) -> int:
        """How many tasks are left."""
        return sum(not one.done for one in self.tasks)


@dataclass(frozen=True, slots=True)
class Setup:
    """A practice in a state on the way to its first patient; an empty id where there is none yet."""

    practice: str
    steps: tuple[Step, ...]

    @property
    def done(self) -> bool:
        """Whether all five are."""
        return all(one.done for one in self.steps)

    @property
    def next(self) -> Task | None:
        """The first task that is left and waits for no other."""
        return next(
            (one for step in self.steps for one in step.tasks if not one.done and not one.waits), None
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """Where somebody sets up: a state, a practice of it or none yet, on a day (an ordinal)."""

    state: str
    practice: str
    day: int


def practices_in(facts: Facts, state: str, day: int) -> tuple[Organization, ...]:
    """The practices that treat in a state, or were formed there, by name."""
    treat = {one.practice for one in facts.all(Site) if one.state == state and day in one.span}
    found = [
        one
        for one in facts.all(Organization)
        if one.kind == "practice" and day in one.span and (one.id in treat or one.state == state)
    ]
    return tuple(sorted(found, key=lambda one: (one.name, one.id)))


def setup(judge: Judge, asked: Asked, wrong: Collection[str], powers: Collection[str]) -> Setup:
    """The five steps. `wrong`: records about which a control of severity *must* fails; `powers`: those a practice reserves."""
    facts, day = judge.facts, asked.day
    agreement = next(
        (one for one in facts.all(Msa) if one.practice == asked.practice and day in one.span), None
    )
    formed = [one for one in facts.all(Organization) if one.kind == "mso" and day in one.span]
    formed.sort(key=lambda one: (one.name, one.id))
    mso = agreement.mso if agreement else formed[0].id if formed else ""
    there = _Records(facts, day, frozenset(wrong))
    steps = (
        Step("mso", tuple(_mso(there, asked, mso))),
        Step("msa", tuple(_msa(there, asked, mso, agreement, frozenset(powers)))),
        Step("practice", tuple(_practice(there, asked))),
        Step("director", tuple(_director(there, asked))),
        Step("protocols", tuple(_protocols(judge, there, asked))),
    )
    return Setup(asked.practice, steps)


@dataclass(frozen=True, slots=True)
class _Records:
    """What is on record on the day, and what is wrong of it."""

    facts: Facts
    day: int
    wrong: frozenset[str]

    def of(self, kind: type[R], wanted: Callable[[R], bool]) -> list[R]:
        """The records of a kind that hold on the day and are wanted."""
        return [one for one in self.facts.all(kind) if wanted(one) and self.holds(one)]

    def holds(self, one: Any) -> bool:  # noqa: ANN401 - any record with a span
        """Whether a record holds on the day."""
        return self.day in one.span

    def lawful(self, code: str, about: Iterable[str], waits: str) -> Task:
        """That no *must* fails about records."""
        found = tuple(one for one in about if one in self.wrong)
        return Task(code, not waits and not found, found, waits=waits)


def _owned(there: _Records, code: str, organization: str, waits: str) -> tuple[Task, list[str]]:
    shares = there.of(Ownership, lambda one: one.organization == organization)
    whole = sum((one.percent for one in shares), Decimal(0)) == WHOLE
    given = {"organization": organization}
    ids = [one.id for one in shares]
    return Task(code, bool(organization) and whole, tuple(ids), "shares", given, waits=waits), ids


def _governed(there: _Records, code: str, organization: str, waits: str) -> tuple[Task, list[str]]:
    ids = [one.id for one in there.of(Office, lambda one: one.organization == organization)]
    done = bool(organization) and bool(ids)
    return Task(code, done, tuple(ids), "offices", {"organization": organization}, waits=waits), ids


def _mso(there: _Records, asked: Asked, mso: str) -> Iterator[Task]:
    waits = "" if mso else "mso_formed"
    yield Task(
        "mso_formed", bool(mso), (mso,) if mso else (), "organizations", {"kind": "mso", "state": asked.state}
    )
    owned, _ = _owned(there, "mso_owned", mso, waits)
    governed, _ = _governed(there, "mso_governed", mso, waits)
    yield from (owned, governed)
    if mso:
        one = there.facts.need(Organization, mso)
        here = asked.state in {one.state, *one.qualified_in}
        yield Task("mso_qualified", here, (mso,), amend="organizations")
    else:
        yield Task("mso_qualified", done=False, waits=waits)


def _msa(
    there: _Records, asked: Asked, mso: str, found: Msa | None, powers: frozenset[str]
) -> Iterator[Task]:
    waits = "mso_formed" if not mso else "practice_formed" if not asked.practice else ""
    signed = {one.for_party for one in found.signatures} if found else set()
    both = found is not None and {found.mso, found.practice} <= signed
    ids = (found.id,) if found else ()
    given = {"mso": mso, "practice": asked.practice, "governing_law": asked.state}
    yield Task("msa_signed", both, ids, "" if found else "msas", given, "msas" if found else "", waits)
    waits = waits or ("" if found else "msa_signed")
    priced = found is not None and found.fee.model != "remainder" and _opinion_holds(found, there.day)
    yield Task("msa_priced", priced, ids, amend="msas" if found else "", waits=waits)
    missing = tuple(sorted(powers - found.reserved_powers)) if found else ()
    kept = found is not None and not missing
    yield Task("msa_reserved", kept, ids, amend="msas" if found else "", waits=waits, others=missing)
    yield there.lawful("msa_lawful", ids, waits)


def _opinion_holds(found: Msa, day: int) -> bool:
    until = found.fee.fmv_valid_until
    return found.fee.fmv_opinion_on is not None and (until is None or day <= until.toordinal())


def _practice(there: _Records, asked: Asked) -> Iterator[Task]:
    id = asked.practice
    waits = "" if id else "practice_formed"
    given = {"kind": "practice", "state": asked.state}
    yield Task("practice_formed", bool(id), (id,) if id else (), "organizations", given)
    owned, shares = _owned(there, "practice_owned", id, waits)
    governed, offices = _governed(there, "practice_governed", id, waits)
    yield from (owned, governed)
    yield there.lawful("practice_lawful", [id, *shares, *offices], waits)


def _director(there: _Records, asked: Asked) -> Iterator[Task]:
    id = asked.practice
    held = there.of(Appointment, lambda one: one.practice == id and one.kind == "director")
    backups = there.of(Appointment, lambda one: one.practice == id and one.kind == "backup")
    ids = tuple(one.id for one in held)
    waits = "" if id else "practice_formed"
    given = {"practice": id, "kind": "director"}
    yield Task("director_appointed", bool(held), ids, "appointments", given, waits=waits)
    after = waits or ("" if held else "director_appointed")
    signed = bool(held) and all(one.signatures for one in held)
    yield Task("director_signed", signed, ids, amend="appointments" if held else "", waits=after)
    standing_in = tuple(one.id for one in backups)
    yield Task(
        "backup_appointed",
        bool(backups),
        standing_in,
        "appointments",
        {**given, "kind": "backup"},
        waits=after,
    )
    yield there.lawful("director_lawful", [*ids, *standing_in], after)


def _protocols(judge: Judge, there: _Records, asked: Asked) -> Iterator[Task]:
    sites = there.of(Site, lambda one: one.practice == asked.practice and one.state == asked.state)
    ids = tuple(one.id for one in sites)
    waits = "" if asked.practice else "practice_formed"
    given = {"practice": asked.practice, "state": asked.state}
    yield Task("site_open", bool(sites), ids, "sites", given, waits=waits)
    after = waits or ("" if sites else "site_open")
    menus = there.of(Service, lambda one: one.site in ids)
    bare = tuple(one for one in ids if one not in {line.site for line in menus})
    yield Task(
        "menu_there",
        bool(sites) and not bare,
        bare,
        "services",
        {"site": bare[0] if bare else ""},
        waits=after,
    )
    after = after or ("" if menus else "menu_there")
    wanted = {
        one for line in menus for one in line.procedures if judge.law.procedures[one].family != "consult"
    }
    written = {
        one
        for paper in there.of(Protocol, lambda one: one.practice == asked.practice and bool(one.signatures))
        for one in paper.procedures
    }
    missing = tuple(sorted(wanted - written))
    yield Task("protocols_signed", bool(wanted) and not missing, waits=after, others=missing)
    dark = tuple(sorted(one.id for one in menus if not _offered(judge, one, there.day)))
    yield Task("services_held", bool(menus) and not dark, dark, waits=after)
    yield there.lawful("sites_lawful", ids, after)


def _offered(judge: Judge, line: Service, day: int) -> bool:
    """Whether somebody of the site may do all that a service is made of."""
    people = {key.person for key in judge.keys_at(line.site)}
    return any(
        weakest(judge.verdict(Key(one, code, line.site), day) for code in line.procedures).authorizes
        for one in people
    )
