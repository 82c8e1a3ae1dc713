"""How people are paid: no share of what others earn, none for referrals, directors for hours and at fair value."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from openmso.authority.facts.oversight import Appointment
from openmso.authority.facts.people import Engagement, PayPlan
from openmso.authority.facts.structure import Site
from openmso.authority.law import Reading
from openmso.compliance.rules.context import Context
from openmso.compliance.rules.employment import work_states
from openmso.compliance.rules.finding import Control, Fault, Severity
from openmso.compliance.rules.network import CLINICAL
from openmso.compliance.rules.words import percent, plain, role
from openmso.timeline.days import Days

MUST, SHOULD, WATCH = Severity.MUST, Severity.SHOULD, Severity.WATCH
VARIABLE = ("percentage", "commission")
ASSISTING = frozenset({"MA", "LT", "EST"})
NURSING = frozenset({"RN", "LPN", "NP", "PA"})
BASES = {
    "own_services": "the services they render themselves",
    "product_sales": "product sales",
    "clinic_revenue": "the clinic's revenue",
    "referrals": "referrals",
    "": "something not on record",
}

Wanted = Callable[[Engagement, PayPlan], bool]


def plans(context: Context) -> Iterator[tuple[Engagement, PayPlan]]:
    """Pay plans of engagements in force on the day, owners' left out: they take the profit anyway."""
    for one in context.facts.all(Engagement):
        if one.pay is not None and one.kind != "owner" and context.day in one.span:
            yield one, one.pay


def splits(context: Context, states: tuple[str, ...]) -> tuple[Reading, ...]:
    """Today's readings, in some states, that fees may not be split."""
    readings = (context.reading(state, "fee_splitting.prohibited") for state in states)
    return tuple(one for one in readings if one.value is True)


def told(pay: PayPlan) -> str:
    """A pay plan in words."""
    share = f"{percent(pay.percent)} of " if pay.percent is not None else f"{pay.basis} on "
    return f"{share}{BASES[pay.of]}" if pay.basis in VARIABLE else plain(pay.basis)


def variable(context: Context, wanted: Wanted, *, always: bool = True) -> Iterator[Fault]:
    """Pay plans that are wanted, a must where fees may not be split; unless `always`, only there."""
    for one, pay in plans(context):
        if not wanted(one, pay):
            continue
        law = splits(context, work_states(context, one))
        if law or always:
            work = role(one.role) if one.role in CLINICAL else f"a layman ({plain(one.role)})"
            yield Fault(
                what=f"{context.name(one.person)}, {work} with {context.name(one.organization)}, is paid {told(pay)}.",
                where=(one.id, one.person),
                days=Days.of(one.span),
                law=law,
                each_suffices=True,
                lesser=not law,
            )


def of_the_clinic(_: Engagement, pay: PayPlan) -> bool:
    """A share of what the clinic takes in."""
    return pay.basis in VARIABLE and pay.of == "clinic_revenue"


def assisting(one: Engagement, pay: PayPlan) -> bool:
    """A share of their own services for those who assist."""
    return pay.basis in VARIABLE and pay.of == "own_services" and one.role in ASSISTING


def nursing(one: Engagement, pay: PayPlan) -> bool:
    """A share of their own services for nurses and practitioners."""
    return pay.basis in VARIABLE and pay.of == "own_services" and one.role in NURSING


def for_referrals(_: Engagement, pay: PayPlan) -> bool:
    """Pay for referrals, however it is counted."""
    return pay.of == "referrals"


def marketing(one: Engagement, pay: PayPlan) -> bool:
    """A share of services for laymen, such as those who bring patients."""
    return pay.basis in (*VARIABLE, "per_service") and pay.of == "own_services" and one.role not in CLINICAL


def unclear(_: Engagement, pay: PayPlan) -> bool:
    """A share of something that is not on record."""
    return pay.basis in VARIABLE and pay.of == ""


def referral_pay(context: Context) -> Iterator[Fault]:
    """Pay for referrals: a must where fees may not be split, kickbacks are barred for every payer, or programs are billed."""
    for one, pay in plans(context):
        if not for_referrals(one, pay):
            continue
        states = work_states(context, one)
        law = [
            *splits(context, states),
            *(reading for state in states for reading in _kickbacks(context, state)),
        ]
        if (
            not context.facts.settings.self_pay_only
            and (federal := context.federal("anti_kickback_statute")).known
        ):
            law.append(federal)
        yield Fault(
            what=f"{context.name(one.person)} is paid {told(pay)}.",
            where=(one.id, one.person),
            days=Days.of(one.span),
            law=tuple(law),
            each_suffices=True,
            lesser=not law,
        )


def _kickbacks(context: Context, state: str) -> Iterator[Reading]:
    for (topic,) in context.law.keys(state, "duty.rule"):
        reading = context.reading(state, "duty.rule", topic)
        if reading.value and reading.value["kind"] == "anti_kickback":
            yield reading


def contractors(context: Context) -> Iterator[Fault]:
    """Contractors paid by volume where federal programs are billed: only employees are in the safe harbor."""
    reading = context.federal("aks_safe_harbor_employees")
    for one, pay in plans(context):
        by_volume = pay.basis in (*VARIABLE, "per_service")
        if (
            one.kind == "contractor"
            and by_volume
            and reading.known
            and not context.facts.settings.self_pay_only
        ):
            yield Fault(
                what=f"{context.name(one.person)} is a contractor paid {told(pay)}, and federal programs are billed.",
                where=(one.id, one.person),
                days=Days.of(one.span),
                law=(reading,),
            )


