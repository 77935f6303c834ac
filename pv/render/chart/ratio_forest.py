"""A forest of ratios: one row each with its interval on a logarithmic axis, and its numbers beside it."""

from collections.abc import Mapping

import altair as alt
import numpy as np
import pandas as pd

from pv.render.chart.term_rows import ROW_HEIGHT, row_names, row_position
from pv.render.chart.theme import INK, themed

PANEL_WIDTH = 330
TEXT_WIDTH = 110


def ratio_forest(rows: pd.DataFrame, title: str, colour: str, texts: Mapping[str, str]) -> alt.HConcatChart:
    """Return the rows in their order, each with a point, its interval and its texts; a line stands at 1.

    Args:
        rows: label (unique), ratio, lower, upper (missing or not finite where there is none), and the columns of texts.
        title: of the axis, with the interval.
        colour: of points and intervals.
        texts: column of the rows that stands beside them -> its heading.
    """
    numbers = rows[["ratio", "lower", "upper"]].astype("float64")
    placed = rows.drop(columns=list(numbers)).join(numbers.where(np.isfinite(numbers))).assign(place=range(len(rows)))
    height = ROW_HEIGHT * len(rows)
    panels: list[alt.Chart | alt.LayerChart] = [row_names(list(rows["label"]), height)]
    panels += [_texts(placed, column, heading, height) for column, heading in texts.items()]
    panels.insert(2, _forest(placed, title, colour, height))
    return themed(alt.HConcatChart(hconcat=panels, spacing=6))


def _forest(placed: pd.DataFrame, title: str, colour: str, height: int) -> alt.LayerChart:
    texts = [name for name in placed if str(name).endswith("_text")]
    base = alt.Chart(placed[["place", "label", "ratio", "lower", "upper", *texts]]).encode(
        y=_position(len(placed), grid=True),
        tooltip=[
            alt.Tooltip("label:N", title="Subgroup"),
            *(alt.Tooltip(f"{name}:N", title=str(name).removesuffix("_text").capitalize()) for name in texts),
        ],
    )
    scale = alt.Scale(type="log", nice=False, padding=8)
    one = alt.Chart().mark_rule(color=INK, opacity=0.7).encode(x=alt.datum(1))
    bars = (
        base.transform_filter("isValid(datum.lower) && isValid(datum.upper)")
        .mark_rule(strokeWidth=1.6, color=colour)
        .encode(x=alt.X("lower:Q", title=title, scale=scale), x2="upper:Q")
    )
    points = (
        base.transform_filter("isValid(datum.ratio) && datum.ratio > 0")
        .mark_point(filled=True, size=52, opacity=1, color=colour)
        .encode(x=alt.X("ratio:Q", title=title, scale=scale, axis=alt.Axis(tickCount=5, labelFlush=False)))
    )
    return alt.LayerChart(layer=[one, bars, points], width=PANEL_WIDTH, height=height)


def _position(rows: int, *, grid: bool) -> alt.Y:
    """Return the vertical encoding of `place`: a row keeps its place where nothing of it is drawn."""
    scale = alt.Scale(type="band", domain=list(range(rows)), paddingInner=0.1, paddingOuter=0)
    return row_position(grid=grid).scale(scale)


def _texts(placed: pd.DataFrame, column: str, heading: str, height: int) -> alt.Chart:
    panel: alt.Chart = (
        alt.Chart(placed[["place", column]])
        .mark_text(align="center", baseline="middle")
        .encode(x=alt.value(TEXT_WIDTH / 2), y=_position(len(placed), grid=False), text=f"{column}:N")
        .properties(
            width=TEXT_WIDTH, height=height, title=alt.TitleParams(heading, fontSize=11, fontWeight="normal", color=INK)
        )
    )
    return panel
