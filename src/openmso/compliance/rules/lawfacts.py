"""The law in use: which statements a network rests on, and whether they are sure, fresh, settled and there at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Final

from openmso.authority.facts.structure import Msa, Service, Site
from openmso.authority.law import Reading, Statement
from openmso.authority.terms import PHYSICIANS, Confidence
from openmso.compliance.rules.context import Context, remembered
from openmso.compliance.rules.finding import Control, Fault, Severity
from openmso.compliance.rules.network import CLINICAL, open_sites, works_at
from openmso.compliance.rules.words import dated, listed, many, role
from openmso.timeline.days import ALL_DAYS, NO_DAYS, Days, days_where
from openmso.timeline.spans import FOREVER, day_to_date

WATCH = Severity.WATCH
FRESH: Final = timedelta(days=365)
"""How long ago a statement may have been read at its source (house)."""

OWNERS: Final = (
    "cpom.prohibition",
    "cpom.clinical_entity_forms",
    "cpom.lay_ownership_allowed",
    "cpom.np_may_own_practice",
    "cpom.lay_entity_may_employ_clinicians",
)
EXAMS: Final = ("initial_exam.required", "initial_exam.performed_by")
MANAGERS: Final = ("fee_splitting.prohibited", "fee_splitting.percentage_fee")
DIRECTORS: Final = ("medical_director.required_for_med_spa", "medical_director.eligible")
ROLES: Final = {
    "NP": ("np.authority", "np.agreement_required"),
    "PA": ("pa.relationship", "pa.agreement_required"),
}
IV: Final = ("iv_therapy.may_order", "iv_therapy.may_administer")


@dataclass(frozen=True, slots=True, order=True)
class Question:
    """A parameter of a state, with the key of a row if it has one, that something in the network rests on."""

    state: str
    parameter: str
    key: tuple[str, ...] = ()

    def words(self, context: Context) -> str:
        """What is asked, in words."""
        if not self.key:
            return context.parameter(self.parameter)
        procedure, of = self.key
        return f"{context.procedure(procedure)} by a {role(of)}"


@remembered
def in_use(context: Context) -> dict[Question, Days]:
    """The questions of law that open sites, their menus and their people raise on the day, with the days they do."""
    found: dict[Question, Days] = {}
    for site in open_sites(context):
        for question, days in _raised(context, site):
            found[question] = found.get(question, NO_DAYS) | days & Days.of(site.span)
    return {question: days for question, days in sorted(found.items()) if context.day in days}


def _raised(context: Context, site: Site) -> Iterator[tuple[Question, Days]]:
    menu: dict[str, Days] = {}
    for service in context.facts.by(Service, "site", site.id):
        for procedure in service.procedures:
            menu[procedure] = menu.get(procedure, NO_DAYS) | Days.of(service.span)
    work: dict[str, Days] = {}
    for one in works_at(context, site.id):
        if one.role in CLINICAL:
            work[one.role] = work.get(one.role, NO_DAYS) | Days.of(one.span)
    for names, days in _general(context, site, menu, work):
        yield from ((Question(site.state, name), days) for name in names)
    listed_iv = context.reading(site.state, "iv_therapy.may_administer").known
    # Physicians need no row, and infusions may rest on the list of who may give them.
    for procedure, offering in menu.items():
        for of in work.keys() - PHYSICIANS:
            row = context.reading(site.state, "delegation.rule", procedure, of)
            if row.known or not (listed_iv and procedure == "iv_therapy"):
                yield Question(site.state, "delegation.rule", (procedure, of)), offering & work[of]


def _general(
    context: Context, site: Site, menu: dict[str, Days], work: dict[str, Days]
) -> Iterator[tuple[tuple[str, ...], Days]]:
    yield OWNERS, ALL_DAYS
    yield EXAMS, Days.union_of(menu.values())
    yield IV, menu.get("iv_therapy", NO_DAYS)
    yield DIRECTORS, ALL_DAYS if site.med_spa else NO_DAYS
    yield MANAGERS, Days.of(*(one.span for one in context.facts.by(Msa, "practice", site.practice)))
    yield from ((names, work.get(of, NO_DAYS)) for of, names in ROLES.items())


def _sites(context: Context, state: str) -> tuple[str, ...]:
    return tuple(site.id for site in open_sites(context) if site.state == state)


def in_states(
    context: Context, wrong: Callable[[Reading], bool], say: str, *, cite: bool = True
) -> Iterator[Fault]:
    """One fault for each state in which readings in use are wrong. `say` has places for number, state and which."""
    groups: dict[str, list[Question]] = {}
    for one in in_use(context):
        if wrong(context.reading(one.state, one.parameter, *one.key)):
            groups.setdefault(one.state, []).append(one)
    for state, questions in groups.items():
        tracks = [context.law.track(one.state, one.parameter, *one.key) for one in questions]
        readings = tuple(context.reading(one.state, one.parameter, *one.key) for one in questions)
        yield Fault(
            what=say.format(
                number=many(len(questions), "statement" if cite else "question"),
                state=context.state(state),
                which=listed((one.words(context) for one in questions), most=8),
            ),
            where=_sites(context, state),
            days=Days.union_of(
                days_where(track, wrong) & in_use(context)[one]
                for one, track in zip(questions, tracks, strict=True)
            ),
            law=readings if cite else (),
        )


def doubtful(reading: Reading) -> bool:
    """Of low confidence, and nobody signed it."""
    return reading.known and not reading.statements[0].trusted(Confidence.MEDIUM)


def disputed(reading: Reading) -> bool:
    """Two sources of equal rank disagree."""
    return reading.disputed


def unknown(reading: Reading) -> bool:
    """Nobody established it."""
    return not reading.known


def stale(context: Context) -> Iterator[Fault]:
    """States whose statements in use were read too long ago, or on no known day."""
    groups: dict[str, list[tuple[Question, Statement]]] = {}
    for one in in_use(context):
        statement = context.reading(one.state, one.parameter, *one.key).statement
        if statement is not None and not statement.signed and _is_old(context, statement):
            groups.setdefault(one.state, []).append((one, statement))
    for state, found in groups.items():
        reads = [statement.read_on for _, statement in found if statement.read_on]
        oldest = f", the oldest on {dated(min(reads))}" if reads else ""
        yield Fault(
            what=f"{many(len(found), 'statement')} in use in {context.state(state)} not read at the source for a "
            f"year{oldest}: {listed((one.words(context) for one, _ in found), most=8)}.",
            where=_sites(context, state),
            days=Days.union_of(in_use(context)[one] & _unread(statement) for one, statement in found),
            law=tuple(Reading((statement,)) for _, statement in found),
        )


def _is_old(context: Context, statement: Statement) -> bool:
    return statement.read_on is None or context.on - statement.read_on > FRESH


def _unread(statement: Statement) -> Days:
    if statement.read_on is None:
        return ALL_DAYS
    return Days.from_pairs([((statement.read_on + FRESH + timedelta(days=1)).toordinal(), FOREVER)])


def changing(context: Context) -> Iterator[Fault]:
    """Statements in use that change within the window; one for each state and day."""
    groups: dict[tuple[str, int], list[Question]] = {}
    for one in in_use(context):
        track = context.law.track(one.state, one.parameter, *one.key)
        for start in track.starts:
            if (
                context.day < start <= context.day + context.window
                and track.at(start).value != track.at(start - 1).value
            ):
                groups.setdefault((one.state, start), []).append(one)
    for (state, day), questions in groups.items():
        after = [context.law.reading(one.state, one.parameter, day, *one.key) for one in questions]
        yield Fault(
            what=f"The law of {context.state(state)} changes on {dated(day_to_date(day))}, in {many(day - context.day, 'day')}: "
            f"{listed((one.words(context) for one in questions), most=8)}.",
            where=_sites(context, state),
            days=Days((day - context.window, day)),
            law=tuple(reading for reading in after if reading.known),
        )


def pending(context: Context) -> Iterator[Fault]:
    """Bills and rules not yet in force that would change a statement in use; one for each state."""
    groups: dict[str, list[tuple[Question, Statement]]] = {}
    for one in in_use(context):
        for statement in context.law.said(one.state, one.parameter, *one.key):
            if statement.pending and statement.span.end > context.day:
                groups.setdefault(one.state, []).append((one, statement))
    for state, found in groups.items():
        yield Fault(
            what=f"Pending in {context.state(state)}: {listed((one.words(context) for one, _ in found), most=8)}.",
            where=_sites(context, state),
            days=Days.union_of(in_use(context)[one] & _read_since(statement) for one, statement in found),
            law=tuple(Reading((statement,)) for _, statement in found),
        )


def _read_since(statement: Statement) -> Days:
    if statement.read_on is None:
        return ALL_DAYS
    return Days.from_pairs([(statement.read_on.toordinal(), FOREVER)])


USED = (*OWNERS, *EXAMS, *MANAGERS, *DIRECTORS, *ROLES["NP"], *ROLES["PA"], *IV, "delegation.rule")
CONTROLS = (
    Control(
        id="LAW-01",
        family="law in use",
        severity=WATCH,
        title="The law in use is sure",
        tests="No statement the network rests on is of low confidence and unsigned.",
        mend="Let counsel confirm or correct the statements, and sign them.",
        who="counsel",
        search=partial(
            in_states,
            wrong=doubtful,
            say="{number} in use in {state} of low confidence and unsigned: {which}.",
        ),
        law=USED,
    ),
    Control(
        id="LAW-02",
        family="law in use",
        severity=WATCH,
        title="Sources of the law in use agree",
        tests="No statement the network rests on is disputed by another of equal rank.",
        mend="Let counsel decide between the sources, and sign the decision.",
        who="counsel",
        search=partial(
            in_states, wrong=disputed, say="{number} in use in {state} on which sources disagree: {which}."
        ),
        law=USED,
    ),
    Control(
        id="LAW-03",
        family="law in use",
        severity=WATCH,
        title="The law in use was read lately",
        tests="Every unsigned statement the network rests on was read at its source within a year.",
        mend="Read the sources again, and record the day.",
        who="compliance",
        search=stale,
        law=USED,
    ),
    Control(
        id="LAW-04",
        family="law in use",
        severity=WATCH,
        title="The law in use is known",
        tests="Every question of law the network raises has an answer in the law book.",
        mend="Let counsel establish the answer, as an overlay of the network.",
        who="counsel",
        search=partial(
            in_states,
            wrong=unknown,
            cite=False,
            say="{number} of law in {state} that nobody established: {which}.",
        ),
        law=USED,
    ),
    Control(
        id="LAW-05",
        family="law in use",
        severity=WATCH,
        title="No law in use changes soon",
        tests="No statement the network rests on changes within the window.",
        mend="Prepare for the change; see what it touches.",
        who="compliance",
        search=changing,
        law=USED,
    ),
    Control(
        id="LAW-06",
        family="law in use",
        severity=WATCH,
        title="Pending law is followed",
        tests="No bill or rule not yet in force would change a statement the network rests on.",
        mend="Follow it, and prepare for the day.",
        who="counsel",
        search=pending,
        law=USED,
    ),
)
