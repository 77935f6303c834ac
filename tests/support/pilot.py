"""The real pilot study as the tests read it: straight from the transport files, by another way than the product's."""

from contextlib import AbstractContextManager, nullcontext
from functools import cache

import pandas as pd
import pyreadstat

import places

# By its own name: a test may put `opened` in its place in the module.
from pv.api import Study, open_study

FOLDER = places.ROOT / "reports" / "cdisc-pilot"
ARMS = ("Xanomeline High Dose", "Xanomeline Low Dose", "Placebo")
WINDOW_DAYS = 30


@cache
def study() -> Study:
    """Return the built-in pilot study, opened once for all tests."""
    return open_study("cdisc-pilot")


def opened(name: str, **_: object) -> AbstractContextManager[Study]:
    """Return the same in place of `pv.api.open_study`, for a command; it stays open."""
    assert name == "cdisc-pilot"
    return nullcontext(study())


@cache
def _read(name: str) -> pd.DataFrame:
    frame, _ = pyreadstat.read_xport(FOLDER / f"{name}.xpt")
    return frame


def adsl() -> pd.DataFrame:
    """Return the subjects as the file has them: empty text for missing text."""
    return _read("adsl").copy()


def adae() -> pd.DataFrame:
    """Return the events as the file has them, with the actual arm of the subject record as ARM."""
    arms = _read("adsl").set_index("USUBJID")["TRT01A"]
    return _read("adae").assign(ARM=lambda frame: frame["USUBJID"].map(arms))


def emergent() -> pd.DataFrame:
    """Return the events flagged treatment-emergent."""
    events = adae()
    return events[events["TRTEMFL"] == "Y"]
