"""The score is added up by hand."""

from __future__ import annotations

from openmso.oversight.rules.engagement import WEIGHTS, score


def test_weights_are_of_a_hundred() -> None:
    assert sum(WEIGHTS.values()) == 100


def test_all_parts() -> None:
    shares = dict.fromkeys(WEIGHTS, (1, 2))
    assert score(shares)[1] == 50
    # 25×3/4 + 20×1 + 15×0 + 15×1 + 10×1/2 + 10×1 + 5×1 = 18.75 + 20 + 0 + 15 + 5 + 10 + 5
    mixed = {
        "reviews": (3, 4),
        "answers": (7, 7),
        "meetings": (0, 2),
        "visits": (1, 1),
        "reach": (1, 2),
        "papers": (9, 9),
        "events": (1, 1),
    }
    assert score(mixed)[1] == 74


def test_what_nothing_was_asked_of_does_not_count() -> None:
    parts, total = score({"reviews": (3, 4), "papers": (0, 1)})
    # (25×3/4 + 10×0) ÷ 35 = 53.6 %
    assert total == 54
    assert [(one.name, one.percent) for one in parts if one.of] == [("reviews", 75), ("papers", 0)]
    assert score({})[1] is None
