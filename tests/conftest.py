"""How the property tests run: the same examples each time, so that a red build is red again when it is looked into."""

import os

from hypothesis import settings

settings.register_profile("build", derandomize=True, deadline=None, max_examples=20)
#: To search for more: HYPOTHESIS_PROFILE=search python -m pytest
settings.register_profile("search", deadline=None, max_examples=500)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "build"))
