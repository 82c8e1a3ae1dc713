"""Who governs practice and MSO, who may vote or move shares, and whether the entities may act where they do."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from openmso.authority.facts.oversight import Appointment
from openmso.authority.facts.people import Engagement, License
from openmso.authority.facts.structure import Msa, Office, Organization, Ownership
from openmso.authority.law import Reading
from openmso.compliance.rules.clauses import provides
from openmso.compliance.rules.context import Context
from openmso.compliance.rules.finding import Control, Fault, Severity
from openmso.compliance.rules.network import enforced, msas_of, practices, sites_of, states_of, treats_in
from openmso.compliance.rules.owners import combination, owned
from openmso.compliance.rules.words import listed, plain
from openmso.timeline.days import NO_DAYS, Days

MUST, SHOULD, WATCH = Severity.MUST, Severity.SHOULD, Severity.WATCH
GOVERNING = frozenset(
    {
        "director",
        "chair",
        "president",
        "vice_president",
        "manager",
        "member",
        "trustee",
        "chief_executive",
        "chief_medical",
    }
)
"""Titles by which a person decides over a practice; secretaries, treasurers and the like do not."""


def restricts(code: str, reading: Reading) -> bool:
    """Whether a reading of `mso.restrictions` holds a code."""
    return bool(reading.value) and code in reading.value


def restricted_days(context: Context, practice: str, code: str) -> tuple[Days, tuple[Reading, ...]]:
    """Days on which a state where the practice treats restricts its MSO so, and today's readings that say it."""
    days, readings = NO_DAYS, []
    for state in states_of(context, practice):
        days |= context.law_days(partial(restricts, code), state, "mso.restrictions") & treats_in(
            context, practice, state
        )
        reading = context.reading(state, "mso.restrictions")
        if restricts(code, reading):
            readings.append(reading)
    return days, tuple(readings)


def both_sides(context: Context) -> Iterator[Fault]:
    """A person who owns or governs both the practice and its MSO, where the state keeps them apart."""
    for practice in practices(context):
        days, law = restricted_days(context, practice.id, "no_common_officers_or_owners")
        for case in owned(context):
            if case.practice.id == practice.id and combination(context, case, context.day).get(
                "no_common_officers"
            ):
                reading = context.reading(case.state, "ownership.rule")
                days |= context.law_days(_no_common_officers, case.state, "ownership.rule")
                law = (*law, reading)
        for msa in msas_of(context, practice.id) if law else ():
            yield from _shared_people(context, msa, days, law)


def _no_common_officers(reading: Reading) -> bool:
    return bool(reading.value) and bool(reading.value.get("no_common_officers"))


def _shared_people(context: Context, msa: Msa, days: Days, law: tuple[Reading, ...]) -> Iterator[Fault]:
    ours, theirs = _powers(context, msa.practice), _powers(context, msa.mso)
    for person in sorted(ours.keys() & theirs.keys()):
        records = (*ours[person], *theirs[person])
        here, there = (Days.of(*(one.span for one in side[person])) for side in (ours, theirs))
        yield Fault(
            what=f"{context.name(person)} owns or governs both {context.name(msa.practice)} and its MSO {context.name(msa.mso)}.",
            where=(person, *(one.id for one in records)),
            days=here & there & Days.of(msa.span) & days,
            law=law,
            each_suffices=True,
        )


def _powers(context: Context, organization: str) -> dict[str, list[Office | Ownership]]:
    found: dict[str, list[Office | Ownership]] = {}
    for office in context.facts.by(Office, "organization", organization):
        found.setdefault(office.person, []).append(office)
    for share in context.facts.by(Ownership, "organization", organization):
        found.setdefault(share.owner, []).append(share)
    return found


def lay_governors(context: Context) -> Iterator[Fault]:
    """People who decide over a practice and hold no license, where medicine is kept from laymen."""
    for practice in practices(context):
        for state in states_of(context, practice.id):
            lay = [
                one for one in _governors(context, practice.id) if not _licensed_at_all(context, one.person)
            ]
            if not lay:
                continue
            doctrine = context.law_days(enforced, state, "cpom.prohibition")
            who = listed(f"{context.name(one.person)} ({plain(one.title)})" for one in lay)
            yield Fault(
                what=f"{who} governs {practice.name} without any license; {context.state(state)} keeps medicine from laymen.",
                where=(practice.id, *(one.id for one in lay)),
                days=doctrine & treats_in(context, practice.id, state) & Days.of(*(one.span for one in lay)),
                law=(context.reading(state, "cpom.prohibition"),),
            )


def _governors(context: Context, practice: str) -> list[Office]:
    offices = context.facts.by(Office, "organization", practice)
    return [one for one in offices if one.title in GOVERNING and context.day in one.span]


def _licensed_at_all(context: Context, person: str) -> bool:
    return bool(context.facts.by(License, "person", person))


