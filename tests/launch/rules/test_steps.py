"""The five steps: each record that is wanted ticks its task, and without it the task is open again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from openmso.authority.facts import Facts, Record
from openmso.authority.facts.oversight import Appointment, Protocol
from openmso.authority.facts.structure import (
    FeeTerms,
    Msa,
    Office,
    Organization,
    Ownership,
    Signature,
    Site,
)
from openmso.authority.judge import Judge
from openmso.launch.rules.steps import LAW as ASKED_OF_LAW
from openmso.launch.rules.steps import Asked, Setup, Task, practices_in, setup
from tests.cast import ADA, BOTOX, CAST, LAW, LUMEN, MSO, TODAY, cast

DAY = TODAY.toordinal()
POWERS = frozenset({"diagnosis_and_treatment", "clinical_staffing"})
WHOLE: tuple[Record, ...] = (
    replace(CAST.need(Organization, MSO), qualified_in=frozenset({"TX"})),
    Ownership("mso-share", MSO, "olga", Decimal(100)),
    Office("mso-office", MSO, "olga", "manager"),
    Office("practice-office", LUMEN, ADA, "president"),
    Msa(
        "msa",
        MSO,
        LUMEN,
        FeeTerms(
            "flat",
            Decimal(9000),
            fmv_opinion_on=date(2026, 1, 1),
            fmv_valid_until=date(2027, 1, 1),
        ),
        signatures=(Signature("olga", date(2026, 1, 1), MSO), Signature(ADA, date(2026, 1, 1), LUMEN)),
        reserved_powers=POWERS,
    ),
)
"""What the cast lacks; with it, and without the site for telehealth, at which nobody may do anything, everything is there."""
DARK = ("menu-tele",)


def of(facts: Facts, practice: str = LUMEN, wrong: Collection[str] = ()) -> Setup:
    return setup(Judge(facts, LAW), Asked("TX", practice, DAY), wrong, POWERS)


def tasks(found: Setup) -> dict[str, Task]:
    return {one.code: one for step in found.steps for one in step.tasks}


def left(found: Setup) -> set[str]:
    return {code for code, one in tasks(found).items() if not one.done}


def ready(*records: Record, without: Collection[str] = ()) -> Facts:
    changed = {one.id for one in records}
    site = replace(CAST.need(Site, "tele"), state="OK")
    whole = (one for one in (*WHOLE, site) if one.id not in {*without, *changed})
    return cast(*whole, *records, without=[*DARK, *without])


def test_the_steps_are_those_of_the_guide() -> None:
    assert [one.code for one in of(CAST).steps] == ["mso", "msa", "practice", "director", "protocols"]


def test_with_everything_on_record_nothing_is_left() -> None:
    found = of(ready())
    assert (left(found), found.done, found.next) == (set(), True, None)


def test_from_nothing_the_first_thing_is_the_mso_and_the_rest_waits() -> None:
    found = of(Facts.of(()), practice="")
    assert left(found) == set(tasks(found))
    assert found.next is not None
    assert (found.next.code, found.next.form, dict(found.next.given)) == (
        "mso_formed",
        "organizations",
        {"kind": "mso", "state": "TX"},
    )
    waiting = {code: one.waits for code, one in tasks(found).items() if one.waits}
    assert waiting["msa_signed"] == "mso_formed"
    assert set(tasks(found)) - set(waiting) == {"mso_formed", "practice_formed"}


@pytest.mark.parametrize(
    ("gone", "opened"),
    [
        ("mso-share", {"mso_owned"}),
        ("mso-office", {"mso_governed"}),
        ("msa", {"msa_signed", "msa_priced", "msa_reserved", "msa_lawful"}),
        # Nobody acts lawfully for a practice that nobody owns.
        ("ownership-ada", {"practice_owned", "services_held"}),
        ("practice-office", {"practice_governed"}),
        ("appointment-ben", {"backup_appointed"}),
    ],
)
def test_without_a_record_its_task_is_open(gone: str, opened: set[str]) -> None:
    assert left(of(ready(without=[gone]))) == opened


@pytest.mark.parametrize(
    ("change", "opened"),
    [
        ({"signatures": (Signature(ADA, date(2026, 1, 1), LUMEN),)}, {"msa_signed"}),
        ({"fee": FeeTerms("remainder", fmv_opinion_on=date(2026, 1, 1))}, {"msa_priced"}),
        ({"fee": FeeTerms("flat", Decimal(9000))}, {"msa_priced"}),
        (
            {
                "fee": FeeTerms(
                    "flat", Decimal(9000), fmv_opinion_on=date(2024, 1, 1), fmv_valid_until=date(2026, 3, 1)
                )
            },
            {"msa_priced"},
        ),
        ({"reserved_powers": frozenset({"clinical_staffing"})}, {"msa_reserved"}),
    ],
)
def test_an_agreement_that_lacks_something_is_to_be_amended(
    change: dict[str, object], opened: set[str]
) -> None:
    msa = next(one for one in WHOLE if isinstance(one, Msa))
    found = of(ready(replace(msa, **change)))  # type: ignore[arg-type] # fields of the agreement
    assert left(found) == opened
    (task,) = (tasks(found)[code] for code in opened)
    assert (task.amend, task.records) == ("msas", ("msa",))
    assert task.others == (("diagnosis_and_treatment",) if opened == {"msa_reserved"} else ())


def test_an_mso_that_is_not_qualified_in_the_state_is_to_be_amended() -> None:
    found = of(ready(replace(CAST.need(Organization, MSO), state="DE", qualified_in=frozenset())))
    assert left(found) == {"mso_qualified"}
    assert tasks(found)["mso_qualified"].amend == "organizations"


def test_what_is_offered_and_covered_by_nobody_is_named() -> None:
    written = CAST.need(Protocol, "protocol")
    found = tasks(of(ready(replace(written, procedures=written.procedures - {BOTOX}))))
    assert found["protocols_signed"].others == (BOTOX,)
    assert not tasks(of(ready(replace(written, signatures=()))))["protocols_signed"].done
    assert tasks(of(CAST))["services_held"].records == ("menu-tele",)


def test_what_fails_a_must_names_the_record_that_does() -> None:
    found = of(ready(), wrong={"appointment-ada", "ownership-ada", "austin", "msa", "somebody"})
    assert left(found) == {"director_lawful", "practice_lawful", "sites_lawful", "msa_lawful"}
    assert tasks(found)["director_lawful"].records == ("appointment-ada",)


def test_an_appointment_that_is_over_counts_no_more() -> None:
    ada = CAST.need(Appointment, "appointment-ada")
    over = replace(ada, span=replace(ada.span, end=DAY))
    assert {"director_appointed", "director_signed"} <= left(of(ready(over)))
    assert tasks(of(ready(over)))["backup_appointed"].waits == "director_appointed"


def test_a_practice_is_of_a_state_where_it_was_formed_or_treats() -> None:
    assert [one.id for one in practices_in(ready(), "TX", DAY)] == [LUMEN]
    assert [one.id for one in practices_in(ready(), "OK", DAY)] == [LUMEN]
    assert practices_in(ready(), "NY", DAY) == ()
    assert practices_in(Facts.of(()), "TX", DAY) == ()


def test_what_the_steps_ask_of_the_law_is_asked_by_the_pack() -> None:
    from openmso.law.queries import pack

    asked = {one for names in ASKED_OF_LAW.values() for one in names}
    assert asked <= set(pack().parameters)
