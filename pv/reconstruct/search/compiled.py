"""The kernel of the search compiled by numba, an extra of the installation, or as it is."""

from importlib import import_module
from types import FunctionType, ModuleType
from typing import Any, NamedTuple

from pv.errors import Problem, SettingError
from pv.reconstruct.search.kernel import anneal, changes, curve, misses, oddness, ratio

_MODULES: tuple[ModuleType, ...] = (curve, ratio, misses, oddness, changes, anneal)


class Kernel(NamedTuple):
    """The two functions that the search calls."""

    evaluate: Any
    anneal: Any


def plain() -> Kernel:
    """Return the kernel as it is: a thousand times slower, and the same to the last digit but one."""
    return Kernel(anneal.evaluate, anneal.anneal)


def compiled() -> Kernel:
    """Return the kernel compiled; that takes some 30 seconds, at its first call.

    Raises:
        SettingError: numba is not installed.
    """
    try:
        njit = import_module("numba").njit
    except ModuleNotFoundError:
        right = 'pip install "pv-safety[reconstruct]"'
        raise SettingError(
            Problem("the search for courses needs numba, which is not installed", expected=right)
        ) from None
    # A compiled function finds the others where it looks for names: in a copy of its module that has them compiled.
    copies = {module.__name__: dict(vars(module)) for module in _MODULES}
    made: dict[object, Any] = {}
    for module in _MODULES:
        for name, function in vars(module).items():
            if isinstance(function, FunctionType) and function.__module__ == module.__name__:
                made[function] = njit(
                    FunctionType(function.__code__, copies[module.__name__], name, function.__defaults__)
                )
    for names in copies.values():
        names.update({name: made[value] for name, value in names.items() if isinstance(value, FunctionType)})
    return Kernel(made[anneal.evaluate], made[anneal.anneal])
