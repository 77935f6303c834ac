"""Safety data of a clinical trial to a report ready for statistical review and sign-off."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pv import stats
    from pv.api import Difference, Study, diff, open_study
    from pv.errors import InputError, OutputError, PvError, SettingError

__all__ = [
    "Difference",
    "InputError",
    "OutputError",
    "PvError",
    "SettingError",
    "Study",
    "diff",
    "open_study",
    "stats",
]

_HOME = {
    "Difference": "pv.api",
    "Study": "pv.api",
    "diff": "pv.api",
    "open_study": "pv.api",
    "InputError": "pv.errors",
    "OutputError": "pv.errors",
    "PvError": "pv.errors",
    "SettingError": "pv.errors",
}


def __getattr__(name: str) -> object:
    """Return a public name from its home, imported when first asked for: `pv-safety --help` needs no pandas."""
    if name == "__version__":
        return import_module("importlib.metadata").version("pv-safety")
    if name == "stats":
        return import_module("pv.stats")
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'pv' has no attribute {name!r}")


def __dir__() -> list[str]:
    """Return the public names: what is imported when first asked for is shown before."""
    return sorted([*__all__, "__version__", "__doc__", "__name__", "__file__", "__path__", "__spec__"])
