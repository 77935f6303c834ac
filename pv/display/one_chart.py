"""The chart of one figure, taken alone."""

from collections.abc import Mapping

import altair as alt

from pv.characters import shown_in
from pv.display.catalogue import displays
from pv.display.chapters import entry
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Absent
from pv.display.figure import Figure
from pv.display.known import known
from pv.errors import InputError, Problem


def one_chart(contents: Contents, name: str, options: Mapping[str, str]) -> alt.TopLevelMixin:
    """Return the chart of a figure; of one that draws several the first.

    Raises:
        InputError: there is no such figure or option, or no such value of one; the nearest is named. Or there is
            nothing to draw.
    """
    known("chart", name, [display.name for display in displays().values() if display.kind == "figure"])
    one = entry(name, options)
    parts = one.display.make(Context(contents), one.options)
    figure = next((part for part in parts if isinstance(part, Figure)), None)
    if figure is None:
        reason = next(part.sentence for part in parts if isinstance(part, Absent))
        raise InputError(Problem(reason, name))
    return cleaned(figure.chart)


def cleaned(chart: alt.TopLevelMixin) -> alt.TopLevelMixin:
    """Return a chart whose texts anyone can draw: a control character in a term ends the process that draws it."""
    specification = chart.to_dict(validate=False)
    without = shown_in(specification)
    if without is specification:
        return chart
    again: alt.TopLevelMixin = getattr(type(chart), "from_dict")(without, validate=False)  # noqa: B009  # of each kind
    return again
