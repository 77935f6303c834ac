"""The shipped tables of criteria, bounds and units."""

from functools import cache
from io import StringIO

import pandas as pd

from pv import resources


@cache
def shipped_table(path: str) -> pd.DataFrame:
    """Return a shipped CSV file, named from the repository root: every value as text, an empty one missing.

    It is read once a process; not to be changed in place.
    """
    table = pd.read_csv(StringIO(resources.read(path)), dtype="str", keep_default_na=False)
    return table.replace("", None)
