"""Pairs of worlds for the controls over notices, signs and records."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from openmso.authority.facts.structure import Ownership, Registration
from tests.compliance.pairs import Pair, each, hold
from tests.compliance.worlds import AUSTIN, MSA, MSO, OPENED, duty, says, scene, since

NOTICE = says("mso.transaction_notice", {"required": True, "days_before": 60})
NEW_MSA = replace(MSA, span=since(date(2027, 1, 10)))
FILED = Registration("notice", MSO, "transaction_notice", since())
SALE = Ownership("owner-fund", MSO, "fund", Decimal(1), since(date(2026, 6, 1)))
SIGN = says("medical_director.posting", "the director's name at the door", since=date(2025, 1, 9))
BADGES = duty("name_badges", "posting")
SILENT = {code: value for code, value in MSA.clauses.items() if code != "records_retention_years"}

PAIRS = (
    Pair("DUT-01", scene(NEW_MSA, law=[NOTICE]), where="msa", since=date(2026, 11, 11), says="begins on Jan 10, 2027",
         mended=scene(NEW_MSA, FILED, law=[NOTICE])),
    Pair("DUT-01", scene(NEW_MSA, law=[NOTICE]), where="msa", since=date(2026, 11, 11), mended=scene(
        replace(NEW_MSA, clauses={**MSA.clauses, "transaction_notice": date(2026, 11, 1)}), law=[NOTICE]
    )),
    Pair("DUT-01", scene(SALE, law=[NOTICE]), where="owner-fund", since=date(2026, 4, 2), mended=scene(law=[NOTICE])),
    Pair("DUT-02", scene(law=[SIGN]), where=AUSTIN, since=date(2025, 1, 9), says="the director's name at the door"),
    Pair("DUT-02", scene(law=[BADGES]), where=AUSTIN, since=OPENED, says="Duty: name_badges"),
    Pair("DUT-03", scene(replace(MSA, clauses=SILENT)), where="msa", since=OPENED, says="7 years"),
)  # fmt: skip


@each(PAIRS)
def test_the_faulty_world_has_the_finding_and_the_mended_one_has_not(pair: Pair) -> None:
    hold(pair)


def test_a_notice_is_not_due_before_its_days() -> None:
    far = replace(MSA, span=since(date(2027, 3, 1)))
    hold(
        Pair(
            "DUT-01", scene(NEW_MSA, law=[NOTICE]), where="msa", since=date(2026, 11, 11),
            mended=scene(far, law=[NOTICE]),
        )
    )  # fmt: skip
