"""What is said of a problem, and what may have been meant."""

import pytest

from openmso.netfile.rules.problems import Problem, closest, one_of


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (
            Problem("a.yaml", 3, "people.ada", "is wrong", "right", "rite"),
            'a.yaml:3: people.ada: is wrong; expected right; did you mean "rite"?',
        ),
        (Problem("a.yaml", 3, "", "is wrong"), "a.yaml:3: is wrong"),
        (Problem("a.yaml", 0, "", "is empty"), "a.yaml: is empty"),
    ],
)
def test_a_problem_says_where_what_and_what_instead(problem: Problem, said: str) -> None:
    assert str(problem) == said


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("licences", ["licenses", "name"], "licenses"),
        ("md", ["MD", "DO"], "MD"),
        ("zzz", ["MD", "DO"], ""),
        ("x" * 200, ["x"], ""),
        ("p1999", [f"p{n}" for n in range(1000)], "p199"),
    ],
)
def test_the_closest_name_is_suggested_if_it_is_close(word: str, known: list[str], meant: str) -> None:
    assert closest(word, known) == meant


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a or b"),
        (["a", "b", "c"], "a, b or c"),
        (list("abcd"), "one of a, b, c, … (4 in all)"),
    ],
)
def test_alternatives_are_listed(words: list[str], said: str) -> None:
    assert one_of(words, most=3) == said
