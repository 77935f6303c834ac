"""How bad the events were: subjects by worst grade (or severity), an arm and the comparator back to back."""

from typing import Literal, NamedTuple

import altair as alt
import pandas as pd

from pv.display.adverse_events.asked import drawn_one_by_one, held
from pv.display.adverse_events.drawn_numbers import grades_drawn
from pv.display.adverse_events.level_words import by_level
from pv.display.adverse_events.reached import reached
from pv.display.arms import Arm, drawn_arms
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options, left_out
from pv.display.figure import Figure
from pv.numbers.one_line import count_texts, interval_texts, one_line, percent_texts
from pv.numbers.text import plain
from pv.render.chart.term_rows import NAMES, ROW_HEIGHT, placed, row_names, row_position, term_rows
from pv.render.chart.theme import INK, shown_arms, themed
from pv.study.setting.model import Level

PANEL_WIDTH = 350
#: The mildest grade still shows on a light and on a dark page; the worst has the arm's full colour.
LIGHTEST = 0.22
#: Room beyond the longest bar for its percentage.
_HEADROOM = 1.18


class _Bars(NamedTuple):
    """What both panels draw: bars by grade, totals, names of the rows in order and of the grades, worst first."""

    bars: pd.DataFrame
    totals: pd.DataFrame
    rows: list[str]
    grades: list[str]
    scale_title: str


def worst_grade(
    incidence: pd.DataFrame,
    category: pd.DataFrame,
    arm: pd.DataFrame,
    *,
    level: str = "PT",
    threshold_percent: float = 0.0,
    against: str | None = None,
    alone: bool = False,
) -> alt.HConcatChart:
    """Return bars of the subjects by worst grade, stacked with the worst at the shared zero line, one row a term.

    The arm stands left and the comparator right, on one scale of percent; without a comparator each arm has its panel.
    Rows are ordered by decreasing frequency in the first arm. A subject counts once a term, at the worst grade.

    Args:
        incidence: arm, level, soc, term, category, subjects, arm_subjects, percent (0 to 100), lower, upper, method.
        category: category, label, scale (the worst-grade categories share one), scale_rank (missing is 0).
        arm: arm, label, role, arm_order, colour.
        level: level of the terms: any, SOC, PT, ...
        threshold_percent: only terms that this percentage of the subjects of a shown arm had, at any grade.
        against: the arm to set beside the comparator; the first that is not the comparator when None.
        alone: whether that arm has no comparator beside it, because they have subjects in common.
    """
    arms = _pair(arm, against, alone=alone)
    shown = incidence[incidence["arm"].isin(arms["arm"])]
    totals = term_rows(shown, level, "any", threshold_percent)
    totals = totals.assign(percent_text=percent_texts(totals))
    grades = category[category["scale"].notna()].sort_values("scale_rank", ascending=False, kind="stable")
    bars = _graded(shown, totals, grades)
    # A missing grade is named where there is one: a legend of what never happens hides what does.
    named = grades[(grades["scale_rank"] > 0) | grades["category"].isin(bars["category"])]
    title = f"Maximum {named['scale'].iloc[0]}" if len(named) else "Maximum grade"
    rows = _order(totals, arms)
    drawn = _Bars(placed(bars, rows), placed(totals, rows), rows, [*named["label"].map(_grade_name)], title)
    widest = _HEADROOM * (float(totals["percent"].max()) if len(totals) else 1.0)
    panels = [
        _panel(drawn, name, label, colour, [widest, 0] if len(arms) > 1 and place == 0 else [0, widest])
        for place, (name, label, colour) in enumerate(
            zip(arms["arm"], arms["label"], arms["colour"], strict=True),
        )
    ]
    names = row_names(drawn.rows, ROW_HEIGHT * max(len(drawn.rows), 1))
    return themed(alt.hconcat(names, *panels, spacing=1, bounds="flush"))


def _pair(arm: pd.DataFrame, against: str | None, *, alone: bool) -> pd.DataFrame:
    """Return the arm to show and the comparator, in this order; every arm where there is no comparator."""
    arms = shown_arms(arm)
    if alone:
        return arms[arms["arm"] == against]
    comparator = arms[arms["role"] == "comparator"]
    others = arms[arms["role"] != "comparator"]
    if against is not None:
        others = others[others["arm"] == against]
    elif len(comparator):
        others = others.head(1)
    return pd.concat([others, comparator])


def _grade_name(label: str) -> str:
    """Return 'Grade 3' of 'Maximum grade 3' and 'Severe' of 'Maximum severity severe'."""
    return one_line(label).removeprefix("Maximum severity ").removeprefix("Maximum ").capitalize()


def _graded(incidence: pd.DataFrame, totals: pd.DataFrame, grades: pd.DataFrame) -> pd.DataFrame:
    """Return the worst-grade counts of the terms shown; a bar of nobody is left out."""
    rows = totals[["level", *NAMES, "row"]].drop_duplicates()
    chosen = incidence.merge(grades[["category", "label", "scale_rank"]], on="category")
    chosen = chosen.merge(rows, on=["level", *NAMES])
    chosen = chosen[chosen["subjects"] > 0]
    return chosen.assign(
        grade=chosen["label"].map(_grade_name),
        scale_rank=chosen["scale_rank"].astype("int64"),
        count_text=count_texts(chosen),
        interval_text=interval_texts(chosen, "lower", "upper", "method", "%"),
    )


