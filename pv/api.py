"""Open a study in Python: its findings, tables, charts, report and database."""

from collections.abc import Mapping
from functools import cached_property
from importlib import import_module
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import pandas as pd

from pv import resources
from pv.contract import in_grain_order
from pv.drawing import Drawing
from pv.engine import Engine, Tables
from pv.engine.database_file import STORED, export
from pv.engine.user_query import query_study
from pv.errors import InputError, Problem, SettingError, nearest, require_docstrings
from pv.explain import Explanation, explain_record, explain_subject
from pv.facts.read import held_to_its_facts, read_facts
from pv.manifest import manifest, own_version
from pv.measure import finished, measure, with_method
from pv.one_at_a_time import one_at_a_time
from pv.output import require_writable, whole, write_frames, write_text, write_texts
from pv.reconcile import reconcile
from pv.stages import Stages
from pv.study.build import Built, build
from pv.study.catalogue import MANIFEST, RECONCILIATION, catalogue, description, measures, sql_files
from pv.study.setting.definition import Definition, read_study
from pv.study.setting.given import given_study
from pv.study.setting.methods import methods_used
from pv.study.setting.settings import Settings
from pv.study.summary import report_name, summary_html, summary_line

if TYPE_CHECKING:
    import altair as alt

    from pv.display.contents import Contents
    from pv.display.plan import Planned
    from pv.display.shown import Shown


def open_study(
    study: str | Path | Mapping[str, Any],
    datasets: Mapping[str, pd.DataFrame] | None = None,
    *,
    stages: Stages | None = None,
    **frames: pd.DataFrame,
) -> "Study":
    """Return a study, read and checked.

    Args:
        study: a study.toml, a folder that has one, the name of a built-in study; or, without a file, what a study.toml
            would say, as a dictionary: `{"study": {"id": …, "title": …}, "arm": [{"name": …, "role": …}, …]}`.
        datasets: frames to use instead of the files, by dataset name, such as "adsl" or, of SDTM, "dm"
            (`schemas/input` has all that are read).
        stages: who hears of the progress, and keeps the seconds of each stage.
        frames: the same by keyword: `adsl=…, adae=…`.

    Raises:
        InputError: a dataset is missing, unreadable, given twice or lacks a required column; all problems at once.
        SettingError: the study file is not valid or does not fit the data.

    Examples:
        >>> import pv
        >>> study = pv.open_study("cdisc-pilot")
        >>> overview = study.table("overview")
        >>> any_event = overview[overview["item"] == "any"]
        >>> print(any_event[["arm", "subjects", "arm_subjects", "events"]].to_string(index=False))
                         arm  subjects  arm_subjects  events
        Xanomeline High Dose        76            84     433
         Xanomeline Low Dose        77            84     412
                     Placebo        65            86     281
    """
    timing, given = stages or Stages(), datasets or {}
    twice = [Problem("given in datasets and by keyword", name, "once") for name in frames if name in given]
    if twice:
        raise InputError(twice)
    definition = given_study(study) if isinstance(study, Mapping) else read_study(study)
    return Study(build(_held(definition), {**given, **frames}, timing), timing)


def _held(definition: Definition) -> Definition:
    """Return a study file with what is wrong in the facts file that it names and in the chapters that it asks for."""
    whole, report = held_to_its_facts(definition), definition.content.parsed.get("report")
    if not isinstance(report, Mapping) or report.keys().isdisjoint(_OF_CONTENTS):
        return whole
    # Imported where it is needed, because displays take a second.
    held: Definition = import_module("pv.display.plan_mistakes").held_to_the_displays(whole)
    return held


#: The keys of [report] that name displays and chapters.
_OF_CONTENTS = ("chapter", "leave_out_chapters", "leave_out_displays")


