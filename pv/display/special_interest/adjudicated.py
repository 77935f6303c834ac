"""Events of special interest as the committee decided: how many, how early, how they ended, who agreed."""

from collections.abc import Iterator, Mapping

import pandas as pd

from pv.display import footnote
from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.cross_table import LEFT_OUT, Grading, Opening, cross_columns, cross_groups, with_sums
from pv.display.display import Absent, Display, Made, Options
from pv.display.no_records import no_records
from pv.display.records.embedded import Records
from pv.display.records.special import CASES
from pv.display.rows_by_arm import ByArm, by_arm, count_cells, sql_texts
from pv.display.table import Cell, Row, Table
from pv.numbers import value as fmt
from pv.numbers.value import Value

DECISION = (
    "Decision and grade of the adjudication committee, each subject at the most severe case; at any time, not limited "
    "to the treatment-emergent window."
)
#: The decisions; every other category is a grade of the events confirmed and related to treatment.
_DECISIONS = frozenset({"case", "any", "not_related", "not_confirmed", "undecided"})
_SHARES = "Percentages are of the subjects with the event in the arm"
_GRADES = {str(grade): f"Grade {grade}" for grade in range(1, 6)} | {"missing": "Grade missing"}
_INVESTIGATOR = Grading("investigator_grade", {**_GRADES, "no report": "Not reported"})
_COMMITTEE = Grading(
    "committee_grade",
    {**_GRADES, "not related": "Not related", "not confirmed": "Not confirmed", "undecided": "Indeterminate"},
)


def adjudicated_tables(contents: Contents, arms: Arms, cases: Records) -> tuple[Table, ...]:
    """Return for each event its counts, its onset and outcome, and the agreement; none where nothing was judged.

    Args:
        contents: what the page shows.
        arms: its arms.
        cases: the cases that the counts open.
    """
    incidence = contents.table("adjudicated_incidence")
    if incidence.empty:
        return ()
    return tuple(
        table
        for place, event in enumerate(incidence["event"].drop_duplicates(), start=1)
        for table in _tables(contents, arms, cases, str(event), place)
    )


def _tables(contents: Contents, arms: Arms, cases: Records, event: str, place: int) -> Iterator[Table]:
    yield _incidence(contents, arms, cases, event, place)
    for table in (_course(contents, arms, cases, event, place), _agreement(contents, arms, cases, event, place)):
        if table:
            yield table


def _of(contents: Contents, name: str, event: str) -> pd.DataFrame:
    """Return the rows of one event of a table; none where the report has no such table."""
    table = contents.table(name)
    return table if table.empty else table[table["event"] == event]


def _incidence(contents: Contents, arms: Arms, cases: Records, event: str, place: int) -> Table:
    table = _of(contents, "adjudicated_incidence", event).sort_values("category_order", kind="stable")
    term, lines = cases.terms.get((event,)), []
    for name, rows in table.groupby("category", sort=False):
        cells = count_cells(by_arm(rows), arms, opens=True)
        kind = "" if name in _DECISIONS else "indent"
        lines.append(Row(str(rows["label"].iloc[0]), cells, kind, term, str(name), "adjudicated"))
    method, level = str(table["method"].iloc[0]), float(table["confidence_level"].iloc[0])
    return Table(
        f"adjudicated-{place}",
        f"{event}: adjudicated events",
        "Decision and maximum grade",
        arms.columns("n (%)"),
        tuple((line,) for line in lines),
        notes=(
            footnote.population(contents),
            DECISION,
            "Grades are of events confirmed and related to treatment.",
            footnote.csv_intervals(contents, method, level),
        ),
        csv=table.drop(columns="category_order"),
        sql=sql_texts(contents, "adjudicated_incidence", "adjudicated_subject_category", "adjudicated_subject"),
    )


