"""Pairs of worlds for the controls over the law in use."""

from datetime import date

from openmso.authority.facts.people import Competency
from openmso.authority.facts.structure import Service
from openmso.authority.terms import Confidence
from tests.compliance.pairs import CONTROLS, Pair, each, hold
from tests.compliance.worlds import (
    AUSTIN,
    CLEAN,
    DRIP,
    LATELY,
    OPENED,
    ROSA,
    rule,
    says,
    scene,
    since,
)

LATER = date(2026, 5, 1)
LOW = says("cpom.prohibition", "strict", confidence=Confidence.LOW)
SIGNED = says("cpom.prohibition", "strict", confidence=Confidence.LOW, signed="Lane Law, 2026-06-01")
BOARDS = (
    says("np.authority", "restricted", authority="board of nursing", since=LATER),
    says("np.authority", "reduced", authority="board of medicine", since=LATER),
)
READ_LONG_AGO = says("np.authority", "restricted", read_on=date(2025, 10, 31))
NEW_YEAR = date(2027, 1, 1)
CHANGE = (
    says("np.agreement_required", value=True, until=NEW_YEAR),
    says("np.agreement_required", value=False, since=NEW_YEAR),
)
BILL = says("cpom.lay_ownership_allowed", value=True, pending=True, since=date(2027, 7, 1))
NOW = says("cpom.lay_ownership_allowed", value=False)
DRIPS = (
    Service("drip", AUSTIN, "Drip", frozenset({DRIP}), since(LATER)),
    Competency("skill-drip", ROSA, DRIP, since(LATER)),
)
WHO_DRIPS = (
    says("iv_therapy.may_order", ("MD", "DO", "NP", "PA")),
    says("iv_therapy.may_administer", ("MD", "DO", "NP", "PA", "RN")),
)

PAIRS = (
    Pair("LAW-01", scene(law=[LOW]), where=AUSTIN, since=OPENED, mended=scene(law=[SIGNED]), says="cpom.prohibition"),
    Pair("LAW-01", scene(law=[rule("RN", supervision="remote", confidence=Confidence.LOW)]), where=AUSTIN, since=OPENED,
         says="1 statement in use in Texas of low confidence and unsigned: neuromodulator injection by a registered nurse"),
    Pair("LAW-02", scene(law=BOARDS), where=AUSTIN, since=LATER, mended=scene(law=BOARDS[:1]), says="np.authority"),
    Pair("LAW-03", scene(law=[READ_LONG_AGO]), where=AUSTIN, since=date(2026, 11, 1), says="the oldest on Oct 31, 2025"),
    Pair("LAW-03", scene(law=[says("np.authority", "restricted", read_on=None)]), where=AUSTIN, since=OPENED),
    Pair("LAW-04", scene(silent_on=["cpom.prohibition"]), where=AUSTIN, since=OPENED, says="1 question of law in Texas"),
    Pair("LAW-04", scene(*DRIPS), where=AUSTIN, since=LATER, mended=scene(*DRIPS, law=WHO_DRIPS),
         says="iv therapy by a nurse practitioner"),
    Pair("LAW-05", scene(law=CHANGE), where=AUSTIN, since=date(2026, 10, 3), says="changes on Jan 1, 2027, in 37 days"),
    Pair("LAW-06", scene(law=[NOW, BILL]), where=AUSTIN, since=LATELY, mended=scene(law=[NOW])),
)  # fmt: skip


@each(PAIRS)
def test_the_faulty_world_has_the_finding_and_the_mended_one_has_not(pair: Pair) -> None:
    hold(pair)


def test_a_finding_in_doubt_says_so_and_loses_its_must() -> None:
    lay = scene(law=[says("cpom.clinical_entity_forms", ("PC",), confidence=Confidence.LOW)])
    [finding] = lay.findings(CONTROLS["OWN-11"])
    assert finding.severity.word == "should"
    assert finding.doubt == (
        "Counsel to confirm: cpom.clinical_entity_forms in Texas (low confidence, unsigned). "
        "For that it counts as should, not must."
    )


def test_a_signed_statement_of_low_confidence_keeps_its_must() -> None:
    signed = says("cpom.clinical_entity_forms", ("PC",), confidence=Confidence.LOW, signed="Lane Law")
    [finding] = scene(law=[signed]).findings(CONTROLS["OWN-11"])
    assert finding.severity.word == "must"
    assert finding.doubt == ""


def test_a_disputed_statement_is_in_doubt_and_cites_both_sources() -> None:
    forms = (
        says("cpom.clinical_entity_forms", ("PC",), authority="board"),
        says("cpom.clinical_entity_forms", ("PC", "PA"), authority="secretary of state"),
    )
    [finding] = scene(law=forms).findings(CONTROLS["OWN-11"])
    assert "sources disagree" in finding.doubt
    assert len(finding.cites) == 3


def test_what_no_site_raises_is_not_asked() -> None:
    assert CLEAN.findings(CONTROLS["LAW-04"]) == []
    assert (
        len(scene(silent_on=["pa.relationship", "pa.agreement_required"]).findings(CONTROLS["LAW-04"])) == 0
    )


def test_one_sure_source_among_several_that_each_suffice_keeps_the_must() -> None:
    drips = rule("RN", DRIP, leave="prohibited", confidence=Confidence.LOW)
    sure = rule("RN", leave="prohibited")
    [finding] = scene(*DRIPS, law=[drips, sure]).findings(CONTROLS["DEL-03"])
    assert finding.severity.word == "must"
    assert finding.doubt == "Counsel to confirm: delegation.rule in Texas (low confidence, unsigned)."
