"""Which terms a chart shows, one row each, and how their names fit beside it."""

import textwrap

import altair as alt
import pandas as pd

from pv.render.chart.theme import INK, TEXT_SIZE

#: Height of one row in pixels: two lines of a name fit.
ROW_HEIGHT = 27
NAME_WIDTH = 246
NAMES = ["soc", "term"]
ANY = "Any adverse event"

_LINE_LENGTH = 37
_LINES = 2
_LINE_HEIGHT = TEXT_SIZE


def term_rows(incidence: pd.DataFrame, level: str, category: str, threshold_percent: float = 0.0) -> pd.DataFrame:
    """Return the incidence of one level and category, for terms that reach the threshold in at least one arm.

    Adds `row`, the name of the term's row, unique: a term under two classes names its class.
    """
    chosen = incidence[(incidence["level"] == level) & (incidence["category"] == category)]
    highest = chosen.groupby(NAMES)["percent"].transform("max")
    reached = chosen[(highest >= threshold_percent) & (highest > 0)]
    classes = reached[NAMES].drop_duplicates().groupby("term")["soc"].size()
    shared = frozenset(classes.index[classes > 1])
    if level == "any":
        return reached.assign(row=ANY)
    names = zip(reached["soc"], reached["term"], strict=True)
    return reached.assign(row=[f"{term} ({soc})" if term in shared else term for soc, term in names])


def placed(table: pd.DataFrame, rows: list[str]) -> pd.DataFrame:
    """Return the table with `place`, the place of each `row` in the given order."""
    places = {row: place for place, row in enumerate(rows)}
    return table.assign(place=table["row"].map(places).astype("int64"))


def row_position(*, grid: bool = True) -> alt.Y:
    """Return the vertical encoding of `place`; with `grid` a faint line runs through each row.

    Rows are placed by number: an order given as a list of names becomes an expression in the drawing library, and no
    text of the data goes into an expression.
    """
    axis = alt.Axis(labels=False, ticks=False, domain=False, grid=grid)
    scale = alt.Scale(type="band", paddingInner=0.1, paddingOuter=0)
    return alt.Y("place:O", title=None, axis=axis, scale=scale)


def row_names(rows: list[str], height: int) -> alt.LayerChart:
    """Return a panel with the name of each row, in two lines where it is long, middled on its row."""
    lines = [textwrap.wrap(row, _LINE_LENGTH, max_lines=_LINES, placeholder=" …") or [row] for row in rows]
    table = pd.DataFrame(
        {
            "row": rows,
            "place": range(len(rows)),
            "name": ["\n".join(text) for text in lines],
            "lines": [len(t) for t in lines],
        }
    )
    layers = [
        alt.Chart(table[table["lines"] == count])
        .mark_text(
            align="right",
            baseline="middle",
            color=INK,
            fontSize=TEXT_SIZE - 1,
            lineBreak="\n",
            lineHeight=_LINE_HEIGHT,
            dy=-_LINE_HEIGHT * (count - 1) / 2,
        )
        .encode(
            x=alt.value(NAME_WIDTH),
            y=row_position(grid=False),
            text="name:N",
            tooltip=alt.Tooltip("row:N", title="Term"),
        )
        for count in sorted(set(table["lines"]))
    ]
    return alt.LayerChart(layer=layers, width=NAME_WIDTH, height=height)
