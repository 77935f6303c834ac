"""One display as a file of its own: JSON, SVG, PNG."""

import json
from collections.abc import Iterable
from pathlib import Path

import altair as alt
import vl_convert

from pv.display.figure import Figure
from pv.display.shown import Shown, table_content
from pv.drawing import start_drawing
from pv.output import whole

#: Dots a point: sharp on paper.
_SCALE = 2


def as_json(shown: Shown) -> str:
    """Return the tables as rows of texts, the charts as Vega-Lite."""
    content = {
        "display": shown.entry.display.name,
        "title": shown.entry.heading,
        "standard": shown.entry.display.standard,
        "options": shown.entry.options.model_dump(),
        "tables": [table_content(table) for table in shown.tables],
        "charts": [part.chart.to_dict(validate=False) for part in shown.chapter.parts if isinstance(part, Figure)],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def as_svg(chart: alt.TopLevelMixin) -> str:
    """Return a chart as SVG, drawn in another process."""
    (drawing,) = start_drawing(library=False).draw([chart.to_dict(validate=False)]).fetch().drawings
    return drawing


def as_png(chart: alt.TopLevelMixin, out: Path, kept: Iterable[Path]) -> None:
    """Write a chart as PNG, whole or not at all."""
    picture = vl_convert.svg_to_png(as_svg(chart), scale=_SCALE)
    with whole(out, tuple(kept)) as partial:
        partial.write_bytes(picture)
