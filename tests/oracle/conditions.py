"""What must still hold at the bedside when a ground stands."""

from openmso.authority.facts.oversight import Delegation, StandingOrder
from openmso.authority.reasons import Code
from tests.oracle.case import Case, signed
from tests.oracle.papers import Paper
from tests.oracle.people import roles_of
from tests.oracle.wants import Want

EXAMINERS = ("MD", "DO", "NP", "PA")


def conditions(case: Case, paper: Paper | None) -> list[Want]:
    """The conditions of a ground: of a paper, or of the person's own scope (no paper)."""
    rule = case.rule
    found: list[Want] = []
    if needs_exam(case, paper):
        found.append(Want(Code.EXAM, exam_asked(case)))
    supervision = rule.get("supervision")
    if paper is not None and supervision in {"remote", "available", "on_site"}:
        found.append(
            Want(
                Code.SUPERVISION,
                (supervision, rule.get("supervision_by"), tuple(rule.get("supervision_or", ()))),
            )
        )
    if isinstance(paper, Delegation) and supervision != "independent" and not standing_order(case):
        found.append(Want(Code.ORDER))
    for name, limit in rule.get("limits", {}).items():
        found.append(Want(Code.LIMIT, (name, limit)))
    if rule.get("first_visit_in_person"):
        found.append(Want(Code.FIRST_VISIT))
    asked = rule.get("experience") or {}
    found += [
        Want(Code.ATTEST) for name in ("in_specialty_hours", "education_hours") if asked.get(name) is not None
    ]
    attested = paper.attests if isinstance(paper, Delegation) else frozenset[str]()
    found += [Want(Code.ATTEST, text) for text in rule.get("attest", ()) if text not in attested]
    return found


def needs_exam(case: Case, paper: Paper | None) -> bool:
    """Whether somebody has to examine the patient first."""
    role = case.role
    if paper is None and role in EXAMINERS:
        by = case.rule.get("exam_by")
        if not by or role in by:
            return False
    first = case.rule.get("exam_first")
    if first is not None:
        return bool(first)
    if case.value("initial_exam.required") is not True:
        return False
    examiners, _, _ = exam_asked(case)
    return role not in {"MD", "DO", *examiners}


def exam_asked(case: Case) -> tuple[frozenset[str], frozenset[str], int]:
    """Who may examine, how, and for how many months it is good."""
    rule = case.rule
    by = rule.get("exam_by") or case.value("initial_exam.performed_by") or EXAMINERS
    modes = set(rule.get("exam_modes", ()))
    if not modes:
        modes = {"in_person"}
        if case.value("initial_exam.telehealth_allowed") in {"permitted", "conditional"}:
            modes.add("video")
    months = rule.get("exam_validity_months")
    if months is None:
        months = case.value("initial_exam.validity_months")
    return frozenset(by), frozenset(modes), 12 if months is None else months


def standing_order(case: Case) -> bool:
    """Whether somebody entitled ordered in advance, and the law lets that be enough."""
    orders = case.rule.get("orders", {})
    if orders.get("standing") == "prohibited" or orders.get("patient_specific"):
        return False
    said = case.value("orders.standing", case.procedure) or case.value("orders.standing", "any") or {}
    if said.get("leave") == "prohibited":
        return False
    return any(order_counts(case, one) for one in case.facts.all(StandingOrder))


def order_counts(case: Case, one: StandingOrder) -> bool:
    """Whether a standing order is in force here, signed by a prescriber with a good license."""
    if case.day not in one.span or not signed(one.signatures, one.prescriber, case.day):
        return False
    if one.practice != case.site.practice or (one.sites is not None and case.site.id not in one.sites):
        return False
    if case.procedure not in one.procedures or case.role not in one.roles:
        return False
    return bool(roles_of(case, one.prescriber) & set(EXAMINERS))
