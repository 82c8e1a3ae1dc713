"""The catalog as a page of documentation."""

from __future__ import annotations

from collections.abc import Iterable

from openmso.compliance.rules.clauses import CLAUSES, DUTIES, RESERVED_POWERS
from openmso.compliance.rules.finding import Control

HEAD = """# Controls

What `openmso check` looks for: {number} controls in {families} families. This page is written from the catalog
in `compliance/rules`, and a test holds the two together.

- **must**: the law forbids it, or an act would have no ground. **should**: good practice, or the law is doubtful.
  **watch**: coming, uncertain, or worth a look.
- Two severities (*must, else should*): the second holds where no law demands it.
- A must that rests on a statement of low confidence that nobody signed, or on one that sources dispute, counts as
  should and says so.
- A control looks only at what a network's records can show. What no record can show has no control.
- *Since* is the first day of the unbroken run of days on which the fault holds, as far as records and dated law show.
"""


def controls_page(controls: Iterable[Control]) -> str:
    """Markdown: a section for each family, a table of its controls, and the words that agreements use."""
    families: dict[str, list[Control]] = {}
    every = tuple(controls)
    for one in every:
        families.setdefault(one.family, []).append(one)
    parts = [HEAD.format(number=len(every), families=len(families))]
    parts += [_section(family, some) for family, some in families.items()]
    parts.append(_words())
    return "\n".join(parts)


def _section(family: str, controls: list[Control]) -> str:
    rows = [
        f"| {one.id} | {severity(one)} | **{one.title}.** {one.tests} | {one.mend} *Who: {one.who}.* | {_law(one)} |"
        for one in controls
    ]
    head = f"## {family.capitalize()}\n\n| id | severity | what is looked at | what mends it | law |\n|---|---|---|---|---|"
    return "\n".join([head, *rows, ""])


def severity(control: Control) -> str:
    """The severity of a control in words, with the lesser one if it has one."""
    return control.severity.word + (f", else {control.lesser.word}" if control.lesser else "")


def _law(control: Control) -> str:
    shown = [f"`{name}`" for name in control.law[:6]]
    more = len(control.law) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "") or "–"


def _words() -> str:
    wanted = {
        "needed": "a sound agreement has it",
        "barred": "a sound agreement lacks it",
        "free": "recorded only",
    }
    clauses = [f"| `{one.code}` | {one.says} | {one.value} | {wanted[one.wanted]} |" for one in CLAUSES]
    powers = [f"- `{code}`: {says}" for code, says in RESERVED_POWERS.items()]
    duties = [f"- `{code}`: {says}" for code, says in DUTIES.items()]
    return "\n".join(
        [
            "## Words of agreements\n",
            "Clauses of a management agreement. The value `false` says that the paper rules it out.\n",
            "| clause | what it provides | value | wanted |\n|---|---|---|---|",
            *clauses,
            "\nThe twelve reserved powers:\n",
            *powers,
            "\nDuties of an appointment:\n",
            *duties,
            "",
        ]
    )
