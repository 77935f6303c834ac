"""Whether what should be a date is a serial number of Excel, and which day it then is."""

import re
from datetime import date, timedelta

#: Day 0 of Excel's count, right from March 1900 on: it has a 29 February 1900.
_DAY_ZERO = date(1899, 12, 30)
#: A number of five digits that is a day of the years 1954 to 2119; a part of a day may follow.
_SERIAL = re.compile(r"([2-7][0-9]{4})(?:\.[0-9]*)?")


def excel_hint(text: str) -> str:
    """Return what is to be said of a text that is no date but may be a serial number of Excel, else ""."""
    match = _SERIAL.fullmatch(text)
    if not match:
        return ""
    day = _DAY_ZERO + timedelta(days=int(match[1]))
    return f"; {text} looks like an Excel serial number for {day}: format the column as a date"
