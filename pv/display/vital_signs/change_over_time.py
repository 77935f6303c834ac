"""The mean change from baseline of each vital sign over time, with its confidence interval."""

import altair as alt
import pandas as pd

from pv.display.arms import drawn_arms
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.figure import Figure
from pv.display.footnote import percent_text
from pv.display.known import known
from pv.display.no_records import no_records
from pv.numbers.one_line import one_line
from pv.numbers.text import number
from pv.render.chart.theme import INK, arm_colour, arm_shape, shown_arms, themed
from pv.render.chart.visits import WIDTH, counts_panel, visit_labels

HEIGHT = 260
#: Those of the FDA's Figure 9 that a study has; intervals of the ECG are shown when asked for.
_SHOWN = ("SYSBP", "DIABP", "PULSE", "HR", "RESP", "TEMP")


class ChangeOptions(Options):
    """Options of the display.

    Attributes:
        parameter: which parameter, such as SYSBP; each vital sign there is when None.
    """

    parameter: str | None = None


def change_over_time(vital_change: pd.DataFrame, arm: pd.DataFrame) -> alt.VConcatChart:
    """Return the mean change of each arm at each visit with its interval, the numbers measured below.

    Args:
        vital_change: arm, label, unit, visit, visit_order, subjects, mean_change, lower, upper; of one parameter.
        arm: arm, label, arm_order, colour.
    """
    arms = shown_arms(arm)
    labels = arms[["arm", "label"]].rename(columns={"label": "arm_label"})
    named = vital_change.merge(labels, on="arm").sort_values(["visit_order", "arm_label"], kind="stable")
    named = named.assign(visit_label=visit_labels(named))
    visits = list(named["visit_label"].drop_duplicates())
    return themed(alt.vconcat(_means(named, arms, visits), counts_panel(named, arms, visits), spacing=8))


def _means(named: pd.DataFrame, arms: pd.DataFrame, visits: list[str]) -> alt.LayerChart:
    measured = named[named["subjects"] > 0]
    drawn = measured[["arm_label", "visit_label", "subjects", "mean_change", "lower", "upper"]].assign(
        change_text=_rounded(measured["mean_change"]),
        lower_text=_rounded(measured["lower"]),
        upper_text=_rounded(measured["upper"]),
    )
    title = f"Mean change from baseline ({named['unit'].iloc[0]})"
    base = alt.Chart(drawn).encode(
        x=alt.X("visit_label:O", sort=visits, title=None, axis=alt.Axis(labels=False, ticks=False)),
        xOffset=alt.XOffset("arm_label:N", sort=list(arms["label"]), scale=alt.Scale(paddingOuter=0.6)),
        color=arm_colour(arms, legend=alt.Legend()),
    )
    zero = alt.Chart(pd.DataFrame({"zero": [0.0]})).mark_rule(color=INK, opacity=0.5).encode(y="zero:Q")
    limits = (
        base.transform_filter("isValid(datum.lower)")
        .mark_rule(strokeWidth=1.4, opacity=0.7)
        .encode(y=alt.Y("lower:Q", title=title), y2="upper:Q")
    )
    line = base.mark_line(strokeWidth=1.6, opacity=0.8).encode(y=alt.Y("mean_change:Q", title=title))
    points = base.mark_point(filled=True, size=48, opacity=1).encode(
        y=alt.Y("mean_change:Q", title=title),
        shape=arm_shape(arms),
        tooltip=[
            alt.Tooltip("arm_label:N", title="Arm"),
            alt.Tooltip("visit_label:N", title="Visit"),
            alt.Tooltip("subjects:Q", title="Measured"),
            alt.Tooltip("change_text:N", title="Mean change"),
            alt.Tooltip("lower_text:N", title="Lower limit"),
            alt.Tooltip("upper_text:N", title="Upper limit"),
        ],
    )
    return alt.LayerChart(layer=[zero, limits, line, points], width=WIDTH, height=HEIGHT)


def _rounded(values: pd.Series) -> list[str]:
    return [number(value, 2) if pd.notna(value) else "" for value in values]


def _make(context: Context, options: ChangeOptions) -> Made:
    changes, arm = context.contents.table("vital_change"), drawn_arms(context.contents)
    if changes.empty or not (changes["subjects"] > 0).any():
        nothing = Absent("Nothing to draw: no vital sign has a baseline and a value after it.", said=False)
        return (no_records(context, "advs") or nothing,)
    there = list(changes["parameter"].drop_duplicates())
    shown = [name for name in there if name in _SHOWN]
    if options.parameter is not None:
        shown = [known("parameter", options.parameter, there)]
    return tuple(_figure(changes[changes["parameter"] == name], arm) for name in shown)


def _figure(changes: pd.DataFrame, arm: pd.DataFrame) -> Figure:
    level = percent_text(float(changes["confidence_level"].iloc[0]))
    reading = (
        f"Mean change from baseline with its {level} confidence interval (Student's t), of subjects with a baseline "
        "and a value at the visit; several values of a subject count as their mean. Unscheduled visits are left out, "
        "and so are visits at which less than 10% of the subjects of every arm were measured."
    )
    named = changes.assign(visit=changes["visit"].map(one_line))
    name = str(changes["parameter"].iloc[0]).lower()
    title = f"{changes['label'].iloc[0]}: change from baseline over time"
    return Figure(f"change-{name}", title, reading, change_over_time(named, arm), changes)


DISPLAY = Display(
    name="vital_sign_change",
    title="Change of vital signs from baseline over time",
    kind="figure",
    standard="FDA Figure 9",
    reads=("vital_change", "arm", "advs"),
    make=_make,
    options=ChangeOptions,
)
