"""Who comes is found among those who are there; only what a file says and what differs would change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

from openmso.authority.facts.people import License, Person
from openmso.timeline.spans import ALWAYS, Span
from openmso.workforce.rules.arrivals import Arrival, Change, Identified, LicenseSaid, Plan, There
from openmso.workforce.rules.plans import plan

ADA = Person("ada", "Ada Lindqvist", "1234567893")
ROSA = Person("rosa", "Rosa Delgado")
HELD = License(
    "rosa/license/tx-rn", "rosa", "RN", "TX", Span.of(date(2019, 3, 1), date(2027, 3, 1)), "712345"
)
BORN = date(1985, 7, 9)
THERE = There(
    {"ada": ADA, "rosa": ROSA},
    {HELD.id: HELD},
    {"rosa": Identified("rosa", BORN)},
    frozenset({"ada", "rosa", HELD.id, "austin"}),
)
SAID = LicenseSaid("RN", "TX", "712345")


def rosa(said: LicenseSaid | None = None, **more: object) -> Arrival:
    return replace(Arrival(2, "Rosa Delgado", license=said), **more)  # type: ignore[arg-type] # a row of the tests


def applied(there: There, made: Plan) -> There:
    """What is there once the plan is written."""
    tables: dict[type, dict[str, object]] = {
        Person: dict(there.people),
        License: dict(there.licenses),
        Identified: dict(there.identities),
    }
    for one in made.changes:
        key = one.after.person if isinstance(one.after, Identified) else one.after.id
        tables[type(one.after)][key] = one.after
    taken = there.taken | set(tables[Person]) | set(tables[License])
    return There(tables[Person], tables[License], tables[Identified], taken)  # type: ignore[arg-type] # by kind


def reject(*arrivals: Arrival) -> tuple[int, str]:
    made = plan(arrivals, THERE)
    assert not made.changes
    (one,) = made.rejects
    assert one.mend
    return one.row, one.column


def test_somebody_new_gets_an_id_of_their_name_and_the_license_one_of_theirs() -> None:
    made = plan([Arrival(2, "Zoë O'Neal", license=replace(SAID, expires=date(2027, 2, 28)))], THERE)
    assert [one.after for one in made.added] == [
        Person("zoe-oneal", "Zoë O'Neal"),
        License(
            "zoe-oneal/license/tx-rn", "zoe-oneal", "RN", "TX", Span.of(None, date(2027, 3, 1)), "712345"
        ),
    ]


def test_an_id_that_is_taken_is_numbered() -> None:
    (person,) = plan([Arrival(2, "Austin")], THERE).added
    assert person.after == Person("austin-2", "Austin")


def test_what_is_there_already_changes_nothing() -> None:
    made = plan([rosa(SAID, born=BORN), Arrival(3, "ADA LINDQVIST", npi="1234567893")], THERE)
    assert (made.changes, made.same, made.rejects) == ((), 2, ())


def test_the_same_file_again_changes_nothing() -> None:
    rows = [
        Arrival(2, "Zoe Quist", npi="1245319599", born=date(1990, 1, 2), license=SAID),
        Arrival(
            3,
            "Zoe Quist",
            npi="1245319599",
            license=LicenseSaid("NP", "TX", "AP1", "active", False, date(2020, 1, 1), date(2028, 1, 1)),
        ),
        rosa(replace(SAID, expires=date(2029, 2, 28)), npi="1679576722"),
    ]
    once = plan(rows, THERE)
    assert len(once.added) == 4
    assert len(once.changed) == 2
    assert plan(rows, applied(THERE, once)).changes == ()


def test_a_person_is_found_by_npi_under_another_name_and_the_change_is_shown() -> None:
    (one,) = plan([Arrival(2, "Ada Berg", npi="1234567893")], THERE).changed
    assert (one.after, one.differing) == (replace(ADA, name="Ada Berg"), ("name",))


def test_the_registry_renames_nobody_and_is_refused_for_an_unlike_name() -> None:
    assert not plan([Arrival(2, "Ada K Lindqvist", npi="1234567893", renames=False)], THERE).changes
    assert reject(Arrival(2, "Bob Smith", npi="1234567893", renames=False)) == (2, "npi")


def test_a_person_is_found_by_the_very_same_name_and_that_is_said() -> None:
    made = plan([rosa(npi="1679576722")], THERE)
    assert made.changed == (Change(2, ROSA, replace(ROSA, npi="1679576722")),)
    assert [(one.row, one.what) for one in made.remarks] == [(2, "taken for rosa, who has the same name")]


def test_a_namesake_with_another_npi_is_somebody_else() -> None:
    (one,) = plan([Arrival(2, "Ada Lindqvist", npi="1679576722")], THERE).added
    assert one.after == Person("ada-lindqvist", "Ada Lindqvist", "1679576722")


def test_of_several_namesakes_nobody_is_chosen() -> None:
    there = replace(THERE, people={**THERE.people, "rosa-2": Person("rosa-2", "Rosa Delgado")})
    made = plan([rosa()], there)
    assert (made.changes, made.rejects[0].column) == ((), "name")


def test_what_contradicts_what_is_there_is_a_reject() -> None:
    assert reject(Arrival(2, "Ada Lindqvist", id="ada", npi="1679576722")) == (2, "npi")
    assert reject(Arrival(2, "Rosa Delgado", id="rosa", npi="1234567893")) == (2, "npi")
    assert reject(Arrival(2, "Zoe Quist", id="zoe", npi="1234567893")) == (2, "npi")
    assert reject(rosa(born=date(1986, 7, 9))) == (2, "born")
    assert reject(Arrival(2, "X", id="austin")) == (2, "id")
    assert reject(rosa(replace(SAID, issued=date(2026, 1, 1), expires=date(2025, 1, 1)))) == (2, "expires")


def test_what_cannot_be_kept_is_a_reject_of_its_row() -> None:
    assert reject(Arrival(2, "X" * 301)) == (2, "name")
    assert reject(Arrival(2, "Zoe\x01Quist")) == (2, "name")
    assert reject(Arrival(2, "Zoe Quist", other_names=("Y" * 201,))) == (2, "other_names")
    assert reject(rosa(replace(SAID, number="9" * 101, expires=date(2027, 2, 28)))) == (2, "license_number")


def test_a_reject_never_says_a_day_of_birth() -> None:
    made = plan([rosa(born=date(1986, 7, 9))], THERE)
    assert "1986" not in repr(made.rejects)
    assert "1985" not in repr(plan([rosa(born=BORN, other_names=("Rosa Ruiz",))], THERE))


def test_two_rows_that_contradict_each_other_are_not_both_taken() -> None:
    made = plan(
        [
            rosa(replace(SAID, expires=date(2028, 2, 28))),
            replace(rosa(replace(SAID, expires=date(2029, 2, 28))), row=3),
        ],
        THERE,
    )
    assert [one.row for one in made.changed] == [2]
    assert [(one.row, one.what) for one in made.rejects] == [
        (3, "row 2 says otherwise of rosa/license/tx-rn")
    ]


def test_a_renewal_with_its_day_of_issue_is_a_license_of_its_own() -> None:
    (one,) = plan([rosa(replace(SAID, issued=date(2027, 3, 1), expires=date(2029, 2, 28)))], THERE).added
    assert isinstance(one.after, License)
    assert (one.after.id, one.after.span) == (
        "rosa/license/tx-rn-2",
        Span.of(date(2027, 3, 1), date(2029, 3, 1)),
    )


def test_a_renewal_without_its_day_of_issue_prolongs_the_license() -> None:
    (one,) = plan([rosa(replace(SAID, expires=date(2029, 2, 28)))], THERE).changed
    assert one.after == replace(HELD, span=Span.of(date(2019, 3, 1), date(2029, 3, 1)))


def test_a_number_is_the_same_with_spaces_and_hyphens_and_another_number_is_another_license() -> None:
    assert not plan(
        [rosa(replace(SAID, number="712-345"))],
        replace(THERE, licenses={HELD.id: replace(HELD, number="712 345")}),
    ).added
    made = plan([rosa(replace(SAID, number="999999", expires=date(2027, 2, 28)))], THERE)
    assert [one.after.id for one in made.added if isinstance(one.after, License)] == ["rosa/license/tx-rn-2"]


def test_of_several_licenses_without_a_number_nothing_is_guessed() -> None:
    other = replace(HELD, id="rosa/license/tx-rn-2", number="999999")
    made = plan(
        [rosa(replace(SAID, number="", expires=date(2029, 1, 1)))],
        replace(THERE, licenses={HELD.id: HELD, other.id: other}),
    )
    assert (made.changes, made.rejects[0].column, made.rejects[0].mend) == (
        (),
        "license_number",
        "say the number",
    )


def test_a_license_whose_end_nobody_said_is_kept_as_unknown_and_gives_nothing() -> None:
    made = plan([rosa(LicenseSaid("NP", "TX", "AP1", "active"))], THERE)
    (one,) = made.added
    assert one.after == License("rosa/license/tx-np", "rosa", "NP", "TX", ALWAYS, "AP1", "unknown")
    assert any("status unknown" in remark.what for remark in made.remarks)


def test_what_was_unknown_becomes_known_by_a_later_file() -> None:
    there = applied(THERE, plan([rosa(LicenseSaid("NP", "TX", "AP1"))], THERE))
    made = plan(
        [rosa(LicenseSaid("NP", "TX", "AP1", None, None, date(2020, 1, 1), date(2027, 6, 30)))], there
    )
    (one,) = made.changed
    assert one.after == License(
        "rosa/license/tx-np", "rosa", "NP", "TX", Span.of(date(2020, 1, 1), date(2027, 7, 1)), "AP1", "active"
    )


def test_a_license_that_never_expires_is_active_for_ever() -> None:
    (one,) = plan([rosa(LicenseSaid("NP", "TX", "AP1", "active", never_expires=True))], THERE).added
    assert one.after == License("rosa/license/tx-np", "rosa", "NP", "TX", ALWAYS, "AP1", "active")


def test_what_changes_is_not_verified_any_more() -> None:
    there = replace(
        THERE, licenses={HELD.id: replace(HELD, verified_on=date(2026, 1, 2), verified_with="Nursys")}
    )
    assert not plan([rosa(SAID)], there).changes
    (one,) = plan([rosa(replace(SAID, expires=date(2029, 2, 28)))], there).changed
    assert one.after == replace(HELD, span=Span.of(date(2019, 3, 1), date(2029, 3, 1)))


def test_what_a_file_leaves_out_stays() -> None:
    there = replace(THERE, licenses={HELD.id: replace(HELD, multistate=True, status="probation")})
    assert not plan([rosa(SAID)], there).changes


def test_a_row_that_was_refused_for_an_earlier_one_is_refused_again() -> None:
    """Else two rows that contradict each other would take turns with every import."""
    rows = [
        rosa(replace(SAID, expires=date(2028, 2, 28))),
        replace(rosa(replace(SAID, expires=date(2029, 2, 28))), row=3),
    ]
    once = plan(rows, THERE)
    again = plan(rows, applied(THERE, once))
    assert (again.changes, [one.row for one in again.rejects]) == ((), [3])


def test_a_later_row_may_say_more_of_a_person() -> None:
    made = plan(
        [
            Arrival(2, "Zoe Quist", license=replace(SAID, expires=date(2028, 1, 1))),
            Arrival(3, "Zoe Quist", npi="1245319599"),
        ],
        THERE,
    )
    assert not made.rejects
    assert made.added[0].after == Person("zoe-quist", "Zoe Quist", "1245319599")


DAYS = st.sampled_from([None, date(2019, 3, 1), date(2024, 3, 1), date(2027, 2, 28), date(2029, 2, 28)])
LICENSES = st.builds(
    LicenseSaid,
    role=st.sampled_from(["RN", "NP"]),
    state=st.just("TX"),
    number=st.sampled_from(["", "712345", "712 345", "999999"]),
    status=st.sampled_from([None, "active", "lapsed", "unknown"]),
    multistate=st.sampled_from([None, True, False]),
    issued=DAYS,
    expires=DAYS,
    never_expires=st.booleans(),
)
ROWS = st.builds(
    Arrival,
    row=st.just(0),
    name=st.sampled_from(["Rosa Delgado", "ROSA DELGADO", "Ada Lindqvist", "Zoe Quist", "Zoé Quist"]),
    id=st.sampled_from(["", "", "", "rosa", "zoe", "austin"]),
    npi=st.sampled_from(["", "", "1234567893", "1245319599"]),
    born=st.sampled_from([None, BORN, date(1990, 1, 2)]),
    other_names=st.sampled_from([(), ("Rosa Ruiz",)]),
    license=st.none() | LICENSES,
    renames=st.booleans(),
)


@given(st.lists(ROWS, max_size=6))
def test_whatever_a_file_says_a_second_time_it_changes_nothing(drawn: list[Arrival]) -> None:
    """Of the rows that are taken. A row that was refused beside them may be taken later, when they have changed what is there."""
    rows = [replace(one, row=number + 2) for number, one in enumerate(drawn)]
    refused = {one.row for one in plan(rows, THERE).rejects}
    taken = [one for one in rows if one.row not in refused]
    once = plan(taken, THERE)
    assume(not once.rejects)
    assert plan(taken, applied(THERE, once)).changes == ()
