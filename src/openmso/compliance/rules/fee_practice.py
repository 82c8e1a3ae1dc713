"""The fee as it is in practice: bills left open, and a fixed fee that goes with revenue. What finance keeps is told to the context."""

from __future__ import annotations

from collections.abc import Iterator

from openmso.compliance.rules.context import Context
from openmso.compliance.rules.fee_terms import PATIENCE, WHO
from openmso.compliance.rules.finding import Control, Fault, Severity
from openmso.compliance.rules.msas import by_doctrine, msas
from openmso.compliance.rules.words import money
from openmso.timeline.days import Days

SHOULD, WATCH = Severity.SHOULD, Severity.WATCH


def old_bills(context: Context) -> Iterator[Fault]:
    """Bills left open for long without a loan on paper, all of one agreement together."""
    for msa in msas(context):
        if (msa.fee.unpaid_days or 0) > PATIENCE:
            continue  # the record of the fee says it already
        old = [one for one in context.practice.bills if one.msa == msa.id and not one.loan]
        late = [one for one in old if context.day - one.due.toordinal() > PATIENCE]
        if late:
            first = min(one.due.toordinal() for one in late) + PATIENCE + 1
            numbers = ", ".join(one.number for one in late)
            total = money(sum((one.left for one in late), start=late[0].left * 0))
            yield Fault(
                what=f"{context.name(msa.practice)} has owed {total} for over {PATIENCE} days, and no loan carries it: {numbers}.",
                where=(msa.id,),
                days=Days.from_pairs([(first, context.day + 1)]) & Days.of(msa.span),
            )


def disguised(context: Context) -> Iterator[Fault]:
    """A fee that is fixed on paper and takes the same share of whatever comes in."""
    shares = {one.practice: one for one in context.practice.shares}
    for msa in msas(context):
        one = shares.get(msa.practice)
        if one is not None and one.msa == msa.id:
            yield by_doctrine(
                context,
                msa,
                f"The fee of {context.name(msa.mso)} is fixed on paper, and was {one.share:.1f} % of collections in each of "
                f"{one.months} months, give or take {one.varies:.1%}, while these moved by {one.base_varies:.0%} "
                f"(correlation {one.correlation:.2f}).",
            )


CONTROLS = (
    Control(
        id="FEE-23",
        family="fees",
        severity=SHOULD,
        title="No bill is left open for months",
        tests="No bill that finance keeps has been open for more than ninety days past its day without a loan on paper.",
        mend="Pay it, or paper a loan with rate, term and limit.",
        who=WHO,
        search=old_bills,
    ),
    Control(
        id="FEE-24",
        family="fees",
        severity=SHOULD,
        title="A fixed fee is no share of revenue",
        tests="Over the last months (at least six) a fee that is fixed on paper did not go with what the practice collected. The statistic is the house's and shown with its numbers.",
        mend="Set the fee for a coming year by services and their value, and leave it there; let counsel look at the months.",
        who=WHO,
        search=disguised,
        law=("cpom.prohibition",),
        lesser=WATCH,
    ),
)
