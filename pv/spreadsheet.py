"""Tables as a spreadsheet may open them: no text of the data is taken for a formula."""

import re
from pathlib import Path

import pandas as pd

from pv.characters import shown

#: A spreadsheet takes a text that starts so for a formula (OWASP, CSV injection).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")


def not_a_formula(value: object) -> object:
    """Return a text that a spreadsheet would run with an apostrophe in front; a number, and all else, as it is."""
    if not isinstance(value, str):
        return value
    text = shown(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) and not _NUMBER.fullmatch(text) else text


def for_people(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose texts and column names are no formulas and can be shown; numbers are untouched."""
    safe = table.copy()
    for name in safe.columns:
        if safe[name].dtype == object or isinstance(safe[name].dtype, pd.StringDtype):
            safe[name] = safe[name].map(not_a_formula)
    safe.columns = [not_a_formula(str(name)) for name in safe.columns]
    return safe


def as_asked(table: pd.DataFrame, target: Path, *, exact: bool) -> pd.DataFrame:
    """Return a table as it is written to a file: a CSV file for people unless it is to be exact, Parquet exact."""
    return table if exact or target.suffix.lower() != ".csv" else for_people(table)
