"""The named checks that the contracts in `schemas/*.yaml` use; importing this module registers them with pandera.

Every check of a value takes `on_fail`, which is not for the check but for `pv.contract`: what becomes of a value that
fails. `reject` sets the record aside, `missing` is a warning and the value is taken as missing, `warning` and `note`
keep the value as recorded. Checks of a row are for computed tables only: there a failure is a defect.
"""

import csv
import re
from collections.abc import Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandera.api.extensions import register_check_method
from pandera.pandas import Check

from pv import resources

CODELISTS = "schemas/codelists/cdisc_ct.csv"

#: How grades are written besides 1 to 5: 3.0, G3, Grade 3, CTCAE Grade 3, III, Grade III.
_GRADE = re.compile(r"(?:CTCAE\s+)?(?:G(?:R(?:ADE)?)?\s*)?(?:0?([1-5])(?:\.0+)?|(I{1,3}|IV|V))", re.IGNORECASE)
_ROMAN = MappingProxyType({"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5"})

#: The first and the last day that a date of a trial can be: others are placeholders (9999-12-31) or typing errors.
FIRST_DAY, LAST_DAY = "1900-01-01", "2100-01-01"

#: More than anybody lives, in days: the bound of a time in any unit.
LONGEST_TIME = 50_000

#: Limits centred on another number than the estimate, which they need not hold at a low level or at the edge.
OFF_CENTRE = ("jeffreys", "byar_rothman", "rd_agresti_caffo")


def in_codelist(values: pd.Series, *, codelist: str, on_fail: str) -> pd.Series:  # noqa: ARG001  # on_fail: see above
    """Return which values are submission values of a CDISC codelist."""
    return values.isin(submission_values(codelist))


def yes_or_no(values: pd.Series, *, on_fail: str) -> pd.Series:  # noqa: ARG001  # on_fail: see above
    """Return which values are Y or N, as the flags of ADaM are."""
    return values.isin(("Y", "N"))


def imputation_flag(values: pd.Series, *, on_fail: str) -> pd.Series:  # noqa: ARG001  # on_fail: see above
    """Return which values say what of a date was imputed (ADaM DATEFL): D day, M month and day, Y all of it."""
    return values.isin(("D", "M", "Y"))


def grade_1_to_5(values: pd.Series, *, on_fail: str) -> pd.Series:  # noqa: ARG001  # on_fail: see above
    """Return which values are a CTCAE grade of an event: '1' to '5'."""
    return values.isin(("1", "2", "3", "4", "5"))


def one_of(values: pd.Series, *, among: list[str], on_fail: str) -> pd.Series:  # noqa: ARG001  # on_fail: see above
    """Return which values are in a list that the contract gives."""
    return values.isin(among)


def not_negative(values: pd.Series, *, on_fail: str) -> pd.Series:  # noqa: ARG001  # on_fail: see above
    """Return which numbers are 0 or more."""
    return values >= 0


def whole_and_positive(values: pd.Series, *, on_fail: str) -> pd.Series:  # noqa: ARG001  # on_fail: see above
    """Return which numbers can number a record: 1, 2, 3 and so on."""
    return (values > 0) & (values % 1 == 0)


def whole_or_zero(values: pd.Series, *, on_fail: str) -> pd.Series:  # noqa: ARG001  # on_fail: see above
    """Return which numbers are codes: 0, 1, 2 and so on."""
    return (values >= 0) & (values % 1 == 0)


def plausible_time(values: pd.Series, *, on_fail: str) -> pd.Series:  # noqa: ARG001  # on_fail: see above
    """Return which numbers can be a time in a trial: 0 to LONGEST_TIME."""
    return values.between(0, LONGEST_TIME)


def plausible_date(values: pd.Series, *, on_fail: str) -> pd.Series:  # noqa: ARG001  # on_fail: see above
    """Return which days are from FIRST_DAY to LAST_DAY: bounds that need no clock."""
    return values.between(np.datetime64(FIRST_DAY, "s"), np.datetime64(LAST_DAY, "s"))


def name_of_a_dataset(values: pd.Series) -> pd.Series:
    """Return which values name a dataset that is read."""
    return values.isin(resources.files("schemas/input", ".yaml"))


def in_order(frame: pd.DataFrame, *, along: list[list[str]]) -> pd.Series:
    """Return in which rows no number is less than one before it in each list of columns; the missing are skipped."""
    kept = [_rising(frame, columns) for columns in along]
    return pd.Series(np.logical_and.reduce(kept), index=frame.index)


def around_estimate(frame: pd.DataFrame, *, intervals: list[list[str]]) -> pd.Series:
    """Return in which rows every estimate is within its limits.

    Each interval is four columns: lower, estimate, upper, method. Of a method in OFF_CENTRE only the limits are held to
    each other.
    """
    kept = []
    for lower, estimate, upper, method in intervals:
        elsewhere = frame[method].isin(OFF_CENTRE).to_numpy()
        kept.append((elsewhere | _rising(frame, (lower, estimate, upper))) & _rising(frame, (lower, upper)))
    return pd.Series(np.logical_and.reduce(kept), index=frame.index)


