"""Management agreements: in force, signed by the right people, complete, and keeping money with the practice."""

from __future__ import annotations

from collections.abc import Iterator

from openmso.authority.facts.people import Engagement, License
from openmso.authority.facts.structure import Msa, Office, Organization, Ownership
from openmso.authority.law import Reading
from openmso.compliance.rules.context import Context
from openmso.compliance.rules.finding import Control, Fault, Severity
from openmso.compliance.rules.network import enforced, practices, sites_of, states_of, treats_in
from openmso.compliance.rules.words import dated, listed, many
from openmso.timeline.days import NO_DAYS, Days
from openmso.timeline.spans import FOREVER

MUST, SHOULD = Severity.MUST, Severity.SHOULD
COUNSEL = "counsel of practice and MSO"


def msas(context: Context) -> Iterator[Msa]:
    """Management agreements in force on the day."""
    return (one for one in context.facts.all(Msa) if context.day in one.span)


def doctrine(context: Context, practice: str) -> tuple[Reading, ...]:
    """Today's readings of the ban on corporate medicine in the states of a practice that enforce it."""
    readings = (context.reading(state, "cpom.prohibition") for state in states_of(context, practice))
    return tuple(one for one in readings if enforced(one))


def doctrine_days(context: Context, practice: str) -> Days:
    """Days on which a practice treats in a state that enforces the ban."""
    return Days.union_of(
        context.law_days(enforced, state, "cpom.prohibition") & treats_in(context, practice, state)
        for state in states_of(context, practice)
    )


def by_doctrine(context: Context, msa: Msa, what: str, where: tuple[str, ...] = ()) -> Fault:
    """A fault of an agreement that the ban makes a must, and good practice a lesser fault elsewhere."""
    law = doctrine(context, msa.practice)
    days = Days.of(msa.span)
    return Fault(
        what=what,
        where=(msa.id, *where),
        days=days & doctrine_days(context, msa.practice) if law else days,
        law=law,
        each_suffices=True,
        lesser=not law,
    )


def no_agreement(context: Context) -> Iterator[Fault]:
    """A practice at which an MSO's people work, or which had an agreement, and none is in force."""
    managers = {one.id for one in context.facts.all(Organization) if one.kind == "mso"}
    for practice in practices(context):
        sites = {site.id for site in sites_of(context, practice.id)}
        known = context.facts.by(Msa, "practice", practice.id)
        leased = [
            one
            for one in context.facts.all(Engagement)
            if one.organization in managers and one.sites and one.sites & sites
        ]
        served = Days.of(*(one.span for one in leased))
        if known:
            served |= Days.from_pairs([(min(one.span.start for one in known), FOREVER)]) & Days.of(
                practice.span
            )
        yield Fault(
            what=f"An MSO works for {practice.name}, and no management agreement is in force.",
            where=(practice.id, *(one.id for one in known), *(one.id for one in leased)),
            days=served - Days.of(*(one.span for one in known)),
            law=doctrine(context, practice.id),
            each_suffices=True,
            lesser=not doctrine(context, practice.id),
        )


def signed_for(msa: Msa, party: str) -> int | None:
    """The first day on which anybody signed for a party, as an ordinal."""
    days = [one.on.toordinal() for one in msa.signatures if one.for_party == party]
    return min(days) if days else None


def unsigned(context: Context) -> Iterator[Fault]:
    """An agreement in force that a party has not signed."""
    for msa in msas(context):
        signatures = {party: signed_for(msa, party) for party in (msa.practice, msa.mso)}
        missing = [party for party, day in signatures.items() if day is None or day > context.day]
        yield Fault(
            what=f"The {context.name(msa.id)} is not signed for {listed(context.name(one) for one in missing)}.",
            where=(msa.id, *missing),
            days=Days.of(msa.span) if missing else NO_DAYS,
            law=doctrine(context, msa.practice),
            each_suffices=True,
            lesser=not doctrine(context, msa.practice),
        )


def signed_late(context: Context) -> Iterator[Fault]:
    """An agreement that took effect before both parties had signed it."""
    for msa in msas(context):
        days = [day for party in (msa.practice, msa.mso) if (day := signed_for(msa, party)) is not None]
        late = max(days, default=0) - msa.span.start
        if len(days) == 2 and late > 0 and max(days) <= context.day:
            yield Fault(
                what=f"The {context.name(msa.id)} took effect {many(late, 'day')} before the last party signed it.",
                where=(msa.id,),
                days=Days.of(msa.span) & Days.from_pairs([(max(days), FOREVER)]),
            )


def wrong_signer(context: Context) -> Iterator[Fault]:
    """An agreement signed for the practice by somebody who neither owned nor governed it that day."""
    for msa in msas(context):
        ours = [one for one in msa.signatures if one.for_party == msa.practice]
        powers: list[Ownership | Office] = [*context.facts.by(Ownership, "organization", msa.practice)]
        powers += context.facts.by(Office, "organization", msa.practice)
        entitled = {(one.owner if isinstance(one, Ownership) else one.person, one.span) for one in powers}
        strangers = [
            one for one in ours if not any(one.person == who and one.on in span for who, span in entitled)
        ]
        if ours and len(strangers) == len(ours):
            who = listed(f"{context.name(one.person)} ({dated(one.on)})" for one in strangers)
            yield by_doctrine(
                context,
                msa,
                f"{who} signed the {context.name(msa.id)} for {context.name(msa.practice)} and neither owned nor "
                f"governed it on that day.",
                tuple(one.person for one in strangers),
            )


