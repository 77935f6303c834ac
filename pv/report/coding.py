"""The coding: what next versions of MedDRA and CTCAE would change, what groups take in, which levels were filled."""

from types import MappingProxyType

import pandas as pd

from pv.report import footnote
from pv.report import format as fmt
from pv.report.arms import Arms
from pv.report.csv_link import csv_link
from pv.report.ctcae_change_table import ctcae_change_table, ctcae_left_out
from pv.report.group_terms import group_list_table, shared_terms_table
from pv.report.lookup import rows
from pv.report.meddra_change_table import meddra_change_table, next_version
from pv.report.record_set import Records
from pv.report.report import Report
from pv.report.section import Section
from pv.report.table import Cell, Column, Row, Table

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
    "The preferred term comes from its code or its lowest level term, the class from the primary path of the preferred "
    "term, the levels between them from the path in that class."
)
_UNCHANGED = "Changes of coding: MedDRA {version} codes every term of the events as they are coded."


def coding_section(report: Report, arms: Arms, records: Records) -> Section | None:
    """Return the section of the coding; None without a next version, groups and filled levels."""
    change = meddra_change_table(report, arms)
    grades = ctcae_change_table(report, arms)
    tables = (change, grades, group_list_table(report), shared_terms_table(report, arms, records), filled_table(report))
    version = next_version(report)
    unchanged = (_UNCHANGED.format(version=version),) if version and not change else ()
    left_out = (*unchanged, *ctcae_left_out(report))
    present = tuple(table for table in tables if table)
    return Section("coding", "Coding", present, left_out) if present or left_out else None


def filled_table(report: Report) -> Table | None:
    """Return how many records had each level of MedDRA, had it filled, or lack it; None where nothing was filled."""
    findings = report.table("findings")
    # The records are many: they are read only where a finding says that some were filled.
    if findings.empty or not (findings["rule"] == "hierarchy_filled").any():
        return None
    counts = _counts(report.table("adae"))
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
            f"Filled: given by MedDRA where it is not recorded; {MARK} names the levels of each record.",
            _FILLED_FROM,
            footnote.dictionary(report),
        ),
        csv=csv_link(counts),
    )


def _counts(events: pd.DataFrame) -> pd.DataFrame:
    """Return variable, records, recorded, filled, missing of each level."""
    marks = events[MARK].str.split(", ").explode().value_counts()
    counts = []
    for variable in LEVELS:
        filled, missing = int(marks.get(variable, 0)), int(events[variable].isna().sum())
        counts.append((variable, len(events), len(events) - filled - missing, filled, missing))
    return pd.DataFrame(counts, columns=["variable", "records", "recorded", "filled", "missing"])
