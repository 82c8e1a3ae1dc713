"""Pairs of worlds for the controls over what finance keeps."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from openmso.compliance.rules.practice import OpenBill, Practice, ShareOfRevenue
from tests.compliance.pairs import Pair, each, hold
from tests.compliance.worlds import CLEAN, MSA, ON, OPENED, PC, WATCH, Scene, says, scene

LONG = ON - timedelta(days=91)
SHARE = ShareOfRevenue(MSA.id, PC, 8, Decimal(20), Decimal("0.01"), Decimal("0.3"), Decimal("0.99"))


def told(bill: OpenBill | None = None, share: ShareOfRevenue | None = None, world: Scene = CLEAN) -> Scene:
    return replace(world, practice=Practice((bill,) if bill else (), (share,) if share else ()))


def bill(due: date = LONG, *, loan: bool = False) -> OpenBill:
    return OpenBill(MSA.id, "2026-0004", Decimal(18000), due, loan)


PAIRS = (
    Pair(
        "FEE-23",
        told(bill()),
        where="msa",
        since=ON,
        mended=told(bill(LONG + timedelta(days=1))),
        says="2026-0004",
    ),
    Pair(
        "FEE-23",
        told(bill(date(2026, 1, 1))),
        where="msa",
        since=date(2026, 4, 2),
        mended=told(bill(loan=True)),
    ),
    Pair("FEE-24", told(share=SHARE), where="msa", since=OPENED, says="20.0 % of collections"),
    Pair(
        "FEE-24",
        told(share=SHARE, world=scene(law=(says("cpom.prohibition", "none"),))),
        where="msa",
        since=OPENED,
        severity=WATCH,
        mended=told(share=replace(SHARE, msa="another")),
    ),
)


@each(PAIRS)
def test_pair(pair: Pair) -> None:
    hold(pair)
