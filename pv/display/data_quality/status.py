"""The state of the data in a line."""

from pv.display.contents import Contents
from pv.display.data_quality.finding_totals import of_severity


def status_of(contents: Contents) -> str:
    """Return the state of the data: records set aside, warnings, notes."""
    numbers, accounting = of_severity(contents), contents.table("accounting")
    counts = [
        (int(accounting["rows_set_aside"].sum()) if len(accounting) else 0, "record set aside", "records set aside"),
        (numbers["warning"], "warning", "warnings"),
        (numbers["note"], "note", "notes"),
    ]
    return ", ".join(f"{number or 'no'} {one if number == 1 else many}" for number, one, many in counts)
