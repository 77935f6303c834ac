"""The state of the data in a line."""

import pandas as pd

from pv.display.contents import Contents


def status_of(contents: Contents) -> str:
    """Return the state of the data: records set aside, warnings, notes."""
    findings, accounting = contents.table("findings"), contents.table("accounting")
    severity = findings["severity"] if len(findings) else pd.Series(dtype="str")
    counts = [
        (int(accounting["rows_set_aside"].sum()) if len(accounting) else 0, "record set aside", "records set aside"),
        (int((severity == "warning").sum()), "warning", "warnings"),
        (int((severity == "note").sum()), "note", "notes"),
    ]
    return ", ".join(f"{number or 'no'} {one if number == 1 else many}" for number, one, many in counts)
