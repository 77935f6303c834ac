"""The page of a report without its charts: they are half of its cost, and not what every test looks at."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pv.display.contents import Contents
from pv.display.plan import standard_chapters
from pv.drawing.process import Drawing, Drawn, Pending
from pv.render.html.page import render

#: Charts alone, whose making costs as much as that of all tables.
CHARTS = frozenset({"survival_curve", "lvef_waterfall", "worst_grade", "risk_difference"})


class Undrawn(Drawing):
    """A drawing process that draws nothing: the charts are not looked at here."""

    process: None = None

    def draw(self, specifications: Sequence[Mapping[str, Any]]) -> Pending:
        """Return empty drawings."""
        return Blank(self, specifications)


class Blank(Pending):
    """Drawings without content."""

    def fetch(self) -> Drawn:
        """Return one for each chart."""
        return Drawn("// none", ("<svg></svg>",) * len(self.specifications))


def undrawn(report: Contents) -> str:
    """Return the page of a report, without its drawings and without the displays that are charts alone."""
    plans = standard_chapters()
    entries = [[one for one in plan.entries if one.display.name not in CHARTS] for plan in plans]
    return render(
        report, Undrawn(None), [replace(plan, entries=tuple(own)) for plan, own in zip(plans, entries, strict=True)]
    )
