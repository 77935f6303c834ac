"""How far a laboratory analyte moved: grade at baseline against worst grade after it, one panel an arm."""

import altair as alt
import pandas as pd

from pv.display.arms import drawn_arms
from pv.display.context import Context
from pv.display.display import Display, Made, Options
from pv.display.figure import Figure
from pv.display.known import known
from pv.display.laboratory.notes import NO_SHIFT, NOT_GRADED
from pv.display.no_records import no_records
from pv.numbers.one_line import count_text
from pv.render.chart.theme import INK, shown_arms, themed

CELL = 46
#: A cell without a subject is left empty; the fullest has the arm's colour whole.
_PALEST = 0.12


def lab_shift(lab_shift: pd.DataFrame, arm: pd.DataFrame, *, analyte: str, direction: str) -> alt.HConcatChart:
    """Return a panel per arm: rows are grades at baseline, columns worst grades, cells the subjects.

    Right of the diagonal are those who got worse; cells are shaded by their share of the arm's subjects with data.

    Args:
        lab_shift: arm, analyte, direction, term, baseline_grade, worst_grade, subjects, subjects_with_data.
        arm: arm, label, arm_order, colour.
        analyte: which analyte to draw.
        direction: 'H' or 'L'.
    """
    arms = shown_arms(arm)
    rows = lab_shift[(lab_shift["analyte"] == analyte) & (lab_shift["direction"] == direction)]
    panels = [
        _panel(rows[rows["arm"] == name], label, colour)
        for name, label, colour in zip(arms["arm"], arms["label"], arms["colour"], strict=True)
    ]
    return themed(alt.hconcat(*panels, spacing=24))


def _panel(rows: pd.DataFrame, label: str, colour: str) -> alt.LayerChart:
    """Return the cells of an arm with their counts."""
    total = int(rows["subjects_with_data"].max()) if len(rows) else 0
    share = rows["subjects"] / max(total, 1)
    counts = [count_text(subjects, total) if total else "no data" for subjects in rows["subjects"]]
    cells = rows[["baseline_grade", "worst_grade", "subjects"]].assign(
        share=share, count_text=counts, number=[str(count) if count else "" for count in rows["subjects"]]
    )
    worst = sorted(set(rows["worst_grade"]))
    before = sorted(set(rows["baseline_grade"]))
    base = alt.Chart(cells).encode(
        x=alt.X("worst_grade:N", title="Maximum grade", sort=worst, axis=alt.Axis(labelAngle=0)),
        y=alt.Y("baseline_grade:N", title="Baseline grade", sort=before),
        tooltip=[
            alt.Tooltip("baseline_grade:N", title="Baseline grade"),
            alt.Tooltip("worst_grade:N", title="Maximum grade"),
            alt.Tooltip("count_text:N", title="Subjects"),
        ],
    )
    opacity = alt.Opacity("share:Q", scale=alt.Scale(domain=[0, 1], range=[_PALEST, 1]), legend=None)
    shaded = base.transform_filter("datum.subjects > 0").mark_rect(color=colour).encode(opacity=opacity)
    outline = base.mark_rect(filled=False, stroke=INK, strokeOpacity=0.2)
    text = base.mark_text().encode(text="number:N")
    title = f"{label} (Ns = {total})"
    return alt.LayerChart(
        layer=[shaded, outline, text],
        title=title,
        width=CELL * max(len(worst), 1),
        height=CELL * max(len(before), 1),
    )


class ShiftOptions(Options):
    """Options of the display.

    Attributes:
        analyte: as in the table lab_shift ("ALT"); the first when None.
        direction: high ("H") or low ("L"); the one that the analyte has when None, high where both.
    """

    analyte: str | None = None
    direction: str | None = None


def _make(context: Context, options: ShiftOptions) -> Made:
    table = context.contents.table("lab_shift")
    if context.contents.table("lab_worst_grade").empty:
        return (no_records(context, "adlb") or NOT_GRADED,)
    if table.empty:
        return (NO_SHIFT,)
    analyte = known("analyte", options.analyte, dict.fromkeys(table["analyte"]))
    directions = sorted(set(table.loc[table["analyte"] == analyte, "direction"]))
    direction = known("direction", options.direction, directions, of=analyte)
    drawn = lab_shift(table, drawn_arms(context.contents), analyte=analyte, direction=direction)
    reading = "Each cell is a pair of grades: baseline and maximum post-baseline."
    numbers = table[(table["analyte"] == analyte) & (table["direction"] == direction)]
    return (Figure(f"lab-shift-{analyte}-{direction}".lower(), f"Shift of {analyte}", reading, drawn, numbers),)


DISPLAY = Display(
    name="lab_shift",
    title="Shift of laboratory grades of an analyte",
    kind="figure",
    reads=("lab_shift", "lab_worst_grade", "arm", "adlb"),
    make=_make,
    options=ShiftOptions,
)
