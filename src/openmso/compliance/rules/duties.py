"""Other duties that facts can show or must not forget: notice of deals, signs, how long charts are kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from openmso.authority.facts.structure import Msa, Organization, Ownership, Registration
from openmso.authority.law import Reading
from openmso.compliance.rules.clauses import provides
from openmso.compliance.rules.context import Context
from openmso.compliance.rules.finding import Control, Fault, Severity
from openmso.compliance.rules.network import msas_of, open_sites, practices, states_of, treats_in
from openmso.compliance.rules.words import dated, listed
from openmso.timeline.days import Days, days_where
from openmso.timeline.spans import BEGINNING, day_to_date

SHOULD, WATCH = Severity.SHOULD, Severity.WATCH
YEAR = 365
NOTICE = "transaction_notice"


@dataclass(frozen=True, slots=True)
class Deal:
    """A change of owners or manager: the record that begins, the entities it touches, its first day."""

    record: str
    entities: tuple[str, ...]
    day: int


def deals(context: Context, practice: Organization) -> Iterator[Deal]:
    """Management agreements and shares of practice or MSO that began within a year or are to begin."""
    every = context.facts.by(Msa, "practice", practice.id)
    managers = {msa.mso for msa in every}
    for msa in every:
        yield Deal(msa.id, (msa.practice, msa.mso), msa.span.start)
    for entity in sorted({practice.id, *managers}):
        formed = context.facts.need(Organization, entity).span.start
        for share in context.facts.by(Ownership, "organization", entity):
            # The first owners come with the entity; only a later share is a deal.
            if share.span.start > formed:
                yield Deal(share.id, (entity, share.owner), share.span.start)


def unannounced(context: Context) -> Iterator[Fault]:
    """Deals in a state that wants notice, for which no notice is on record, from the day the notice is due."""
    for practice in practices(context):
        for state in states_of(context, practice.id):
            reading = context.reading(state, "mso.transaction_notice")
            if not reading.value or not reading.value["required"]:
                continue
            before = int(reading.value.get("days_before", 0))
            for deal in deals(context, practice):
                if deal.day == BEGINNING or _announced(context, deal):
                    continue
                yield Fault(
                    what=f"{context.name(deal.record)} begins on {dated(day_to_date(deal.day))}; {context.state(state)} asks for "
                    f"notice {before} days before, from certain sizes on, and none is on record.",
                    where=(deal.record, *(one for one in deal.entities if context.facts.find(one))),
                    days=Days((deal.day - before, deal.day + YEAR)),
                    law=(reading,),
                )


def _announced(context: Context, deal: Deal) -> bool:
    msa = context.facts.get(Msa, deal.record)
    if msa is not None and provides(msa.clauses, NOTICE):
        return True
    holders = (deal.record, *deal.entities)
    return any(
        one.kind == NOTICE for holder in holders for one in context.facts.by(Registration, "holder", holder)
    )


def signs(context: Context) -> Iterator[Fault]:
    """What a state wants posted or shown, for its open sites: nothing on record can prove it."""
    places = [site for site in open_sites(context) if site.kind != "telehealth"]
    for state in sorted({site.state for site in places}):
        readings = [context.reading(state, "medical_director.posting")]
        for (topic,) in sorted(context.law.keys(state, "duty.rule")):
            reading = context.reading(state, "duty.rule", topic)
            if reading.value and reading.value["kind"] == "posting":
                readings.append(reading)
        stated = [one for one in readings if one.value]
        sites = [site for site in places if site.state == state]
        if stated:
            told = "; ".join(_words(one).rstrip(".") for one in stated)
            yield Fault(
                what=f"Look whether it is posted and shown at {listed(site.name for site in sites)}: {told}.",
                where=tuple(site.id for site in sites),
                days=Days.of(*(site.span for site in sites))
                & Days.union_of(_stated_days(context, one) for one in stated),
                law=tuple(stated),
                each_suffices=True,
            )


def _words(reading: Reading) -> str:
    return str(reading.value["text"] if isinstance(reading.value, Mapping) else reading.value)


def _stated_days(context: Context, reading: Reading) -> Days:
    statement = reading.statements[0]
    track = context.law.track(statement.jurisdiction, statement.parameter, *statement.key)
    return days_where(track, lambda one: bool(one.value))


def retention(context: Context) -> Iterator[Fault]:
    """Practices in states with a period for keeping charts, whose management agreement sets none."""
    for practice in practices(context):
        silent = [
            msa
            for msa in msas_of(context, practice.id)
            if not provides(msa.clauses, "records_retention_years")
        ]
        readings = [
            context.reading(one, "records.adult_retention_years") for one in states_of(context, practice.id)
        ]
        stated = [one for one in readings if one.value is not None]
        if silent and stated:
            asked = (
                f"{one.value} years in {context.state(one.statements[0].jurisdiction)}" for one in stated
            )
            yield Fault(
                what=f"The agreement of {practice.name} with its MSO does not say for how long charts are kept; the law asks for "
                f"{listed(asked, most=15)}.",
                where=tuple(msa.id for msa in silent),
                days=Days.of(*(msa.span for msa in silent))
                & Days.union_of(_asked_days(context, practice.id, one) for one in stated),
                law=tuple(stated),
                each_suffices=True,
            )


def _asked_days(context: Context, practice: str, reading: Reading) -> Days:
    return treats_in(context, practice, reading.statements[0].jurisdiction) & _stated_days(context, reading)


CONTROLS = (
    Control(
        id="DUT-01",
        family="duties",
        severity=SHOULD,
        title="Deals are announced",
        tests="Where a state wants notice of deals, a new manager or owner has a notice on record from the day it is due. Sizes from which the duty begins are not on record, so it is never a must.",
        mend="Let counsel check the thresholds; file the notice, and record the day.",
        who="counsel",
        search=unannounced,
        law=("mso.transaction_notice",),
    ),
    Control(
        id="DUT-02",
        family="duties",
        severity=WATCH,
        title="What must be posted is posted",
        tests="What a state wants posted, worn or shown is listed for its open sites. No record can show it, so this is a reminder.",
        mend="Walk through the site with the list; keep photographs.",
        who="clinic manager",
        search=signs,
        law=(
            "medical_director.posting",
            "duty.rule",
        ),
    ),
    Control(
        id="DUT-03",
        family="duties",
        severity=WATCH,
        title="How long charts are kept is agreed",
        tests="Where a state sets a period, the management agreement says for how long charts are kept.",
        mend="Amend the agreement; keep charts for the longest period of the states concerned.",
        who="counsel of practice and MSO",
        search=retention,
        law=("records.adult_retention_years",),
    ),
)
