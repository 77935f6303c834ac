"""The hazard ratio of each endpoint by subgroup: a forest, and its numbers with the test of interaction."""

from collections.abc import Iterator

import pandas as pd

from pv.display import footnote
from pv.display.arms import Arm
from pv.display.context import Context
from pv.display.display import Absent, Display, Made
from pv.display.efficacy.endpoints import Endpoint, EndpointOptions, endpoints, of_endpoint
from pv.display.figure import Figure
from pv.display.rows_by_arm import rows as rows_of
from pv.display.rows_by_arm import sql_texts
from pv.display.table import Cell, Column, Row, Table
from pv.numbers import value as fmt
from pv.numbers.text import count_of, interval
from pv.render.chart.ratio_forest import ratio_forest

_ALL = "(all)"
_NONE = Absent("The study file asks for no subgroups of an endpoint, or no arm is compared.", said=False)


def _make(context: Context, options: EndpointOptions) -> Made:
    asked = endpoints(context, options)
    return tuple(part for one in asked for part in _parts(context, one)) or (_NONE,)


def _parts(context: Context, endpoint: Endpoint) -> Iterator[Figure | Table]:
    """Yield the forest and the table of each arm compared."""
    found = of_endpoint(context.contents.table("survival_subgroup"), endpoint)
    for arm in context.arms.compared if len(found) else ():
        shown = found[found["arm"] == arm.name]
        if len(shown):
            # Without any interval there is nothing to draw.
            if shown["hr_lower"].notna().any():
                yield _figure(context, endpoint, arm, shown)
            yield _table(context, endpoint, arm, shown)


def _title(context: Context, endpoint: Endpoint, arm: Arm) -> str:
    other = context.arms.comparator
    return f"{endpoint.title}, by subgroup: {arm.label} vs {other.label if other else ''}"


def _label(variable: str, value: str) -> str:
    return "All subjects" if variable == _ALL else f"{variable}: {value}"


def _figure(context: Context, endpoint: Endpoint, arm: Arm, shown: pd.DataFrame) -> Figure:
    level = footnote.percent_text(float(shown["confidence_level"].iloc[0]))
    other = context.arms.comparator
    drawn = pd.DataFrame(
        [
            {
                "label": _label(row.variable, row.value),
                "ratio": row.hazard_ratio,
                "lower": row.hr_lower,
                "upper": row.hr_upper,
                "events_text": f"{count_of(row.subjects, row.timed_subjects)} vs "
                f"{count_of(row.comparator_subjects, row.comparator_timed_subjects)}",
                "ratio_text": interval(row.hazard_ratio, row.hr_lower, row.hr_upper, 2),
            }
            for row in rows_of(shown)
        ]
    )
    texts = {"events_text": "Events / subjects", "ratio_text": f"Hazard ratio ({level} CI)"}
    chart = ratio_forest(
        drawn, f"Hazard ratio ({level} interval); below 1: lower hazard with {arm.label}", arm.colour, texts
    )
    reading = (
        f"Hazard ratio of {arm.label} over {other.label if other else ''} in each subgroup. A subgroup is smaller than "
        "the trial, so its ratio varies more: differences are read with the test of interaction in the table. "
        f"{endpoint.population}"
    )
    name = f"survival-subgroups-{endpoint.anchor}-{arm.place + 1}"
    return Figure(name, _title(context, endpoint, arm), reading, chart, numbers=shown)


def _table(context: Context, endpoint: Endpoint, arm: Arm, shown: pd.DataFrame) -> Table:
    contents, other = context.contents, context.arms.comparator
    level = footnote.percent_text(float(shown["confidence_level"].iloc[0]))
    return Table(
        f"survival-subgroups-{endpoint.anchor}-{arm.place + 1}",
        _title(context, endpoint, arm),
        "Subgroup",
        (
            Column(arm.label, "events / subjects", arm.place),
            Column(other.label if other else "", "events / subjects", other.place if other else None),
            Column("Hazard ratio", f"{level} CI"),
            Column("Interaction p"),
        ),
        tuple(_groups(shown)),
        notes=(
            endpoint.population,
            "Hazard ratio: Cox model without strata, Efron's method for ties, Wald limits.",
            "Interaction: Cochran's test that the hazard ratio is the same in all values of the variable.",
            "Not adjusted for multiplicity. NE: not estimable, or a limit that is infinite.",
        ),
        csv=shown,
        sql=sql_texts(contents, "survival_subgroup", "endpoint_time", "endpoint_subject"),
    )


def _groups(shown: pd.DataFrame) -> Iterator[tuple[Row, ...]]:
    for variable, group in shown.groupby("variable", sort=False):
        lines = [
            Row(
                "All subjects" if variable == _ALL else str(row.value),
                (
                    Cell(fmt.count_of(row.subjects, row.timed_subjects)),
                    Cell(fmt.count_of(row.comparator_subjects, row.comparator_timed_subjects)),
                    Cell(fmt.interval(row.hazard_ratio, row.hr_lower, row.hr_upper, 2)),
                    Cell(fmt.label("")),
                ),
                "" if variable == _ALL else "indent",
            )
            for row in rows_of(group)
        ]
        if variable != _ALL:
            tested = fmt.p_value(float(group["interaction_p_value"].iloc[0]))
            lines.insert(0, Row(str(variable), (*(Cell(fmt.label("")),) * 3, Cell(tested)), "lead"))
        yield tuple(lines)


DISPLAY = Display(
    name="survival_subgroups",
    title="Hazard ratio of each endpoint by subgroup",
    kind="figure",
    standard="ICH E3 11.4",
    reads=("survival_subgroup", "endpoint", "analysis_set", "arm"),
    make=_make,
    options=EndpointOptions,
)