def nobody_governs(context: Context) -> Iterator[Fault]:
    """A practice without any officer who decides for it."""
    for practice in practices(context):
        offices = context.facts.by(Office, "organization", practice.id)
        governed = Days.of(*(one.span for one in offices if one.title in GOVERNING))
        yield Fault(
            what=f"Nobody is recorded as governing {practice.name}: no director, president, manager or member.",
            where=(practice.id,),
            days=Days.of(practice.span) - governed,
        )


def votes_elsewhere(context: Context) -> Iterator[Fault]:
    """Shares of a practice that somebody else may vote, by proxy or by power of attorney."""
    for practice in practices(context):
        banned = [
            context.reading(case.state, "ownership.rule")
            for case in owned(context)
            if case.practice.id == practice.id and combination(context, case, context.day).get("proxy_ban")
        ]
        shares = context.facts.by(Ownership, "organization", practice.id)
        others = [one for one in shares if one.proxy_to and not _fellow_owner(context, one)]
        for share in others:
            yield Fault(
                what=f"{context.name(share.proxy_to)} may vote {context.name(share.owner)}'s shares in {practice.name}.",
                where=(share.id, share.proxy_to),
                days=Days.of(share.span),
                law=tuple(banned),
                each_suffices=True,
                lesser=not banned,
            )
        for msa in msas_of(context, practice.id):
            if provides(msa.clauses, "share_power_of_attorney"):
                yield Fault(
                    what=f"The {context.name(msa.id)} gives a power of attorney over the shares in {practice.name}.",
                    where=(msa.id,),
                    days=Days.of(msa.span),
                    law=tuple(banned),
                    each_suffices=True,
                    lesser=not banned,
                )


def _fellow_owner(context: Context, share: Ownership) -> bool:
    fellows = context.facts.by(Ownership, "organization", share.organization)
    return any(one.owner == share.proxy_to and context.day in one.span for one in fellows)


def bound_shares(context: Context) -> Iterator[Fault]:
    """Shares of a practice whose transfer another organization may dictate."""
    for practice in practices(context):
        days, law = restricted_days(context, practice.id, "no_stock_transfer_restriction")
        shares = context.facts.by(Ownership, "organization", practice.id)
        bound: list[Ownership | Msa] = [
            one for one in shares if one.transfer_restricted_by and context.day in one.span
        ]
        bound += [
            one
            for one in msas_of(context, practice.id)
            if provides(one.clauses, "share_transfer_restriction")
        ]
        if bound:
            holds = Days.of(*(one.span for one in bound))
            yield Fault(
                what=f"Who may own {practice.name} is not for its owners to decide: {listed(_binder(context, one) for one in bound)}.",
                where=tuple(one.id for one in bound),
                days=holds & days if law else holds,
                law=law,
                each_suffices=True,
                lesser=not law,
            )


def _binder(context: Context, record: Ownership | Msa) -> str:
    if isinstance(record, Msa):
        return f"the {context.name(record.id)} restricts transfers"
    return (
        f"{context.name(record.transfer_restricted_by)} may dictate a transfer of {context.name(record.id)}"
    )


def unqualified(context: Context) -> Iterator[Fault]:
    """Entities that do business in states where they are neither formed nor qualified, all states of one together."""
    business: dict[str, dict[str, Days]] = {}
    for practice in practices(context):
        for state in states_of(context, practice.id):
            for id in (practice.id, *(one.mso for one in msas_of(context, practice.id))):
                states = business.setdefault(id, {})
                states[state] = states.get(state, NO_DAYS) | treats_in(context, practice.id, state)
    for id, states in business.items():
        entity = context.facts.need(Organization, id)
        bare = {
            state: days for state, days in states.items() if state not in {entity.state, *entity.qualified_in}
        }
        if bare:
            yield Fault(
                what=(
                    f"{entity.name} is not qualified to do business in "
                    f"{listed((context.state(one) for one in sorted(bare)), most=15)}, where it treats or manages."
                ),
                where=(id,),
                days=Days.union_of(bare.values()) & Days.of(entity.span),
            )


def not_formed(context: Context) -> Iterator[Fault]:
    """A practice that does not exist while one of its sites is open."""
    for practice in practices(context):
        sites = sites_of(context, practice.id)
        yield Fault(
            what=f"{practice.name} does not exist in law on the day: it is not yet formed, or dissolved.",
            where=(practice.id, *(one.id for one in sites)),
            days=Days.of(*(one.span for one in sites)) - Days.of(practice.span),
            law=tuple(context.reading(one, "cpom.prohibition") for one in states_of(context, practice.id)),
            each_suffices=True,
        )


