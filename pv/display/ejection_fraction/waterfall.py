"""How far the ejection fraction of each subject fell: the worst change from baseline, one bar a subject."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from pv.display.arms import arms_of_data
from pv.display.context import Context
from pv.display.display import Absent, Display, Made, Options
from pv.display.ejection_fraction.grading import NOT_MEASURED, by_sixth
from pv.display.figure import Figure
from pv.display.no_records import no_records
from pv.numbers.text import number
from pv.render.chart.theme import INK, shown_arms, themed

WIDTH = 760
HEIGHT = 280
#: A small arm beside a large one is still wide enough to read.
LEAST_WIDTH = 90
WIDEST_BAR = 24
#: The change, in percentage points, at which a grade begins (CTCAE 5.0, decrease from baseline).
THRESHOLDS = {-10: "grade 2", -20: "grade 3"}
#: A bar without a grade still shows on a light and on a dark page.
LIGHTEST = 0.35
_TITLE = ["Largest decrease from baseline", "(change in percentage points)"]
_GRADES = {0: "No grade", 2: "Grade 2", 3: "Grade 3", 4: "Grade 4"}


def lvef_waterfall(lvef_worst: pd.DataFrame, arm: pd.DataFrame, *, by_fall: bool = True) -> alt.HConcatChart:
    """Return one bar per subject, the largest decrease of the measured ejection fraction last, one panel an arm.

    A bar upwards is a subject whose ejection fraction never was below baseline. Lines mark where the grades begin.
    By CTCAE 6.0 the fall alone is no grade: there are no such lines.

    Args:
        lvef_worst: USUBJID, arm, visit, day, baseline, value (percent), decrease (percentage points), grade.
        arm: arm, label, arm_order, colour.
        by_fall: whether the fall from baseline decides the grade, as until CTCAE 5.0.
    """
    arms = shown_arms(arm)
    bars = _bars(lvef_worst)
    sizes = bars.groupby("arm")["place"].max().reindex(arms["arm"], fill_value=0)
    domain = _domain(bars)
    widths = _widths([int(size) for size in sizes])
    panels: list[alt.LayerChart] = []
    for name, label, colour in zip(arms["arm"], arms["label"], arms["colour"], strict=True):
        heading = f"{label} ({sizes[name]} measured)"
        shown = bars[bars["arm"] == name].drop(columns="arm")
        marked = THRESHOLDS if by_fall else {}
        panels.append(_panel(shown, (heading, colour), widths[len(panels)], domain, marked, first=not panels))
    return themed(alt.HConcatChart(hconcat=panels, spacing=14))


def _widths(sizes: list[int]) -> list[int]:
    """Return the width of each panel: whole pixels a bar where there is room, so that no seams show between bars."""
    total = max(sum(sizes), 1)
    step = min(WIDTH // total, WIDEST_BAR)
    return [max(size * step if step else round(WIDTH * size / total), LEAST_WIDTH) for size in sizes]


def _bars(worst: pd.DataFrame) -> pd.DataFrame:
    """Return the subjects of each arm in the order of their bars, with the texts of the tooltips."""
    ordered = worst.sort_values(["arm", "decrease", "USUBJID"], kind="stable")
    place = ordered.groupby("arm").cumcount() + 1
    change = -ordered["decrease"]
    drawn = ordered[["USUBJID", "arm", "visit", "day", "baseline", "value"]].assign(
        place=place,
        left=place - 1,
        # Minus nothing is nothing.
        change=change.where(change != 0, 0.0),
        grade=[_GRADES[int(grade)] for grade in ordered["grade"]],
        shade=[1.0 if grade else LIGHTEST for grade in ordered["grade"]],
        change_text=[number(value) for value in change],
    )
    return drawn.astype({"place": "int64", "left": "int64"})


def _domain(bars: pd.DataFrame) -> list[float]:
    """Return the range of changes to show: every bar, and the lines of the grades."""
    lowest = min([float(bars["change"].min()), *THRESHOLDS]) if len(bars) else min(THRESHOLDS)
    highest = max(float(bars["change"].max()), 5.0) if len(bars) else 5.0
    return [lowest - 2, highest + 2]


def _panel(
    bars: pd.DataFrame,
    heading: tuple[str, str],
    width: int,
    domain: list[float],
    marked: Mapping[int, str],
    *,
    first: bool,
) -> alt.LayerChart:
    """Return the bars of one arm over the lines of the grades, which the last panel does not repeat in words."""
    label, colour = heading
    subjects = alt.Scale(domain=[0, max(len(bars), 1)], nice=False)
    y = alt.Y(
        "change:Q",
        title=_TITLE if first else None,
        scale=alt.Scale(domain=domain, nice=False),
        axis=alt.Axis(labels=first, tickCount=7),
    )
    drawn = (
        alt.Chart(bars)
        .mark_rect(color=colour)
        .encode(
            x=alt.X("left:Q", scale=subjects, axis=None),
            x2="place:Q",
            y=y,
            y2=alt.datum(0),
            opacity=alt.Opacity("shade:Q", scale=None),
            tooltip=[
                alt.Tooltip("USUBJID:N", title="Subject"),
                alt.Tooltip("change_text:N", title="Change, percentage points"),
                alt.Tooltip("baseline:Q", title="Baseline (%)"),
                alt.Tooltip("value:Q", title="Lowest (%)"),
                alt.Tooltip("visit:N", title="Visit"),
                alt.Tooltip("day:Q", title="Day"),
                alt.Tooltip("grade:N", title="Maximum grade"),
            ],
        )
    )
    lines = pd.DataFrame({"change": list(marked), "name": list(marked.values())})
    rules = alt.Chart(lines).mark_rule(color=INK, opacity=0.6, strokeDash=[4, 3]).encode(y=y)
    zero = alt.Chart().mark_rule(color=INK, opacity=0.7).encode(y=alt.datum(0))
    layers: list[alt.Chart] = [zero, drawn, rules] if marked else [zero, drawn]
    if first and marked:
        words = alt.Chart(lines).mark_text(align="left", baseline="bottom", dx=3, dy=-2, color=INK)
        layers.append(words.encode(x=alt.value(0), y=y, text="name:N"))
    title = alt.TitleParams(label, color=colour, anchor="start")
    return alt.LayerChart(layer=layers, width=width, height=HEIGHT, title=title)


def _make(context: Context, _options: Options) -> Made:
    worst, arm = context.contents.table("lvef_worst"), arms_of_data(context.contents)
    if context.contents.table("lvef_decrease").empty:
        return (no_records(context, "adlb") or NOT_MEASURED,)
    if worst.empty:
        return (Absent("No subject has an ejection fraction both at baseline and post-baseline.", said=False),)
    sixth = by_sixth(context.contents)
    reading = (
        "Each bar is a subject: largest decrease after the first dose, sorted within arm. "
        f"{'' if sixth else 'Dashed lines mark the grade thresholds; '}paler bars have no grade."
    )
    drawn = lvef_waterfall(worst, arm, by_fall=not sixth)
    return (Figure("lvef-worst", "Largest decrease in ejection fraction", reading, drawn),)


DISPLAY = Display(
    name="lvef_waterfall",
    title="Largest decrease in ejection fraction",
    kind="figure",
    reads=("lvef_worst", "lvef_decrease", "arm", "adlb"),
    make=_make,
)
