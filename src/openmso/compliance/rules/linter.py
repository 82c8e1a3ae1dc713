"""The 38 starting rules for a management agreement, each with the controls that hold it, read over one agreement clause by clause.

`M`: the agreement must have it; `X`: it must not; `W`: a warning. A rule rests on controls, on clauses that are there or not, or on both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from openmso.authority.facts.structure import Msa
from openmso.compliance.rules.clauses import provides
from openmso.compliance.rules.finding import Control, Finding, Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what it says in our words, the controls that hold it, the clauses it is about, and what no record shows of it."""

    id: str
    says: str
    controls: tuple[str, ...]
    clauses: tuple[str, ...] = ()
    unseen: str = ""


RULES: Final = (
    Rule("M1", "The names of both parties are those of the register", ("REG-04",), unseen="a person compares the names; the registration of the entity says that it was looked up"),
    Rule("M2", "Both parties are in good standing", ("GOV-06", "GOV-07", "REG-03"), unseen="seen only as far as a registration of the entity is on record"),
    Rule("M3", "Who signs for the practice is an owner who may be one there, on that day", ("MSA-04", "MSA-16", "OWN-03", "OWN-06")),
    Rule("M4", "Who signs for the practice does not act for both", ("MSA-05", "GOV-01")),
    Rule("M5", "It takes effect no earlier than its parties exist", ("MSA-06",)),
    Rule("M6", "Services are listed, each with unit and evidence", ("MSA-07",)),
    Rule("M7", "No service is clinical", ("MSA-08",)),
    Rule("M8", "All twelve decisions are reserved", ("MSA-09",)),
    Rule("M9", "Medical records belong to the practice", ("CLA-01", "MSA-15"), ("records_owner",)),
    Rule("M10", "A business associate agreement is there and in force", ("MSA-10",)),
    Rule("M11", "The model of the fee is one that the state allows", ("FEE-01", "FEE-02", "FEE-03", "FEE-04", "FEE-07", "FEE-08")),
    Rule("M12", "The fee is set in advance, in writing", ("FEE-09",)),
    Rule("M13", "A current opinion on fair value covers the same services", ("FEE-05", "FEE-13", "FEE-14", "FEE-20", "FEE-21")),
    Rule("M14", "The fee lies in the range of the opinion", ("FEE-15", "FEE-22")),
    Rule("M15", "The fee changes forward only", ("FEE-12", "MSA-15"), ("fee_change",)),
    Rule("M16", "Income lands in an account of the practice", ("MSA-11",)),
    Rule("M17", "The practice controls that account", ("MSA-11",)),
    Rule("M18", "Payroll, cover and taxes come before the fee", ("MSA-15",), ("order_of_payments",)),
    Rule("M19", "Least limits of insurance are agreed", ("MSA-15",), ("insurance_limits",)),
    Rule("M20", "The practice may end it for cause", ("MSA-15",), ("termination_for_cause_by_practice",)),
    Rule("M21", "At its end care goes on and records come back", ("MSA-15",), ("wind_down",)),
    Rule("M22", "It says what happens when the law changes", ("MSA-15",), ("change_of_law",)),
    Rule("M23", "Notice of the deal to the state was looked into", ("DUT-01",)),
    Rule("M24", "It is under the law of the practice's state", ("MSA-12",)),
    Rule("X1", "The manager chooses or dismisses clinicians", ("CLA-02",), ("mso_hires_fires_clinicians",)),
    Rule("X2", "The manager sets clinical schedules or the time per patient", ("CLA-03",), ("mso_sets_clinical_schedules",)),
    Rule("X3", "The manager sets prices or coding", ("CLA-04",), ("mso_sets_prices_or_coding",)),
    Rule("X4", "The manager alone picks contracts with payers", ("CLA-04",), ("mso_picks_payer_contracts",)),
    Rule("X5", "The manager owns records or holds them back", ("CLA-01",), ("mso_controls_records",)),
    Rule("X6", "The fee follows referrals, or the work of one clinician", ("FEE-10",), unseen="whose work a formula follows stands in no field; what it follows is asked as one question"),
    Rule("X7", "The fee was changed for a time already past", ("FEE-11",)),
    Rule("X8", "The manager dictates who may own the practice", ("GOV-05",), ("share_transfer_restriction",)),
    Rule("X9", "Clinicians or owners may not compete, or not speak", ("CLA-07", "CLA-08"), ("noncompete", "nondisclosure", "nondisparagement")),
    Rule("X10", "The practice is advertised under the manager's name", ("CLA-09",), ("advertising_under_mso_name",)),
    Rule("X11", "Somebody else votes the physician's shares", ("GOV-04",), ("share_power_of_attorney",)),
    Rule("W1", "It runs for over ten years, or renews itself without notice", ("MSA-13",)),
    Rule("W2", "Leaving costs more than three months' fee", ("MSA-13",)),
    Rule("W3", "A fee is unpaid for over ninety days without a loan", ("FEE-17", "FEE-23")),
)  # fmt: skip
SIGNING: Final = ("MSA-", "CLA-", "FEE-", "GOV-04", "GOV-05")
"""Controls that an agreement is held against before it is signed: their ids begin so."""
STATES: Final = {
    "has": "Has it",
    "lacks": "Lacks it",
    "forbidden": "Forbidden",
    "doubtful": "Worth a look",
    "free": "Does not",
    "holds": "Holds",
    "unseen": "Nothing found against it",
    "fails": "Fails",
}