def investors(context: Context) -> Iterator[Fault]:
    """An MSO with an investor behind it, in a state with a law of its own on such companies."""
    for practice in practices(context):
        for msa in msas_of(context, practice.id):
            mso = context.facts.need(Organization, msa.mso)
            for state in states_of(context, practice.id) if mso.investor else ():
                reading = context.reading(state, "mso.specific_law")
                if reading.value is not None:
                    yield Fault(
                        what=(
                            f"A {plain(mso.investor)} investor stands behind {mso.name}, and {context.state(state)} "
                            f"has a law on such managers: {reading.value}."
                        ),
                        where=(mso.id, msa.id),
                        days=Days.of(msa.span) & context.law_days(_stated, state, "mso.specific_law"),
                        law=(reading,),
                    )


def _stated(reading: Reading) -> bool:
    return reading.value is not None


def paid_by_manager(context: Context) -> Iterator[Fault]:
    """A physician who owns or directs a practice and is engaged by the MSO that manages it."""
    for practice in practices(context):
        for msa in msas_of(context, practice.id):
            for engagement in context.facts.by(Engagement, "organization", msa.mso):
                reasons = _deciders(context, practice.id).get(engagement.person)
                if reasons and context.day in engagement.span:
                    yield Fault(
                        what=(
                            f"{context.name(engagement.person)} owns or directs {practice.name} and is on the payroll of its "
                            f"MSO {context.name(msa.mso)}: an independent decision is hard to show."
                        ),
                        where=(engagement.id, *reasons),
                        days=Days.of(msa.span) & Days.of(engagement.span),
                    )


def _deciders(context: Context, practice: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for share in context.facts.by(Ownership, "organization", practice):
        found.setdefault(share.owner, []).append(share.id)
    for office in context.facts.by(Appointment, "practice", practice):
        found.setdefault(office.person, []).append(office.id)
    return found


CONTROLS = (
    Control(
        id="GOV-01",
        family="governance",
        severity=MUST,
        title="Practice and MSO share no owners or officers",
        tests="Nobody owns or governs both a practice and its MSO, where the state keeps them apart.",
        mend="The person steps out of one of the two entities.",
        who="physician owner and counsel",
        search=both_sides,
        law=("mso.restrictions", "ownership.rule"),
    ),
    Control(
        id="GOV-02",
        family="governance",
        severity=SHOULD,
        title="Licensees govern the practice",
        tests="Directors, presidents, managers and members of a practice hold a clinical license, where the corporate "
        "practice of medicine is forbidden.",
        mend="Elect a licensee, or give the person a title without power over medicine (secretary, treasurer).",
        who="physician owner",
        search=lay_governors,
        law=("cpom.prohibition",),
    ),
    Control(
        id="GOV-03",
        family="governance",
        severity=SHOULD,
        title="Somebody governs the practice",
        tests="Every practice has a director, president, manager or member on record.",
        mend="Record the officers from the minute book, or elect them.",
        who="physician owner",
        search=nobody_governs,
    ),
    Control(
        id="GOV-04",
        family="governance",
        severity=MUST,
        title="Owners vote their own shares",
        tests="Nobody but a fellow owner votes a share of a practice, and no agreement gives power over the shares.",
        mend="Revoke the proxy or power of attorney, in writing.",
        who="physician owner and counsel",
        search=votes_elsewhere,
        law=("ownership.rule",),
        lesser=SHOULD,
    ),
    Control(
        id="GOV-05",
        family="governance",
        severity=MUST,
        title="Owners decide who may own",
        tests="No organization may dictate the transfer of a practice's shares, by the share register or by the "
        "management agreement.",
        mend="End the restriction, or narrow it to what counsel finds allowed.",
        who="physician owner and counsel",
        search=bound_shares,
        law=("mso.restrictions",),
        lesser=WATCH,
    ),
    Control(
        id="GOV-06",
        family="governance",
        severity=SHOULD,
        title="Entities are qualified where they act",
        tests="Practice and MSO are formed or qualified in every state where the practice treats.",
        mend="Register the entity with the secretary of state there.",
        who="counsel",
        search=unqualified,
    ),
    Control(
        id="GOV-07",
        family="governance",
        severity=MUST,
        title="The practice exists while it treats",
        tests="A practice is formed before its first site opens and not dissolved before its last one closes.",
        mend="Close the sites, or move them to a practice that exists.",
        who="counsel",
        search=not_formed,
        law=("cpom.prohibition",),
    ),
    Control(
        id="GOV-08",
        family="governance",
        severity=WATCH,
        title="An investor meets a law on managers",
        tests="No private equity or hedge fund stands behind an MSO in a state with a law of its own on MSOs.",
        mend="Let counsel compare the papers with that law.",
        who="counsel",
        search=investors,
        law=("mso.specific_law",),
    ),
    Control(
        id="GOV-09",
        family="governance",
        severity=WATCH,
        title="Who decides for the practice is not paid by the MSO",
        tests="Owners and directors of a practice are not engaged by the MSO that manages it.",
        mend="End the engagement, or let counsel document why the physician is independent all the same.",
        who="physician owner and counsel",
        search=paid_by_manager,
    ),
)
