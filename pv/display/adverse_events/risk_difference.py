"""How often each arm had a term, beside how much more often than the comparator (FDA guide, Figure 2)."""

import altair as alt
import pandas as pd

from pv.display.adverse_events.asked import held
from pv.display.adverse_events.drawn_numbers import differences_drawn, of_arm
from pv.display.adverse_events.level_words import by_level
from pv.display.adverse_events.reached import reached
from pv.display.arms import drawn_arms
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options, left_out
from pv.display.figure import Figure
from pv.numbers.one_line import count_texts, difference_texts, interval_texts, percent_texts
from pv.numbers.text import plain
from pv.render.chart.term_rows import NAMES, ROW_HEIGHT, placed, row_names, row_position, term_rows
from pv.render.chart.theme import INK, arm_colour, arm_shape, shown_arms, themed
from pv.study.setting.model import Level

PANEL_WIDTH = 290
PERCENT_WIDTH = 46
#: Room for each further comparison in a row.
COMPARISON_HEIGHT = 7


def risk_difference(
    incidence: pd.DataFrame,
    comparison: pd.DataFrame,
    arm: pd.DataFrame,
    *,
    level: str = "SOC",
    category: str = "any",
    threshold_percent: float = 0.0,
    against: str | None = None,
) -> alt.HConcatChart:
    """Return arm frequencies as dots, beside risk differences with their intervals, one row a term.

    Rows are ordered by decreasing risk difference of the first arm compared (by decreasing frequency of the first arm
    where nothing is compared). Intervals are not adjusted for multiplicity.

    Args:
        incidence: arm, level, soc, term, category, subjects, arm_subjects, percent (0 to 100), lower, upper, method.
        comparison: arm, comparator, level, soc, term, category, counts, risk_difference in percentage points, rd_lower,
            rd_upper, rd_method, confidence_level. May be empty.
        arm: arm, label, arm_order, colour.
        level: level of the terms: SOC, PT, ...
        category: category of events.
        threshold_percent: only terms that this percentage of the subjects of one arm had, in any arm.
        against: only the comparison of this arm; every arm that is compared when None.
    """
    compared = comparison
    if len(comparison):
        compared = comparison[(comparison["level"] == level) & (comparison["category"] == category)]
    incidence, compared = of_arm(incidence, compared, against)
    arms = shown_arms(arm, [*incidence["arm"].unique()])
    frequency = _frequencies(term_rows(incidence, level, category, threshold_percent), arms)
    difference = _differences(compared, frequency, arms) if len(compared) else compared
    rows = _order(frequency, difference)
    frequency = placed(frequency, rows)
    comparisons = difference["arm"].nunique() if len(difference) else 0
    height = (ROW_HEIGHT + COMPARISON_HEIGHT * max(comparisons - 2, 0)) * max(len(rows), 1)
    panels: list[alt.Chart | alt.LayerChart] = [
        row_names(rows, height),
        _dots(frequency, arms, height),
        _percents(frequency, arms, height),
    ]
    if len(difference):
        panels.append(_forest(placed(difference, rows), arms, height))
    return themed(alt.HConcatChart(hconcat=panels, spacing=6))


def _frequencies(rows: pd.DataFrame, arms: pd.DataFrame) -> pd.DataFrame:
    named = rows.merge(arms[["arm", "label", "arm_order"]], on="arm").rename(columns={"label": "arm_label"})
    return named.assign(
        percent_text=percent_texts(named),
        count_text=count_texts(named),
        interval_text=interval_texts(named, "lower", "upper", "method", "%"),
    )


def _differences(compared: pd.DataFrame, frequency: pd.DataFrame, arms: pd.DataFrame) -> pd.DataFrame:
    """Return the comparisons of the terms shown, with the texts of their tooltips."""
    rows = frequency[[*NAMES, "row"]].drop_duplicates()
    labels = dict(zip(arms["arm"], arms["label"], strict=True))
    shown = compared.merge(rows, on=NAMES)
    shown = shown[shown["arm"].isin(labels)]
    return shown.assign(
        arm_label=shown["arm"].map(labels),
        arm_order=shown["arm"].map(dict(zip(arms["arm"], arms["arm_order"], strict=True))),
        versus=[f"{labels[a]} vs {labels[b]}" for a, b in zip(shown["arm"], shown["comparator"], strict=True)],
        difference_text=difference_texts(shown),
        interval_text=interval_texts(shown, "rd_lower", "rd_upper", "rd_method"),
    )


def _order(frequency: pd.DataFrame, difference: pd.DataFrame) -> list[str]:
    """Return the row names, largest difference first; ties by name, so that the order is always the same."""
    table, value = (difference, "risk_difference") if len(difference) else (frequency, "percent")
    if not len(table):
        return []
    ranks = frequency.groupby("arm")["arm_order"].first()
    first = min(table["arm"].unique(), key=lambda name: int(ranks[name]))
    chosen = table[table["arm"] == first].sort_values([value, "row"], ascending=[False, True], na_position="last")
    return list(chosen["row"])


