"""Algorithms of queries: their alternatives against a direct evaluation of the same expression."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pv.study.terminology.smq_algorithm import Condition, alternatives

LETTERS = "ABCDE"
Tree = str | tuple[str, "Tree", "Tree"]

trees = st.recursive(
    st.sampled_from(LETTERS), lambda inner: st.tuples(st.sampled_from(["and", "or"]), inner, inner), max_leaves=8
)


def written(tree: Tree) -> str:
    if isinstance(tree, str):
        return tree
    word, left, right = tree
    return f"({written(left)} {word} {written(right)})"


def holds(tree: Tree, had: set[str]) -> bool:
    if isinstance(tree, str):
        return tree in had
    word, left, right = tree
    both = holds(left, had), holds(right, had)
    return all(both) if word == "and" else any(both)


@given(trees)
def test_the_alternatives_hold_where_the_expression_holds(tree: Tree) -> None:
    read = alternatives(written(tree))
    for size in range(len(LETTERS) + 1):
        for had in map(set, combinations(LETTERS, size)):
            met = any(all(condition.category in had for condition in alternative) for alternative in read)
            assert met == holds(tree, had)


def categories(text: str) -> list[str]:
    return ["".join(str(condition.category) for condition in alternative) for alternative in alternatives(text)]


def test_and_binds_closer_than_or() -> None:
    assert categories("A or B and C") == ["A", "BC"]
    assert categories("A OR (B AND C) OR (D AND (B OR C))") == ["A", "BC", "DB", "DC"]


@pytest.mark.parametrize(
    ("text", "more_than"),
    [
        ("sum of weights > 6", 6),
        ("(Sum of the category weights >= 7)", 6),
        ("total weight > 3", 3),
        ("weights>6", 6),
    ],
)
def test_a_sum_of_weights_is_a_condition(text: str, more_than: int) -> None:
    assert alternatives(f"A or {text}") == ((Condition("A"),), (Condition(more_than=more_than),))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A or",
        "A B",
        "(A or B",
        "A or B)",
        "A unless B",
        "not A",
        "A and (B or )",
        "sum of weights",
        "sum of weights > six",
        "sum > 6",
        "A; B",
        "__import__('os')",
        " and ".join(f"({left} or {right})" for left, right in zip("ABCDEFGHIJK", "LMNOPQRSTUV", strict=True)),
    ],
)
def test_what_is_not_understood_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        alternatives(text)
