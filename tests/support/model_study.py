"""The built-in model study as the tests share it."""

from contextlib import AbstractContextManager, nullcontext
from functools import cache

# By its own name: a test may put `opened` in its place in the module.
from pv.api import Study, open_study


@cache
def study() -> Study:
    """Return the built-in model study, opened once for all tests."""
    return open_study("destiny-breast04")


def opened(name: str, **_: object) -> AbstractContextManager[Study]:
    """Return the same in place of `pv.api.open_study`, for a command; it stays open."""
    assert name == "destiny-breast04"
    return nullcontext(study())
