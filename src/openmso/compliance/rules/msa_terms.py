"""What a management agreement says: services, powers kept, privacy, money, law, the way out."""

from __future__ import annotations

from collections.abc import Iterator

from openmso.authority.facts.structure import Msa, Office, Organization, Ownership
from openmso.compliance.rules.clauses import CLAUSES, RESERVED_POWERS, provides
from openmso.compliance.rules.context import Context
from openmso.compliance.rules.finding import Control, Fault, Severity
from openmso.compliance.rules.msas import COUNSEL, by_doctrine, msas
from openmso.compliance.rules.network import states_of
from openmso.compliance.rules.words import listed
from openmso.timeline.days import Days
from openmso.timeline.spans import FOREVER

MUST, SHOULD, WATCH = Severity.MUST, Severity.SHOULD, Severity.WATCH


def no_schedule(context: Context) -> Iterator[Fault]:
    """An agreement that does not say what the MSO does, or how that is counted and shown."""
    for msa in msas(context):
        vague = [line.name for line in msa.services if not (line.unit and line.evidence)]
        if msa.services and not vague:
            continue
        what = f"without unit or evidence for {listed(vague)}" if vague else "without a schedule of services"
        yield Fault(f"The {context.name(msa.id)} is {what}.", (msa.id,), Days.of(msa.span))


def clinical_lines(context: Context) -> Iterator[Fault]:
    """An agreement by which the MSO renders clinical services."""
    for msa in msas(context):
        lines = [line.name for line in msa.services if line.clinical]
        if lines:
            yield by_doctrine(
                context, msa, f"The {context.name(msa.id)} has the MSO do clinical work: {listed(lines)}."
            )


def powers_given_away(context: Context) -> Iterator[Fault]:
    """An agreement that does not keep the twelve reserved powers for the practice."""
    for msa in msas(context):
        missing = [says for code, says in RESERVED_POWERS.items() if code not in msa.reserved_powers]
        if missing:
            yield by_doctrine(
                context,
                msa,
                f"The {context.name(msa.id)} keeps {12 - len(missing) or 'none'} of the twelve clinical decisions for the practice; "
                f"missing: {listed(missing, most=12)}.",
            )


def no_baa(context: Context) -> Iterator[Fault]:
    """No business associate agreement beside the management agreement, or one signed too late."""
    reading = context.federal("hipaa_business_associate_agreement")
    for msa in msas(context):
        signed = FOREVER if msa.baa_signed_on is None else msa.baa_signed_on.toordinal()
        yield Fault(
            what=f"{context.name(msa.mso)} manages {context.name(msa.practice)} without a signed business associate agreement.",
            where=(msa.id,),
            days=Days.of(msa.span) & Days.from_pairs([(0, signed)]),
            law=(reading,) if reading.known else (),
            lesser=not reading.known or context.facts.settings.self_pay_only,
        )


def money_elsewhere(context: Context) -> Iterator[Fault]:
    """Professional income that lands in an account which the practice does not own or control."""
    for msa in msas(context):
        owner, controller = msa.funds_account_owner, msa.funds_account_controlled_by
        wrong = []
        if owner not in ("", msa.practice):
            wrong.append(f"belongs to {context.name(owner)}")
        if controller not in ("", msa.practice) and not _acts_for(context, controller, msa):
            wrong.append(f"is controlled by {context.name(controller)}")
        if wrong:
            what = f"The account into which {context.name(msa.practice)} is paid {' and '.join(wrong)}."
            yield by_doctrine(context, msa, what)


def _acts_for(context: Context, person: str, msa: Msa) -> bool:
    owners = (one.owner for one in context.facts.by(Ownership, "organization", msa.practice))
    officers = (one.person for one in context.facts.by(Office, "organization", msa.practice))
    return person in {*owners, *officers}


def foreign_law(context: Context) -> Iterator[Fault]:
    """An agreement governed by the law of a state where the practice does not treat."""
    for msa in msas(context):
        states = {*states_of(context, msa.practice), context.facts.need(Organization, msa.practice).state}
        if msa.governing_law and msa.governing_law not in states:
            yield Fault(
                what=(
                    f"The {context.name(msa.id)} is under the law of {context.state(msa.governing_law)}; the practice is in "
                    f"{listed(context.state(one) for one in sorted(states))}."
                ),
                where=(msa.id,),
                days=Days.of(msa.span),
            )


def hard_to_leave(context: Context) -> Iterator[Fault]:
    """Terms that tie the practice: a penalty above three months' fee, over ten years, renewal without notice."""
    for msa in msas(context):
        ties = []
        if msa.termination_penalty_months is not None and msa.termination_penalty_months > 3:
            ties.append(f"leaving costs {msa.termination_penalty_months:f} months' fee")
        if msa.term_years is not None and msa.term_years > 10:
            ties.append(f"it runs for {msa.term_years} years")
        if msa.auto_renews_without_notice:
            ties.append("it renews itself without notice")
        if ties:
            yield Fault(
                f"The {context.name(msa.id)} ties the practice: {'; '.join(ties)}.",
                (msa.id,),
                Days.of(msa.span),
            )


