"""The page of a comparison: what differs between two data cuts, as one HTML file."""

from pv.difference import Difference
from pv.display.contents import Contents
from pv.display.plan import chapters_of_changes
from pv.drawing import Drawing
from pv.manifest import own_version
from pv.render.html.page import render


def changes_page(found: Difference) -> str:
    """Return what differs between two data cuts as an HTML page that opens offline.

    It has no chart, and no number of it opens records. Its arms, population and dates are those of the new cut.
    """
    contents = Contents(
        tables={**found.beside, **found.shown},
        manifest=[("previous cut", found.old), ("this cut", found.new)],
        version=own_version(),
        population=found.population,
        kind="Changes between two data cuts",
    )
    return render(contents, Drawing(None, library=False), chapters_of_changes())
