"""The examples in the docstrings of the Python API are run, and those of every statistic, which says all it takes."""

import doctest
import inspect
import re
from collections.abc import Callable

import pytest

import pilot
import pv.api
import pv.holding
import pv.showing
from pv import stats
from pv.stats import METHODS

#: Every public function of `pv.stats` by name.
FUNCTIONS: dict[str, Callable[..., object]] = {
    name: inspect.unwrap(getattr(stats, name)) for name in stats.__all__ if inspect.isroutine(getattr(stats, name))
}


#: The examples of opening a study, of what it holds and of what it shows.
EXAMPLES = [
    case
    for module in (pv.api, pv.showing, pv.holding)
    for case in doctest.DocTestFinder().find(module, module.__name__)
    if case.examples
]


@pytest.mark.parametrize(
    "example",
    EXAMPLES,
    ids=lambda case: case.name,
)
def test_an_example_gives_what_it_says(example: doctest.DocTest, monkeypatch: pytest.MonkeyPatch) -> None:
    # Opened as the examples say, but once for all tests.
    monkeypatch.setattr(pv, "open_study", {"cdisc-pilot": pilot.study()}.__getitem__)
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    assert runner.run(example).failed == 0


def test_every_public_name_has_an_example_or_is_shown_by_one() -> None:
    shown = {case.name.rpartition(".")[2] for case in EXAMPLES}
    assert {"open_study", "tables", "sql", "explain", "displays", "display"} <= shown


def section(name: str, title: str) -> str:
    """Return a section of the docstring of a statistic."""
    text = inspect.getdoc(FUNCTIONS[name]) or ""
    return text.partition(f"\n{title}:\n")[2].partition("\n\n")[0]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_example_of_a_statistic_gives_the_published_number_or_that_of_the_arithmetic(name: str) -> None:
    (case,) = doctest.DocTestFinder(recurse=False).find(FUNCTIONS[name], name, globs={})
    assert case.examples
    assert doctest.DocTestRunner().run(case).failed == 0
    # The numbers come from somewhere else than the code: it is said before the first line that is run.
    before = section(name, "Examples").partition(">>>")[0]
    assert len(before.split()) > 5


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_statistic_says_what_it_takes_returns_and_refuses_and_where_it_is_from(name: str) -> None:
    parameters = list(inspect.signature(FUNCTIONS[name]).parameters)
    assert re.findall(r"^ {4}(\w+):", section(name, "Args"), re.MULTILINE) == parameters
    assert section(name, "Returns")
    assert "ValueError" in section(name, "Raises")
    source = section(name, "Reference") or all(method.reference for method in METHODS.get(name, {}).values())
    assert source