def _rising(frame: pd.DataFrame, columns: Sequence[str]) -> NDArray[np.bool_]:
    """Return in which rows the numbers do not fall, but for the noise of floating point."""
    values = frame[list(columns)].to_numpy(dtype=np.float64, na_value=np.nan)
    highest = np.fmax.accumulate(values, axis=1)
    fallen = (values < highest) & ~np.isclose(values, highest, rtol=1e-9, atol=1e-12)
    rising: NDArray[np.bool_] = ~fallen.any(axis=1)
    return rising


register_check_method(in_codelist, statistics=["codelist", "on_fail"], supported_types=pd.Series)
register_check_method(one_of, statistics=["among", "on_fail"], supported_types=pd.Series)
register_check_method(name_of_a_dataset, statistics=[], supported_types=pd.Series)
register_check_method(in_order, statistics=["along"], supported_types=pd.DataFrame)
register_check_method(around_estimate, statistics=["intervals"], supported_types=pd.DataFrame)
_OF_VALUES = (yes_or_no, imputation_flag, grade_1_to_5, not_negative, whole_and_positive, whole_or_zero)
for _check in (*_OF_VALUES, plausible_time, plausible_date):
    register_check_method(_check, statistics=["on_fail"], supported_types=pd.Series)


@cache
def codelist_values() -> dict[str, tuple[str, ...]]:
    """Return the submission values of each CDISC codelist, in the order of the file."""
    rows = list(csv.DictReader(resources.read(CODELISTS).splitlines()))
    names = dict.fromkeys(row["codelist"] for row in rows)
    return {name: tuple(row["submission_value"] for row in rows if row["codelist"] == name) for name in names}


def submission_values(codelist: str) -> tuple[str, ...]:
    """Return the submission values of one CDISC codelist."""
    return codelist_values()[codelist]


def codelists() -> pd.DataFrame:
    """Return the CDISC codelists as a table: one row per `codelist` and `submission_value`."""
    rows = [(name, value) for name, values in codelist_values().items() for value in values]
    return pd.DataFrame(rows, columns=["codelist", "submission_value"], dtype="str")


def statistics(check: Check) -> dict[str, Any]:
    """Return the arguments that a contract gives to a check, `on_fail` among them."""
    return check.statistics or {}


def out_of_order(check: Check, row: pd.DataFrame) -> list[list[str]]:
    """Return the lists of columns of a check of a row whose numbers are not in order in the one row that is given."""
    if check.name == "in_order":
        return [columns for columns in statistics(check)["along"] if not in_order(row, along=[columns]).all()]
    intervals = statistics(check)["intervals"]
    return [columns for columns in intervals if not around_estimate(row, intervals=[columns]).all()]


def allowed(check: Check) -> tuple[str, ...]:
    """Return the values that a check allows; empty where it is not a list of values."""
    match check.name:
        case "in_codelist":
            return submission_values(statistics(check)["codelist"])
        case "yes_or_no":
            return ("Y", "N")
        case "imputation_flag":
            return ("D", "M", "Y")
        case "grade_1_to_5":
            return ("1", "2", "3", "4", "5")
        case "one_of":
            return tuple(statistics(check)["among"])
        case _:
            return ()


#: How Python, R and SQL write a flag into a text file.
_TRUTH = {"true": "Y", "false": "N"}


def spelled(check: Check, value: str) -> str:
    """Return the allowed value that `value` is in other letters ('Mild', 'Grade 3'), or `value` itself."""
    if check.name == "grade_1_to_5":
        match = _GRADE.fullmatch(value)
        return (match[1] or _ROMAN[match[2].upper()]) if match else value
    if check.name == "yes_or_no":
        value = _TRUTH.get(value.casefold(), value)
    return {other.casefold(): other for other in allowed(check)}.get(value.casefold(), value)


#: Check of one value -> what it asks of it, as the end of a sentence.
_RULES = MappingProxyType(
    {
        "yes_or_no": "a flag must be Y or N",
        "imputation_flag": "an imputation flag must be D (day imputed), M (month and day) or Y (the whole date)",
        "grade_1_to_5": "the grade of an event must be 1, 2, 3, 4 or 5",
        "not_negative": "it must be 0 or more",
        "whole_and_positive": "a record number must be whole and positive: 1, 2, 3",
        "whole_or_zero": "it must be 0, 1, 2 and so on",
        "plausible_time": f"a time must be between 0 and {LONGEST_TIME:,}",
        "plausible_date": f"a date in a trial must be between {FIRST_DAY} and {LAST_DAY}",
    }
)


def rule_of(check: Check) -> str:
    """Return what a check asks of a value, as the end of a sentence: 'the CDISC codelist AESEV has MILD, ...'."""
    values = ", ".join(allowed(check))
    match check.name:
        case "in_codelist":
            return f"the CDISC codelist {statistics(check)['codelist']} has {values}"
        case "one_of":
            return f"it must be one of {values}"
        case _:
            return _RULES.get(str(check.name), f"it must satisfy {check.error or check.name}")
