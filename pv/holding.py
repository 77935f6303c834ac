"""What an open study holds: its findings and tables, answers to SQL, explanations, and its database as a file."""

from collections.abc import Iterable
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING, Self

import pandas as pd

from pv.contract import in_grain_order
from pv.difference import Cut
from pv.engine import Engine, Tables
from pv.engine.database_file import STORED, export
from pv.engine.user_query import query_study
from pv.errors import InputError, Problem, as_given, nearest
from pv.explain import Explanation, explain_record, explain_subject
from pv.facts.read import read_facts
from pv.manifest import manifest
from pv.measure import finished, plan_measures, with_method
from pv.one_at_a_time import one_at_a_time
from pv.output import require_writable, whole, write_frames
from pv.reconcile import reconcile
from pv.stages import Stages
from pv.study.built import Built
from pv.study.catalogue import MANIFEST, RECONCILIATION, catalogue, description, sql_files
from pv.study.resumed import state_of
from pv.study.setting.settings import Settings
from pv.study.summary import summary_html, summary_line

if TYPE_CHECKING:
    from pv.verify import Verification

#: What the checks come to.
CHECKED = ("accounting", "finding_count", "findings", "left_out")


class Holding:
    """A checked study without what it shows. Its measures are computed when first asked for."""

    def __init__(self, built: Built, stages: Stages) -> None:
        """Hold a built study; `open_study` makes one."""
        self._built = built
        self._stages = stages
        self._closed = False
        #: The database answers one question at a time.
        self.lock = RLock()
        engine = built.engine
        # They name files that are not digested, and cost nothing: they are never those of an earlier run.
        for name in (MANIFEST, RECONCILIATION):
            engine.drop(name)
        plan_measures(engine, self.settings.statistics)
        engine.later(MANIFEST, self._made_from)
        engine.later(RECONCILIATION, self._reconciled)

    def __enter__(self) -> Self:
        """Return the study, to be closed at the end of the block."""
        return self

    def __repr__(self) -> str:
        """Return identifier, arms and rows on one line."""
        return summary_line(self._built)

    def _repr_html_(self) -> str:
        """Return title, arms and rows as a table, for a notebook."""
        return summary_html(self._built)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close the study."""
        self.close()

    @one_at_a_time
    def close(self) -> None:
        """Free the study's database; what asks for a table afterwards raises InputError."""
        self._closed = True
        self._built.engine.close()

    @property
    def settings(self) -> Settings:
        """What the study file says."""
        return self._built.definition.settings

    @property
    def files(self) -> tuple[Path, ...]:
        """The study file and the datasets that were read: nothing that is written replaces them."""
        return self._built.files

    @property
    def resumed(self) -> str:
        """What was used of an interrupted build, or why nothing was; '' where there was none."""
        return self._built.engine.work.said if self._built.engine.work else ""

    @property
    def cut(self) -> Cut:
        """Its tables, as a comparison with another data cut reads them."""
        engine, settings = self._engine, self.settings
        tables = frozenset(engine.tables())
        return Cut(settings.study.id, engine.connection, tables, engine.ready, settings.population.label)

    @property
    @one_at_a_time
    def findings(self) -> pd.DataFrame:
        """The findings of the checks, the gravest first, one row each: of a rule in a dataset up to 1,000.

        The table `finding_count` counts them all; `open_study(…, all_findings=True)` lists them all.
        """
        return self._read("check", "findings")

    @property
    @one_at_a_time
    def accounting(self) -> pd.DataFrame:
        """Each dataset's rows in, rows used and rows set aside."""
        return self._read("check", "accounting")

    @one_at_a_time
    def tables(self) -> pd.DataFrame:
        """Return table, kind ('result', 'derived', 'input') and description of every table, the results first.

        Examples:
            >>> import pv
            >>> tables = pv.open_study("cdisc-pilot").tables().set_index("table")
            >>> tables.loc[["incidence", "subject_term", "adae"], "kind"].to_list()
            ['result', 'derived', 'input']
        """
        rows = [(name, kind, description(name)[0]) for name, kind in self._catalogue().items()]
        return pd.DataFrame(rows, columns=["table", "kind", "description"])

    @one_at_a_time
    def table(self, name: str, *, method: str | None = None) -> pd.DataFrame:
        """Return a table, numbers unrounded.

        Args:
            name: of the table.
            method: for a look, another method of an interval of a result table than the study's own ("wilson").

        Raises:
            InputError: there is no such table; the nearest is named.
            SettingError: there is no such method, or the table has no interval; the nearest is named.
        """
        known = self._catalogue()
        if str(name) not in known:
            raise InputError(Problem("there is no such table", as_given(name), nearest(name, known)))
        if method is not None:
            statistics = with_method(self.settings.statistics, name, method)
            return finished(self._engine, f"sql/measure/{name}.sql", statistics)
        return self._read("compute", name)

    @one_at_a_time
    def sql(self, query: str) -> pd.DataFrame:
        """Return the rows of a query on the study's tables, which no query can change.

        Raises:
            InputError: the query is not valid, or reaches for more than the tables; DuckDB's own message follows ours.

        Examples:
            >>> import pv
            >>> study = pv.open_study("cdisc-pilot")
            >>> study.sql("select count(*) as fatal from adverse_event where fatal")["fatal"].item()
            3
        """
        return query_study(self._engine, query)

    @one_at_a_time
    def explain(self, usubjid: str, aeseq: float | None = None) -> Explanation:
        """Return why an adverse event, or without `aeseq` a subject, counts where it counts; print it, or take a frame.

        Of an event: whether it is treatment-emergent and by which dates, its grade and the text of it in CTCAE, the
        categories, groups of terms and queries that it is in and by which condition, the rows of the overview that it
        enters. Of a subject: its population, dates, death, cases of special interest, worst laboratory grades of 3 or
        more, and its events.

        Raises:
            InputError: there is no such subject or event; the nearest is named.

        Examples:
            >>> import pv
            >>> explanation = pv.open_study("cdisc-pilot").explain("01-701-1015", 3)
            >>> next(fact.text for fact in explanation.facts if fact.topic == "grade")
            'missing (AETOXGR); the severity is MILD, from AESEV, which is not a CTCAE grade'
        """
        if aeseq is None:
            return explain_subject(self._engine, str(usubjid))
        try:
            number = float(aeseq)
        except (TypeError, ValueError):
            raise InputError(Problem(f"AESEQ is {aeseq!r}", f"USUBJID={usubjid}", "a number")) from None
        return explain_record(self._engine, str(usubjid), number)

    @one_at_a_time
    def build(self, target: str | Path, *, parquet: str | Path | None = None) -> Path:
        """Write the DuckDB file, and the same tables as Parquet files in a folder; return the path of the file.

        Both are written, or none is changed. The rows of a Parquet file are in the order of the table's grain, the
        `unique` of its contract.

        Raises:
            OutputError: a file cannot be written.
        """
        require_writable(Path(target), self.files)
        names = self._catalogue()
        self._ready("check", CHECKED)
        if (work := self._engine.work) is not None:
            self._engine.save(state_of(self._built, work.made_from))
        tables = self._ready("compute", names)
        views = {name: f"sql/derive/{name}.sql" for name in self._built.derived if name not in STORED}
        # Both or none: the file is not there before its tables are in the folder.
        with self._stages.stage("write", len(names)), whole(Path(target), self.files) as partial:
            export(tables, partial, views, {name: description(name) for name in names}, self._stages.advance)
            if parquet is not None:
                write_frames(
                    Path(parquet), {name: in_grain_order(tables.table(name), name) for name in names}, self.files
                )
        if work is not None:
            work.done()
        return Path(target)

    @one_at_a_time
    def write_results(self, folder: str | Path) -> list[str]:
        """Write the result tables, what the checks come to and the manifest as Parquet files; return their names.

        Nothing else leaves the database: where it is on Spark, no record comes back for it.

        Args:
            folder: where to write; it is made where there is none.

        Raises:
            OutputError: a file cannot be written.
        """
        results = [name for name, kind in self._catalogue().items() if kind == "result"]
        names = [*results, *CHECKED, MANIFEST]
        self._ready("check", CHECKED)
        tables = self._ready("compute", names)
        with self._stages.stage("write"):
            write_frames(Path(folder), {name: in_grain_order(tables.table(name), name) for name in names}, self.files)
        return names

    @one_at_a_time
    def reconcile(self, facts: str | Path) -> pd.DataFrame:
        """Return each number of a file of published figures beside the computed one, with a verdict.

        Raises:
            InputError: the facts file is missing or not valid; all problems at once.
        """
        return reconcile(read_facts(facts), Tables(self._engine))

    @one_at_a_time
    def verify(self) -> "Verification":
        """Return what comes of computing the numbers a second time from the accepted records, by another program.

        `numbers` says how many numbers of which table were compared, `differences` lists each that differs, and
        `not_covered` names what is not computed a second time.
        """
        from pv.verify import verify  # noqa: PLC0415  # who does not verify waits for none of it

        results = [name for name, kind in self._catalogue().items() if kind == "result"]
        with self._stages.stage("verify"):
            return verify(lambda name: self._read("compute", name), self.settings.statistics.model_dump(), results)

    @property
    def _engine(self) -> Engine:
        """The study's database, which a closed study has no longer."""
        if self._closed:
            raise InputError(Problem("the study is closed", self.settings.study.id, "open it again: pv.open_study"))
        return self._built.engine

    def _read(self, stage: str, name: str) -> pd.DataFrame:
        """Return a table, made in a stage where it is not there yet."""
        return self._ready(stage, [name]).table(name)

    def _ready(self, stage: str, names: Iterable[str]) -> Engine:
        """Return the database with tables in it, made in a stage where they are not there yet."""
        asked = frozenset(names)
        with self._stages.stage(stage, len(self._engine.pending(asked))):
            self._engine.ready(asked)
        return self._engine

    def _made_from(self) -> pd.DataFrame:
        built = self._built
        return manifest(
            built.definition, built.datasets, self._sql_files(), built.dictionaries.sha256, built.engine.software
        )

    def _reconciled(self) -> pd.DataFrame:
        folder, named = self._built.definition.folder, self.settings.study.facts
        return reconcile(read_facts(folder / named) if named else None, Tables(self._engine))

    def _catalogue(self) -> dict[str, str]:
        return catalogue(self._engine, self._built.derived)

    def _sql_files(self) -> list[str]:
        return sql_files(sdtm=self._built.sdtm, endpoints=bool(self.settings.analysed or self.settings.analysis_set))