class Study:
    """A checked study. Its measures are computed when first asked for."""

    def __init__(self, built: Built, stages: Stages) -> None:
        """Hold a built study; `open_study` makes one."""
        self._built = built
        self._stages = stages
        self._closed = False
        #: The database answers one question at a time.
        self.lock = RLock()

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
        for kept in ("_checked", "_measured"):
            self.__dict__.pop(kept, None)
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
    def report_file(self) -> Path:
        """Where `report` writes when it is not told where: named after the study, in the current folder."""
        return Path(report_name(self._built))

    @property
    @one_at_a_time
    def findings(self) -> pd.DataFrame:
        """Every finding of the checks, the gravest first, one row each."""
        return self._checked.table("findings")

    @property
    @one_at_a_time
    def accounting(self) -> pd.DataFrame:
        """Each dataset's rows in, rows used and rows set aside."""
        return self._checked.table("accounting")

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
        if name not in known:
            raise InputError(Problem("there is no such table", name, nearest(name, known)))
        if method is not None:
            statistics = with_method(self.settings.statistics, name, method)
            return finished(self._with(name), f"sql/measure/{name}.sql", statistics)
        if name in measures():
            return self._with(name).table(name)
        return (self._measured if name in {MANIFEST, RECONCILIATION} else self._engine).table(name)

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
        return query_study(self._measured, query)

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
            'missing (AETOXGR); the severity is MILD, from AESEV, which is no CTCAE grade'
        """
        if aeseq is None:
            return explain_subject(self._measured, str(usubjid))
        try:
            number = float(aeseq)
        except (TypeError, ValueError):
            raise InputError(Problem(f"AESEQ is {aeseq!r}", f"USUBJID={usubjid}", "a number")) from None
        return explain_record(self._measured, str(usubjid), number)

    @one_at_a_time
    def chart(self, name: str, **options: str) -> "alt.TopLevelMixin":
        """Return the chart of a figure: risk_difference, worst_grade, cumulative_incidence, hys_law or another.

        Args:
            name: of the figure, as `pv-safety displays` lists it.
            options: of the figure: `arm` of the comparison, `level` ('SOC' or 'PT'), `curve` of the cumulative
                incidence, `analyte` ("ALT") and `direction` ('H' or 'L') of the shift.

        Raises:
            InputError: there is no such figure or option, or no such arm, level, curve, analyte or direction; the
                nearest is named. Or the study has nothing to draw.
        """
        known = self._rendering("pv.display.known").known
        known("chart", name, self.displays().query("kind == 'figure'")["display"])
        drawn: alt.TopLevelMixin = self.display(name, **options).chart
        return drawn

    @one_at_a_time
    def displays(self, *, tried: bool = False) -> pd.DataFrame:
        """Return display, topic, kind, title, standard, reads, options and chapters of every display, one row each.

        Args:
            tried: also make each display of this study: `shown`, whether it has something to show, and else `reason`.

        Examples:
            >>> import pv
            >>> displays = pv.open_study("cdisc-pilot").displays().set_index("display")
            >>> displays.loc["demographics", "standard"]
            'FDA Table 2'
        """
        listed: pd.DataFrame = self._rendering("pv.display.shown").listed(
            self._chapters(), self._contents(None) if tried else None
        )
        return listed

    @one_at_a_time
    def display(self, name: str, **options: object) -> "Shown":
        """Return one display of the report alone: `frame` has its numbers, `chart` its chart; print it as text.

        With the title and the options that `[[report.chapter]]` of the study file gives it, where these agree with what
        is asked.

        Args:
            name: of the display, as `displays` has it.
            options: of the display, each of its type; `displays` names them.

        Raises:
            InputError: there is no such display, option or value of one, the nearest is named; or there is nothing to
                show, and why.

        Examples:
            >>> import pv
            >>> overview = pv.open_study("cdisc-pilot").display("overview")
            >>> any_event = overview.frame[overview.frame["item"] == "any"]
            >>> any_event["subjects"].to_list()
            [76, 77, 65]
        """
        asked = self._rendering("pv.display.entry").entry(name, options)
        one = self._rendering("pv.display.plan").asked_entry(self._chapters(), asked)
        found: Shown = self._rendering("pv.display.shown").shown(self._contents(None), one)
        return found

    @one_at_a_time
    def display_html(self, shown: "Shown", *, drawing: Drawing | None = None) -> str:
        """Return a display as an HTML page of its own that opens offline."""
        page: str = self._rendering("pv.render.html.page").render_shown(shown, drawing)
        return page

    @one_at_a_time
    def display_rtf(self, shown: "Shown") -> str:
        """Return the tables of a display as an RTF document, each from a new page on.

        Raises:
            InputError: the display is a figure.
            OutputError: rtflite is not installed: `pip install "pv-safety[rtf]"`.
        """
        if not shown.tables:
            raise InputError(Problem("it has no table", shown.entry.display.name, "a table or a listing"))
        document: str = self._rendering("pv.render.rtf.document").as_rtf(shown.contents, shown.tables)
        return document

    @one_at_a_time
    def export(self, folder: str | Path, format: str = "rtf") -> list[Path]:  # noqa: A002  # what everybody calls it
        """Write each table and listing of the report into a folder, and return the files.

        Their names have the order of the report. Figures are left out.

        Args:
            folder: where to write; it is made where there is none.
            format: 'rtf': landscape pages with titles, footnotes and page numbers.

        Raises:
            SettingError: there is no such format.
            OutputError: a file cannot be written, or rtflite is not installed: `pip install "pv-safety[rtf]"`.
        """
        if format != "rtf":
            raise SettingError(Problem("there is no such format", format, nearest(format, ["rtf"])))
        self._rendering("pv.render.rtf.library").library()
        contents = self._contents(None)
        files = self._rendering("pv.render.rtf.export").rtf_files(contents, self._chapters())
        with self._stages.stage("write"):
            return write_texts(Path(folder), files, self.files)

    @one_at_a_time
    def report(
        self, target: str | Path | None = None, *, run_date: str | None = None, drawing: Drawing | None = None
    ) -> Path:
        """Write the report, one HTML file that opens offline, and return its path.

        Args:
            target: the file to write; without it one in the current folder, named after the study's identifier.
            run_date: a date to print; without one the report has none, and the same input gives the same bytes.
            drawing: the process that draws the charts, where it was started earlier to save a second.

        Raises:
            OutputError: the file cannot be written.
        """
        file = self.report_file if target is None else Path(target)
        require_writable(file, self.files)
        page, contents = self._rendering("pv.render.html.page"), self._contents(run_date)
        with self._stages.stage("draw"):
            text = page.render(contents, drawing, self._chapters())
        with self._stages.stage("write"):
            write_text(file, text, self.files)
        return file

    @one_at_a_time
    def build(self, target: str | Path, *, parquet: str | Path | None = None) -> Path:
        """Write the DuckDB file, and the same tables as Parquet files in a folder; return the path of the file.

        Both are written, or none is changed. The rows of a Parquet file are in the order of the table's grain, the
        `unique` of its contract.

        Raises:
            OutputError: a file cannot be written.
        """
        require_writable(Path(target), self.files)
        tables, names = self._measured, self._catalogue()
        views = {name: f"sql/derive/{name}.sql" for name in self._built.derived if name not in STORED}
        # Both or none: the file is not there before its tables are in the folder.
        with self._stages.stage("write"), whole(Path(target), self.files) as partial:
            export(tables, partial, views, {name: description(name) for name in names})
            if parquet is not None:
                write_frames(
                    Path(parquet), {name: in_grain_order(tables.table(name), name) for name in names}, self.files
                )
        return Path(target)

    @one_at_a_time
    def reconcile(self, facts: str | Path) -> pd.DataFrame:
        """Return each number of a file of published figures beside the computed one, with a verdict.

        Raises:
            InputError: the facts file is missing or not valid; all problems at once.
        """
        return reconcile(read_facts(facts), Tables(self._measured))

    @property
    def _engine(self) -> Engine:
        """The study's database, which a closed study has no longer."""
        if self._closed:
            raise InputError(Problem("the study is closed", self.settings.study.id, "open it again: pv.open_study"))
        return self._built.engine

    def _with(self, name: str) -> Engine:
        """Return the database with a measure in it."""
        with self._stages.stage("compute"):
            measure(self._engine, self.settings.statistics, name)
        return self._engine

    @cached_property
    def _checked(self) -> Engine:
        """The database with the findings of every check in it."""
        with self._stages.stage("check"):
            self._engine.ready(["findings", "accounting", "left_out"])
        return self._engine

    @cached_property
    def _measured(self) -> Engine:
        """The database with every measure in it."""
        built, engine, study = self._built, self._checked, self.settings.study
        with self._stages.stage("compute"):
            measure(engine, self.settings.statistics)
            made_from = manifest(built.definition, built.datasets, self._sql_files(), built.dictionaries.sha256)
            engine.load(MANIFEST, made_from)
            facts = read_facts(built.definition.folder / study.facts) if study.facts else None
            engine.load(RECONCILIATION, reconcile(facts, Tables(engine)))
        return engine

    def _catalogue(self) -> dict[str, str]:
        return catalogue(self._engine, self._built.derived)

    def _sql_files(self) -> list[str]:
        return sql_files(sdtm=self._built.sdtm)

    def _rendering(self, module: str) -> Any:  # noqa: ANN401  # a module
        """Return a module that draws, imported here because checking and computing need no charts."""
        require_docstrings()
        with self._stages.stage("import"):
            return import_module(module)

    def _chapters(self) -> "tuple[Planned, ...]":
        """Return the chapters of the study's report."""
        definition = self._built.definition
        plan = self._rendering("pv.display.plan")
        chapters: tuple[Planned, ...] = plan.study_chapters(definition.settings.report, definition.content.written)
        return chapters

    def _contents(self, run_date: str | None) -> "Contents":
        """Return what the report shows."""
        engine, settings = self._measured, self.settings
        from pv.display.contents import Contents  # noqa: PLC0415  # checking and computing need none of it

        return Contents(
            tables=Tables(engine),
            sql={Path(path).stem: resources.read(path) for path in self._sql_files()},
            manifest=[(f"{row.kind}: {row.name}", str(row.value)) for row in engine.table("manifest").itertuples()],
            methods=methods_used(settings.statistics),
            version=own_version(),
            population=settings.population.label,
            chart_threshold_percent=settings.report.chart_threshold_percent,
            maximum_records=settings.report.maximum_records,
            run_date=run_date,
        )