def _course(contents: Contents, arms: Arms, cases: Records, event: str, place: int) -> Table | None:
    """Return onset and outcome of the events confirmed and related to treatment; None where nobody had one."""
    onset, outcome = _of(contents, "adjudicated_onset", event), _of(contents, "adjudicated_outcome", event)
    if onset.empty and outcome.empty:
        return None
    term = cases.terms.get((event,))
    first: tuple[Row, ...] = ()
    if len(onset):
        found = by_arm(onset)
        known = _opening({name: (fmt.count(row.subjects), row.subjects) for name, row in found.items()}, arms)
        days = tuple(Cell(_median_range(found, name)) for name in arms.names)
        first = (
            Row("Subjects with known first onset", known, "", term, "first onset known", CASES.name),
            Row("Day of first onset, median (range)", days),
        )
    ended = [
        Row(str(name).capitalize(), _shares(by_arm(rows), arms), "indent", term, f"outcome: {name}", CASES.name)
        for name, rows in (outcome.groupby("outcome", sort=True) if len(outcome) else ())
    ]
    treatment = _of(contents, "adjudicated_treatment", event)
    given = _given(treatment, arms, term)
    heading = (Row("Outcome of the most severe case, n (% of subjects with the event)", kind="head"),) if ended else ()
    return Table(
        f"adjudicated-course-{place}",
        f"{event}: first onset and outcome",
        "Confirmed by adjudication, related to treatment",
        arms.columns(),
        tuple(group for group in (first, (*heading, *ended), given) if group),
        notes=(
            DECISION,
            f"The day of first dose is day 1. {_SHARES}{', by treatment of those given it' if given else ''}.",
        ),
        csv=pd.concat([part for part in (onset, outcome, *([treatment] if given else [])) if len(part)]),
        sql=sql_texts(
            contents, "adjudicated_onset", "adjudicated_outcome", *(["adjudicated_treatment"] if given else [])
        ),
    )


def _given(table: pd.DataFrame, arms: Arms, term: int | None) -> tuple[Row, ...]:
    """Return the event by the treatment given, where an arm has several."""
    several = [arm for arm, rows in table.groupby("arm", sort=False) if len(rows) > 1] if len(table) else []
    if not several:
        return ()
    shown = table[table["arm"].isin(several)]
    if not (shown["subjects"] > 0).any():
        return ()
    lines = [
        Row(str(name).capitalize(), _of_given(by_arm(rows), arms), "indent", term, f"given: {name}", CASES.name)
        for name, rows in shown.groupby("treatment", sort=True)
    ]
    return (Row("By treatment given in an arm of several, n (% of subjects given it)", kind="head"), *lines)


def _of_given(found: ByArm, arms: Arms) -> tuple[Cell, ...]:
    values = {name: fmt.count_percent(row.subjects, row.given_subjects) for name, row in found.items()}
    return _opening({name: (value, found[name].subjects) for name, value in values.items()}, arms)


def _median_range(found: ByArm, arm: str) -> Value:
    row = found.get(arm)
    if row is None or not row.subjects:
        return fmt.MISSING
    return fmt.median_range(row.median_days, row.minimum_days, row.maximum_days)


def _shares(found: ByArm, arms: Arms) -> tuple[Cell, ...]:
    values = {name: fmt.count_percent(row.subjects, row.event_subjects) for name, row in found.items()}
    return _opening({name: (value, found[name].subjects) for name, value in values.items()}, arms)


def _opening(found: Mapping[str, tuple[Value, int]], arms: Arms) -> tuple[Cell, ...]:
    """Return the value of each arm; one of subjects opens their cases."""
    every = ((arm, *found.get(arm.name, (fmt.MISSING, 0))) for arm in arms.every)
    return tuple(Cell(value, arm.place if subjects else None) for arm, value, subjects in every)


def _agreement(contents: Contents, arms: Arms, cases: Records, event: str, place: int) -> Table | None:
    table = _of(contents, "adjudication_agreement", event)
    if table.empty or not (table["subjects"] > 0).any():
        return None
    opening = Opening(CASES.name, cases.terms.get((event,)), "investigator", "committee", "case")
    return Table(
        f"adjudicated-agreement-{place}",
        f"{event}: investigator's grade (rows) versus adjudicated grade (columns)",
        "Maximum grade by the investigator",
        cross_columns(table, _COMMITTEE),
        cross_groups(table, arms, _INVESTIGATOR, _COMMITTEE, opening),
        notes=(
            DECISION,
            "An adjudicated grade is that of a confirmed event related to treatment; otherwise the decision is shown.",
            LEFT_OUT,
        ),
        csv=with_sums(table, ["arm", "event"], _INVESTIGATOR.name, _COMMITTEE.name),
        sql=sql_texts(contents, "adjudication_agreement", "adjudicated_grades"),
    )


def _make(context: Context, _options: Options) -> Made:
    tables = adjudicated_tables(context.contents, context.arms, context.records(CASES))
    return tables or (no_records(context, "adjudication") or Absent("No case was adjudicated.", said=False),)


DISPLAY = Display(
    name="adjudicated_events",
    title="Adjudicated events of special interest",
    kind="table",
    reads=(
        *("adjudicated_incidence", "adjudicated_onset", "adjudicated_outcome", "adjudication"),
        *("adjudicated_treatment", "adjudication_agreement"),
    ),
    make=_make,
    opens=(CASES,),
)
