"""What the MSO is paid, against what a state lets it be paid: model, value, way of fixing it, marketing, referrals."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from openmso.authority.facts.structure import Msa
from openmso.authority.law import Reading
from openmso.compliance.rules.context import Context
from openmso.compliance.rules.finding import Control, Fault, Severity
from openmso.compliance.rules.governance import restricts
from openmso.compliance.rules.msas import by_doctrine, msas
from openmso.compliance.rules.network import states_of, treats_in
from openmso.compliance.rules.words import listed, percent
from openmso.timeline.calendar import add_months
from openmso.timeline.days import Days

MUST, SHOULD, WATCH = Severity.MUST, Severity.SHOULD, Severity.WATCH
WHO = "physician owner and MSO"
HOUSE_FMV_MONTHS = 12
"""For how long an opinion on fair value counts where it does not say so itself; the custom of the trade."""


def takes_percentage(msa: Msa) -> bool:
    """Whether the fee moves with the practice's revenue, wholly or in part."""
    return msa.fee.model == "percentage" or (msa.fee.model == "hybrid" and bool(msa.fee.percent))


def _fee(context: Context, msa: Msa) -> str:
    share = f"{percent(msa.fee.percent)} of" if msa.fee.percent is not None else "a share of"
    return f"{context.name(msa.mso)} takes {share} {msa.fee.base or 'the revenue'} of {context.name(msa.practice)}"


def valued(msa: Msa) -> Days:
    """Days on which an opinion on fair value counts."""
    opinion, until = msa.fee.fmv_opinion_on, msa.fee.fmv_valid_until
    if opinion is None:
        return Days()
    end = until.toordinal() + 1 if until else add_months(opinion, HOUSE_FMV_MONTHS, rounding="up").toordinal()
    return Days.from_pairs([(opinion.toordinal(), end)])


def remainder(context: Context) -> Iterator[Fault]:
    """A fee of whatever remains: the practice keeps nothing that it decides on."""
    for msa in msas(context):
        if msa.fee.model == "remainder":
            what = f"{context.name(msa.mso)} is paid whatever remains after the costs of {context.name(msa.practice)}."
            yield by_doctrine(context, msa, what)


def percentage(context: Context, said: str, needs: str = "") -> Iterator[Fault]:
    """A percentage fee in states whose law on it reads as `said`, if `needs` (when given) is not on record."""
    for msa in msas(context):
        if not takes_percentage(msa) or not _lacks(msa, needs):
            continue
        days = Days.of(msa.span) - valued(msa) if needs == "value" else Days.of(msa.span)
        reading_in = {
            state: reading
            for state in states_of(context, msa.practice)
            if _reads(said, reading := context.reading(state, "fee_splitting.percentage_fee"))
        }
        if reading_in:
            there = (
                treats_in(context, msa.practice, state)
                & context.law_days(partial(_reads, said), state, "fee_splitting.percentage_fee")
                for state in reading_in
            )
            names = listed((context.state(state) for state in reading_in), most=15)
            yield Fault(
                what=f"{_fee(context, msa)}{_TAILS[said, needs].format(states=names)}.",
                where=(msa.id,),
                days=days & Days.union_of(there),
                law=tuple(reading for reading in reading_in.values() if reading.known),
                each_suffices=True,
            )


_TAILS = {
    ("prohibited", ""): "; forbidden in {states}",
    ("restricted", "marketing"): " and markets for it; such fees are restricted in {states}",
    ("restricted", "no marketing"): "; such fees are restricted, by what the MSO does for them, in {states}",
    ("allowed_if_fmv", "value"): " without a valid opinion that this is fair value, as asked in {states}",
    ("", ""): "; whether that is allowed was never established in {states}",
}


def _reads(said: str, reading: Reading) -> bool:
    return (reading.value or "") == said


def _lacks(msa: Msa, needs: str) -> bool:
    markets = msa.fee.includes_marketing is not False
    return {"marketing": markets, "no marketing": not markets}.get(needs, True)