def directors(context: Context) -> Iterator[tuple[Appointment, PayPlan, tuple[str, ...]]]:
    """Paid appointments in force on the day, with the states of their open sites."""
    for one in context.facts.all(Appointment):
        if one.pay is not None and context.day in one.span:
            sites = context.facts.by(Site, "practice", one.practice)
            reached = {
                site.state
                for site in sites
                if context.day in site.span and (one.sites is None or site.id in one.sites)
            }
            yield one, one.pay, tuple(sorted(reached))


def director_share(context: Context) -> Iterator[Fault]:
    """Directors paid by share, commission or treatment."""
    for one, pay, states in directors(context):
        if pay.basis in (*VARIABLE, "per_service"):
            law = splits(context, states)
            yield Fault(
                what=f"{context.name(one.person)} is paid {told(pay)} as director of {context.name(one.practice)}.",
                where=(one.id, one.person),
                days=Days.of(one.span),
                law=law,
                each_suffices=True,
                lesser=not law,
            )


def director_proof(context: Context, field: str, no: str, silent: str) -> Iterator[Fault]:
    """Directors whose pay lacks a proof, or whose record does not say whether there is one."""
    for one, pay, _ in directors(context):
        proof = getattr(pay, field)
        if proof is not True:
            words = no if proof is False else silent
            yield Fault(
                what=f"{context.name(one.person)}'s pay as director of {context.name(one.practice)} {words}.",
                where=(one.id, one.person),
                days=Days.of(one.span),
                lesser=proof is None,
            )


CONTROLS = (
    Control(
        id="PAY-01",
        family="pay",
        severity=MUST,
        title="Nobody takes a share of the clinic's revenue",
        tests="Nobody but an owner is paid a share of what the clinic takes in: a must where fees may not be split.",
        mend="Pay by hour or salary; a bonus may follow quality or own work.",
        who="HR and counsel",
        search=partial(variable, wanted=of_the_clinic),
        law=("fee_splitting.prohibited",),
        lesser=SHOULD,
    ),
    Control(
        id="PAY-02",
        family="pay",
        severity=SHOULD,
        title="Assistants take no share of medical services",
        tests="Medical assistants, estheticians and laser technicians are not paid a share of services: a should where fees may not be split, since the work is their own.",
        mend="Pay by hour; a bonus may follow quality or product sales.",
        who="HR and counsel",
        search=partial(variable, wanted=assisting),
        law=("fee_splitting.prohibited",),
        lesser=WATCH,
    ),
    Control(
        id="PAY-03",
        family="pay",
        severity=WATCH,
        title="A nurse's share of their own work is cleared",
        tests="Where fees may not be split, counsel has cleared a share of own services for nurses, NPs and PAs.",
        mend="Let counsel clear the plan, or pay by hour.",
        who="counsel",
        search=partial(variable, wanted=nursing, always=False),
        law=("fee_splitting.prohibited",),
    ),
    Control(
        id="PAY-04",
        family="pay",
        severity=MUST,
        title="Nobody is paid for referrals",
        tests="No pay plan counts referrals: a must where fees may not be split, kickbacks are barred for every payer, or federal programs are billed.",
        mend="End the plan.",
        who="HR and counsel",
        search=referral_pay,
        law=(
            "fee_splitting.prohibited",
            "duty.rule",
        ),
        lesser=SHOULD,
    ),
    Control(
        id="PAY-05",
        family="pay",
        severity=MUST,
        title="Laymen take no share of medical services",
        tests="Nobody in a lay role, such as marketing, is paid a share of services or a sum for each: a must where fees may not be split.",
        mend="Pay by hour or a flat fee.",
        who="HR and counsel",
        search=partial(variable, wanted=marketing),
        law=("fee_splitting.prohibited",),
        lesser=SHOULD,
    ),
    Control(
        id="PAY-06",
        family="pay",
        severity=MUST,
        title="Directors are not paid by treatment",
        tests="No director is paid by share, commission or treatment: a must where fees may not be split.",
        mend="Pay by the hour, at fair value, against a log.",
        who="physician owner and counsel",
        search=director_share,
        law=("fee_splitting.prohibited",),
        lesser=SHOULD,
    ),
    Control(
        id="PAY-07",
        family="pay",
        severity=SHOULD,
        title="Directors are paid against a log",
        tests="A director's pay rests on a log of hours. Where the record is silent it is worth a look.",
        mend="Keep a log at the time of work; pay what is logged.",
        who="medical director",
        search=partial(
            director_proof,
            field="logged_hours",
            no="is paid without a log of hours",
            silent="does not say whether hours are logged",
        ),
        lesser=WATCH,
    ),
    Control(
        id="PAY-08",
        family="pay",
        severity=SHOULD,
        title="Directors are paid fair value",
        tests="It is documented that a director's pay is fair market value. Where the record is silent it is worth a look.",
        mend="Document the value: hours by duty times a fair rate.",
        who="physician owner",
        search=partial(
            director_proof,
            field="fmv_documented",
            no="is not shown to be fair market value",
            silent="does not say whether it is fair market value",
        ),
        lesser=WATCH,
    ),
    Control(
        id="PAY-09",
        family="pay",
        severity=SHOULD,
        title="Contractors are not paid by volume",
        tests="Where federal programs are billed, no contractor is paid by share, commission or treatment.",
        mend="Employ the person, or pay by the hour.",
        who="HR and counsel",
        search=contractors,
        law=("duty.rule",),
    ),
    Control(
        id="PAY-10",
        family="pay",
        severity=WATCH,
        title="What a share is of is on record",
        tests="Every share or commission says what it is a share of.",
        mend="Enter it from the signed plan.",
        who="HR",
        search=partial(variable, wanted=unclear),
        law=("fee_splitting.prohibited",),
    ),
)
