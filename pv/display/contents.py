"""What a report is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial

import pandas as pd

from pv.engine import Engine, Tables
from pv.verify.compared import Verification


@dataclass(frozen=True)
class Contents:
    """Everything the page shows; the page is a pure function of it.

    Attributes:
        tables: the result tables, derived tables, setting tables, findings and accounting, by name. A table that is
            absent or empty leaves its part of the page out, with a sentence that says so.
        sql: the text of each SQL file, by table name.
        manifest: (name, value) pairs: SHA-256 of inputs and SQL files, versions, settings.
        methods: (name, label, reference) of each interval method used.
        version: version of the package.
        population: what the analysed population is called.
        chart_threshold_percent: charts by preferred term show terms this frequent in an arm.
        maximum_records: how many records of a kind the page carries at most (every death and adjudicated case).
        run_date: the day of the run as text; left out when None, so that the page depends on its inputs alone.
        verification: what came of computing the numbers a second time; None: that was not asked for.
        kind: what the page is called before the study's identifier.
    """

    tables: Mapping[str, pd.DataFrame]
    sql: Mapping[str, str] = field(default_factory=dict)
    manifest: Sequence[tuple[str, str]] = ()
    methods: Sequence[tuple[str, str, str]] = ()
    version: str = ""
    population: str = "Safety analysis set"
    chart_threshold_percent: float = 5.0
    maximum_records: int = 20000
    run_date: str | None = None
    verification: Verification | None = None
    kind: str = "Safety report"

    @cached_property
    def engine(self) -> Engine:
        """A database with the tables: the study's own, or one made of the frames of a report that is made of frames."""
        if isinstance(self.tables, Tables):
            return self.tables.engine
        engine = Engine()
        for name in self.tables:
            engine.later(name, partial(self.tables.__getitem__, name))
        return engine

    def table(self, name: str) -> pd.DataFrame:
        """Return a table by name; an empty one where the report has none of that name."""
        return self.tables.get(name, pd.DataFrame())
