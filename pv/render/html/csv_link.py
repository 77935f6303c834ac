"""A table as a CSV file inside the page: a data address, so that it can be saved without a script or a network."""

from urllib.parse import quote

import pandas as pd

from pv.spreadsheet import for_people

#: Beyond this many significant digits a double carries noise; far beyond what any table prints.
_DIGITS = ".12g"
#: What an address may have as it is, beside letters and digits.
_PLAIN = "!$()*+,-./:;=?@_~"


def csv_link(table: pd.DataFrame) -> str:
    """Return the data address of a CSV file with the numbers of `table` unrounded (12 significant digits).

    A text that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    text = for_people(table).to_csv(index=False, float_format=f"%{_DIGITS}", lineterminator="\r\n")
    # The byte order mark makes a spreadsheet read the file as UTF-8.
    # Most characters stand as they are, so that the address is shorter than in base64.
    return "data:text/csv;charset=utf-8," + quote("\ufeff" + text, safe=_PLAIN)
