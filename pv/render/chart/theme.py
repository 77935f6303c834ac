"""The look every chart shares: type, sizes, and colours that follow the page into dark mode."""

from collections.abc import Sequence
from typing import Any, TypeVar

import altair as alt
import pandas as pd

from pv.numbers.one_line import one_line

#: Text and lines take the colour of the surrounding text; outside a page that is black.
INK = "currentColor"
#: Arial's metrics are those that the static drawing is measured with, so nothing moves between the two.
FONT = "Arial, Helvetica, sans-serif"
TEXT_SIZE = 11
FAINT = 0.14

#: Vega's own shapes, in its order.
_SHAPES = ("circle", "square", "triangle-up", "cross", "diamond", "triangle-right", "triangle-down", "triangle-left")

Drawn = TypeVar("Drawn", bound=alt.TopLevelMixin)

_CONFIG: dict[str, Any] = {
    "background": "transparent",
    "font": FONT,
    "padding": 4,
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK,
        "labelFontSize": TEXT_SIZE,
        "titleColor": INK,
        "titleFontSize": TEXT_SIZE,
        "titleFontWeight": "normal",
        "titlePadding": 8,
        "domainColor": INK,
        "domainOpacity": 0.4,
        "tickColor": INK,
        "tickOpacity": 0.4,
        "gridColor": INK,
        "gridOpacity": FAINT,
    },
    "legend": {
        "labelColor": INK,
        "labelFontSize": TEXT_SIZE,
        "labelLimit": 320,
        "titleColor": INK,
        "titleFontSize": TEXT_SIZE,
        "titleFontWeight": "normal",
        "orient": "top",
        "direction": "horizontal",
        "columns": 4,
        "symbolSize": 90,
        "offset": 6,
    },
    "title": {
        "color": INK,
        "fontSize": 12,
        "fontWeight": "bold",
        "anchor": "start",
        "subtitleColor": INK,
        "subtitleFontSize": TEXT_SIZE,
        "offset": 8,
    },
    "text": {"fontSize": TEXT_SIZE, "color": INK},
}


def themed(chart: Drawn) -> Drawn:
    """Return the chart with the shared configuration."""
    chosen: Drawn = chart.configure(**_CONFIG)
    return chosen


def arm_colour(arms: pd.DataFrame, *, legend: alt.Legend | None) -> alt.Color:
    """Return the colour encoding of `arm_label`: each arm in its own colour of the arm table, in its order."""
    scale = alt.Scale(domain=list(arms["label"]), range=list(arms["colour"]))
    return alt.Color("arm_label:N", scale=scale, title=None, legend=legend)


def arm_shape(arms: pd.DataFrame) -> alt.Shape:
    """Return the shape encoding of `arm_label`, so that arms are told apart without colour.

    An arm of the data has the same shape in every chart, also where a pooled one is drawn beside it.
    """
    labels = list(arms["label"])
    scale = alt.Scale(domain=labels)
    if "pooled" in arms and arms["pooled"].any():
        order = arms.sort_values("pooled", kind="stable")["label"]
        shapes = {label: _SHAPES[place % len(_SHAPES)] for place, label in enumerate(order)}
        scale = alt.Scale(domain=labels, range=[shapes[label] for label in labels])
    return alt.Shape("arm_label:N", scale=scale, title=None, legend=alt.Legend())


def shown_arms(arm: pd.DataFrame, names: Sequence[str] | None = None) -> pd.DataFrame:
    """Return the rows of the arm table in display order; only those named, where names are given.

    Raises:
        ValueError: two arms have the same label, and would be drawn as one.
    """
    chosen = arm if names is None else arm[arm["arm"].isin(list(names))]
    labels = chosen["label"].map(one_line)
    if labels.duplicated().any():
        raise ValueError(f"arm table: two arms have the label {labels[labels.duplicated()].iloc[0]!r}")
    return chosen.assign(label=labels).sort_values("arm_order", kind="stable")
