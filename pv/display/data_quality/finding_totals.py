"""The number of findings by severity, and what each severity means for the records."""

import pandas as pd

from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Display, Made, Options
from pv.display.table import Cell, Column, Row, Table
from pv.numbers import value as fmt

#: Severity -> what one finding of it is called, and what several are.
_WORDS = {
    "reject": ("finding sets records aside", "findings set records aside"),
    "warning": ("warning, records used as stated", "warnings, records used as stated"),
    "note": ("note", "notes"),
}


def of_severity(contents: Contents) -> dict[str, int]:
    """Return how many findings there are of each severity, listed or not."""
    counts = contents.table("finding_count")
    found = counts.groupby("severity")["findings"].sum() if len(counts) else pd.Series(dtype="int64")
    return {name: int(found.get(name, 0)) for name in _WORDS}


def _make(context: Context, _options: Options) -> Made:
    numbers = of_severity(context.contents)
    lines = tuple(
        Row(one if numbers[name] == 1 else several, (Cell(fmt.count(numbers[name])),), category=name)
        for name, (one, several) in _WORDS.items()
    )
    return (
        Table(
            "finding-totals",
            "Findings by severity",
            "Severity",
            (Column("Findings"),),
            (lines,),
            csv=pd.DataFrame({"severity": [*numbers], "findings": [*numbers.values()]}),
            look="totals",
        ),
    )


DISPLAY = Display(
    name="finding_totals",
    title="Findings by severity",
    kind="table",
    reads=("finding_count",),
    make=_make,
)
