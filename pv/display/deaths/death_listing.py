"""Each death, one line per fatal event (FDA guide, Table 9)."""

import pandas as pd

from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.rows_by_arm import rows, sql_texts
from pv.display.table import Cell, Column, Row, Table
from pv.numbers import value as fmt
from pv.numbers.value import Value

_LISTED = (
    ("Arm", "arm", False),
    ("Age", "AGE", True),
    ("Sex", "SEX", False),
    ("Days on treatment", "exposure_days", True),
    ("Day of death", "death_day", True),
    ("Days since last dose", "days_since_last_dose", True),
    ("Fatal event (preferred term)", "AEDECOD", False),
    ("Reported term", "AETERM", False),
    ("Related", "related", False),
    ("Treatment-emergent", "emergent", False),
    ("Cause of death", "DTHCAUS", False),
    ("Source of the date", "date_source", False),
)


def death_listing(contents: Contents, arms: Arms) -> Table | None:
    """Return each death, one line per fatal event; None where nobody died."""
    table = contents.table("death_listing")
    if table.empty:
        return None
    labels = {arm.name: arm.label for arm in arms.every}
    shown = [line for line in _LISTED if line[1] in table and table[line[1]].notna().any()]
    lines = []
    for record in rows(table):
        cells = tuple(Cell(_value(getattr(record, name), labels)) for _, name, _ in shown)
        lines.append((Row(str(record.USUBJID), cells),))
    return Table(
        "death-listing",
        "All individual deaths",
        "Subject",
        tuple(Column(heading, numeric=numeric) for heading, _, numeric in shown),
        tuple(lines),
        notes=(
            "Day of death: the day of first dose is day 1.",
            "Negative days since last dose: death before the last recorded dose date.",
        ),
        csv=table,
        sql=sql_texts(contents, "death_listing"),
    )


def _value(value: object, labels: dict[str, str]) -> Value:
    """Return a listed value: arms by their label, yes or no, whole numbers, text as it is."""
    if value is None or value is pd.NaT or (isinstance(value, float) and pd.isna(value)) or value is pd.NA:
        return fmt.MISSING
    if isinstance(value, str):
        return fmt.label(labels.get(value, value))
    if isinstance(value, bool) or type(value).__name__ in {"bool_", "bool"}:
        return fmt.label("Yes" if value else "No")
    return fmt.number(float(value), 0)  # type: ignore[arg-type]  # what is left are numbers


def _make(context: Context, _options: Options) -> Made:
    recorded = len(context.contents.table("deaths")) > 0
    nobody = Absent("No subject in the analysis set died.", said=recorded)
    return (death_listing(context.contents, context.arms) or nobody,)


DISPLAY = Display(
    name="death_listing",
    title="All individual deaths",
    kind="listing",
    standard="FDA Table 9",
    reads=("death_listing", "deaths"),
    make=_make,
)
