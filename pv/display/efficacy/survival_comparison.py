"""Each arm against the comparator in the time to each endpoint: hazard ratios and tests, with and without strata."""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from pv.display import footnote
from pv.display.arms import Arm
from pv.display.context import Context
from pv.display.display import Absent, Display, Made
from pv.display.efficacy.endpoints import NONE, Endpoint, EndpointOptions, endpoints, of_endpoint
from pv.display.records.efficacy import TIMES
from pv.display.rows_by_arm import ByArm, by_arm, sql_texts
from pv.display.table import Cell, Column, Row, Table
from pv.numbers import value as fmt
from pv.numbers.text import plain
from pv.numbers.value import Value

_NOBODY = Absent("No arm is compared with another in an endpoint.", said=False)


def _make(context: Context, options: EndpointOptions) -> Made:
    asked = endpoints(context, options)
    if not asked:
        return (NONE,)
    return tuple(table for one in asked for table in _table(context, one)) or (_NOBODY,)


def _table(context: Context, endpoint: Endpoint) -> tuple[Table, ...]:
    """Return the comparison of the arms in an endpoint; none where nothing is compared."""
    contents, comparator = context.contents, context.arms.comparator
    rows = of_endpoint(contents.table("survival_comparison"), endpoint)
    if rows.empty or comparator is None:
        return ()
    level = footnote.percent_text(float(rows["confidence_level"].iloc[0]))
    found = by_arm(rows)
    shown = [arm for arm in context.arms.compared if arm.name in found]
    lines = _lines([found[arm.name] for arm in shown], endpoint, level)
    return (
        Table(
            f"survival-comparison-{endpoint.anchor}",
            f"{endpoint.title}, compared",
            "Comparison",
            tuple(Column(arm.label, f"vs {comparator.label}", arm.place) for arm in shown),
            tuple((line,) for line in (*_counts(context, shown, found, endpoint), *lines)),
            notes=(endpoint.population, *_notes(rows, endpoint)),
            csv=rows,
            sql=sql_texts(contents, "survival_comparison", "endpoint_time", "endpoint_subject"),
        ),
    )


def _counts(context: Context, shown: Sequence[Arm], found: ByArm, endpoint: Endpoint) -> Iterator[Row]:
    """Yield the events of the arms compared and of the comparator."""
    term = context.records(TIMES).terms.get((endpoint.name,))
    own = [(arm, found[arm.name].subjects, found[arm.name].timed_subjects) for arm in shown]
    rows = [found[arm.name] for arm in shown]
    other = context.arms.comparator
    against = [(other, row.comparator_subjects, row.comparator_timed_subjects) for row in rows]
    for label, counts in (("Events / subjects, arm", own), ("Events / subjects, comparator", against)):
        cells = (Cell(fmt.count_of(events, of), arm.place if events and arm else None) for arm, events, of in counts)
        yield Row(label, tuple(cells), "", term, "event", TIMES.name)


def _lines(found: list[Any], endpoint: Endpoint, level: str) -> Iterator[Row]:
    def line(label: str, values: Iterator[Value]) -> Row:
        return Row(label, tuple(Cell(value) for value in values))

    if endpoint.strata:
        ratios = ((row.stratified_hazard_ratio, row.stratified_hr_lower, row.stratified_hr_upper) for row in found)
        yield line(f"Stratified hazard ratio ({level} CI)", (fmt.interval(*ratio, 2) for ratio in ratios))
        yield line("Stratified log-rank p", (fmt.p_value(row.stratified_log_rank_p_value) for row in found))
    plain_ratios = ((row.hazard_ratio, row.hr_lower, row.hr_upper) for row in found)
    without = "Hazard ratio without strata" if endpoint.strata else "Hazard ratio"
    yield line(f"{without} ({level} CI)", (fmt.interval(*ratio, 2) for ratio in plain_ratios))
    tested = "Log-rank p without strata" if endpoint.strata else "Log-rank p"
    yield line(tested, (fmt.p_value(row.log_rank_p_value) for row in found))
    if endpoint.competing:
        yield line("Gray p", (fmt.p_value(row.gray_p_value) for row in found))
    yield line("Proportional hazards p", (fmt.p_value(row.proportional_hazards_p_value) for row in found))
    until = found[0].restricted_until
    if pd.notna(until):
        means = ((row.restricted_mean_difference, row.rmst_lower, row.rmst_upper) for row in found)
        label = f"Difference of means up to {plain(until)} {endpoint.unit} ({level} CI)"
        yield line(label, (fmt.interval(*mean, endpoint.digits) for mean in means))
        yield line("p of the difference of means", (fmt.p_value(row.rmst_p_value) for row in found))


def _notes(rows: pd.DataFrame, endpoint: Endpoint) -> Iterator[str]:
    if endpoint.responders:
        yield "Responders only: these groups are not as randomised, and their comparison describes."
    yield "Hazard ratio of the arm over the comparator: Cox model, Efron's method for ties, Wald limits."
    if endpoint.competing:
        yield f"{endpoint.competing_note} They censor in hazard ratios and log-rank tests."
        yield "Gray's test: equal cumulative incidence of the event, without strata."
    if endpoint.strata:
        number = int(rows["strata_number"].max())
        yield f"Strata: {endpoint.strata} ({number} in the data); each has its own baseline hazard."
    yield (
        "Proportional hazards: score test that the hazard ratio does not change with time (Grambsch and Therneau 1994)"
        f"{', within the strata' if endpoint.strata else ''}; a small p-value means that one ratio does not describe "
        "the whole time."
    )
    if rows["restricted_until"].notna().any():
        yield "Means: restricted mean survival times, of the arm minus the comparator."
    yield "p-values are two-sided and not adjusted for multiplicity. NE: not estimable, or a limit that is infinite."


DISPLAY = Display(
    name="survival_comparison",
    title="Comparison of the time to each endpoint",
    kind="table",
    standard="ICH E3 11.4",
    reads=("survival_comparison", "endpoint", "analysis_set"),
    make=_make,
    options=EndpointOptions,
    opens=(TIMES,),
)
