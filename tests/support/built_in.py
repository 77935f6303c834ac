"""The reports of the built-in studies as the tests share them: their contents, and what each display gives."""

from collections import UserDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

import pandas as pd

import model_study
import pilot
from pv.display.catalogue import displays
from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Made
from pv.display.event_results import results_of
from pv.display.opened import Opened
from pv.display.records.embedded import Records

STUDIES = {"cdisc-pilot": pilot.study, "destiny-breast04": model_study.study}

#: What every display may read beside its own tables: the arms, what footnotes say of the study, the results of events.
SHARED = frozenset(
    {"arm", "arm_member", "arm_pair", "arm_size", "study", "dictionary", "exposure", "first_day_time", "lab_criterion"}
    | {"incidence", "exposure_adjusted_rate", "comparison", "death_comparison"}
)


class Recording(UserDict[str, pd.DataFrame]):
    """Tables that remember which of them were read."""

    def __init__(self, tables: Mapping[str, pd.DataFrame]) -> None:
        """Hold the tables; none is read yet."""
        self.data, self.read = tables, set[str]()  # type: ignore[assignment]  # read on demand

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Return a table, and remember it."""
        self.read.add(name)
        return self.data[name]


@dataclass(frozen=True)
class MadeAlone:
    """What a display gives with its options as they are, and the tables that it read for it, not for its records."""

    parts: Made
    read: frozenset[str]


@cache
def contents(study: str) -> Contents:
    """Return the contents of a report of a built-in study."""
    return STUDIES[study]()._contents(None)


@cache
def context(study: str) -> Context:
    """Return what the displays of such a report share."""
    return Context(contents(study))


@cache
def made(study: str) -> Mapping[str, MadeAlone]:
    """Return what each display of a built-in study gives."""
    given, tables = contents(study), Recording(contents(study).tables)
    # The results of events are picked out of their tables once, for all displays.
    results = results_of(replace(given, tables=tables))
    assert tables.read <= SHARED
    kinds = {kind.name: kind for display in displays().values() for kind in display.opens}
    of_kind = {name: _records(given, kind) for name, kind in kinds.items()}
    found = {}
    for name, display in displays().items():
        tables = Recording(given.tables)
        # The records that it says it opens are there; any other kind is made, which reads tables that it does not say.
        there = {kind.name: of_kind[kind.name][0] for kind in display.opens}
        own = Context(replace(given, tables=tables), there)
        own.__dict__["results"] = results
        parts = display.make(own, display.options())
        of_records = frozenset[str]().union(*(of_kind[kind.name][1] for kind in display.opens))
        found[name] = MadeAlone(parts, frozenset(tables.read - of_records))
    return found


def _records(given: Contents, kind: Opened) -> tuple[Records, set[str]]:
    """Return a kind of records, and the tables that are read for it."""
    tables = Recording(given.tables)
    records = kind.make(replace(given, tables=tables), Context(given).arms)
    return records, tables.read
