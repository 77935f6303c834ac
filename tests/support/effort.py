"""How much a test of random studies does: little in each run of the suite, more with HYPOTHESIS_PROFILE=search."""

import os

SEARCH = os.environ.get("HYPOTHESIS_PROFILE") == "search"


def seeds(few: int, many: int) -> range:
    """Return the seeds of random studies: a few, or many where more is searched."""
    return range(many if SEARCH else few)