@dataclass(frozen=True, slots=True)
class Ruled:
    """A rule over one agreement: a word of `STATES`, and what is found. `must`: whether it stands against signing."""

    rule: Rule
    state: str
    findings: tuple[Finding, ...]

    @property
    def must(self) -> bool:
        """Whether something found is a must."""
        return any(one.severity is Severity.MUST for one in self.findings)


def about(msa: Msa, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those of the findings that name an agreement."""
    return tuple(one for one in findings if any(place.record == msa.id for place in one.where))


def ruled(msa: Msa, findings: Sequence[Finding]) -> tuple[Ruled, ...]:
    """Every rule over an agreement. `findings`: all of the network on the day; those that name the agreement count."""
    ours = about(msa, findings)
    return tuple(_ruled(one, msa, ours) for one in RULES)


def _ruled(rule: Rule, msa: Msa, ours: tuple[Finding, ...]) -> Ruled:
    found = tuple(one for one in ours if one.control in rule.controls)
    if rule.unseen and not found:
        return Ruled(rule, "unseen", ())
    there = [code for code in rule.clauses if provides(msa.clauses, code)]
    if not rule.id.startswith("M"):
        found = found if there or not rule.clauses else ()
        grave = any(one.severity is Severity.MUST for one in found)
        return Ruled(rule, ("forbidden" if grave else "doubtful") if there or found else "free", found)
    if rule.clauses:
        # One control counts what is missing of many clauses: it is about this one only where this one is missing.
        counted = tuple(one for one in found if one.control != "MSA-15" or not there)
        return Ruled(rule, ("fails" if counted else "has") if there else "lacks", counted)
    return Ruled(rule, "fails" if found else "holds", found)


def linter_page(controls: Iterable[Control]) -> str:
    """The table of all rules with the controls that hold them, in Markdown; `docs/linter.md` is this text."""
    titles = {one.id: one.title for one in controls}
    rows = []
    for rule in RULES:
        held = "; ".join(f"{one} {titles[one]}" for one in rule.controls)
        clauses = ", ".join(f"`{one}`" for one in rule.clauses) or "–"
        rows.append(f"| {rule.id} | {rule.says} | {held} | {clauses} | {rule.unseen or '–'} |")
    return "\n".join([HEAD, *rows, ""])


HEAD: Final = """# Clause by clause: the 38 rules of a management agreement

**M**: must have, **X**: must not have, **W**: warning. Each rule rests on [controls](controls.md), which say by which law and how sure.
This page is written from `compliance/rules/linter.py`, and a test holds the two together.

An agreement is read clause by clause on its page (*Fees* or *Structure*, the agreement, *Clause by clause*). It is not signed while a
*must* of these controls stands: `sign_msa`, `amend_msa`, and entering one that is yet to begin are refused with the list. What has long been
in force is recorded as it is, and found wrong.

| rule | says | controls | clauses | what no record shows |
| --- | --- | --- | --- | --- |"""
