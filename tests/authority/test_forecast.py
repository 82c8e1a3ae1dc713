"""What lapses and when: the first day lost, and the first day it is back."""

from datetime import date, timedelta

from openmso.authority.answer import Key
from openmso.authority.facts.oversight import Appointment, Delegation
from openmso.authority.facts.structure import Service
from openmso.authority.forecast import forecast
from openmso.authority.judge import Judge
from openmso.authority.reasons import Code
from openmso.timeline.spans import Span
from tests.cast import (
    ADA,
    ALL,
    AUSTIN,
    BOTOX,
    CAST,
    DALLAS,
    ESTHER,
    LAW,
    NIA,
    OPENED,
    PEEL,
    ROSA,
    TODAY,
    altered,
    book,
    cast,
    licensed,
    rule,
    says,
)

YEAR = Span.of(TODAY, TODAY + timedelta(days=365))
JUNE_1 = date(2026, 6, 1)


def test_nothing_lapses_in_the_cast() -> None:
    assert forecast(Judge(CAST, LAW), YEAR) == ()


def test_rosa_loses_everything_the_day_her_license_expires() -> None:
    judge = Judge(cast(licensed(ROSA, span=Span.of(OPENED, JUNE_1))), LAW)
    losses = forecast(judge, YEAR)
    assert {loss.key.person for loss in losses} == {ROSA}
    assert {loss.day for loss in losses} == {JUNE_1.toordinal()}
    assert {loss.until for loss in losses} == {None}
    botox = next(loss for loss in losses if loss.key == Key(ROSA, BOTOX, AUSTIN))
    assert botox.before.standing.authorizes
    assert botox.after.codes == {Code.UNLICENSED, Code.EXAM, Code.SUPERVISION}


def test_losses_come_soonest_first_then_by_site_and_person() -> None:
    facts = cast(
        altered(Service, "menu-dallas", procedures=ALL - {BOTOX}),
        Service("menu-dallas-botox", DALLAS, "Botox", frozenset({BOTOX}), Span.of(OPENED, date(2026, 4, 1))),
        altered(Appointment, "appointment-ada", span=Span.of(OPENED, JUNE_1)),
    )
    losses = forecast(Judge(facts, LAW), YEAR)
    order = [(loss.day, loss.key.site, loss.key.person, loss.key.procedure) for loss in losses]
    assert order == sorted(order)
    assert losses[0].day == date(2026, 4, 1).toordinal()
    assert losses[0].key.site == DALLAS


def test_a_gap_tells_when_it_is_over() -> None:
    first = altered(Delegation, "delegation-rosa", span=Span.of(OPENED, JUNE_1))
    second = altered(Delegation, "delegation-rosa", id="delegation-again", span=Span.of(date(2026, 8, 1)))
    (loss,) = forecast(Judge(cast(first, second), LAW), YEAR, [Key(ROSA, BOTOX, AUSTIN)])
    assert (loss.day, loss.until) == (JUNE_1.toordinal(), date(2026, 8, 1).toordinal())


def test_what_is_not_held_on_the_first_day_cannot_be_lost() -> None:
    not_yet = cast(licensed(ROSA, span=Span.of(date(2026, 4, 1), JUNE_1)))
    assert forecast(Judge(not_yet, LAW), YEAR, [Key(ROSA, BOTOX, AUSTIN)]) == ()


def test_more_conditions_are_no_loss_but_a_prohibition_is() -> None:
    keys = [Key(ESTHER, PEEL, AUSTIN), Key(ADA, PEEL, AUSTIN)]
    examined = rule("EST", PEEL, supervision="independent", exam_first=True)
    harder = LAW.with_overlay(
        [says("delegation.rule", examined.value, PEEL, "EST", since=JUNE_1, overlay=True)]
    )
    assert forecast(Judge(CAST, harder), YEAR, keys) == ()
    no = LAW.with_overlay(
        [says("delegation.rule", {"leave": "prohibited"}, PEEL, "EST", since=JUNE_1, overlay=True)]
    )
    assert [loss.key for loss in forecast(Judge(CAST, no), YEAR, keys)] == keys[:1]


def test_law_that_ends_and_is_followed_by_nothing_is_a_loss() -> None:
    law = book(says("np.authority", "full", until=JUNE_1), says("np.agreement_required", value=False))
    (loss,) = forecast(Judge(cast(without=["agreement-nia"]), law), YEAR, [Key(NIA, BOTOX, AUSTIN)])
    assert loss.after.codes == {Code.REGIME_UNKNOWN, Code.NO_PAPER}
