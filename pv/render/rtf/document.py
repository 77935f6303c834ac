"""Tables as an RTF document: landscape pages, each with study, title, page number, headings and footnotes."""

from collections.abc import Iterator, Sequence
from functools import cache

from pv.display.contents import Contents
from pv.display.table import Table
from pv.render.rtf.library import library
from pv.render.rtf.page import FONT, WIDTH, page, page_footer, page_header
from pv.render.rtf.panels import panels
from pv.render.rtf.rows import body, headings, runs
from pv.render.rtf.widths import Layout, Wide

_TWIPS = 1440
#: Points at which letters are measured: widths are in proportion to the size.
_MEASURED = 100
#: How the library begins and ends the header of a page.
_HEADER, _HEADER_END = r"{\header{\pard", r"\par}}"
#: A line of one point. A part that began or ended with a table would lose its header in LibreOffice.
_THIN = r"{\pard\fs2\par}"
#: The last line, behind a table, is one too: it must not ask for a page of its own.
_END = r"\pard\plain\fs2"
#: Ends a part with header and footer of its own.
_NEW_PART = f"{_THIN}\\sect\\sectd\\lndscpsxn\n"


def as_rtf(contents: Contents, tables: Sequence[Table]) -> str:
    """Return tables as one RTF document of ASCII, each from a new page on; the same tables give the same bytes.

    A table that is too wide for a page stands there in panels, one behind the other.

    Raises:
        OutputError: rtflite, the extra `rtf`, is not installed.
    """
    wide = _wide()
    texts = [_document(contents, *panel) for table in tables for panel in panels(table, wide)]
    fonts = texts[0][: texts[0].index(_HEADER)]
    parts = (text[text.index(_HEADER) :].rstrip().removesuffix("}") for text in texts)
    return f"{fonts}{_NEW_PART.join(parts)}{_END}}}\n"


def _document(contents: Contents, table: Table, sized: Layout) -> str:
    """Return a table as a document of its own."""
    found = runs(table)
    shown = headings(table, sized)
    document = library().RTFDocument(
        df=[run.frame() for run in found],
        rtf_page=page(),
        rtf_page_header=page_header(contents, table),
        rtf_page_footer=page_footer(table),
        rtf_title=None,
        rtf_column_header=[shown, *([None] for _ in found[1:])],
        rtf_body=[body(table, run, sized) for run in found],
    )
    return _for_pages(document.rtf_encode(), len(shown), [run.leads for run in found for _ in run.rows])


def _wide() -> Wide:
    """Return what gives the width of a text in inches with letters of one point, letter by letter."""
    measured = library().get_string_width
    letter = cache(lambda character: float(measured(character, font=FONT, font_size=_MEASURED)))
    return lambda text: sum(map(letter, text)) / _MEASURED


def _for_pages(text: str, repeated: int, leading: Sequence[bool]) -> str:
    """Return the document with what a word processor needs to break its pages.

    The rows of headings stand in the header of the page, so that every page has them in every program: not all of them
    repeat a row that is marked to be repeated. No row is cut in two, what heads a group of rows stays with the next
    row, and the page number stands at the right margin.

    Args:
        text: the document.
        repeated: how many of its first rows are headings.
        leading: of each other row, whether it heads those that follow.
    """
    before, *rows = text.split(r"\trowd")
    tabbed = before.replace(_HEADER, rf"{_HEADER}\tqr\tx{round(WIDTH * _TWIPS)}", 1)
    header, _, after = tabbed.partition(_HEADER_END)
    top = "".join(rf"\trowd{row}" for row in rows[:repeated])
    return rf"{header}\par}}{top}{_THIN}}}{after}{_THIN}" + "".join(_kept(rows[repeated:], leading))


def _kept(rows: Sequence[str], leading: Sequence[bool]) -> Iterator[str]:
    """Yield the rows, each in one piece, those that head others with the next."""
    for row, leads in zip(rows, leading, strict=True):
        # Only the paragraphs of the cells, not the one that follows the row.
        cells, end, after = row.rpartition(r"\intbl\row")
        kept = cells.replace(r"\pard", r"\pard\keepn") if leads else cells
        yield rf"\trowd\trkeep{kept}{end}{after}"