def unstated(context: Context) -> Iterator[Fault]:
    """Terms that the record of an agreement does not give, so that nobody can judge them."""
    fields = {
        "governing_law": "governing law",
        "funds_account_owner": "who owns the account",
        "funds_account_controlled_by": "who controls the account",
        "term_years": "its term",
        "auto_renews_without_notice": "how it renews",
        "termination_penalty_months": "what leaving costs",
    }
    for msa in msas(context):
        missing = [words for name, words in fields.items() if getattr(msa, name) in (None, "")]
        if missing:
            what = f"The record of the {context.name(msa.id)} does not give {listed(missing)}."
            yield Fault(what, (msa.id,), Days.of(msa.span))


def missing_clauses(context: Context) -> Iterator[Fault]:
    """Clauses that a sound agreement has and this one lacks."""
    for msa in msas(context):
        missing = [one for one in CLAUSES if one.wanted == "needed" and not provides(msa.clauses, one.code)]
        if missing:
            yield Fault(
                what=f"The {context.name(msa.id)} does not say: {'; '.join(one.says for one in missing)}.",
                where=(msa.id,),
                days=Days.of(msa.span),
            )


CONTROLS = (
    Control(
        id="MSA-07",
        family="management agreement",
        severity=SHOULD,
        title="Services are listed with unit and evidence",
        tests="A management agreement lists what the MSO does, each line with its unit and its evidence.",
        mend="Attach a schedule: service, unit, evidence.",
        who=COUNSEL,
        search=no_schedule,
    ),
    Control(
        id="MSA-08",
        family="management agreement",
        severity=MUST,
        title="The MSO does nothing clinical",
        tests="No line of the schedule is clinical.",
        mend="Take the line out; the practice does it with its own people.",
        who=COUNSEL,
        search=clinical_lines,
        law=("cpom.prohibition",),
        lesser=SHOULD,
    ),
    Control(
        id="MSA-09",
        family="management agreement",
        severity=MUST,
        title="The practice keeps the twelve clinical decisions",
        tests="The agreement reserves all twelve clinical decisions for the practice.",
        mend="Amend the agreement so that it names all twelve.",
        who=COUNSEL,
        search=powers_given_away,
        law=("cpom.prohibition",),
        lesser=SHOULD,
    ),
    Control(
        id="MSA-10",
        family="management agreement",
        severity=MUST,
        title="A business associate agreement is signed",
        tests="A business associate agreement was signed no later than the management agreement took effect. Whether a practice that bills no program is a covered entity at all is for counsel to say, so there it is a should.",
        mend="Sign a business associate agreement.",
        who=COUNSEL,
        search=no_baa,
        law=("duty.rule",),
        lesser=SHOULD,
    ),
    Control(
        id="MSA-11",
        family="management agreement",
        severity=MUST,
        title="Income lands with the practice",
        tests="The account that takes in professional income is owned by the practice and controlled by it, its owners or officers.",
        mend="Open an account of the practice; sweep from it only by an instruction the practice can revoke.",
        who=COUNSEL,
        search=money_elsewhere,
        law=("cpom.prohibition",),
        lesser=SHOULD,
    ),
    Control(
        id="MSA-12",
        family="management agreement",
        severity=SHOULD,
        title="The governing law is the practice's",
        tests="The agreement is under the law of a state in which the practice is formed or treats.",
        mend="Amend the clause on governing law.",
        who=COUNSEL,
        search=foreign_law,
    ),
    Control(
        id="MSA-13",
        family="management agreement",
        severity=SHOULD,
        title="The practice can leave",
        tests="Leaving costs at most three months' fee, the term is at most ten years, and nothing renews without notice.",
        mend="Renegotiate term, renewal and penalty.",
        who=COUNSEL,
        search=hard_to_leave,
    ),
    Control(
        id="MSA-14",
        family="management agreement",
        severity=WATCH,
        title="The record of the agreement is complete",
        tests="Governing law, account, term, renewal and the cost of leaving are on record.",
        mend="Enter the terms from the signed agreement.",
        who="compliance",
        search=unstated,
    ),
    Control(
        id="MSA-15",
        family="management agreement",
        severity=SHOULD,
        title="The agreement has the clauses it needs",
        tests="Records, order of payments, insurance, termination for cause, wind-down, change of law, change of fee, budget and compliance are dealt with.",
        mend="Add the clauses at the next amendment.",
        who=COUNSEL,
        search=missing_clauses,
    ),
)
