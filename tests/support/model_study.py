"""The built-in model study as the tests share it."""

from functools import cache

import pv
from pv.api import Study


@cache
def study() -> Study:
    """Return the built-in model study, opened once for all tests."""
    return pv.open_study("destiny-breast04")
