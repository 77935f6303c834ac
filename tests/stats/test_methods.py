"""Every method has a label and a reference from its docstring, and every public interval function its methods."""

import inspect

import pytest

from pv import stats
from pv.stats import METHODS


@pytest.mark.parametrize("function", METHODS)
def test_label_and_reference(function: str) -> None:
    assert callable(getattr(stats, function))
    for name, method in METHODS[function].items():
        assert method.name == name
        assert method.label
        assert not method.label.endswith(".")
        assert method.reference.endswith(".")
        assert any(character.isdigit() for character in method.reference)
        assert "  " not in method.reference


def test_a_reference_of_several_lines_is_one_line() -> None:
    assert METHODS["risk_difference"]["rd_newcombe"].label == "Newcombe hybrid score limits of a risk difference"
    assert METHODS["risk_difference"]["rd_newcombe"].reference == (
        "Newcombe RG. Interval estimation for the difference between independent proportions: comparison of eleven "
        "methods. Stat Med 1998;17:873-890, method 10."
    )


def test_defaults_are_known_methods() -> None:
    for function, table in METHODS.items():
        parameter = inspect.signature(getattr(stats, function)).parameters.get("method")
        if parameter is not None and set(table) != {function}:
            assert parameter.default in table
            assert parameter.kind is inspect.Parameter.KEYWORD_ONLY


def test_public_names_exist() -> None:
    assert len(set(stats.__all__)) == len(stats.__all__)
    assert all(hasattr(stats, name) for name in stats.__all__)
