"""The file of a fee's fair value: by whom, for which services, and every rate inside its range."""

from __future__ import annotations

from collections.abc import Iterator

from openmso.authority.facts.structure import Msa
from openmso.compliance.rules.context import Context
from openmso.compliance.rules.fee_terms import WHO, safe_harbor
from openmso.compliance.rules.fees import valued
from openmso.compliance.rules.finding import Control, Fault, Severity
from openmso.compliance.rules.msas import msas
from openmso.compliance.rules.words import listed, money, percent
from openmso.timeline.days import Days

SHOULD = Severity.SHOULD


def other_services(context: Context) -> Iterator[Fault]:
    """An opinion that leaves out services of the schedule. What it covers is judged only where it is on record."""
    for msa in msas(context):
        bare = [one.name for one in msa.services if one.name not in msa.fee.fmv_services]
        if msa.fee.fmv_opinion_on is not None and msa.fee.fmv_services and bare:
            yield Fault(
                what=f"The opinion on the fee of {context.name(msa.mso)} leaves out {listed(bare)}.",
                where=(msa.id,),
                days=Days.of(msa.span) & valued(msa),
                law=safe_harbor(context),
            )


def own_valuer(context: Context) -> Iterator[Fault]:
    """An opinion by somebody who is not independent of the parties."""
    for msa in msas(context):
        if msa.fee.fmv_opinion_on is not None and msa.fee.fmv_independent is False:
            yield Fault(
                what=f"Who valued the fee of {context.name(msa.mso)} is not independent of the parties.",
                where=(msa.id,),
                days=Days.of(msa.span) & valued(msa),
                law=safe_harbor(context),
            )


def rates_outside(context: Context) -> Iterator[Fault]:
    """A margin, a percentage or a price of a line outside its range. The fixed amount is another control's."""
    for msa in msas(context):
        outside = [*_percents(msa), *_prices(msa)]
        if outside:
            yield Fault(
                what=f"Outside the fair range in the agreement with {context.name(msa.mso)}: {'; '.join(outside)}.",
                where=(msa.id,),
                days=Days.of(msa.span) & valued(msa),
                law=safe_harbor(context),
            )


def _percents(msa: Msa) -> Iterator[str]:
    fee = msa.fee
    rate = {"cost_plus": fee.margin_percent, "percentage": fee.percent}.get(fee.model)
    low, high = fee.fmv_low, fee.fmv_high
    if rate is not None and low is not None and high is not None and not low <= rate <= high:
        what = "margin" if fee.model == "cost_plus" else "percentage"
        yield f"the {what} of {percent(rate)} ({percent(low)} to {percent(high)})"


def _prices(msa: Msa) -> Iterator[str]:
    for line in msa.services:
        low, high = line.fmv_low, line.fmv_high
        price = line.price if line.price is not None else msa.fee.amount
        if msa.fee.model != "per_service" or price is None or low is None or high is None:
            continue
        if not low <= price <= high:
            yield f"{line.name} at {money(price)} ({money(low)} to {money(high)})"


CONTROLS = (
    Control(
        id="FEE-20",
        family="fees",
        severity=SHOULD,
        title="The opinion covers the services",
        tests="Where it is on record which services the opinion covers, they are all those of the schedule.",
        mend="Have the services that it leaves out valued, too, or take them out of the fee.",
        who=WHO,
        search=other_services,
        law=("duty.rule",),
    ),
    Control(
        id="FEE-21",
        family="fees",
        severity=SHOULD,
        title="The valuer is independent",
        tests="Nobody who is known not to be independent of the parties gave the opinion that counts.",
        mend="Obtain an opinion from an independent valuer.",
        who=WHO,
        search=own_valuer,
        law=("duty.rule",),
    ),
    Control(
        id="FEE-22",
        family="fees",
        severity=SHOULD,
        title="Every rate lies in its fair range",
        tests="A margin, a percentage and the price of each line lie between the ends of their ranges, where these are on record.",
        mend="Bring the rate into the range from a coming day on, or have it valued again.",
        who=WHO,
        search=rates_outside,
        law=("duty.rule",),
    ),
)
