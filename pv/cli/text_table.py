"""A frame as plain text, every row and column of it, numbers as they are."""

import pandas as pd


def text_table(frame: pd.DataFrame) -> str:
    """Return a frame as aligned text; missing values are blank, an empty frame says so."""
    if frame.empty:
        return f"({', '.join(map(str, frame.columns))}: no rows)"
    text: str = frame.to_string(index=False, na_rep="", max_colwidth=None)
    return text
