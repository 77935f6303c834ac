"""The sections that show adverse events by class and term, one for each question a reviewer asks."""

from collections.abc import Callable

import pandas as pd

from pv.report.adjudicated import adjudicated_tables
from pv.report.arms import Arms
from pv.report.counted import Counted, Results
from pv.report.multiplicity_table import multiplicity_table
from pv.report.rate_tables import rate_term_tables
from pv.report.record_set import Records
from pv.report.report import Report
from pv.report.section import Section
from pv.report.stratified_table import stratified_table
from pv.report.table import Table
from pv.report.term_table import group_table, term_table

#: The section of all events, where the comparisons of all of them stand.
_FIRST = "all-events"
_BY_TERM = "by system organ class and preferred term"


#: Section, heading, and the categories it shows with the title of each table.
_SECTIONS = (
    (_FIRST, "Adverse events by class and term", (("any", "Adverse events"),)),
    (
        "severity",
        "Severity",
        (("grade3plus", "Adverse events of grade 3 or higher"), ("severe", "Severe adverse events")),
    ),
    ("serious", "Serious adverse events", (("serious", "Serious adverse events"),)),
    ("related", "Adverse events related to treatment", (("related", "Adverse events related to treatment"),)),
    (
        "action",
        "Discontinuation and dose changes",
        (
            ("discontinuation", "Adverse events leading to discontinuation of treatment"),
            ("interruption", "Adverse events leading to interruption of treatment"),
            ("reduction", "Adverse events leading to dose reduction"),
        ),
    ),
)
#: Shown elsewhere: on the overview, among the deaths, or as part of the severity.
_NOT_OWN = frozenset({"serious_related", "fatal"})


def term_sections(
    report: Report, results: Results, arms: Arms, records: Records, cases: Records
) -> tuple[Section, ...]:
    """Return the sections in the order of the page; the last has what is of special interest."""

    def counted(category: str) -> Counted:
        return results.counted(arms, records, category)

    category = report.table("category")
    known = category.set_index("category") if len(category) else pd.DataFrame()
    sections = []
    for name, heading, shown in _SECTIONS:
        present = [(one, title) for one, title in shown if one in known.index]
        tables, left_out = _tables(report, counted, known, present)
        if name == _FIRST:
            more = stratified_table(report, counted("any")), multiplicity_table(report, arms)
            tables = (*tables, *rate_term_tables(report, arms), *(table for table in more if table))
        if present:
            sections.append(Section(name, heading, tables, left_out))
    own, left_out = _tables(report, counted, known, _own_categories(known))
    groups = group_table(report, counted("any"))
    own = (*adjudicated_tables(report, arms, cases), *own, *((groups,) if groups else ()))
    if own or left_out:
        sections.append(Section("interest", "Events of special interest", own, left_out))
    return tuple(sections)


def _own_categories(known: pd.DataFrame) -> list[tuple[str, str]]:
    """Return the categories that the study adds, in its order: those counted at every level in no section above."""
    shown = {one for _, _, categories in _SECTIONS for one, _ in categories} | _NOT_OWN
    if known.empty:
        return []
    own = known[known["every_level"].astype(bool) & known["scale"].isna() & ~known.index.isin(list(shown))]
    return [(str(name), str(label)) for name, label in own.sort_values("category_order")["label"].items()]


def _tables(
    report: Report, counted: Callable[[str], Counted], known: pd.DataFrame, shown: list[tuple[str, str]]
) -> tuple[tuple[Table, ...], tuple[str, ...]]:
    tables, left_out = [], []
    for category, title in shown:
        collected = bool(known.loc[category, "collected"])
        table = term_table(report, counted(category), f"{title} {_BY_TERM}") if collected else None
        if table:
            tables.append(table)
        else:
            note = known.loc[category, "note"]
            reason = (
                "no subject had one"
                if collected
                else note.removeprefix("not counted: ")
                if isinstance(note, str)
                else "not collected"
            )
            left_out.append(f"{title}: {reason}.")
    return tuple(tables), tuple(left_out)
