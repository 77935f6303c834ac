"""Text in capitals as SQL writes it, so that what is compared here and there is the same."""

import pandas as pd


def capitals(text: str) -> str:
    """Return a text in capitals as `upper` of DuckDB does: Python's own makes two letters of one sharp s."""
    return str(pd.Series([text], dtype="str").str.upper().iloc[0])
