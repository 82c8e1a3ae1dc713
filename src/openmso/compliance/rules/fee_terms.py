"""How a fee was fixed and changed, whether it is fair value, and whether it is really paid."""

from __future__ import annotations

from collections.abc import Iterator

from openmso.authority.facts.structure import Msa
from openmso.authority.law import Reading
from openmso.compliance.rules.clauses import provides
from openmso.compliance.rules.context import Context
from openmso.compliance.rules.fees import takes_percentage, valued
from openmso.compliance.rules.finding import Control, Fault, Severity
from openmso.compliance.rules.msas import msas
from openmso.compliance.rules.network import states_of
from openmso.compliance.rules.words import dated, listed, money
from openmso.timeline.calendar import add_months
from openmso.timeline.days import Days
from openmso.timeline.spans import BEGINNING, FOREVER

MUST, SHOULD, WATCH = Severity.MUST, Severity.SHOULD, Severity.WATCH
WHO = "physician owner and MSO"
SAFE_HARBOR = "aks_safe_harbor_management_contract"
PATIENCE = 90
"""Days after which an unpaid fee is a loan in all but name (house)."""


def safe_harbor(context: Context) -> tuple[Reading, ...]:
    """The federal safe harbor for management contracts, where federal programs are billed."""
    reading = context.federal(SAFE_HARBOR)
    return (reading,) if reading.known and not context.facts.settings.self_pay_only else ()


def not_set(context: Context) -> Iterator[Fault]:
    """A fee that was not fixed in advance."""
    for msa in msas(context):
        if msa.fee.set_in_advance is False:
            what = f"The fee of {context.name(msa.mso)} is not set in advance."
            yield Fault(what, (msa.id,), Days.of(msa.span), safe_harbor(context))


def by_referrals(context: Context) -> Iterator[Fault]:
    """A fee that depends on referrals, where fees may not be split or a federal program is billed."""
    for msa in msas(context):
        if msa.fee.depends_on_referrals:
            law = [
                context.reading(state, "fee_splitting.prohibited")
                for state in states_of(context, msa.practice)
            ]
            if not context.facts.settings.self_pay_only:
                law.append(context.federal("anti_kickback_statute"))
            forbidding = tuple(one for one in law if one.value)
            what = f"The fee of {context.name(msa.mso)} depends on the volume or value of referrals."
            yield Fault(
                what, (msa.id,), Days.of(msa.span), forbidding, each_suffices=True, lesser=not forbidding
            )


def retroactive(context: Context) -> Iterator[Fault]:
    """A fee that was changed backwards."""
    for msa in msas(context):
        if msa.fee.change_retroactive:
            first = msa.span.start if msa.fee.last_changed_on is None else msa.fee.last_changed_on.toordinal()
            yield Fault(
                what=f"The fee of {context.name(msa.mso)} was changed for a time already past.",
                where=(msa.id,),
                days=Days.of(msa.span) & Days.from_pairs([(first, FOREVER)]),
                law=safe_harbor(context),
            )


def changed_early(context: Context) -> Iterator[Fault]:
    """A fee changed within its first year: terms are meant to stand for a year at least."""
    for msa in msas(context):
        changed, first = msa.fee.last_changed_on, msa.span.first
        if changed and first and first < changed < add_months(first, 12, rounding="up"):
            yield Fault(
                what=f"The fee of {context.name(msa.mso)} was changed on {dated(changed)}, within a year of its start.",
                where=(msa.id,),
                days=Days.of(msa.span) & Days.from_pairs([(changed.toordinal(), FOREVER)]),
                law=safe_harbor(context),
            )


def _needs_value_by_law(context: Context, msa: Msa) -> bool:
    # Then the missing opinion is the percentage control's finding, not a second one here.
    states = states_of(context, msa.practice)
    said = {context.reading(state, "fee_splitting.percentage_fee").value for state in states}
    return takes_percentage(msa) and "allowed_if_fmv" in said


def no_opinion(context: Context) -> Iterator[Fault]:
    """A fee without any opinion on its fair value."""
    for msa in msas(context):
        if msa.fee.fmv_opinion_on is None and not _needs_value_by_law(context, msa):
            what = f"No opinion shows that the fee of {context.name(msa.mso)} is fair market value."
            yield Fault(what, (msa.id,), Days.of(msa.span), safe_harbor(context))


