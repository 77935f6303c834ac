"""Two data cuts of a small study, small enough to be counted by hand."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pv
from pv.difference import Cut, Difference, compare
from pv.engine import NO_LIMITS
from pv.study.catalogue import measures
from small_study import CONTROL, Row, events, small_study, subjects

#: The result tables that the tests look at; the others take two seconds.
LOOKED_AT = {"incidence", "overview", "deaths", "exposure"}
CUTOFF = "cutoff_date = 2020-01-15\n"
SERIOUS: Row = {"AESER": "Y"}


@cache
def studies() -> tuple[pv.Study, pv.Study]:
    """Return the earlier and the later cut of one study.

    U1 has a headache in both, serious in the later one; U2 has one that is after the earlier cut-off, and a serious
    nausea that is new; U3 dies between the cuts. C1 has a headache that is no longer there.
    """
    people = [{}, {}, {"DTHFL": "Y", "DTHDT": "2020-01-18"}, CONTROL]
    before = events({}, {"USUBJID": "U2", "ASTDT": "2020-01-17"}, {"USUBJID": "C1"})
    after = events(SERIOUS, {"USUBJID": "U2", "ASTDT": "2020-01-17"}, {"USUBJID": "U2", "AEDECOD": "Nausea", **SERIOUS})
    with TemporaryDirectory() as folder:
        old = small_study(Path(folder), subjects(*people), before, CUTOFF)
        new = small_study(Path(folder), subjects(*people), after, CUTOFF.replace("15", "25"))
    return old, new


def cuts() -> tuple[Cut, Cut]:
    """Return their tables, of the results those that the tests look at."""
    old, new = map(looked_at, studies())
    return old, new


def looked_at(study: pv.Study) -> Cut:
    """Return the tables of a study, of the results those that the tests look at."""
    return replace(study.cut, tables=study.cut.tables - ({*measures()} - LOOKED_AT))


@cache
def difference() -> Difference:
    """Return what differs between them."""
    return compare(*cuts(), NO_LIMITS)
