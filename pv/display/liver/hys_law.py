"""Who may have drug-induced liver injury: peak aminotransferase against peak bilirubin, one point a subject."""

import altair as alt
import pandas as pd

from pv.display.arms import arms_of_data
from pv.display.context import Context
from pv.display.display import Display, Made, Options
from pv.display.figure import Figure
from pv.display.liver.liver_rule import NO_PEAKS
from pv.display.no_records import no_records
from pv.numbers.text import number
from pv.render.chart.theme import INK, arm_colour, arm_shape, shown_arms, themed

SIZE = 460
#: Lower peaks, of no interest here, stand at the edge.
FLOOR = 0.1
_RING = "#b91c1c"
_QUADRANT = {
    "hys_law": "Potential Hy's law",
    "cholestasis": "Cholestasis",
    "temples_corollary": "Temple's corollary",
}


def hys_law(liver_peak: pd.DataFrame, liver_rule: pd.DataFrame, arm: pd.DataFrame) -> alt.LayerChart:
    """Return each subject's peaks on logarithmic axes, the thresholds as lines, potential Hy's law cases ringed.

    The layout is that of FDA's hepatocellular screening plot (Standard Safety Tables and Figures v2.0, Figure 7): a
    ring marks subjects whose bilirubin reached its threshold within the window after the aminotransferase.

    Args:
        liver_peak: USUBJID, arm, aminotransferase_peak, bilirubin_peak (multiples of the upper limit of normal),
            quadrant, in_window.
        liver_rule: aminotransferase, bilirubin (thresholds), inclusive, window_days; one row.
        arm: arm, label, arm_order, colour.
    """
    arms = shown_arms(arm)
    labels = arms[["arm", "label"]].rename(columns={"label": "arm_label"})
    rule = liver_rule.iloc[0]
    points = _points(liver_peak.merge(labels, on="arm"))
    scales = {axis: _scale(points[f"{axis}_drawn"], float(rule[axis])) for axis in ("aminotransferase", "bilirubin")}
    base = alt.Chart(points).encode(
        x=alt.X("aminotransferase_drawn:Q", title="Peak ALT or AST (x ULN)", scale=scales["aminotransferase"]),
        y=alt.Y("bilirubin_drawn:Q", title="Peak bilirubin (x ULN)", scale=scales["bilirubin"]),
    )
    subjects = base.mark_point(filled=True, size=36, opacity=0.75).encode(
        color=arm_colour(arms, legend=alt.Legend()),
        shape=arm_shape(arms),
        tooltip=[
            alt.Tooltip("USUBJID:N", title="Subject"),
            alt.Tooltip("arm_label:N", title="Arm"),
            alt.Tooltip("aminotransferase_text:N", title="Peak ALT or AST"),
            alt.Tooltip("bilirubin_text:N", title="Peak bilirubin"),
            alt.Tooltip("quadrant_label:N", title="Quadrant"),
        ],
    )
    rings = (
        base.transform_filter("datum.in_window")
        .mark_point(shape="circle", size=190, strokeWidth=2, color=_RING, filled=False)
        .encode()
    )
    layers = [*_thresholds(rule), subjects, rings, _names(scales, rule)]
    return themed(alt.LayerChart(layer=layers, width=SIZE, height=SIZE))


def _points(peaks: pd.DataFrame) -> pd.DataFrame:
    """Return the subjects with what is drawn and said of them, in an order of their own."""
    drawn = peaks.sort_values(["arm_label", "USUBJID"], kind="stable")
    drawn = drawn.assign(quadrant_label=drawn["quadrant"].map(_QUADRANT).fillna("None of these"))
    for test in ("aminotransferase", "bilirubin"):
        drawn[f"{test}_drawn"] = drawn[f"{test}_peak"].clip(lower=FLOOR)
        drawn[f"{test}_text"] = [f"{number(value, 2)} x ULN" for value in drawn[f"{test}_peak"]]
    kept = ["USUBJID", "arm_label", "in_window", "quadrant_label"]
    return drawn[kept + [f"{test}_{what}" for test in ("aminotransferase", "bilirubin") for what in ("drawn", "text")]]


def _scale(drawn: "pd.Series[float]", threshold: float) -> alt.Scale:
    """Return a logarithmic scale from the floor to beyond the highest peak, and beyond the threshold in any case."""
    highest = max(float(drawn.max()) if len(drawn) else 0.0, threshold)
    return alt.Scale(type="log", domain=[FLOOR, highest * 2], nice=False)


def _thresholds(rule: "pd.Series[float]") -> list[alt.Chart]:
    """Return the line of each threshold."""
    upright = pd.DataFrame({"threshold": [float(rule["aminotransferase"])]})
    level = pd.DataFrame({"threshold": [float(rule["bilirubin"])]})
    return [
        alt.Chart(upright).mark_rule(strokeDash=[4, 3], color=INK, opacity=0.6).encode(x="threshold:Q"),
        alt.Chart(level).mark_rule(strokeDash=[4, 3], color=INK, opacity=0.6).encode(y="threshold:Q"),
    ]


def _names(scales: dict[str, alt.Scale], rule: "pd.Series[float]") -> alt.Chart:
    """Return the name of each quadrant of interest, in its outer corner."""
    far = {name: scale.to_dict()["domain"][1] / 1.1 for name, scale in scales.items()}
    near = {name: float(rule[name]) / 1.1 for name in scales}
    corners = pd.DataFrame(
        [
            ("Potential Hy's law", far["aminotransferase"], far["bilirubin"]),
            ("Cholestasis", near["aminotransferase"], far["bilirubin"]),
            ("Temple's corollary", far["aminotransferase"], near["bilirubin"]),
        ],
        columns=["name", "x", "y"],
    )
    named: alt.Chart = (
        alt.Chart(corners)
        .mark_text(align="right", baseline="top", fontWeight="bold", opacity=0.75)
        .encode(x="x:Q", y="y:Q", text="name:N")
    )
    return named


def _make(context: Context, _options: Options) -> Made:
    peaks, rule = (context.contents.table(name) for name in ("liver_peak", "liver_rule"))
    if peaks.empty:
        return (no_records(context, "adlb") or NO_PEAKS,)
    reading = (
        "Each point is a subject: peak values after the first dose, on logarithmic axes. Dashed lines are "
        "the thresholds; a ring marks bilirubin meeting its threshold within the window after the aminotransferase."
    )
    drawn = hys_law(peaks, rule, arms_of_data(context.contents))
    return (Figure("hys-law", "Screening for drug-induced liver injury", reading, drawn),)


DISPLAY = Display(
    name="hys_law",
    title="Screening for drug-induced liver injury",
    kind="figure",
    standard="FDA Figure 7",
    reads=("liver_peak", "liver_rule", "arm", "adlb"),
    make=_make,
)
