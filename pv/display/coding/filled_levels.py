"""The coding: what next versions of MedDRA and CTCAE would change, what groups take in, which levels were filled."""

from types import MappingProxyType

import pandas as pd

from pv.display import footnote
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.rows_by_arm import rows
from pv.display.table import Cell, Column, Row, Table
from pv.numbers import value as fmt

#: The levels that are filled where they are missing, and the column that says which were.
LEVELS = MappingProxyType(
    {
        "AEBODSYS": "System organ class",
        "AEHLGT": "High level group term",
        "AEHLT": "High level term",
        "AEDECOD": "Preferred term",
    }
)
MARK = "AEHIERFL"
_FILLED_FROM = (
    "The preferred term comes from its code or its lowest level term, the system organ class from the primary path of "
    "the preferred term, and the levels between them from the path in that class."
)


def filled_table(contents: Contents) -> Table | None:
    """Return how many records had each level of MedDRA, had it filled, or lack it; None where nothing was filled."""
    findings = contents.table("findings")
    # The records are many: they are read only where a finding says that some were filled.
    if findings.empty or not (findings["rule"] == "hierarchy_filled").any():
        return None
    counts = _counts(contents.table("adae"))
    total = int(counts["records"].iloc[0])
    lines = (
        Row(
            f"{LEVELS[row.variable]} ({row.variable})",
            tuple(Cell(fmt.count_percent(number, total)) for number in (row.recorded, row.filled, row.missing)),
        )
        for row in rows(counts)
    )
    return Table(
        "filled",
        "Levels of the hierarchy filled from MedDRA",
        "Level",
        (Column("Recorded", "n (%)"), Column("Filled", "n (%)"), Column("Missing", "n (%)")),
        tuple((line,) for line in lines),
        notes=(
            f"Of the {total} adverse-event records used, treatment-emergent or not.",
            f"Filled: taken from MedDRA if not recorded; {MARK} lists the filled levels of each record.",
            _FILLED_FROM,
            footnote.dictionary(contents),
        ),
        csv=counts,
    )


def _counts(events: pd.DataFrame) -> pd.DataFrame:
    """Return variable, records, recorded, filled, missing of each level."""
    marks = events[MARK].str.split(", ").explode().value_counts()
    counts = []
    for variable in LEVELS:
        filled, missing = int(marks.get(variable, 0)), int(events[variable].isna().sum())
        counts.append((variable, len(events), len(events) - filled - missing, filled, missing))
    return pd.DataFrame(counts, columns=["variable", "records", "recorded", "filled", "missing"])


def _make(context: Context, _options: Options) -> Made:
    return (filled_table(context.contents) or Absent("No level of the hierarchy was filled from MedDRA.", said=False),)


DISPLAY = Display(
    name="filled_levels",
    title="Levels of the hierarchy filled from MedDRA",
    kind="table",
    reads=("findings", "adae"),
    make=_make,
)
