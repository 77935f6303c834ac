"""How the property tests run: the same examples each time, so that a red build is red again when it is looked into."""

import gc
import os

from hypothesis import settings

settings.register_profile("build", derandomize=True, deadline=None, max_examples=20)
#: To search for more: HYPOTHESIS_PROFILE=search python -m pytest
settings.register_profile("search", deadline=None, max_examples=500)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "build"))


def pytest_collection_finish() -> None:
    """Look less often for cycles, and never among the thousands of tests themselves: a tenth of the suite's time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
