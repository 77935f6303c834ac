"""The examples in the docstrings of the Python API are run."""

import doctest

import pytest

import pilot
import pv.api


@pytest.mark.parametrize(
    "example",
    [case for case in doctest.DocTestFinder().find(pv.api, "pv.api") if case.examples],
    ids=lambda case: case.name,
)
def test_an_example_gives_what_it_says(example: doctest.DocTest, monkeypatch: pytest.MonkeyPatch) -> None:
    # Opened as the examples say, but once for all tests.
    monkeypatch.setattr(pv, "open_study", {"cdisc-pilot": pilot.study()}.__getitem__)
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    assert runner.run(example).failed == 0


def test_every_public_name_has_an_example_or_is_shown_by_one() -> None:
    shown = {case.name for case in doctest.DocTestFinder().find(pv.api, "pv.api") if case.examples}
    assert {"pv.api.open_study", "pv.api.Study.tables", "pv.api.Study.sql"} <= shown
