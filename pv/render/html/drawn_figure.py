"""A figure in the page: its specification for the live drawing, and a drawing that needs no script."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from pv.characters import shown_in
from pv.display.figure import Figure
from pv.render.html.lean_drawing import lean_drawing
from pv.render.html.printed_parts import Tall, in_parts
from pv.render.html.printed_width import Paper

_IDENTIFIER = re.compile(r'(\bid="|url\(#|href="#)([\w-]+)')


@dataclass(frozen=True)
class Drawn:
    """A drawing as SVG, and how it is printed where it is taller than a page."""

    svg: Markup
    tall: Tall | None


def specification(figure: Figure) -> Mapping[str, Any]:
    """Return the chart as Vega-Lite."""
    content: dict[str, Any] = figure.chart.to_dict(validate=False)
    # The figure itself carries the text alternative; a label on every mark would drown it.
    content["config"] = content["config"] | {"aria": False}
    content["datasets"] = {name: _shortened(rows) for name, rows in content.get("datasets", {}).items()}
    found: Mapping[str, Any] = shown_in(content)
    return found


def _shortened(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows with numbers of seven digits, more than a screen shows; the CSV file has them all."""
    return [
        {key: float(f"{value:.7g}") if isinstance(value, float) else value for key, value in row.items()}
        for row in rows
    ]


def drawn_figures(figures: Sequence[Figure], drawings: Sequence[str], paper: Paper) -> Mapping[str, Drawn]:
    """Return the drawing of each figure by its name, with identifiers of its own so that no two charts share any."""
    drawn = {}
    for figure, drawing in zip(figures, drawings, strict=True):
        svg = lean_drawing(drawing)
        tall = None if figure.fits else in_parts(svg, paper.width, paper.height)
        if tall:
            svg = svg.replace("<svg ", '<svg id="whole" ', 1)
        drawn[figure.name] = Drawn(_with_own_identifiers(figure.name, svg), tall)
    return drawn


def _with_own_identifiers(name: str, svg: str) -> Markup:
    """Return a drawing with identifiers numbered as they come: Vega's count on over all that a process has drawn."""
    numbers: dict[str, int] = {}

    def own(found: re.Match[str]) -> str:
        return f"{found[1]}{name}-{numbers.setdefault(found[2], len(numbers) + 1)}"

    return Markup(_IDENTIFIER.sub(own, svg))  # noqa: S704  # the library escapes texts
