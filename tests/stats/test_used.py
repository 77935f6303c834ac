"""Every public statistic is one that a measure uses, or stands here with the reason why none does."""

import ast
import inspect
from pathlib import Path

import pv.measure
from pv import stats
from pv.measure.p_value import RISK_TESTS, STRATIFIED_RISK_TESTS
from pv.study.setting.methods import METHODS

#: Function -> why no measure calls it.
REASONS = {
    "cumulative_incidence_by_term": "the measure has the counts of each term and day from SQL and calls its kernel",
}


def functions() -> set[str]:
    """Return the public functions of `pv.stats`."""
    return {name for name in stats.__all__ if inspect.isroutine(getattr(stats, name))}


def used() -> set[str]:
    """Return the names that a measure takes from `pv.stats`."""
    found = set()
    for file in Path(pv.measure.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "stats":
                found.add(node.attr)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pv.stats"):
                found |= {alias.name for alias in node.names}
    return found


def test_every_public_statistic_is_used_by_a_measure_or_says_why_not() -> None:
    assert functions() - used() == set(REASONS)
    assert len(functions()) > 20


def test_the_tests_that_a_study_can_choose_are_those_that_there_are() -> None:
    assert METHODS["test"] == tuple(RISK_TESTS)
    assert METHODS["stratified_test"] == tuple(STRATIFIED_RISK_TESTS)
