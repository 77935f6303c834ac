"""The tables and listings of a report, a file each."""

import re
from collections.abc import Mapping, Sequence

from altair.utils.schemapi import debug_mode

from pv.display.chapters import filled, made_of_kind
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.plan import Planned
from pv.render.rtf.document import as_rtf

#: What a file name has none of on some system.
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")


def rtf_files(contents: Contents, chapters: Sequence[Planned]) -> Mapping[str, str]:
    """Return each table and listing of the chapters by file name: its place in the report, and its name there.

    Figures are left out; a table that stands beside a figure is not.

    Raises:
        OutputError: rtflite, the extra `rtf`, is not installed.
    """
    context = Context(contents)
    # The figures are made for the tables beside them, and not drawn.
    with debug_mode(False):  # noqa: FBT003  # the library's own argument
        gave = {**made_of_kind(context, chapters, figures=True), **made_of_kind(context, chapters, figures=False)}
    tables = [table for chapter in filled(chapters, gave) for table in chapter.tables]
    digits = len(str(len(tables)))
    return {
        f"{place:0{digits}}-{_NOT_IN_NAMES.sub('-', table.name)}.rtf": as_rtf(contents, [table])
        for place, table in enumerate(tables, start=1)
    }
