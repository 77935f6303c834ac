"""The ejection fraction over time: mean and standard deviation by visit and arm, and how many were measured."""

import altair as alt
import pandas as pd

from pv.display.arms import drawn_arms
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.ejection_fraction.grading import NOT_MEASURED
from pv.display.figure import Figure
from pv.display.no_records import no_records
from pv.numbers.one_line import one_line
from pv.numbers.text import number
from pv.render.chart.theme import arm_colour, arm_shape, shown_arms, themed
from pv.render.chart.visits import WIDTH, counts_panel, visit_labels

HEIGHT = 280
_LEGEND = alt.Legend()


def lvef_over_time(lvef_visit: pd.DataFrame, arm: pd.DataFrame) -> alt.VConcatChart:
    """Return the mean of each arm at each visit with one standard deviation either way, the numbers measured below.

    The bars show how subjects spread, not how sure the mean is. The baseline is that of the subjects measured later.

    Args:
        lvef_visit: arm, visit, visit_order, subjects, mean, sd, mean_change (percent and percentage points).
        arm: arm, label, arm_order, colour.
    """
    arms = shown_arms(arm)
    labels = arms[["arm", "label"]].rename(columns={"label": "arm_label"})
    named = lvef_visit.merge(labels, on="arm").sort_values(["visit_order", "arm_label"], kind="stable")
    named = named.assign(visit_label=visit_labels(named))
    visits = list(named["visit_label"].drop_duplicates())
    return themed(alt.vconcat(_means(named, arms, visits), counts_panel(named, arms, visits), spacing=8))


def _means(named: pd.DataFrame, arms: pd.DataFrame, visits: list[str]) -> alt.LayerChart:
    measured = named[named["subjects"] > 0]
    drawn = measured[["arm_label", "visit_label", "subjects", "mean", "sd"]].assign(
        low=measured["mean"] - measured["sd"],
        high=measured["mean"] + measured["sd"],
        mean_text=_rounded(measured["mean"]),
        sd_text=_rounded(measured["sd"]),
        change_text=_rounded(measured["mean_change"]),
    )
    title = ["Ejection fraction (%, mean", "and one standard deviation)"]
    base = alt.Chart(drawn).encode(
        x=alt.X("visit_label:O", sort=visits, title=None, axis=alt.Axis(labels=False, ticks=False)),
        xOffset=alt.XOffset("arm_label:N", sort=list(arms["label"]), scale=alt.Scale(paddingOuter=0.6)),
        color=arm_colour(arms, legend=_LEGEND),
    )
    scale = alt.Scale(zero=False, nice=True)
    spread = (
        base.transform_filter("isValid(datum.low)")
        .mark_rule(strokeWidth=1.4, opacity=0.7)
        .encode(y=alt.Y("low:Q", title=title, scale=scale), y2="high:Q")
    )
    line = base.mark_line(strokeWidth=1.6, opacity=0.8).encode(y=alt.Y("mean:Q", title=title, scale=scale))
    points = base.mark_point(filled=True, size=48, opacity=1).encode(
        y=alt.Y("mean:Q", title=title, scale=scale),
        shape=arm_shape(arms),
        tooltip=[
            alt.Tooltip("arm_label:N", title="Arm"),
            alt.Tooltip("visit_label:N", title="Visit"),
            alt.Tooltip("subjects:Q", title="Measured"),
            alt.Tooltip("mean_text:N", title="Mean (%)"),
            alt.Tooltip("sd_text:N", title="Standard deviation"),
            alt.Tooltip("change_text:N", title="Mean change from baseline, percentage points"),
        ],
    )
    return alt.LayerChart(layer=[spread, line, points], width=WIDTH, height=HEIGHT)


def _rounded(values: pd.Series) -> list[str]:
    return [number(value) if pd.notna(value) else "" for value in values]


def _make(context: Context, _options: Options) -> Made:
    visits, arm = context.contents.table("lvef_visit"), drawn_arms(context.contents)
    if context.contents.table("lvef_decrease").empty:
        return (no_records(context, "adlb") or NOT_MEASURED,)
    if visits.empty or not (visits["subjects"] > 0).any():
        return (Absent("No visit has a measurement.", said=False),)
    reading = (
        "Mean with one standard deviation either side, for subjects measured at the visit. Late visits include only "
        "subjects still in follow-up: interpret them with the numbers below."
    )
    named = visits.assign(visit=visits["visit"].map(one_line))
    return (Figure("lvef-visits", "Ejection fraction by visit", reading, lvef_over_time(named, arm)),)


DISPLAY = Display(
    name="lvef_over_time",
    title="Ejection fraction by visit",
    kind="figure",
    reads=("lvef_visit", "lvef_decrease", "arm", "adlb"),
    make=_make,
)
