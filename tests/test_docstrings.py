"""The examples in the docstrings of the Python API are run."""

import doctest

import pytest

import pv.api


@pytest.mark.parametrize(
    "example",
    [case for case in doctest.DocTestFinder().find(pv.api, "pv.api") if case.examples],
    ids=lambda case: case.name,
)
def test_an_example_gives_what_it_says(example: doctest.DocTest) -> None:
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    assert runner.run(example).failed == 0


def test_every_public_name_has_an_example_or_is_shown_by_one() -> None:
    shown = {case.name for case in doctest.DocTestFinder().find(pv.api, "pv.api") if case.examples}
    assert {"pv.api.open_study", "pv.api.Study.tables", "pv.api.Study.sql"} <= shown
