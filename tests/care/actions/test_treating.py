"""Treating behind the gate: what is whole goes through with its chain; what is wanting stops, says what mends it, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from openmso.care.actions.charts import Ordering, give_order, take_intake
from openmso.care.actions.forms import sign_consent
from openmso.care.actions.glass import judge_glass, tell_director
from openmso.care.actions.treating import Given, StoppedError, check_in, check_out, sign_treatment
from openmso.care.models import BrokenGlass, Passage, Treatment, Visit
from openmso.care.queries.gate import gate
from openmso.foundation.actor import system
from openmso.foundation.door import WrongHandsError, seeing
from openmso.foundation.register import RefusedError
from openmso.oversight.facts.held import SHELF
from openmso.oversight.models import Act
from openmso.oversight.queries.decisions import facts_digest
from openmso.oversight.queries.then import facts_known_at
from tests.care.calendar import NOW, at
from tests.care.chart import HEALTHY, WHY, Ready, ada, examined, rosa, walk_in
from tests.cast import ADA, AUSTIN, BOTOX, ROSA

pytestmark = pytest.mark.django_db
UNITS = Given(
    BOTOX,
    product="onabotulinumtoxinA",
    lot="C1234",
    expires=date(2027, 1, 31),
    units={"glabella": Decimal(20)},
    after_care=True,
)
TEN = at(15, 10)


@pytest.fixture(autouse=True)
def _nothing_held() -> Iterator[None]:
    SHELF.clear()
    yield
    SHELF.clear()


def acts(network: UUID) -> list[Act]:
    with seeing(system(network)):
        return list(Act.objects.order_by("code"))


def left_behind(network: UUID) -> int:
    with seeing(system(network)):
        return Act.objects.count() + Treatment.objects.count() + BrokenGlass.objects.count()


def codes(ready: Ready) -> set[str]:
    """What the gate finds missing at the signature."""
    found = gate(rosa(ready.network), ready.visit, "sign", TEN, person=ROSA)
    return {why.code.name for why in found.lines[0].decided.chain.decision.missing}


def test_a_walk_in_is_treated_and_the_act_carries_on_whose_authority() -> None:
    ready = walk_in()
    checked = check_in(by=rosa(ready.network), why=WHY, visit=ready.visit, now=at(14, 55))
    assert (checked.outcome, checked.lines[0].exam) == ("allow", "indicated")
    signed = sign_treatment(by=rosa(ready.network), why=WHY, visit=ready.visit, given=[UNITS], now=TEN)
    (act,) = acts(ready.network)
    assert (act.code,) == signed.acts
    assert (act.outcome, act.chart, act.marks, act.signed_at) == ("allow", ready.visit, [], TEN)
    assert act.chain is not None
    links = {one["kind"]: one for one in act.chain["links"]}
    assert (links["physician"]["holds"], links["exam"]["holds"], links["supervision"]["holds"]) == (True,) * 3
    assert ADA in {one["record"] for one in act.chain["links"]} | {
        one[1] for one in act.chain["bedside"]["exams"]
    }
    assert any(one["cites"] for one in act.chain["links"])
    out = check_out(by=rosa(ready.network), why=WHY, visit=ready.visit, now=at(15, 25))
    assert out.outcome == "allow"
    with seeing(system(ready.network)):
        assert Visit.objects.get(code=ready.visit).status == "done"
        assert sorted(Passage.objects.values_list("stage", flat=True)) == ["check_in", "checkout", "sign"]


def test_what_was_decided_can_be_decided_again_from_what_was_known_then() -> None:
    ready = walk_in()
    sign_treatment(by=rosa(ready.network), why=WHY, visit=ready.visit, given=[UNITS], now=TEN)
    (act,) = acts(ready.network)
    with seeing(system(ready.network)):
        moment = Passage.objects.filter(stage="sign").values_list("at", flat=True)[0]
    assert moment == TEN
    from django.utils import timezone

    assert facts_digest(facts_known_at(system(ready.network), timezone.now())) == act.facts_digest


@pytest.mark.parametrize(
    ("lacks", "missing"),
    [({"consent": False}, "CONSENT"), ({"exam": False}, "EXAM"), ({"near": False}, "SUPERVISION")],
)
def test_what_is_wanting_stops_the_needle_and_nothing_is_left_behind(
    lacks: dict[str, bool], missing: str
) -> None:
    ready = walk_in(**lacks)
    assert codes(ready) == {missing}
    with pytest.raises(StoppedError, match="stop for 1 of 1") as stopped:
        sign_treatment(by=rosa(ready.network), why=WHY, visit=ready.visit, given=[UNITS], now=TEN)
    assert stopped.value.gated.outcome == "stop"
    assert left_behind(ready.network) == 0


def test_at_check_in_what_is_not_there_yet_is_still_to_be_shown() -> None:
    ready = walk_in(consent=False, exam=False)
    found = check_in(by=rosa(ready.network), why=WHY, visit=ready.visit, now=at(14, 55))
    assert (found.outcome, found.lines[0].exam) == ("allow_with_conditions", "forms_due")
    assert "has not signed" in found.lines[0].agreement.lacking[0]


def test_a_stop_is_mended() -> None:
    ready = walk_in(consent=False)
    assert codes(ready) == {"CONSENT"}
    sign_consent(
        by=rosa(ready.network),
        why=WHY,
        patient=ready.patient,
        wording=ready.wording,
        signed_as="Mara Quill",
        now=at(15, 5),
    )
    assert codes(ready) == set()


def test_a_new_allergy_overtakes_the_exam_and_a_new_exam_mends_it() -> None:
    ready = walk_in()
    allergic = replace(HEALTHY, allergies=frozenset({"albumin"}))
    take_intake(by=rosa(ready.network), why=WHY, patient=ready.patient, history=allergic, now=at(15, 1))
    found = gate(rosa(ready.network), ready.visit, "sign", TEN, person=ROSA)
    assert (found.outcome, found.lines[0].exam) == ("stop", "superseded")


def test_the_last_exam_that_speaks_decides() -> None:
    ready = walk_in()
    examined(ready.network, ready.patient, "contraindicated", now=at(15, 2))
    found = gate(rosa(ready.network), ready.visit, "sign", TEN, person=ROSA)
    assert (found.outcome, found.lines[0].exam) == ("stop", "contraindicated")
    examined(ready.network, ready.patient, "indicated", now=at(15, 4))
    assert codes(ready) == set()


def test_an_exam_counts_for_a_year_by_the_law_of_the_cast() -> None:
    ready = walk_in()
    for day, missing in ((date(2027, 3, 10), False), (date(2027, 3, 11), True)):
        moment = TEN.replace(year=day.year, month=day.month, day=day.day)
        found = gate(rosa(ready.network), ready.visit, "sign", moment, person=ROSA)
        names = {why.code.name for why in found.lines[0].decided.chain.decision.missing}
        assert ("EXAM" in names) is missing


def test_the_glass_is_broken_with_a_reason_told_and_judged_by_another() -> None:
    ready = walk_in(consent=False)
    with pytest.raises(RefusedError, match="too little"):
        sign_treatment(
            by=rosa(ready.network), why=WHY, visit=ready.visit, given=[UNITS], glass="had to", now=TEN
        )
    assert left_behind(ready.network) == 0
    signed = sign_treatment(
        by=rosa(ready.network),
        why=WHY,
        visit=ready.visit,
        given=[UNITS],
        glass="The tablet was dead and she signed on paper.",
        now=TEN,
    )
    (act,) = acts(ready.network)
    assert (act.outcome, act.marks) == ("stop", ["break_glass"])
    with pytest.raises(WrongHandsError):
        judge_glass(
            by=rosa(ready.network),
            why=WHY,
            glass=signed.glass,
            verdict="justified",
            said="it was fine really",
            now=TEN,
        )
    tell_director(by=rosa(ready.network), why=WHY, glass=signed.glass, now=TEN + timedelta(minutes=20))
    judge_glass(
        by=ada(ready.network),
        why=WHY,
        glass=signed.glass,
        verdict="justified",
        said="Saw the paper, it was scanned.",
        now=TEN + timedelta(hours=2),
    )
    with seeing(system(ready.network)):
        row = BrokenGlass.objects.select_related("director", "reviewer").get()
    assert row.director is not None
    assert row.reviewer is not None
    assert (row.director.code, row.reviewer.code, row.verdict) == (ADA, ADA, "justified")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"lot": ""}, f"{BOTOX}.lot"),
        ({"product": ""}, f"{BOTOX}.product"),
        ({"expires": date(2026, 3, 9)}, f"{BOTOX}.expires"),
        ({"units": {"glabella": Decimal(0)}}, f"{BOTOX}.units"),
        ({"procedure": "iv_therapy"}, "given"),
    ],
)
def test_what_cannot_be_traced_is_not_signed_and_no_glass_helps(
    change: dict[str, object], field: str
) -> None:
    ready = walk_in()
    with pytest.raises(RefusedError) as refused:
        sign_treatment(
            by=rosa(ready.network),
            why=WHY,
            visit=ready.visit,
            given=[replace(UNITS, **change)],  # type: ignore[arg-type] # one field of it
            glass="It really could not wait any longer.",
            now=TEN,
        )
    assert refused.value.field == field
    assert left_behind(ready.network) == 0


def test_a_line_is_signed_once_and_by_who_did_it() -> None:
    ready = walk_in()
    nobody = replace(rosa(ready.network), person=None)
    with pytest.raises(WrongHandsError):
        sign_treatment(by=nobody, why=WHY, visit=ready.visit, given=[UNITS], now=TEN)
    sign_treatment(by=rosa(ready.network), why=WHY, visit=ready.visit, given=[UNITS], now=TEN)
    with pytest.raises(RefusedError, match="signed already"):
        sign_treatment(by=rosa(ready.network), why=WHY, visit=ready.visit, given=[UNITS], now=TEN)
    assert len(acts(ready.network)) == 1


def test_an_order_is_used_up() -> None:
    ready = walk_in()
    order = Ordering(AUSTIN, frozenset({BOTOX}), "20 units glabella once", 1, NOW + timedelta(days=90))
    code = give_order(by=ada(ready.network), why="an order", patient=ready.patient, order=order, now=NOW)
    assert gate(rosa(ready.network), ready.visit, "sign", TEN, person=ROSA).lines[0].order_code == code
    sign_treatment(by=rosa(ready.network), why=WHY, visit=ready.visit, given=[UNITS], now=TEN)
    assert gate(rosa(ready.network), ready.visit, "sign", TEN, person=ROSA).lines[0].order_code == ""


def test_a_visit_is_not_over_while_something_of_it_is_open() -> None:
    ready = walk_in()
    with pytest.raises(RefusedError, match="not signed"):
        check_out(by=rosa(ready.network), why=WHY, visit=ready.visit, now=at(15, 25))
    check_out(
        by=rosa(ready.network), why=WHY, visit=ready.visit, left_out="She changed her mind.", now=at(15, 25)
    )
    assert acts(ready.network) == []
