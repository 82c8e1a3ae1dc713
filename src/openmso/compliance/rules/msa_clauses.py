"""Clauses by which an MSO takes what belongs to the practice or its clinicians, against the law of each state."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from openmso.authority.facts.structure import Msa
from openmso.authority.law import Reading
from openmso.compliance.rules.clauses import CLAUSE, provides
from openmso.compliance.rules.context import Context
from openmso.compliance.rules.finding import Control, Fault, Severity
from openmso.compliance.rules.governance import restricted_days
from openmso.compliance.rules.msas import COUNSEL, doctrine, doctrine_days, msas
from openmso.compliance.rules.network import states_of, treats_in
from openmso.timeline.days import Days

MUST, SHOULD, WATCH = Severity.MUST, Severity.SHOULD, Severity.WATCH


def barred(
    context: Context, codes: tuple[str, ...], restrictions: tuple[str, ...], *, ban: bool
) -> Iterator[Fault]:
    """Agreements with a clause that a state's restrictions, or with `ban` the ban on corporate medicine, forbid."""
    for msa in msas(context):
        found = [CLAUSE[code].says for code in codes if _has(msa, code)]
        if not found:
            continue
        days, law = _forbidden(context, msa.practice, restrictions, ban=ban)
        yield Fault(
            what=f"The {context.name(msa.id)} provides: {'; '.join(found)}.",
            where=(msa.id,),
            days=Days.of(msa.span) & days if law else Days.of(msa.span),
            law=law,
            each_suffices=True,
            lesser=not law,
        )


def _has(msa: Msa, code: str) -> bool:
    if code == "records_owner":
        return msa.clauses.get(code, "practice") not in ("practice", msa.practice)
    return provides(msa.clauses, code)


def _forbidden(
    context: Context, practice: str, restrictions: tuple[str, ...], *, ban: bool
) -> tuple[Days, tuple[Reading, ...]]:
    days: Days = Days()
    law: tuple[Reading, ...] = ()
    for code in restrictions:
        more, readings = restricted_days(context, practice, code)
        days, law = days | more, (*law, *readings)
    if ban:
        days, law = days | doctrine_days(context, practice), (*law, *doctrine(context, practice))
    return days, tuple(dict.fromkeys(law))


def short_retention(context: Context) -> Iterator[Fault]:
    """Charts kept for fewer years than a state asks."""
    for msa in msas(context):
        years = msa.clauses.get("records_retention_years")
        if not isinstance(years, int):
            continue
        for state in states_of(context, msa.practice):
            reading = context.reading(state, "records.adult_retention_years")
            yield Fault(
                what=(
                    f"The {context.name(msa.id)} has charts kept for {years} years; {context.state(state)} asks for "
                    f"{reading.value}."
                ),
                where=(msa.id,),
                days=Days.of(msa.span)
                & treats_in(context, msa.practice, state)
                & context.law_days(partial(_longer, years), state, "records.adult_retention_years"),
                law=(reading,),
            )


def _longer(years: int, reading: Reading) -> bool:
    return reading.value is not None and reading.value > years


def _clause(
    number: int,
    title: str,
    codes: tuple[str, ...],
    *,
    restrictions: tuple[str, ...],
    tests: str,
    mend: str,
    ban: bool = True,
) -> Control:
    return Control(
        id=f"CLA-{number:02}",
        family="clauses",
        severity=MUST,
        title=title,
        tests=tests,
        mend=mend,
        who=COUNSEL,
        search=partial(barred, codes=codes, restrictions=restrictions, ban=ban),
        law=("mso.restrictions", "cpom.prohibition") if ban else ("mso.restrictions",),
        lesser=SHOULD if ban else WATCH,
    )


CONTROLS = (
    _clause(
        1,
        "Records belong to the practice",
        ("records_owner", "mso_controls_records"),
        restrictions=("records_stay_with_practice",),
        tests="The agreement leaves ownership and release of medical records with the practice.",
        mend="Amend the clause: the practice owns the records, the MSO keeps them as its business associate.",
    ),
    _clause(
        2,
        "The practice hires and dismisses clinicians",
        ("mso_hires_fires_clinicians",),
        restrictions=("no_hiring_firing_clinicians", "no_clinical_control"),
        tests="The agreement does not let the MSO choose or dismiss clinicians.",
        mend="Amend the clause: the MSO finds candidates and does the paperwork, the practice decides.",
    ),
    _clause(
        3,
        "Clinicians set clinical schedules",
        ("mso_sets_clinical_schedules",),
        restrictions=("no_clinical_control",),
        tests="The agreement does not let the MSO set clinical schedules or the time per patient.",
        mend="Amend the clause: the practice sets hours and time per patient.",
    ),
    _clause(
        4,
        "The practice sets prices, coding and payer contracts",
        ("mso_sets_prices_or_coding", "mso_picks_payer_contracts"),
        restrictions=("no_pricing_billing_control",),
        tests="The agreement leaves prices, coding, billing policy and contracts with payers to the practice.",
        mend="Amend the clause: the MSO advises and carries out, the practice approves.",
    ),
    _clause(
        5,
        "Clinicians choose clinical equipment",
        ("mso_selects_equipment",),
        restrictions=("no_clinical_control",),
        tests="The agreement leaves the choice of clinical equipment and supplies to the practice.",
        mend="Amend the clause: the practice chooses, the MSO buys.",
    ),
    _clause(
        6,
        "Clinical judgment ends no agreement",
        ("terminates_for_clinical_judgment",),
        restrictions=("no_clinical_control",),
        tests="The agreement does not let the MSO end it because of clinical judgment.",
        mend="Take the ground for termination out.",
    ),
    _clause(
        7,
        "No noncompete where it is void",
        ("noncompete",),
        restrictions=("no_noncompete",),
        tests="The agreement binds no clinician or owner by a noncompete where the state restricts it; elsewhere it is "
        "worth a look.",
        mend="Release those bound, in writing.",
        ban=False,
    ),
    _clause(
        8,
        "No gag where it is void",
        ("nondisclosure", "nondisparagement"),
        restrictions=("no_nda",),
        tests="The agreement keeps no clinician from disclosing or criticizing where the state restricts it.",
        mend="Release those bound, in writing.",
        ban=False,
    ),
    _clause(
        9,
        "The practice advertises under its own name",
        ("advertising_under_mso_name",),
        restrictions=("no_advertising_under_mso_name",),
        tests="The practice's services are not advertised under the MSO's name where the state forbids it.",
        mend="Advertise under the practice's name.",
        ban=False,
    ),
    Control(
        id="CLA-10",
        family="clauses",
        severity=MUST,
        title="Charts are kept as long as the law asks",
        tests="The agreement has adult charts kept at least as long as every state where the practice treats asks.",
        mend="Amend the clause to the longest period of the states concerned.",
        who=COUNSEL,
        search=short_retention,
        law=("records.adult_retention_years",),
    ),
)
