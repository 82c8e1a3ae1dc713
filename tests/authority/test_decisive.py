"""What decides a verdict."""

from openmso.authority.answer import Verdict
from openmso.authority.decisive import decisive, new_in
from openmso.authority.reasons import Code, Reason
from openmso.authority.terms import Standing

UNLICENSED = Reason(Code.UNLICENSED, ("rosa",))
UNSIGNED = Reason(Code.UNSIGNED, ("paper",))
UNKNOWN = Reason(Code.LAW_UNKNOWN)
EXAM = Reason(Code.EXAM)


def test_each_standing_is_decided_by_its_own_kind_of_reason() -> None:
    bars, wanting = (UNLICENSED, UNSIGNED, UNKNOWN), (EXAM,)

    def decided(standing: Standing) -> tuple[Reason, ...]:
        return decisive(Verdict(standing, bars=bars, wanting=wanting))

    assert decided(Standing.BARRED) == (UNLICENSED,)
    assert decided(Standing.ABSENT) == (UNSIGNED,)
    assert decided(Standing.UNKNOWN) == (UNKNOWN,)
    assert decided(Standing.CONDITIONAL) == (EXAM,)
    assert decided(Standing.HELD) == ()


def test_what_is_new_is_told_apart_by_code_and_subject() -> None:
    before = Verdict(Standing.BARRED, bars=(UNLICENSED,))
    after = Verdict(Standing.BARRED, bars=(UNLICENSED, Reason(Code.UNLICENSED, ("lou",))))
    assert new_in(after, before) == (Reason(Code.UNLICENSED, ("lou",)),)


def test_where_nothing_is_new_everything_that_decides_is_told() -> None:
    before = Verdict(Standing.HELD, bars=(UNLICENSED,))
    assert new_in(Verdict(Standing.BARRED, bars=(UNLICENSED,)), before) == (UNLICENSED,)