def one_hand(context: Context) -> Iterator[Fault]:
    """An agreement that one person signed for both parties."""
    for msa in msas(context):
        ours, theirs = (
            {one.person for one in msa.signatures if one.for_party == party}
            for party in (msa.practice, msa.mso)
        )
        both = sorted(ours & theirs)
        if both:
            who = listed(context.name(one) for one in both)
            yield by_doctrine(
                context, msa, f"{who} signed the {context.name(msa.id)} for both parties.", tuple(both)
            )


def before_formation(context: Context) -> Iterator[Fault]:
    """An agreement that took effect before one of its parties existed."""
    for msa in msas(context):
        early = [
            one for one in (msa.practice, msa.mso)
            if context.facts.need(Organization, one).span.start > msa.span.start
        ]  # fmt: skip
        if early:
            yield Fault(
                what=f"The {context.name(msa.id)} took effect before {listed(context.name(one) for one in early)} was formed.",
                where=(msa.id, *early),
                days=Days.of(msa.span),
            )


def unlicensed_signer(context: Context) -> Iterator[Fault]:
    """An agreement that owners signed for the practice when the license of each in its state had run out, as their records show."""
    for msa in msas(context):
        state = context.facts.need(Organization, msa.practice).state
        shares = context.facts.by(Ownership, "organization", msa.practice)
        owners = [
            one
            for one in msa.signatures
            if one.for_party == msa.practice
            and any(share.owner == one.person and one.on in share.span for share in shares)
        ]
        licensed = [one for one in owners if _held(context, one.person, state, one.on.toordinal())]
        if owners and not licensed:
            who = listed(f"{context.name(one.person)} ({dated(one.on)})" for one in owners)
            yield Fault(
                what=f"{who} signed the {context.name(msa.id)} for {context.name(msa.practice)} and held no license of "
                f"{context.state(state)} on that day.",
                where=(msa.id, *(one.person for one in owners)),
                days=Days.of(msa.span),
            )


def _held(context: Context, person: str, state: str, day: int) -> bool:
    """Whether a license of the state counted that day, as far as records show: one that begins later may have been renewed."""
    held = [one for one in context.facts.by(License, "person", person) if one.state == state]
    return any(day in one.span for one in held) or not any(one.span.end <= day for one in held)


CONTROLS = (
    Control(
        id="MSA-01",
        family="management agreement",
        severity=MUST,
        title="A management agreement is in force",
        tests="A practice at which an MSO's people work, or which ever had a management agreement, has one in force.",
        mend="Sign a management agreement, or end the MSO's work.",
        who=COUNSEL,
        search=no_agreement,
        law=("cpom.prohibition",),
        lesser=SHOULD,
    ),
    Control(
        id="MSA-02",
        family="management agreement",
        severity=MUST,
        title="Both parties have signed",
        tests="A management agreement in force is signed for the practice and for the MSO.",
        mend="Have it signed by the party that has not; do not date the signature back.",
        who=COUNSEL,
        search=unsigned,
        law=("cpom.prohibition",),
        lesser=SHOULD,
    ),
    Control(
        id="MSA-03",
        family="management agreement",
        severity=SHOULD,
        title="It was signed before it took effect",
        tests="Both parties signed a management agreement no later than its first day.",
        mend="Record why; let both parties confirm in writing what was done before signing.",
        who=COUNSEL,
        search=signed_late,
    ),
    Control(
        id="MSA-04",
        family="management agreement",
        severity=MUST,
        title="An owner or officer signed for the practice",
        tests="Whoever signed for the practice owned or governed it on that day.",
        mend="Have an owner of the practice sign or ratify it.",
        who=COUNSEL,
        search=wrong_signer,
        law=("cpom.prohibition",),
        lesser=SHOULD,
    ),
    Control(
        id="MSA-05",
        family="management agreement",
        severity=MUST,
        title="Nobody signed for both parties",
        tests="No person signed a management agreement for the practice and for the MSO.",
        mend="Have somebody else sign for the MSO.",
        who=COUNSEL,
        search=one_hand,
        law=("cpom.prohibition",),
        lesser=SHOULD,
    ),
    Control(
        id="MSA-06",
        family="management agreement",
        severity=SHOULD,
        title="Both parties existed when it took effect",
        tests="A management agreement took effect no earlier than its parties were formed.",
        mend="Ratify the agreement by both parties as they exist now.",
        who=COUNSEL,
        search=before_formation,
    ),
    Control(
        id="MSA-16",
        family="management agreement",
        severity=SHOULD,
        title="An owner who signed was licensed there",
        tests="Where owners signed for the practice, the license of at least one in its state had not run out on that day, as far as it is on record.",
        mend="Have an owner who is licensed there sign or ratify it.",
        who=COUNSEL,
        search=unlicensed_signer,
    ),
)
