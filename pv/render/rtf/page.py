"""The page of an RTF document, and what stands over and under every table."""

from typing import Any

from pv.display import footnote
from pv.display.contents import Contents
from pv.display.table import Table
from pv.render.rtf.escape import escaped
from pv.render.rtf.library import library

#: US letter, landscape, in inches: width, height, and margins left, right, top, bottom, of header, of footer.
_SIZE = (11.0, 8.5)
_MARGINS = (0.75, 0.75, 1.0, 0.9, 0.5, 0.5)
#: Of all columns together, in inches.
WIDTH = _SIZE[0] - _MARGINS[0] - _MARGINS[1]
#: The library's number of Arial.
FONT = 4
#: Points: study and notes; between them and the title; title.
_SMALL, _GAP, _TITLE = 7, 4, 10
#: The word processor breaks the pages: it knows its letters.
_ROWS = 10**9
#: The number of pages is a field, whose result a word processor replaces.
_PAGE_NUMBER = r"Page \chpgn  of {\field{\*\fldinst NUMPAGES}{\fldrslt 1}}"


def page() -> Any:  # noqa: ANN401  # of the library
    """Return size, margins and the line below a table."""
    return library().RTFPage(
        orientation="landscape",
        width=_SIZE[0],
        height=_SIZE[1],
        margin=_MARGINS,
        col_width=WIDTH,
        nrow=_ROWS,
        border_first="",
        border_last="single",
    )


def page_header(contents: Contents, table: Table) -> Any:  # noqa: ANN401  # of the library
    """Return what stands over the table: the study, the page number behind a tab, and the title."""
    study = footnote.study_row(contents)
    named = ": ".join(escaped(str(study[name])) for name in ("study_id", "title") if study.get(name))
    note = [escaped(str(study["note"]))] if study.get("note") else []
    return library().RTFPageHeader(
        text=[rf"{named}\tab {_PAGE_NUMBER}", *note, "", escaped(table.title)],
        text_font=[FONT],
        text_font_size=[_SMALL, *(_SMALL for _ in note), _GAP, _TITLE],
        text_format=["", *("i" for _ in note), "", "b"],
        text_justification=["l"],
        text_space_after=[80],
    )


def page_footer(table: Table) -> Any:  # noqa: ANN401  # of the library
    """Return the footnotes; without any an empty line, or a part would have those of the part before."""
    return library().RTFPageFooter(
        text=[escaped(" ".join(table.notes))],
        text_font=[FONT],
        text_font_size=[_SMALL],
        text_justification=["l"],
    )
