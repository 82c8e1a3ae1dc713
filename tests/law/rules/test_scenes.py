"""What a case gives and expects is read strictly: unknown words and idle ones are refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from openmso.law.facts import Pack, PackError
from openmso.law.facts.cases import read_cases
from openmso.law.queries import whole
from openmso.law.rules.cases import Case
from tests.law.conftest import Draft

BASE = """\
- name: "A nurse peels"
  given: {role: RN, procedure: peel%s}
  on: 2026-09-01
  expect: %s
  because: "Rule 1"
"""


def read(
    draft: Draft, given: str = "", expect: str = "conditional", pack: Pack | None = None
) -> tuple[Case, ...]:
    """The case with this added to what is given."""
    more = f", {given}" if given else ""
    return read_cases(draft.write("tx/cases/scenes.yaml", BASE % (more, expect)).root, pack or draft.read())


def refused(draft: Draft, given: str = "", expect: str = "conditional") -> list[str]:
    """The problems told of the case."""
    with pytest.raises(PackError) as caught:
        read(draft, given, expect)
    return [str(one) for one in caught.value.problems]


def test_a_scene_is_read_with_its_values(draft: Draft) -> None:
    told = "without: [license, order], owners: [{role: MD, percent: 60}, {role: lay, percent: 40}], distance_miles: 3.5"
    (case,) = read(draft, told, "{standing: barred, bars_has: [unlicensed]}")
    assert case.given == {
        "role": "RN",
        "procedure": "peel",
        "without": ("license", "order"),
        "owners": ({"role": "MD", "percent": Decimal(60)}, {"role": "lay", "percent": Decimal(40)}),
        "distance_miles": Decimal("3.5"),
    }
    assert case.expect == {"standing": "barred", "bars_has": ("unlicensed",)}
    assert (case.jurisdiction, case.on) == ("TX", date(2026, 9, 1))


def test_a_standing_alone_is_enough(draft: Draft) -> None:
    assert read(draft)[0].expect == {"standing": "conditional"}


PLACE = "tx/cases/scenes.yaml"


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ("rol: RN", "2: unknown key 'rol' in given; did you mean 'role'?"),
        ("experiense: {hours: 1}", "2: unknown key 'experiense' in given; did you mean 'experience'?"),
        ("experience: {hour: 1}", "2: unknown key 'hour' in given.experience; did you mean 'hours'?"),
        ("bedside: {exam: MD}", "2: unknown key 'exam' in given.bedside; did you mean 'exam_by'?"),
        ("bedside: {measures: {depth: 2}}", "2: unknown key 'depth' in given.bedside.measures; expected aha_pct, bha_pct, needle_depth_mm, peel_ph, peel_strength_pct, products"),
        ("owners: [{role: MD, share: 1}]", "2: unknown key 'share' in given.owners; expected percent, role"),
        ("settings: {threshold: low}", "2: unknown key 'threshold' in given.settings; did you mean 'grant_threshold'?"),
        ("without: [delgation]", "2: given.without is 'delgation', which is not one of its codes; did you mean 'delegation'?"),
        ("director_role: RN", "2: given.director_role is 'RN', which is not one of its codes; expected DO, MD, NP, PA"),
        ("kind: clinics", "2: given.kind is 'clinics', which is not one of its codes; did you mean 'clinic'?"),
        ("license_state: TXX", "2: given.license_state is 'TXX', which is not one of its codes; did you mean 'TX'?"),
        ("sites_of_director: many", "2: given.sites_of_director is 'many'; expected a whole number, zero or more"),
    ],
)  # fmt: skip
def test_what_is_given_is_closed(draft: Draft, given: str, problem: str) -> None:
    assert f"{PLACE}:{problem}" in refused(draft, given)


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ("without: [agreement]", "given.without takes an agreement away, which RN has none of; expected delegation"),
        ("without: [registration], registrations: [med_spa]", "given has both registrations and without registration; expected one of them"),
        ("without: []", "given.without is empty; expected something in it, or no such key"),
        ("experience: {}", "given.experience is empty; expected something in it, or no such key"),
        ("bedside: {}", "given.bedside is empty; expected something in it, or no such key"),
        ("sites_of_director: 0", "given.sites_of_director is 0; expected 1 or more, for this site counts"),
        ("multistate: true", "given.multistate stands alone; expected license_state beside it"),
        ("others_under_physician: {NP: 3}", "given.others_under_physician counts agreements, which RN has none of; expected NP or PA"),
        ("owners: [{role: MD, percent: 99}]", "given.owners do not hold 100 percent together; expected all owners"),
        ("bedside: {supervisor: none}", "given.bedside.supervisor is none, which tells nothing; expected complete: true beside it"),
        ("bedside: {minutes: 5}", "given.bedside tells minutes of nobody; expected supervisor beside it"),
        ("bedside: {order_by: MD}", "given.bedside.order_by stands without an order; expected order: true beside it"),
        ("attested: all", "given.attested is all, and the law wants nothing attested that day; expected no such key"),
        ("attested: [One.]", "given.attested holds 'One.', which the law does not want; expected nothing here"),
    ],
)  # fmt: skip
def test_what_changes_nothing_is_refused(draft: Draft, given: str, problem: str) -> None:
    assert refused(draft, given) == [f"{PLACE}:2: {problem}"]


def test_a_delegation_is_nothing_that_an_np_has(draft: Draft) -> None:
    text = (BASE % (", without: [delegation]", "held")).replace("role: RN", "role: NP")
    with pytest.raises(PackError) as caught:
        read_cases(draft.write(PLACE, text).root, draft.read())
    assert "which NP has none of; expected agreement" in str(caught.value)


def test_all_that_is_attested_is_what_the_law_wants_on_the_day(draft: Draft) -> None:
    draft.edit(
        "tx/delegation.yaml", "exam_first: true", 'exam_first: true\n          attest: ["One.", "Two."]'
    )
    assert (read(draft, "attested: all")[0].given or {})["attested"] == ("One.", "Two.")
    assert (read(draft, "attested: [Two.]")[0].given or {})["attested"] == ("Two.",)
    assert refused(draft, "attested: [Twoo.]") == [
        f"{PLACE}:2: given.attested holds 'Twoo.', which the law does not want; did you mean 'Two.'?"
    ]


@pytest.mark.parametrize(
    ("expect", "problem"),
    [
        ("allowed", "4: expect is 'allowed', which is not one of its codes; expected absent, barred, conditional, held, unknown"),
        ("{}", "4: expect is empty; expected standing, outcome, wanting, bars, missing, to_show, wanting_has, bars_has, missing_has, to_show_has"),
        ("{standing: held, want: [exam]}", "4: unknown key 'want' in expect; did you mean 'wanting'?"),
        ("{wanting: [examen]}", "4: expect.wanting is 'examen', which is not one of its codes; did you mean 'exam'?"),
        ("{outcome: go}", "4: expect.outcome is 'go', which is not one of its codes; expected allow, allow_with_conditions, stop, unknown"),
    ],
)  # fmt: skip
def test_what_is_expected_is_closed(draft: Draft, expect: str, problem: str) -> None:
    assert refused(draft, expect=expect) == [f"{PLACE}:{problem}"]


@pytest.mark.parametrize("missing", ["role: RN, ", ", procedure: peel"])
def test_role_and_procedure_are_always_given(draft: Draft, missing: str) -> None:
    text = (BASE % ("", "held")).replace(missing, "")
    with pytest.raises(PackError) as caught:
        read_cases(draft.write(PLACE, text).root, draft.read())
    assert f"{PLACE}:2: given has no '{missing.strip(', ').partition(':')[0]}'; expected it here" in str(
        caught.value
    )


@pytest.mark.parametrize(
    ("key", "problem"),
    [
        ("certificates: [master]", "given.certificates is 'master', which is not one of its codes"),
        ("form: GmbH", "given.form is 'GmbH', which is not one of its codes"),
        ("setting: garage", "given.setting is 'garage', which is not one of its codes"),
        ("registrations: [spa]", "given.registrations is 'spa', which is not one of its codes"),
        ("bedside: {areas: [elbow]}", "given.bedside.areas is 'elbow', which is not one of its codes"),
    ],
)
def test_the_lists_of_the_shipped_pack_close_the_words(draft: Draft, key: str, problem: str) -> None:
    text = (BASE % (f", {key}", "held")).replace("procedure: peel", "procedure: microneedling")
    with pytest.raises(PackError) as caught:
        read_cases(draft.write(PLACE, text).root, whole())
    assert problem in str(caught.value)


def test_no_scene_plays_federally(draft: Draft) -> None:
    draft.write("us/cases/scenes.yaml", BASE % ("", "held"))
    with pytest.raises(PackError) as caught:
        read_cases(draft.root, draft.read())
    assert [str(one) for one in caught.value.problems] == [
        "us/cases/scenes.yaml:2: a scene plays in a state; expected 'ask' of federal law"
    ]
