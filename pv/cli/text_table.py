"""A frame as plain text, every row and column of it, numbers as they are."""

import pandas as pd
from pandas.api.types import is_extension_array_dtype, is_object_dtype

from pv.output import number_text


def text_table(frame: pd.DataFrame) -> str:
    """Return a frame as aligned text; numbers unrounded, missing values blank; an empty frame says so."""
    if frame.empty:
        return f"({', '.join(map(str, frame.columns))}: no rows)"
    # As they are, missing whole numbers would be printed as <NA> and missing objects as None.
    mixed = [name for name, kind in frame.dtypes.items() if is_object_dtype(kind) or is_extension_array_dtype(kind)]
    shown = frame.astype(dict.fromkeys(mixed, "str"))
    text: str = shown.to_string(index=False, na_rep="", max_colwidth=None, float_format=number_text)
    return text
