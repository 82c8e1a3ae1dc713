"""Walking acts, in pure arithmetic: who is drawn, and what each look says."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from openmso.oversight.rules.walking import LOOKED, Done, drawn, walked

AT = datetime(2026, 3, 2, 18, tzinfo=UTC)
FINE = Done("allow", "", "allow", True, "care", AT, AT + timedelta(hours=2), frozenset())


def looks(one: Done, now: datetime = AT + timedelta(days=9)) -> dict[str, bool | None]:
    found = walked(one, now)
    assert [each.name for each in found] == list(LOOKED)
    return {each.name: each.holds for each in found}


def test_a_seed_draws_the_same_acts_whatever_their_order_and_another_seed_others() -> None:
    codes = [f"act-{n}" for n in range(200)]
    five = drawn(codes, "seed")
    assert len(set(five)) == 5
    assert drawn(reversed(codes), "seed") == five
    assert drawn([*codes, *codes], "seed") == five
    assert drawn(codes, "other") != five
    assert set(drawn(codes[:3], "seed")) == set(codes[:3])
    # Over many seeds every act comes up about as often: of 2,000 draws of 5 of 20 each is expected 500 times, give or take 4.5 standard deviations (19.4).
    few = codes[:20]
    count = Counter(one for n in range(2000) for one in drawn(few, str(n)))
    assert set(count) == set(few)
    assert all(abs(times - 500) < 88 for times in count.values())


def test_an_act_with_everything_holds_in_every_look() -> None:
    assert looks(FINE) == dict.fromkeys(LOOKED, True)
    assert looks(replace(FINE, now="allow_with_conditions"))["authority"] is True


@pytest.mark.parametrize(
    ("changed", "name", "holds"),
    [
        ({"now": "stop"}, "authority", False),
        ({"now": "unknown"}, "authority", False),
        ({"chained": False}, "decision", False),
        ({"outcome": ""}, "decision", False),
        ({"source": "emr", "chained": False}, "decision", None),
        ({"signed_at": AT + timedelta(hours=72)}, "signed", True),
        ({"signed_at": AT + timedelta(hours=73)}, "signed", False),
        ({"signed_at": None}, "signed", False),
        ({"signed_at": None, "source": "emr"}, "signed", None),
        ({"marks": frozenset({"break_glass"})}, "glass", False),
        ({"marks": frozenset({"off_protocol"})}, "protocol", False),
    ],
)
def test_one_thing_that_is_wrong_is_found_by_its_look_alone(
    changed: dict[str, object], name: str, holds: bool | None
) -> None:
    found = looks(replace(FINE, **changed))  # type: ignore[arg-type] # as told
    assert found[name] is holds
    others = {one: said for one, said in found.items() if one != name}
    if "source" not in changed:
        assert others == dict.fromkeys(others, True)


def test_a_chart_that_may_still_be_signed_in_time_is_not_told_yet() -> None:
    assert looks(replace(FINE, signed_at=None), AT + timedelta(hours=71))["signed"] is None