def _order(totals: pd.DataFrame, arms: pd.DataFrame) -> list[str]:
    first = totals[totals["arm"].isin(arms["arm"].head(1))]
    return list(first.sort_values(["percent", "row"], ascending=[False, True])["row"])


def _panel(drawn: _Bars, arm: str, label: str, colour: str, domain: list[float]) -> alt.LayerChart:
    bars, totals = (table[table["arm"] == arm] for table in (drawn.bars, drawn.totals))
    subjects = int(totals["arm_subjects"].max()) if len(totals) else 0
    y = row_position(grid=False)
    axis = alt.Axis(tickCount=5, labelFlush=False)
    x = alt.X("percent:Q", title="Subjects (% of the arm)", scale=alt.Scale(domain=domain, nice=False), axis=axis)
    steps = max(len(drawn.grades) - 1, 1)
    shades = [1 - (1 - LIGHTEST) * place / steps for place in range(len(drawn.grades))]
    shade = alt.Scale(type="ordinal", domain=drawn.grades, range=shades)
    columns = ["row", "place", "grade", "scale_rank", "percent", "count_text", "interval_text"]
    stacked = (
        alt.Chart(bars[columns])
        .mark_bar(color=colour, height=alt.RelativeBandSize(0.72))
        .encode(
            y=y,
            x=x.stack("zero"),  # noqa: PD013  # of bars, not of a frame
            opacity=alt.Opacity("grade:O", scale=shade, title=drawn.scale_title),
            order=alt.Order("scale_rank:Q", sort="descending"),
            tooltip=[
                alt.Tooltip("row:N", title="Term"),
                alt.Tooltip("grade:N", title=drawn.scale_title),
                alt.Tooltip("count_text:N", title="Subjects"),
                alt.Tooltip("interval_text:N", title="Interval"),
            ],
        )
    )
    outward: Literal["left", "right"] = "right" if domain[0] > domain[1] else "left"
    ends = (
        alt.Chart(totals[["place", "percent", "percent_text"]])
        .mark_text(align=outward, baseline="middle", dx=-5 if outward == "right" else 5, color=INK)
        .encode(y=y, x=x, text="percent_text:N")
    )
    heading = alt.TitleParams(f"{label} (N = {subjects})", color=colour, anchor="middle")
    height = ROW_HEIGHT * max(len(drawn.rows), 1)
    return alt.LayerChart(layer=[stacked, ends], width=PANEL_WIDTH, height=height, title=heading)


class WorstGradeOptions(Options):
    """Options of the display.

    Attributes:
        level: level of the terms; preferred terms from `chart_threshold_percent` of an arm.
        arm: the arm to show, beside the comparator unless they have subjects in common; a figure for each when None.
    """

    level: Level = "PT"
    arm: str | None = None


def _make(context: Context, options: WorstGradeOptions) -> Made:
    contents, arms = context.contents, context.arms
    held(contents, arms, options.level, options.arm, alone=True)
    category = contents.table("category")
    if category.empty or not category["scale"].notna().any():
        return (Absent("Neither grade nor severity is recorded.", said=False),)
    chosen = [one for one in drawn_one_by_one(arms) if options.arm in (None, one.name)]
    figures = tuple(figure for one in chosen if (figure := _figure(context, options, one)))
    return figures or (left_out("charts", "there are no events to draw."),)


def _figure(context: Context, options: WorstGradeOptions, one: Arm) -> Figure | None:
    """Return the figure of an arm, beside the comparator where there is one; None where no term is frequent enough."""
    contents, arms = context.contents, context.arms
    threshold = contents.chart_threshold_percent if options.level == "PT" else 0.0
    beside = arms.comparator if one.compared else None
    if not reached(contents, options.level, threshold, {one.name, *([beside.name] if beside else [])}):
        return None
    incidence, category, arm = contents.table("incidence"), contents.table("category"), drawn_arms(contents)
    return Figure(
        f"worst-grade-{one.place + 1}",
        f"Maximum severity{by_level(options.level)}, {one.label}{f' and {beside.label}' if beside else ''}",
        f"{_counted(options.level, threshold)}, at maximum severity. Darker shades, next to the zero line, are more "
        "severe.",
        worst_grade(
            incidence,
            category,
            arm,
            level=options.level,
            threshold_percent=threshold,
            against=one.name,
            alone=not one.compared,
        ),
        grades_drawn(
            incidence[incidence["arm"].isin(_pair(arm, one.name, alone=not one.compared)["arm"])],
            category,
            options.level,
            threshold,
        ),
    )


def _counted(level: str, threshold: float) -> str:
    """Return which terms there are, and how often a subject counts."""
    if level == "PT":
        return f"Preferred terms in at least {plain(threshold)}% of a shown arm; each subject is counted once per term"
    return "Each subject is counted once" if level == "any" else "Each subject is counted once per term"


DISPLAY = Display(
    name="worst_grade",
    title="Maximum severity by term",
    kind="figure",
    reads=("incidence", "category", "arm"),
    make=_make,
    options=WorstGradeOptions,
)
