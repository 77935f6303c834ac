"""The page of methods: formula, source and oracle of each, from `pv.stats` and its tests."""

import inspect
from collections.abc import Callable, Mapping
from types import MappingProxyType

import said_by_tests
from formula import formula
from pv import stats
from pv.stats import METHODS

#: Where the docstring of a method ends and its sections begin.
_SECTIONS = ("Args:", "Returns:", "Raises:", "Reference:", "Examples:")


def page() -> str:
    """Return every method of every public function as Markdown."""
    lines = [
        "# Methods",
        "",
        "Each method with what its documentation says, the code that is its formula, its source, and what the tests",
        "hold it against. A study chooses by these names (`[statistics]` of its study file); the first of a list is",
        "the default. The functions take arrays: see [Statistics in Python](statistics.md).",
        "",
    ]
    for function, methods in METHODS.items():
        lines += [f"## {function}", ""]
        for name, method in methods.items():
            lines += _method(name, method, _code(function, name))
        lines += _tests(said_by_tests.oracles(function, methods))
    return "\n".join(lines)


def _method(name: str, method: stats.Method, code: Callable[..., object]) -> list[str]:
    body = inspect.getdoc(code) or ""
    detail = _before_sections(body.partition("\n")[2].strip("\n"))
    source = "\n".join(f"    {line}".rstrip() for line in formula(code).splitlines())
    return [
        f"### `{name}`",
        "",
        f"{method.label}.",
        "",
        *([detail, ""] if detail else []),
        f"Source: {method.reference}",
        "",
        '??? note "Formula, as it is computed"',
        "",
        "    ```python",
        source,
        "    ```",
        "",
    ]


def _before_sections(text: str) -> str:
    lines = text.splitlines()
    ends = [place for place, line in enumerate(lines) if line.strip() in _SECTIONS]
    return "\n".join(lines[: ends[0]] if ends else lines).strip()


def _code(function: str, name: str) -> Callable[..., object]:
    """Return the function that is a method: the one listed under its name, or the public function itself."""
    public: Callable[..., object] = inspect.unwrap(getattr(stats, function))
    for table in vars(inspect.getmodule(public)).values():
        if isinstance(table, MappingProxyType | Mapping) and set(table) == set(METHODS[function]):
            method: Callable[..., object] = inspect.unwrap(table[name])
            return method
    return public


def _tests(oracles: list[said_by_tests.Module]) -> list[str]:
    return [
        "Tested in:",
        "",
        *(f"- `{oracle.path}`: {oracle.says}" for oracle in oracles),
        "",
    ]
