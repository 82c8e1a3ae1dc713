"""Who works where, who else may, and what is to be shown, in the small world of the cast and its invented law."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from openmso.authority.answer import Outcome
from openmso.authority.facts.structure import Service
from openmso.authority.judge import Judge
from openmso.authority.terms import Standing
from openmso.oversight.rules.asking import (
    check,
    colleagues,
    menu,
    people_at,
    standing_of,
    to_show_of,
    who_else,
    works_at,
)
from tests.cast import (
    ADA,
    AUSTIN,
    BOTOX,
    CAST,
    FILLER,
    LAW,
    NIA,
    ROSA,
    SINCE_OPENING,
    TODAY,
    book,
    cast,
    engaged,
    rule,
)

DAY = TODAY.toordinal()
AT = datetime(2026, 3, 2, 18, tzinfo=UTC)
TOX = Service("tox", AUSTIN, "Tox", frozenset({BOTOX}), SINCE_OPENING)
TWO = Service("two", AUSTIN, "Two", frozenset({BOTOX, FILLER}), SINCE_OPENING)
JUDGE = Judge(cast(TOX, TWO, without=["menu-austin"]), LAW)


def test_somebody_works_where_they_are_engaged_on_the_day() -> None:
    here = Judge(cast(engaged(ROSA, sites=frozenset({AUSTIN}))), LAW)
    assert [one.id for one in works_at(here, ROSA, DAY)] == [AUSTIN]
    assert [one.id for one in works_at(Judge(CAST, LAW), NIA, DAY)] == ["austin", "dallas", "tele"]
    assert works_at(here, "nobody", DAY) == ()


def test_people_of_a_site_are_those_engaged_there() -> None:
    gone = Judge(cast(without=["engagement-rosa"]), LAW)
    assert ROSA not in {one.id for one in people_at(gone, AUSTIN, DAY)}
    assert ADA not in {one.id for one in people_at(JUDGE, "dallas", DAY)}


def test_the_menu_tells_how_somebody_stands_for_each_service() -> None:
    """Rosa injects under Ada's delegation: on conditions."""
    assert [(one.service.name, one.standing) for one in menu(JUDGE, AUSTIN, ROSA, DAY)] == [
        ("Tox", Standing.CONDITIONAL),
        ("Two", Standing.CONDITIONAL),
    ]


def test_a_service_stands_as_its_weakest_procedure() -> None:
    """Lou, an LPN, may inject Botox and no filler."""
    assert standing_of(JUDGE, "lou", TOX, DAY) is Standing.CONDITIONAL
    assert not standing_of(JUDGE, "lou", TWO, DAY).authorizes
    assert check(JUDGE, "lou", TWO, AT).outcome is not Outcome.ALLOW_WITH_CONDITIONS


def test_who_else_may_begins_with_whom_nothing_is_asked_of() -> None:
    found = who_else(JUDGE, TOX, DAY, but=ROSA)
    assert found[0].standing is Standing.HELD
    assert ROSA not in {one.person for one in found}
    assert all(one.standing.authorizes for one in found)
    assert "mona" not in {one.person for one in found}, "the law forbids it to an MA"


def test_colleagues_are_named_by_role() -> None:
    assert [(one.person, one.role) for one in colleagues(JUDGE, AUSTIN, DAY, ["NP", "PA"])] == [
        (NIA, "NP"),
        ("pat", "PA"),
    ]
    assert colleagues(JUDGE, AUSTIN, DAY, ["NP"], but=NIA) == ()


def test_what_is_to_be_shown_is_what_the_law_asks_of_any_procedure_of_the_service() -> None:
    found = to_show_of(JUDGE, check(JUDGE, ROSA, TWO, AT))
    assert found.exam == {"MD", "DO", "NP", "PA"}
    assert len(found.supervision) == 2, "remote for Botox, on site for a filler"
    assert not found.order, "there is a standing order"
    assert not found.limits


def test_limits_attestations_and_orders_are_asked_for_where_the_law_names_them() -> None:
    law = book(
        rule(
            "RN",
            BOTOX,
            limits={"needle_depth_mm_max": 6},
            attest=("trained in class",),
            first_visit_in_person=True,
            exam_first=False,
            supervision="remote",
        )
    )
    judge = Judge(cast(TOX, without=["menu-austin", "standing-order"]), law)
    found = to_show_of(judge, check(judge, ROSA, TOX, AT))
    assert [one.details["limit"] for one in found.limits] == ["needle_depth_mm_max"]
    assert found.attest == ("trained in class",)
    assert found.first_visit
    assert {"MD", "NP"} <= found.order
    assert not found.exam


def test_a_service_without_procedures_is_unknown() -> None:
    assert check(JUDGE, ROSA, replace(TOX, procedures=frozenset()), AT).outcome is Outcome.UNKNOWN
