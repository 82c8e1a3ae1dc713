"""What forbids, whoever authorizes: one test for each bar and its exceptions."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from openmso.authority.facts.people import Certificate, Competency, Exclusion, Experience, Insurance
from openmso.authority.facts.structure import Organization, Ownership, Registration, Service, Site
from openmso.authority.reasons import Code
from openmso.authority.terms import Standing
from openmso.timeline.spans import Span
from tests.authority.asking import codes, standing, verdict
from tests.cast import (
    ADA,
    ALL,
    AUSTIN,
    BOTOX,
    CAST,
    CONSULT,
    DALLAS,
    ESTHER,
    FILLER,
    LASER,
    LEA,
    LONG_AGO,
    LOU,
    LUMEN,
    MONA,
    NIA,
    NM,
    OPENED,
    PEEL,
    ROSA,
    TELE,
    TODAY,
    altered,
    book,
    cast,
    engaged,
    licensed,
    rule,
    says,
    skilled,
)

TOMORROW = TODAY + timedelta(days=1)
UNTIL_TODAY = Span.of(OPENED, TODAY)


def test_the_cast_may_do_what_it_does() -> None:
    assert standing(ADA, BOTOX) is Standing.HELD
    assert standing(ROSA, BOTOX) is Standing.CONDITIONAL
    assert standing(NIA, CONSULT) is Standing.HELD
    assert standing(ESTHER, PEEL) is Standing.HELD
    assert standing(LEA, LASER) is Standing.CONDITIONAL
    assert codes(MONA, PEEL) == {Code.SUPERVISION}


def test_nobody_treats_at_a_site_that_has_closed() -> None:
    facts = cast(altered(Site, AUSTIN, span=UNTIL_TODAY))
    assert codes(ADA, BOTOX, facts) == {Code.SITE_CLOSED}
    assert standing(ADA, BOTOX, facts, on=TODAY - timedelta(days=1)) is Standing.HELD


def test_nobody_treats_before_the_site_opens() -> None:
    assert Code.SITE_CLOSED in codes(ADA, BOTOX, on=OPENED - timedelta(days=1))
    assert standing(ADA, BOTOX, on=OPENED) is Standing.HELD


def test_what_is_not_on_the_menu_is_not_done() -> None:
    menu = altered(Service, "menu-austin", procedures=ALL - {BOTOX})
    assert codes(ADA, BOTOX, cast(menu)) == {Code.NOT_ON_MENU}
    assert standing(ADA, FILLER, cast(menu)) is Standing.HELD


def test_a_service_off_the_menu_from_tomorrow_is_still_done_today() -> None:
    facts = cast(altered(Service, "menu-austin", span=Span.of(OPENED, TOMORROW)))
    assert standing(ADA, BOTOX, facts) is Standing.HELD
    assert codes(ADA, BOTOX, facts, on=TOMORROW) == {Code.NOT_ON_MENU}


def test_another_sites_menu_does_not_count() -> None:
    assert codes(ADA, BOTOX, cast(without=["menu-austin"])) == {Code.NOT_ON_MENU}


def test_a_site_without_its_laser_registration_does_no_laser_and_everything_else() -> None:
    facts = cast(without=["registration-austin"])
    assert Code.SITE_UNREGISTERED in codes(LEA, LASER, facts)
    assert standing(LEA, LASER, facts) is Standing.BARRED
    assert standing(ADA, BOTOX, facts) is Standing.HELD


def test_a_registration_of_the_practice_serves_all_its_sites() -> None:
    facts = cast(Registration("registration-lumen", LUMEN, "laser_facility"), without=["registration-austin"])
    assert codes(LEA, LASER, facts) == {Code.SUPERVISION}


def test_a_registration_of_another_kind_or_site_or_day_does_not_serve() -> None:
    for other in (
        Registration("registration-other", AUSTIN, "x_ray"),
        Registration("registration-other", ADA, "laser_facility"),
        Registration("registration-other", AUSTIN, "laser_facility", UNTIL_TODAY),
    ):
        assert Code.SITE_UNREGISTERED in codes(LEA, LASER, cast(other, without=["registration-austin"]))


@pytest.mark.parametrize(
    ("applies_to", "site", "applies"),
    [
        ("all", AUSTIN, True),
        ("med_spa", AUSTIN, True),
        ("med_spa", TELE, False),
        ("telehealth", AUSTIN, False),
        ("telehealth", TELE, True),
        ("lay_owned", AUSTIN, False),
        ("non_physician_owned", AUSTIN, False),
    ],
)
def test_a_registration_is_asked_only_of_the_sites_it_applies_to(
    applies_to: str, site: str, applies: bool
) -> None:
    law = book(says("site.registration", {"applies_to": applies_to}, "spa"))
    assert (Code.SITE_UNREGISTERED in codes(ROSA, BOTOX, law=law, site=site)) == applies


@pytest.mark.parametrize(
    ("applies_to", "owner", "applies"),
    [
        ("lay_owned", "lena", True),
        ("lay_owned", NIA, False),
        ("non_physician_owned", "lena", True),
        ("non_physician_owned", NIA, True),
        ("non_physician_owned", "ben", False),
    ],
)
def test_who_owns_a_part_decides_whether_a_registration_is_asked(
    applies_to: str, owner: str, applies: bool
) -> None:
    facts = cast(
        altered(Ownership, "ownership-ada", percent=Decimal(80)),
        Ownership("ownership-second", LUMEN, owner, Decimal(20)),
    )
    law = book(says("site.registration", {"applies_to": applies_to}, "owned"))
    assert (Code.SITE_UNREGISTERED in codes(ADA, BOTOX, facts, law)) == applies


def test_two_registrations_lacking_are_two_reasons_with_one_code() -> None:
    law = book(says("site.registration", {}, "first"), says("site.registration", {}, "second"))
    found = verdict(ADA, BOTOX, law=law)
    assert [one.code for one in found.bars] == [Code.SITE_UNREGISTERED] * 2
    assert {one.details["kind"] for one in found.bars} == {"first", "second"}


def test_a_registration_that_the_law_has_repealed_is_not_asked() -> None:
    law = book(says("site.registration", None, "laser_facility"))
    assert codes(LEA, LASER, cast(without=["registration-austin"]), law) == {Code.SUPERVISION}


def test_a_practice_treats_on_no_day_before_it_is_formed_or_after_it_is_dissolved() -> None:
    formed = cast(altered(Organization, LUMEN, span=Span.of(TODAY, TOMORROW)))
    assert Code.PRACTICE_NOT_FORMED in codes(ADA, BOTOX, formed, on=TODAY - timedelta(days=1))
    assert standing(ADA, BOTOX, formed, on=TODAY) is Standing.HELD
    assert codes(ADA, BOTOX, formed, on=TOMORROW) == {Code.PRACTICE_NOT_FORMED}


@pytest.mark.parametrize(
    ("prohibition", "barred"), [("strict", True), ("moderate", True), ("limited", False)]
)
def test_an_llc_may_not_treat_where_corporations_are_kept_out_of_medicine(
    prohibition: str, barred: bool
) -> None:
    facts = cast(altered(Organization, LUMEN, form="LLC"))
    found = codes(ADA, BOTOX, facts, book(says("cpom.prohibition", prohibition)))
    assert found == ({Code.PRACTICE_FORM} if barred else set())


def test_a_form_cannot_be_wrong_where_the_forms_were_never_established() -> None:
    facts = cast(altered(Organization, LUMEN, form="LLC"))
    assert codes(ADA, BOTOX, facts, book(silent_on=["cpom.clinical_entity_forms"])) == frozenset()


def test_rosa_without_a_license_is_barred() -> None:
    found = verdict(ROSA, BOTOX, cast(without=["license-rosa"]))
    assert found.standing is Standing.BARRED
    assert {one.code for one in found.bars} == {Code.UNLICENSED}


@pytest.mark.parametrize(
    ("status", "good"), [("active", True), ("probation", True), ("suspended", False), ("lapsed", False)]
)
def test_a_license_is_good_only_in_good_standing(status: str, good: bool) -> None:
    assert (Code.UNLICENSED not in codes(ROSA, BOTOX, cast(licensed(ROSA, status=status)))) == good


def test_a_license_is_good_until_the_day_before_it_expires() -> None:
    facts = cast(licensed(ROSA, span=Span.of(OPENED, TODAY)))
    assert standing(ROSA, BOTOX, facts, on=TODAY - timedelta(days=1)) is Standing.CONDITIONAL
    assert standing(ROSA, BOTOX, facts, on=TODAY) is Standing.BARRED


def test_a_nurse_engaged_as_esthetician_needs_an_esthetics_license() -> None:
    assert Code.UNLICENSED in codes(ROSA, PEEL, cast(engaged(ROSA, "EST")))


def test_medical_assistants_and_laser_technicians_need_no_license() -> None:
    assert Code.UNLICENSED not in codes(MONA, PEEL)
    assert Code.UNLICENSED not in codes(LEA, LASER)


def test_a_multistate_license_crosses_the_line_where_both_states_operate_the_compact() -> None:
    assert standing(ROSA, BOTOX, cast(licensed(ROSA, state=NM, multistate=True))) is Standing.CONDITIONAL


def test_a_single_state_license_of_the_neighbor_stays_there() -> None:
    assert Code.UNLICENSED in codes(ROSA, BOTOX, cast(licensed(ROSA, state=NM)))


@pytest.mark.parametrize("state", ["TX", "NM"])
def test_a_compact_that_is_enacted_but_does_not_operate_gives_no_privilege(state: str) -> None:
    law = book(says("telehealth.compacts", {"NLC": "enacted"}, state=state))
    assert Code.UNLICENSED in codes(ROSA, BOTOX, cast(licensed(ROSA, state=NM, multistate=True)), law)


def test_the_privilege_begins_the_day_the_compact_begins_to_operate() -> None:
    law = book(
        says("telehealth.compacts", {"NLC": "enacted"}, until=TODAY),
        says("telehealth.compacts", {"NLC": "operating"}, since=TODAY),
    )
    facts = cast(licensed(ROSA, state=NM, multistate=True))
    assert standing(ROSA, BOTOX, facts, law, on=TODAY - timedelta(days=1)) is Standing.BARRED
    assert standing(ROSA, BOTOX, facts, law, on=TODAY) is Standing.CONDITIONAL


def test_an_np_crosses_by_the_aprn_compact_and_not_by_the_nurses() -> None:
    facts = cast(licensed(NIA, state=NM, multistate=True))
    assert Code.UNLICENSED in codes(NIA, CONSULT, facts)
    both = [says("telehealth.compacts", {"APRN": "operating"}, state=state) for state in ("TX", "NM")]
    assert standing(NIA, CONSULT, facts, book(*both)) is Standing.HELD


def test_the_physicians_compact_never_makes_a_license() -> None:
    law = book(*(says("telehealth.compacts", {"IMLC": "operating"}, state=state) for state in ("TX", "NM")))
    assert Code.UNLICENSED in codes(ADA, BOTOX, cast(licensed(ADA, state=NM, multistate=True)), law)


def test_somebody_excluded_is_barred_on_the_days_of_the_exclusion() -> None:
    facts = cast(Exclusion("exclusion", ROSA, "LEIE", Span.of(TODAY, TOMORROW)))
    assert Code.EXCLUDED in codes(ROSA, BOTOX, facts)
    assert standing(ROSA, BOTOX, facts) is Standing.BARRED
    assert standing(ROSA, BOTOX, facts, on=TOMORROW) is Standing.CONDITIONAL


def test_insurance_is_asked_only_of_the_roles_that_the_network_names() -> None:
    facts = cast(insured_roles=frozenset({"RN"}))
    assert Code.UNINSURED in codes(ROSA, BOTOX, facts)
    assert Code.UNINSURED not in codes(LOU, BOTOX, facts)


@pytest.mark.parametrize(
    ("policy", "covered"),
    [
        (Insurance("policy", ROSA, "malpractice", LONG_AGO), True),
        (Insurance("policy", LUMEN, "malpractice", LONG_AGO), True),
        (Insurance("policy", ROSA, "malpractice", LONG_AGO, covers=frozenset({BOTOX})), True),
        (Insurance("policy", ROSA, "malpractice", LONG_AGO, covers=frozenset({FILLER})), False),
        (Insurance("policy", ROSA, "general", LONG_AGO), False),
        (Insurance("policy", LOU, "malpractice", LONG_AGO), False),
        (Insurance("policy", ROSA, "malpractice", UNTIL_TODAY), False),
    ],
    ids=["hers", "the practice's", "for botox", "for filler", "general", "Lou's", "expired"],
)
def test_a_malpractice_policy_covers_the_person_the_day_and_the_procedure(
    policy: Insurance, covered: bool
) -> None:
    facts = cast(policy, insured_roles=frozenset({"RN"}))
    assert (Code.UNINSURED not in codes(ROSA, BOTOX, facts)) == covered


def test_what_the_law_prohibits_is_barred_and_no_paper_is_looked_at() -> None:
    found = verdict(MONA, BOTOX, cast(without=["delegation-mona"]))
    assert found.standing is Standing.BARRED
    assert found.codes == {Code.LAW_PROHIBITS}


def test_the_law_allows_it_from_the_day_a_new_statement_begins() -> None:
    law = book(
        says("delegation.rule", {"leave": "prohibited"}, BOTOX, "MA", until=TODAY),
        says("delegation.rule", {"leave": "permitted", "exam_first": False}, BOTOX, "MA", since=TODAY),
    )
    assert standing(MONA, BOTOX, law=law, on=TODAY - timedelta(days=1)) is Standing.BARRED
    assert standing(MONA, BOTOX, law=law, on=TODAY) is Standing.HELD


def test_the_law_may_tie_an_act_to_places() -> None:
    law = book(rule("EST", PEEL, supervision="independent", exam_first=False, places=("hospital",)))
    assert codes(ESTHER, PEEL, law=law) == {Code.PLACE}
    facts = cast(altered(Site, AUSTIN, setting="hospital"))
    assert standing(ESTHER, PEEL, facts, law) is Standing.HELD


def test_lea_without_a_certificate_of_a_named_kind_is_barred() -> None:
    assert Code.CERTIFICATE in codes(LEA, LASER, cast(without=["certificate-lea"]))
    expired = altered(Certificate, "certificate-lea", span=UNTIL_TODAY)
    assert Code.CERTIFICATE in codes(LEA, LASER, cast(expired))
    another = altered(Certificate, "certificate-lea", kind="cpr")
    assert Code.CERTIFICATE in codes(LEA, LASER, cast(another))


def test_before_the_law_spoke_no_certificate_was_asked_and_nothing_was_known() -> None:
    law = book(
        says("delegation.rule", {"leave": "permitted", "certificates": ("x",)}, LASER, "LT", since=TODAY)
    )
    assert codes(LEA, LASER, law=law, on=TODAY - timedelta(days=1)) == {Code.LAW_UNKNOWN}
    assert Code.CERTIFICATE in codes(LEA, LASER, law=law, on=TODAY)


def test_any_one_of_the_named_certificates_is_enough() -> None:
    law = book(
        rule("LT", LASER, supervision="remote", exam_first=False, certificates=("master", "laser_hair"))
    )
    assert Code.CERTIFICATE not in codes(LEA, LASER, law=law)


def test_experience_counts_from_the_day_it_was_recorded() -> None:
    law = book(rule("EST", PEEL, supervision="independent", exam_first=False, experience={"hours": 100}))
    facts = cast(Experience("experience", ESTHER, "EST", TODAY, hours=100))
    assert codes(ESTHER, PEEL, facts, law, on=TODAY - timedelta(days=1)) == {Code.EXPERIENCE}
    assert standing(ESTHER, PEEL, facts, law, on=TODAY) is Standing.HELD


@pytest.mark.parametrize(
    ("record", "enough"),
    [
        (Experience("experience", ESTHER, "EST", OPENED, hours=100, months=24), True),
        (Experience("experience", ESTHER, "EST", OPENED, hours=99, months=24), False),
        (Experience("experience", ESTHER, "EST", OPENED, hours=100, months=23), False),
        (Experience("experience", ESTHER, "EST", OPENED, hours=100), False),
        (Experience("experience", ESTHER, "RN", OPENED, hours=100, months=24), False),
        (Experience("experience", LEA, "EST", OPENED, hours=100, months=24), False),
    ],
    ids=["enough", "an hour short", "a month short", "no months", "as a nurse", "Lea's"],
)
def test_every_stated_number_of_experience_must_be_reached_in_the_role(
    record: Experience, enough: bool
) -> None:
    asked = {"hours": 100, "years": 2}
    law = book(rule("EST", PEEL, supervision="independent", exam_first=False, experience=asked))
    assert (Code.EXPERIENCE not in codes(ESTHER, PEEL, cast(record), law)) == enough


def test_hours_and_months_may_stand_in_different_records() -> None:
    law = book(
        rule("EST", PEEL, supervision="independent", exam_first=False, experience={"hours": 100, "months": 6})
    )
    facts = cast(
        Experience("hours", ESTHER, "EST", OPENED, hours=100),
        Experience("months", ESTHER, "EST", OPENED, months=6),
    )
    assert standing(ESTHER, PEEL, facts, law) is Standing.HELD


@pytest.mark.parametrize(("shown", "enough"), [(16, True), (15, False), (None, False)])
def test_training_hours_are_shown_by_a_competency_in_the_procedure(shown: int | None, enough: bool) -> None:
    law = book(rule("EST", PEEL, supervision="independent", exam_first=False, training_hours=16))
    facts = cast(skilled(ESTHER, PEEL, training_hours=shown))
    assert (codes(ESTHER, PEEL, facts, law) == frozenset()) == enough
    lapsed = cast(
        Competency("competency-esther-chemical_peel_superficial", ESTHER, PEEL, UNTIL_TODAY, "", 16)
    )
    assert codes(ESTHER, PEEL, lapsed, law) == {Code.TRAINING}


def test_all_bars_are_told_at_once() -> None:
    facts = cast(
        altered(Organization, LUMEN, form="LLC", span=UNTIL_TODAY),
        Exclusion("exclusion", ROSA, "LEIE", LONG_AGO),
        without=["license-rosa", "menu-austin"],
    )
    assert {
        Code.PRACTICE_FORM,
        Code.PRACTICE_NOT_FORMED,
        Code.EXCLUDED,
        Code.UNLICENSED,
        Code.NOT_ON_MENU,
    } <= codes(ROSA, BOTOX, facts)


def test_a_day_of_the_calendar_is_asked_for_each_site_by_itself() -> None:
    facts = cast(altered(Site, AUSTIN, span=UNTIL_TODAY))
    assert standing(ROSA, BOTOX, facts, site=DALLAS) is Standing.CONDITIONAL
    assert standing(ROSA, BOTOX, facts, on=date(2026, 3, 1)) is Standing.CONDITIONAL
    assert CAST.get(Site, AUSTIN) != facts.get(Site, AUSTIN)
