"""What is found in the result tables: a row by what names it, a number exactly."""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

import pandas as pd

Tables = Mapping[str, pd.DataFrame]

_DAYS_PER_WEEK = 7


class Computed(NamedTuple):
    """What the study has for a figure; None where it has none.

    Attributes:
        subjects: subjects with the event, or of the arm.
        arm_subjects: subjects of the arm.
        value: the number itself, exact where it is made of counts.
        lower: its lower limit.
        upper: its upper limit.
        p_value: that of a comparison.
    """

    subjects: int | None = None
    arm_subjects: int | None = None
    value: Fraction | None = None
    lower: Fraction | None = None
    upper: Fraction | None = None
    p_value: Fraction | None = None


def row_of(frame: pd.DataFrame, where: Mapping[str, str]) -> "pd.Series[float] | None":
    """Return the one row whose columns have these texts, in any case; None where there is none or several."""
    for column, wanted in where.items():
        frame = frame[frame[column].astype("str").str.casefold() == wanted.casefold()]
    return frame.iloc[0] if len(frame) == 1 else None


def per_unit(study: "pd.Series[float]") -> dict[str, Fraction]:
    """Return the days of each unit of time."""
    return {
        "days": Fraction(1),
        "weeks": Fraction(_DAYS_PER_WEEK),
        "months": Fraction(repr(float(study["days_per_month"]))),
        "years": Fraction(repr(float(study["days_per_year"]))),
    }


def exact(number: float) -> Fraction | None:
    """Return a number as the fraction that its shortest decimal text says; None where it is missing."""
    return None if pd.isna(number) else Fraction(repr(float(number)))
