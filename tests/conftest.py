"""How the property tests run: the same examples each time, so that a red build is red again; and the shared browser."""

import gc
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selenium import webdriver

settings.register_profile("build", derandomize=True, deadline=None, max_examples=20)
#: To search for more: HYPOTHESIS_PROFILE=search python -m pytest
settings.register_profile("search", deadline=None, max_examples=500)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "build"))


def pytest_collection_finish() -> None:
    """Look less often for cycles, and never among the thousands of tests themselves: a tenth of the suite's time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[webdriver.Chrome]":
    """Give a browser with the network off: one for all tests of a process, which others need not import."""
    from browser_session import started  # noqa: PLC0415  # what the docstring says

    with started(tmp_path_factory.mktemp("browser")) as driver:
        yield driver
