"""The same name, written in two ways, is one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmso.workforce.rules.names import Name, company_of, folded, name_of, name_of_parts


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("Ada Lindqvist", ("ADA", (), ("LINDQVIST",), "LINDQVIST", "")),
        ("Dr. María de la Cruz-Rivera, FNP-C", ("MARIA", (), ("CRUZ", "RIVERA"), "DELACRUZRIVERA", "")),
        ("Cruz, Maria Elena", ("MARIA", ("ELENA",), ("CRUZ",), "CRUZ", "")),
        ("Robert Smith Jr., MD", ("ROBERT", (), ("SMITH",), "SMITH", "JR")),
        ("Robert Smith, Jr., M.D.", ("ROBERT", (), ("SMITH",), "SMITH", "JR")),
        ("Smith Jr, Robert", ("ROBERT", (), ("SMITH",), "SMITH", "JR")),
        ("Shana O'Neal", ("SHANA", (), ("ONEAL",), "ONEAL", "")),
        ("J. R. Ewing", ("J", ("R",), ("EWING",), "EWING", "")),
        ("Anh Do", ("ANH", (), ("DO",), "DO", "")),
        ("Jack Ma, MD", ("JACK", (), ("MA",), "MA", "")),
        ("Kim Le, DO", ("KIM", (), ("LE",), "LE", "")),
        ("Søren Łukasz Weiß", ("SOREN", ("LUKASZ",), ("WEISS",), "WEISS", "")),
        ("Cynthia Van Holland", ("CYNTHIA", (), ("HOLLAND",), "VANHOLLAND", "")),
        ("Cher", ("", (), ("CHER",), "CHER", "")),
        ("William Jones III", ("WILLIAM", (), ("JONES",), "JONES", "III")),
    ],
)
def test_a_name_is_taken_apart(
    written: str, parts: tuple[str, tuple[str, ...], tuple[str, ...], str, str]
) -> None:
    first, middle, family, joined, suffix = parts
    assert name_of(written) == Name((first,) if first else (), middle, family, joined, suffix)


def test_parts_that_are_known_apart_are_not_guessed_at() -> None:
    listed = name_of_parts(given="LUIS", middle="ALBERTO ", family="DEL ROSARIO BASILIO")
    assert (listed.family, listed.joined, listed.middle) == (
        ("ROSARIO", "BASILIO"),
        "DELROSARIOBASILIO",
        ("ALBERTO",),
    )
    assert name_of_parts(given="JOHN", middle="M JR", family="GAYDEN").suffix == "JR"
    assert name_of_parts(given="JOHN", family="III").family == ("III",)


def test_a_turned_name_has_given_and_family_name_in_each_others_place() -> None:
    assert name_of("Wong Mei").turned() == name_of("Mei Wong")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dennis B. Jaffe, D.M.D., P.C.", "DENNIS B JAFFE DMD PC"),
        ("Lone Star Aesthetics, PLLC", "The Lone Star Aesthetics"),
        ("Smith & Sons, Inc.", "SMITH AND SONS INCORPORATED"),
    ],
)
def test_a_company_is_the_same_with_and_without_its_form(one: str, other: str) -> None:
    assert company_of(one) == company_of(other)


def test_a_company_that_is_nothing_but_a_form_keeps_its_name() -> None:
    assert company_of("The Company, LLC") == "THE COMPANY LLC"


@given(st.text(max_size=40))
def test_any_text_is_folded_and_folding_again_changes_nothing(text: str) -> None:
    once = folded(text)
    assert folded(once) == once
    assert set(once) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ")
    name_of(text)
    company_of(text)