def _dots(frequency: pd.DataFrame, arms: pd.DataFrame, height: int) -> alt.LayerChart:
    columns = ["place", "term", "arm_label", "percent", "count_text", "interval_text"]
    base = alt.Chart(frequency[columns]).encode(y=row_position())
    title = "Subjects with an event (% of the arm)"
    span = base.mark_rule(color=INK, opacity=0.3).encode(
        x=alt.X("min(percent):Q", title=title), x2=alt.X2("max(percent):Q")
    )
    dots = base.mark_point(filled=True, size=62, opacity=1).encode(
        x=alt.X(
            "percent:Q",
            title=title,
            scale=alt.Scale(domainMin=0, nice=True),
            axis=alt.Axis(tickCount=6, labelFlush=False),
        ),
        color=arm_colour(arms, legend=alt.Legend()),
        shape=arm_shape(arms),
        tooltip=[
            alt.Tooltip("term:N", title="Term"),
            alt.Tooltip("arm_label:N", title="Arm"),
            alt.Tooltip("count_text:N", title="Subjects"),
            alt.Tooltip("interval_text:N", title="Interval"),
        ],
    )
    return alt.LayerChart(layer=[span, dots], width=PANEL_WIDTH, height=height)


def _percents(frequency: pd.DataFrame, arms: pd.DataFrame, height: int) -> alt.Chart:
    """Return the percentages as a column per arm: beside the dots they would cover each other."""
    panel: alt.Chart = (
        alt.Chart(frequency[["place", "arm_label", "arm_order", "percent_text"]])
        .mark_text(align="center", baseline="middle")
        .encode(
            x=alt.X("arm_order:O", axis=None),
            y=row_position(grid=False),
            text="percent_text:N",
            color=arm_colour(arms, legend=alt.Legend()),
        )
        .properties(width=PERCENT_WIDTH * len(arms), height=height)
    )
    return panel


def _forest(difference: pd.DataFrame, arms: pd.DataFrame, height: int) -> alt.LayerChart:
    comparator = dict(zip(arms["arm"], arms["label"], strict=True))[str(difference["comparator"].iloc[0])]
    sure = 100 * float(difference["confidence_level"].iloc[0])
    title = f"Risk difference vs {comparator} (percentage points, {plain(sure)}% interval)"
    columns = ["place", "term", "arm_label", "arm_order", "versus", "risk_difference", "rd_lower", "rd_upper"]
    base = alt.Chart(difference[[*columns, "difference_text", "interval_text"]]).encode(
        y=row_position(),
        yOffset=alt.YOffset("arm_order:O", scale=alt.Scale(paddingOuter=0.5)),
        color=arm_colour(arms, legend=alt.Legend()),
        tooltip=[
            alt.Tooltip("term:N", title="Term"),
            alt.Tooltip("versus:N", title="Comparison"),
            alt.Tooltip("difference_text:N", title="Risk difference, percentage points"),
            alt.Tooltip("interval_text:N", title="Interval"),
        ],
    )
    zero = alt.Chart().mark_rule(color=INK, opacity=0.7).encode(x=alt.datum(0))
    bars = base.mark_rule(strokeWidth=1.6).encode(
        x=alt.X("rd_lower:Q", title=title, scale=alt.Scale(nice=True, padding=6)), x2="rd_upper:Q"
    )
    points = base.mark_point(filled=True, size=48, opacity=1).encode(
        x=alt.X("risk_difference:Q", title=title, axis=alt.Axis(tickCount=7, labelFlush=False)),
        shape=arm_shape(arms),
    )
    return alt.LayerChart(layer=[zero, bars, points], width=PANEL_WIDTH, height=height)


class RiskDifferenceOptions(Options):
    """Options of the display.

    Attributes:
        level: level of the terms; preferred terms from `chart_threshold_percent` of an arm.
        arm: the only arm to compare; every arm that is compared when None.
    """

    level: Level = "SOC"
    arm: str | None = None


def _make(context: Context, options: RiskDifferenceOptions) -> Made:
    contents, arms = context.contents, context.arms
    held(contents, arms, options.level, options.arm)
    incidence, comparison = (contents.table(name) for name in ("incidence", "comparison"))
    threshold = contents.chart_threshold_percent if options.level == "PT" else 0.0
    if not reached(contents, options.level, threshold):
        return (
            left_out("charts", "there are no events to draw.")
            if not reached(contents, "SOC", 0.0) and options.level == "SOC"
            else Absent(f"No term of level {options.level} is frequent enough to be drawn.", said=False),
        )
    if not comparison.empty and not arms.comparator:
        comparison = comparison.iloc[:0]
    versus = ""
    if arms.compared and arms.comparator:
        versus = f"; right, risk difference against {arms.comparator.label} with its interval"
    reading = (
        f"Left, percentage of subjects with the event by arm{versus}. The tables of adverse events contain all numbers."
    )
    title = (
        f"Preferred terms in at least {plain(threshold)}% of an arm"
        if options.level == "PT"
        else f"Adverse events{by_level(options.level)}"
    )
    of_arms, level = drawn_arms(contents), options.level
    drawn = risk_difference(
        incidence, comparison, of_arms, level=level, threshold_percent=threshold, against=options.arm
    )
    numbers = differences_drawn(*of_arm(incidence, comparison, options.arm), of_arms, level=level, threshold=threshold)
    return (Figure(f"risk-difference-{level.lower()}", title, reading, drawn, numbers),)


DISPLAY = Display(
    name="risk_difference",
    title="Frequency of adverse events by arm, and risk differences",
    kind="figure",
    standard="FDA Figure 2",
    reads=("incidence", "comparison", "arm"),
    make=_make,
    options=RiskDifferenceOptions,
)
