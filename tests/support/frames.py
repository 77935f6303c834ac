"""Frames in tests."""

from collections.abc import Iterable
from typing import Any

import pandas as pd


def rows(frame: pd.DataFrame) -> Iterable[Any]:
    """Return the rows of a frame, columns as attributes; a test knows what it put in."""
    return frame.itertuples(index=False)