def unlimited(context: Context) -> Iterator[Fault]:
    """A percentage fee without a cap in states that limit such fees; where they are forbidden, that is the finding."""
    limits = partial(restricts, "percentage_fee_limits")
    for msa in msas(context):
        if not takes_percentage(msa) or msa.fee.cap is not None:
            continue
        limited = [
            state
            for state in states_of(context, msa.practice)
            if limits(context.reading(state, "mso.restrictions"))
            and not _reads("prohibited", context.reading(state, "fee_splitting.percentage_fee"))
        ]
        if limited:
            there = (
                treats_in(context, msa.practice, state) & context.law_days(limits, state, "mso.restrictions")
                for state in limited
            )
            yield Fault(
                what=f"{_fee(context, msa)} without a cap; such fees are limited in {listed(context.state(one) for one in limited)}.",
                where=(msa.id,),
                days=Days.of(msa.span) & Days.union_of(there),
                law=tuple(context.reading(state, "mso.restrictions") for state in limited),
                each_suffices=True,
            )


def of_profit(context: Context) -> Iterator[Fault]:
    """A share of profit: the nearer to ownership, the harder to call a fee."""
    for msa in msas(context):
        if takes_percentage(msa) and msa.fee.base == "profit":
            yield by_doctrine(context, msa, f"{_fee(context, msa)}, as an owner would.")


CONTROLS = (
    Control(
        id="FEE-01",
        family="fees",
        severity=MUST,
        title="The MSO is not paid whatever remains",
        tests="No fee is defined as what remains after the practice's costs.",
        mend="Replace it by a flat, cost-plus or per-service fee at fair value, from a coming day on.",
        who=WHO,
        search=remainder,
        law=("cpom.prohibition",),
        lesser=SHOULD,
    ),
    Control(
        id="FEE-02",
        family="fees",
        severity=MUST,
        title="No percentage fee where it is forbidden",
        tests="The fee is no share of revenue where the state forbids such fees.",
        mend="Replace it by a flat or cost-plus fee at fair value.",
        who=WHO,
        search=partial(percentage, said="prohibited"),
        law=("fee_splitting.percentage_fee",),
    ),
    Control(
        id="FEE-03",
        family="fees",
        severity=MUST,
        title="No percentage fee for marketing where it is restricted",
        tests="An MSO that markets for the practice (or is not known not to) takes no share of revenue where the state restricts such fees.",
        mend="Take marketing out of the fee, or replace the fee by a flat one.",
        who=WHO,
        search=partial(percentage, said="restricted", needs="marketing"),
        law=("fee_splitting.percentage_fee",),
    ),
    Control(
        id="FEE-04",
        family="fees",
        severity=SHOULD,
        title="A restricted percentage fee is cleared",
        tests="Where the state restricts percentage fees, counsel has cleared this one.",
        mend="Let counsel clear the fee and sign the statement of law, or replace it by a flat one.",
        who="counsel",
        search=partial(percentage, said="restricted", needs="no marketing"),
        law=("fee_splitting.percentage_fee",),
    ),
    Control(
        id="FEE-05",
        family="fees",
        severity=MUST,
        title="A percentage fee is shown to be fair",
        tests="Where the state allows a percentage fee at fair value only, a current opinion shows it.",
        mend="Obtain or renew the opinion on fair value.",
        who=WHO,
        search=partial(percentage, said="allowed_if_fmv", needs="value"),
        law=("fee_splitting.percentage_fee",),
    ),
    Control(
        id="FEE-06",
        family="fees",
        severity=WATCH,
        title="The law on a percentage fee is known",
        tests="Where the fee is a share of revenue, the law on it was established.",
        mend="Let counsel establish the law.",
        who="counsel",
        search=partial(percentage, said=""),
        law=("fee_splitting.percentage_fee",),
    ),
    Control(
        id="FEE-07",
        family="fees",
        severity=MUST,
        title="A percentage fee is capped where it is limited",
        tests="Where the state limits percentage fees, this one has a cap.",
        mend="Agree on a cap within the limit, or on a flat fee.",
        who=WHO,
        search=unlimited,
        law=("mso.restrictions",),
    ),
    Control(
        id="FEE-08",
        family="fees",
        severity=SHOULD,
        title="The MSO takes no share of profit",
        tests="The fee is no share of the practice's profit.",
        mend="Replace it by a fee for services at fair value.",
        who=WHO,
        search=of_profit,
        law=("cpom.prohibition",),
        lesser=WATCH,
    ),
)
