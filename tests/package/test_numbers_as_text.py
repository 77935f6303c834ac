"""No display makes a number into text: cells hold numbers with their form, and sentences ask `pv.numbers.text`."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import pv.display

FOLDER = Path(pv.display.__file__).parent
#: Functions that round, or write a number with so many digits.
_WRITING = frozenset({"round", "format", "round_half_up", "percent_of"})
#: What gives a number, of which `str` would make a text.
_COUNTING = frozenset({"len", "int", "float", "sum", "max", "min"})
#: A place of a pattern that says how a number is written: '{:.1f}', '{rate:g}'.
_SPECIFIED = re.compile(r"\{\w*:[^{}]+\}")
#: (file, what it does): no number of a reader.
_EXCEPTIONS = frozenset({("ejection_fraction/waterfall.py", "round")})  # the width of a panel in pixels


def _called(node: ast.AST) -> str:
    """Return the name of what a node calls; '' where it calls nothing."""
    if not isinstance(node, ast.Call):
        return ""
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def _of_call(node: ast.Call) -> str:
    """Return how a call makes a number into text; '' where it does not."""
    name = _called(node)
    if isinstance(node.func, ast.Name) and name in _WRITING:
        return name
    if name == "str" and any(_called(argument) in _COUNTING for argument in node.args):
        return name
    # A label is a text of the data or a constant, a pattern a constant: neither is made of anything.
    return name if name in {"label", "together"} and isinstance(node.args[0], ast.JoinedStr) else ""


def _of(node: ast.AST) -> str:
    """Return how a node makes a number into text; '' where it does not."""
    if isinstance(node, ast.FormattedValue):
        return "format" if node.format_spec is not None else ""
    if isinstance(node, ast.Constant):
        return "format" if isinstance(node.value, str) and _SPECIFIED.search(node.value) else ""
    if isinstance(node, ast.BinOp):
        return "%" if isinstance(node.op, ast.Mod) and isinstance(node.left, ast.Constant) else ""
    if isinstance(node, ast.alias):
        return node.name if node.name in _WRITING else ""
    return _of_call(node) if isinstance(node, ast.Call) else ""


def made_into_text(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and kind of each place of a module that makes a number into text."""
    for node in ast.walk(ast.parse(source)):
        if kind := _of(node):
            yield getattr(node, "lineno", 0), kind


def test_no_display_makes_a_number_into_text() -> None:
    found = [
        (str(file.relative_to(FOLDER)), kind, line)
        for file in sorted(FOLDER.rglob("*.py"))
        for line, kind in made_into_text(file.read_text(encoding="utf-8"))
    ]
    assert [one for one in found if one[:2] not in _EXCEPTIONS] == []
    assert {one[:2] for one in found} >= _EXCEPTIONS


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ('Cell(f"{share:.1f}%")', "format"),
        ('"{:g} days".format(days)', "format"),
        ('"%d of %d" % (n, total)', "%"),
        ("label(str(round(share, 1)))", "round"),
        ("label(str(len(found)))", "str"),
        ("from pv.numbers.rounding import round_half_up", "round_half_up"),
        ('fmt.label(f"{n} of {total}")', "label"),
        ('fmt.together(f"{n} ({{}})", share)', "together"),
    ],
)
def test_what_would_be_found(source: str, kind: str) -> None:
    assert kind in [found for _, found in made_into_text(source)]


@pytest.mark.parametrize(
    "source", ['fmt.together("{} ({})", fmt.count(n), fmt.percent(n, total))', 'f"{label}: {why}"']
)
def test_what_is_no_text_of_a_number(source: str) -> None:
    assert list(made_into_text(source)) == []
