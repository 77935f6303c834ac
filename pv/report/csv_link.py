"""A table as a CSV file inside the page: a data address, so that it can be saved without a script or a network."""

from base64 import b64encode

import pandas as pd

#: Beyond this many significant digits a double carries noise; far beyond what any table prints.
_DIGITS = ".12g"
#: A spreadsheet takes a text that starts so for a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_link(table: pd.DataFrame) -> str:
    """Return the data address of a CSV file with the numbers of `table` unrounded (12 significant digits).

    A text that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    safe = table.copy()
    for name in safe.columns:
        if safe[name].dtype == object or isinstance(safe[name].dtype, pd.StringDtype):
            safe[name] = safe[name].map(_not_a_formula)
    safe.columns = [_not_a_formula(str(name)) for name in safe.columns]
    text = safe.to_csv(index=False, float_format=f"%{_DIGITS}", lineterminator="\r\n")
    # The byte order mark makes a spreadsheet read the file as UTF-8.
    return "data:text/csv;charset=utf-8;base64," + b64encode(("\ufeff" + text).encode()).decode()


def _not_a_formula(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value
