"""The library that writes RTF, an extra of the installation."""

from importlib import import_module
from typing import Any

from pv.errors import OutputError, Problem


def library(name: str = "rtflite") -> Any:  # noqa: ANN401  # a module, without types of its own
    """Return rtflite, or polars, which comes with it.

    Raises:
        OutputError: it is not installed.
    """
    try:
        return import_module(name)
    except ModuleNotFoundError:
        right = 'pip install "pv-safety[rtf]"'
        raise OutputError(Problem(f"RTF needs {name}, which is not installed", expected=right)) from None
