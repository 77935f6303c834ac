"""The texts of tooltips: counts, differences and intervals, rounded as everywhere else."""

from collections.abc import Iterator
from fractions import Fraction

import pandas as pd

from pv.numbers.rounding import percent_of
from pv.numbers.text import number, percent, plain

UNDEFINED = "not defined"


def one_line(text: str) -> str:
    """Return a label without line separators, which the drawing library's expressions cannot hold (U+2028)."""
    return " ".join(text.split())


def method_name(method: str) -> str:
    """Return the name of an interval method as a reader writes it: 'rd_miettinen_nurminen' is 'Miettinen-Nurminen'."""
    words = [word for word in method.split("_") if word not in {"rd", "rr", "ird", "irr"}]
    return "-".join(word.capitalize() for word in words)


def count_texts(table: pd.DataFrame) -> list[str]:
    """Return '12/84 (14.3%)' for each row of subjects, arm_subjects."""
    counts = zip(table["subjects"], table["arm_subjects"], strict=True)
    return [count_text(subjects, total) for subjects, total in counts]


def count_text(subjects: int, total: int) -> str:
    """Return '12/84 (14.3%)', of nobody '0/84 (0.0%)'."""
    return f"{subjects}/{total} ({percent_of(subjects, total)}%)"


def percent_texts(table: pd.DataFrame) -> list[str]:
    """Return '14.3%' for each row of subjects, arm_subjects; '0' where no subject is counted."""
    counts = zip(table["subjects"], table["arm_subjects"], strict=True)
    return [percent(subjects, total) for subjects, total in counts]


def interval_texts(table: pd.DataFrame, lower: str, upper: str, method: str, unit: str = "") -> list[str]:
    """Return '1.2% to 4.5% (95%, Clopper-Pearson)' for each row of the named columns and confidence_level."""
    columns = (table[name] for name in (lower, upper, method, "confidence_level"))
    return [
        f"{number(low)}{unit} to {number(high)}{unit} ({plain(100 * level)}%, {method_name(name)})"
        if pd.notna(low) and pd.notna(high)
        else UNDEFINED
        for low, high, name, level in zip(*columns, strict=True)
    ]


def difference_texts(comparison: pd.DataFrame) -> list[str]:
    """Return the risk difference in percentage points with one decimal, from the counts of each row."""
    return [
        number(Fraction(100 * n, total) - Fraction(100 * m, comparator_total))
        if total and comparator_total
        else UNDEFINED
        for n, total, m, comparator_total in _counts(comparison)
    ]


def _counts(comparison: pd.DataFrame) -> Iterator[tuple[int, int, int, int]]:
    names = ("subjects", "arm_subjects", "comparator_subjects", "comparator_arm_subjects")
    return zip(*(comparison[name].tolist() for name in names), strict=True)