def old_opinion(context: Context) -> Iterator[Fault]:
    """An opinion on fair value that has run out."""
    for msa in msas(context):
        if msa.fee.fmv_opinion_on is not None and not _needs_value_by_law(context, msa):
            until = msa.fee.fmv_valid_until
            ends = (
                f"ran out on {dated(until)}"
                if until
                else f"of {dated(msa.fee.fmv_opinion_on)} is over a year old"
            )
            before = Days.from_pairs([(BEGINNING, msa.fee.fmv_opinion_on.toordinal())])
            yield Fault(
                what=f"The opinion that the fee of {context.name(msa.mso)} is fair market value {ends}.",
                where=(msa.id,),
                days=Days.of(msa.span) - valued(msa) - before,
                law=safe_harbor(context),
            )


def out_of_range(context: Context) -> Iterator[Fault]:
    """A fee below or above the range of the opinion."""
    for msa in msas(context):
        low, high, amount = msa.fee.fmv_low, msa.fee.fmv_high, msa.fee.amount
        if amount is None or ((low is None or amount >= low) and (high is None or amount <= high)):
            continue
        first = msa.span.start if msa.fee.last_changed_on is None else msa.fee.last_changed_on.toordinal()
        if msa.fee.fmv_opinion_on:
            first = max(first, msa.fee.fmv_opinion_on.toordinal())
        ends = " to ".join(money(one) for one in (low, high) if one is not None)
        yield Fault(
            what=f"The fee of {context.name(msa.mso)}, {money(amount)} a {msa.fee.period}, is outside the fair range of {ends}.",
            where=(msa.id,),
            days=Days.of(msa.span) & Days.from_pairs([(first, FOREVER)]),
            law=safe_harbor(context),
        )


def pays_for_marketing(context: Context) -> Iterator[Fault]:
    """A percentage that also pays for marketing, without leaving federal programs out."""
    reading = context.federal("aks_percentage_management_fee")
    if context.facts.settings.self_pay_only or not reading.known:
        return
    for msa in msas(context):
        if takes_percentage(msa) and msa.fee.includes_marketing and not msa.fee.excludes_federal_programs:
            yield Fault(
                what=(
                    f"{context.name(msa.mso)} is paid a percentage that also pays for marketing and includes what federal "
                    f"programs pay."
                ),
                where=(msa.id,),
                days=Days.of(msa.span),
                law=(reading,),
            )


def unpaid(context: Context) -> Iterator[Fault]:
    """A fee left unpaid for long without a loan on paper."""
    for msa in msas(context):
        days = msa.fee.unpaid_days or 0
        if days > PATIENCE and not provides(msa.clauses, "loan"):
            # How long it has been unpaid is a count on the day asked about, so that is where the fault begins.
            first = context.day - (days - PATIENCE) + 1
            yield Fault(
                what=f"The fee of {context.name(msa.mso)} has been unpaid for {days} days, and no loan carries it.",
                where=(msa.id,),
                days=Days.from_pairs([(first, context.day + 1)]),
            )


def incomplete(context: Context) -> Iterator[Fault]:
    """Fee terms that are not on record, so that nobody can judge them."""
    fields = {
        "set_in_advance": "whether it is set in advance",
        "depends_on_referrals": "whether it depends on referrals",
        "change_retroactive": "whether a change reaches back",
        "unpaid_days": "how long it has been unpaid",
    }
    for msa in msas(context):
        asked = dict(fields)
        if takes_percentage(msa):
            asked["includes_marketing"] = "whether it pays for marketing"
        if not context.facts.settings.self_pay_only:
            asked["excludes_federal_programs"] = "whether it leaves federal programs out"
        if msa.fee.fmv_opinion_on is not None:
            asked |= {
                "fmv_valuer": "who valued it",
                "fmv_independent": "whether they are independent",
                "fmv_services": "which services the opinion covers",
            }
        missing = [
            words for name, words in asked.items() if getattr(msa.fee, name) in (None, "", frozenset())
        ]
        if missing:
            fee = f"the fee that {context.name(msa.mso)} takes from {context.name(msa.practice)}"
            what = f"The record of {fee} does not say {listed(missing)}."
            yield Fault(what, (msa.id,), Days.of(msa.span))


