"""How the tests of the core ask: the judge and the naive evaluator together, which must agree on every example."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from openmso.authority.answer import Act, Decision, Key, Verdict
from openmso.authority.decide import decide
from openmso.authority.facts import Facts
from openmso.authority.facts.bedside import NOTHING_TOLD, Bedside, Exam, Presence
from openmso.authority.judge import Judge
from openmso.authority.law import LawBook
from openmso.authority.reasons import Code
from openmso.authority.terms import ExamMode, Standing, Supervision
from tests.cast import ADA, AUSTIN, CAST, LAW, NIA, TODAY
from tests.oracle.decision import decision_on
from tests.oracle.verdict import verdict_on

CHICAGO = ZoneInfo("America/Chicago")
NOON = datetime(2026, 3, 2, 12, tzinfo=CHICAGO)
HOUR = timedelta(hours=1)
EXAM = Exam(NIA, "NP", ExamMode.IN_PERSON, NOON - HOUR)
NEAR = Presence(ADA, "MD", Supervision.REMOTE)
READY = Bedside(exams=(EXAM,), presences=(NEAR,), consent=True, patient_state="TX")
"""A bedside at which everything is ready for Rosa's injection."""


def told(**more: Any) -> Bedside:
    """A bedside at which everything is ready, but for these."""
    return replace(READY, **more)


def verdict(
    person: str,
    procedure: str,
    facts: Facts = CAST,
    law: LawBook = LAW,
    *,
    on: date = TODAY,
    site: str = AUSTIN,
) -> Verdict:
    """What the judge says; fails where the naive evaluator says anything else."""
    key = Key(person, procedure, site)
    judged = Judge(facts, law).verdict(key, on.toordinal())
    naive = verdict_on(facts, law, key, on.toordinal())
    assert (judged.standing, judged.codes) == (naive.standing, naive.codes)
    return judged


def standing(
    person: str,
    procedure: str,
    facts: Facts = CAST,
    law: LawBook = LAW,
    *,
    on: date = TODAY,
    site: str = AUSTIN,
) -> Standing:
    """The standing alone."""
    return verdict(person, procedure, facts, law, on=on, site=site).standing


def codes(
    person: str,
    procedure: str,
    facts: Facts = CAST,
    law: LawBook = LAW,
    *,
    on: date = TODAY,
    site: str = AUSTIN,
) -> frozenset[Code]:
    """The codes alone."""
    return verdict(person, procedure, facts, law, on=on, site=site).codes


def decision(
    person: str,
    procedure: str,
    bedside: Bedside = NOTHING_TOLD,
    facts: Facts = CAST,
    law: LawBook = LAW,
    *,
    at: datetime = NOON,
    site: str = AUSTIN,
) -> Decision:
    """What `decide` says; fails where the naive evaluator says anything else."""
    act = Act(person, procedure, site, at, bedside)
    decided = decide(act, Judge(facts, law))
    naive = decision_on(facts, law, act)
    said = frozenset(one.code for one in decided.missing), frozenset(one.code for one in decided.to_show)
    assert (decided.outcome, *said) == (naive.outcome, naive.missing, naive.to_show)
    return decided
