"""What a verdict's conditions ask at the bedside, and how rulings are numbered."""

from openmso.authority.answer import Key, Verdict
from openmso.authority.batch.rulings import NOTHING_ASKED, Asked, ExamAsked, Rulings, asked_by
from openmso.authority.judge import Judge
from openmso.authority.reasons import Code, Reason
from openmso.authority.regimes import Nearness
from openmso.authority.terms import ExamMode, Standing, Supervision
from tests.cast import AUSTIN, BOTOX, CAST, LAW, MONA, ROSA, TODAY

PRESCRIBERS = frozenset({"MD"})


def asked(*wanting: Reason) -> Asked:
    return asked_by(Verdict(Standing.CONDITIONAL, wanting=wanting), PRESCRIBERS)


def test_every_condition_is_carried_over() -> None:
    exam = {"roles": frozenset({"NP"}), "modes": frozenset({ExamMode.VIDEO}), "months": 6, "excludes": False}
    other = Nearness(Supervision.REMOTE, minutes=30)
    supervision = {"mode": Supervision.ON_SITE, "nearness": (Nearness(Supervision.ON_SITE), other)}
    found = asked(
        Reason(Code.EXAM, details=exam),
        Reason(Code.SUPERVISION, details=supervision),
        Reason(Code.ORDER),
        Reason(Code.LIMIT, details={"limit": "products_max", "value": 3}),
        Reason(Code.LIMIT, details={"limit": "layer", "value": "epidermis"}),
        Reason(Code.ATTEST, details={"text": "she is trained"}),
        Reason(Code.FIRST_VISIT),
        Reason(Code.COUNSEL),
        Reason(Code.OVER_CAP),
    )
    assert found == Asked(
        exam=ExamAsked(frozenset({"NP"}), frozenset({ExamMode.VIDEO}), 6),
        ways=(Nearness(Supervision.ON_SITE), other),
        orderers=PRESCRIBERS,
        limits=(("products_max", 3), ("layer", "epidermis")),
        texts=frozenset({"she is trained"}),
        first_visit=True,
        always=1 << Code.COUNSEL | 1 << Code.OVER_CAP,
    )


def test_equal_verdicts_have_one_number_and_nothing_is_asked_without_authority() -> None:
    judge, rulings = Judge(CAST, LAW), Rulings()
    may = judge.verdict(Key(ROSA, BOTOX, AUSTIN), TODAY.toordinal())
    must_not = judge.verdict(Key(MONA, BOTOX, AUSTIN), TODAY.toordinal())
    assert [rulings.number(one, PRESCRIBERS) for one in (may, must_not, may)] == [0, 1, 0]
    assert rulings.found[0].asked.exam is not None
    assert rulings.found[1].asked == NOTHING_ASKED
    assert rulings.found[1].mask == must_not.mask