NUMBERS = {
    "flat": ("amount", "its amount"),
    "tiered_flat": ("amount", "its amount"),
    "per_service": ("amount", "the price per unit"),
    "cost_plus": ("margin_percent", "the margin on cost"),
    "percentage": ("percent", "the percentage"),
}


def without_numbers(context: Context) -> Iterator[Fault]:
    """A fee whose model is on record without the number that makes it."""
    for msa in msas(context):
        field, words = NUMBERS.get(msa.fee.model, ("model", ""))
        if getattr(msa.fee, field) is None:
            what = f"The fee of {context.name(msa.mso)} is {msa.fee.model.replace('_', ' ')}, but {words} is not on record."
            yield Fault(what, (msa.id,), Days.of(msa.span))


CONTROLS = (
    Control(
        id="FEE-09",
        family="fees",
        severity=SHOULD,
        title="The fee is set in advance",
        tests="The way of computing the fee is fixed in writing before the period it pays for.",
        mend="Fix amount or formula for the coming period, in writing.",
        who=WHO,
        search=not_set,
        law=("duty.rule",),
    ),
    Control(
        id="FEE-10",
        family="fees",
        severity=MUST,
        title="The fee does not follow referrals",
        tests="The fee takes no account of the volume or value of referrals.",
        mend="Replace the formula by one that ignores referrals.",
        who=WHO,
        search=by_referrals,
        law=(
            "fee_splitting.prohibited",
            "duty.rule",
        ),
        lesser=SHOULD,
    ),
    Control(
        id="FEE-11",
        family="fees",
        severity=SHOULD,
        title="The fee changes forward only",
        tests="No change of the fee reached back into a time already past.",
        mend="Undo the backward part; change from a coming day on.",
        who=WHO,
        search=retroactive,
        law=("duty.rule",),
    ),
    Control(
        id="FEE-12",
        family="fees",
        severity=SHOULD,
        title="The fee stands for a year",
        tests="The fee was not changed within the first year of the agreement.",
        mend="Record which services changed; otherwise wait for the yearly date.",
        who=WHO,
        search=changed_early,
        law=("duty.rule",),
    ),
    Control(
        id="FEE-13",
        family="fees",
        severity=SHOULD,
        title="An opinion shows fair value",
        tests="There is an opinion that the fee is fair market value.",
        mend="Obtain an opinion from an independent valuer.",
        who=WHO,
        search=no_opinion,
        law=("duty.rule",),
    ),
    Control(
        id="FEE-14",
        family="fees",
        severity=SHOULD,
        title="The opinion on fair value is current",
        tests="The opinion has not run out; without a date of its own it counts for twelve months.",
        mend="Renew the opinion.",
        who=WHO,
        search=old_opinion,
        law=("duty.rule",),
    ),
    Control(
        id="FEE-15",
        family="fees",
        severity=SHOULD,
        title="The fee lies in the fair range",
        tests="The amount lies between the lowest and the highest value of the opinion.",
        mend="Bring the fee into the range from a coming day on, or have it valued again.",
        who=WHO,
        search=out_of_range,
        law=("duty.rule",),
    ),
    Control(
        id="FEE-16",
        family="fees",
        severity=SHOULD,
        title="A percentage for marketing leaves federal programs out",
        tests="Where federal programs are billed, no percentage fee that pays for marketing includes what they pay.",
        mend="Carve federal revenue out of the base, or pay a fixed fee.",
        who=WHO,
        search=pays_for_marketing,
        law=("duty.rule",),
    ),
    Control(
        id="FEE-17",
        family="fees",
        severity=SHOULD,
        title="The fee is really paid",
        tests="No fee has been unpaid for more than ninety days without a loan on paper.",
        mend="Pay it, or paper a loan with rate, term and limit.",
        who=WHO,
        search=unpaid,
    ),
    Control(
        id="FEE-18",
        family="fees",
        severity=WATCH,
        title="The record of the fee is complete",
        tests="What a fee is judged by is on record.",
        mend="Enter the terms from the signed agreement.",
        who="compliance",
        search=incomplete,
    ),
    Control(
        id="FEE-19",
        family="fees",
        severity=SHOULD,
        title="The fee has its number",
        tests="The number that makes the fee (amount, margin, percentage) is on record.",
        mend="Enter it from the signed agreement.",
        who="compliance",
        search=without_numbers,
    ),
)
