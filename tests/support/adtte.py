"""Time to first dermatologic event of the CDISC pilot study, whole and as ten subjects for arithmetic by hand."""

from typing import NamedTuple

import numpy as np
import pyreadstat
import pytest
from numpy.typing import NDArray

import places

_FOLDER = places.SHARED / "data" / "cdisc-pilot"

#: Five subjects of each arm: events tied within and between arms at 3, and with the end of treatment at 14.
#:   placebo:    3 event,           8 stopped,  14 stopped, 24 event, 64 event
#:   high dose:  3 event, 3 event,  8 stopped,  14 event,             189 completed
_TEN = (
    *("01-701-1023", "01-705-1018", "01-701-1387", "01-703-1100", "01-706-1041"),
    *("01-710-1137", "01-701-1028", "01-701-1181", "01-708-1216", "01-708-1406"),
)


class Subjects(NamedTuple):
    """Subjects of ADTTE: days, and 1 for the event, 2 for treatment stopped before it, 0 for completed without it."""

    time: NDArray[np.float64]
    status: NDArray[np.int64]
    group: NDArray[np.str_]

    @property
    def event(self) -> NDArray[np.int64]:
        """1 for the event, 0 for everything else."""
        return np.where(self.status == 1, 1, 0)

    def arms(self, first: str, second: str) -> "Subjects":
        """Return the subjects of two arms, group recoded to 1 and 2."""
        kept = np.isin(self.group, (first, second))
        return Subjects(self.time[kept], self.status[kept], np.where(self.group[kept] == first, "1", "2"))


def everyone() -> Subjects:
    """Return all 254 subjects; the test is skipped where the files are absent."""
    return _read(None)


def ten() -> Subjects:
    """Return the ten subjects, in the order above; the test is skipped where the files are absent."""
    return _read(_TEN)


def _read(chosen: tuple[str, ...] | None) -> Subjects:
    if not (_FOLDER / "adtte.xpt").exists():
        pytest.skip("the CDISC pilot study is not beside the repository")
    adtte, _ = pyreadstat.read_xport(_FOLDER / "adtte.xpt")
    adsl, _ = pyreadstat.read_xport(_FOLDER / "adsl.xpt")
    row = adtte.merge(adsl[["USUBJID", "DCDECOD"]], on="USUBJID").set_index("USUBJID")
    row = row if chosen is None else row.loc[list(chosen)]
    without = np.where(row["DCDECOD"] == "COMPLETED", 0, 2)
    status = np.where(row["CNSR"] == 0, 1, without).astype(np.int64)
    return Subjects(row["AVAL"].to_numpy(dtype=np.float64), status, row["TRTA"].to_numpy(dtype=np.str_))
