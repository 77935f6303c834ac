"""The charts of one display as files of their own: SVG, PNG."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import altair as alt
import vl_convert

from pv.drawing import start_drawing
from pv.output import whole_files

#: Dots a point: sharp on paper.
_SCALE = 2


def as_svg(charts: Iterable[alt.TopLevelMixin]) -> list[str]:
    """Return charts as SVG, drawn in another process."""
    return [*start_drawing(library=False).draw([chart.to_dict(validate=False) for chart in charts]).fetch().drawings]


def as_png(charts: Iterable[alt.TopLevelMixin]) -> list[bytes]:
    """Return charts as PNG."""
    return [vl_convert.svg_to_png(drawing, scale=_SCALE) for drawing in as_svg(charts)]


def write_charts(charts: Sequence[alt.TopLevelMixin], files: Sequence[Path], kept: Iterable[Path]) -> None:
    """Write charts as PNG or SVG, by the suffix of the files, all of them or none.

    Raises:
        OutputError: a file cannot be written, or is one to keep.
    """
    png = files[0].suffix.lower() == ".png"
    drawn = as_png(charts) if png else [drawing.encode() for drawing in as_svg(charts)]
    with whole_files(files, tuple(kept)) as partials:
        for partial, picture in zip(partials, drawn, strict=True):
            partial.write_bytes(picture)
