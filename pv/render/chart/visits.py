"""What charts by visit share: the names of the visits, and the numbers measured below them."""

import altair as alt
import pandas as pd

from pv.render.chart.theme import INK, arm_colour

#: In pixels.
WIDTH = 760
COUNT_ROW_HEIGHT = 18


def visit_labels(named: pd.DataFrame) -> pd.Series:
    """Return the names of the visits; one that stands for two visits gets its place, so that they stay apart."""
    orders = named.groupby("visit")["visit_order"].transform("nunique")
    numbered = named["visit"] + " [" + named["visit_order"].astype("str") + "]"
    return named["visit"].where(orders == 1, numbered)


def counts_panel(named: pd.DataFrame, arms: pd.DataFrame, visits: list[str]) -> alt.Chart:
    """Return a text panel: how many subjects of each arm were measured at each visit."""
    heading = alt.TitleParams("Subjects measured", fontSize=11, fontWeight="normal", offset=4, color=INK)
    names = alt.Axis(ticks=False, domain=False, labelLimit=200, labelPadding=14)
    panel: alt.Chart = (
        alt.Chart(named[["arm_label", "visit_label", "subjects"]])
        .mark_text()
        .encode(
            x=alt.X(
                "visit_label:O",
                sort=visits,
                title=None,
                axis=alt.Axis(orient="bottom", labelAngle=-45, labelLimit=120, labelOverlap=True, domain=False),
            ),
            y=alt.Y("arm_label:N", sort=list(arms["label"]), title=None, axis=names),
            text="subjects:Q",
            color=arm_colour(arms, legend=alt.Legend()),
        )
        .properties(width=WIDTH, height=COUNT_ROW_HEIGHT * len(arms), title=heading)
    )
    return panel
