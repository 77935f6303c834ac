"""Show an opened study: its displays, charts, tables as documents, and report."""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from pv import resources
from pv.difference import Difference
from pv.drawing import Drawing
from pv.engine import Tables
from pv.errors import InputError, Problem, SettingError, as_given, nearest, require_docstrings
from pv.holding import CHECKED, Holding
from pv.manifest import own_version
from pv.one_at_a_time import one_at_a_time
from pv.output import require_writable, write_text, write_texts
from pv.study.setting.methods import methods_used
from pv.study.summary import report_name

if TYPE_CHECKING:
    import altair as alt

    from pv.display.contents import Contents
    from pv.display.plan import Planned
    from pv.display.shown import Shown
    from pv.verify import Verification


class Study(Holding):
    """A checked study. Its measures are computed when first asked for."""

    @property
    def report_file(self) -> Path:
        """Where `report` writes when it is not told where: named after the study, in the current folder."""
        return Path(report_name(self._built))

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
            name: of the display, as `displays` has it, or the title that the study file gives one.
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
        one = self._rendering("pv.display.plan").asked_entry(self._chapters(), name, options)
        found: Shown = self._rendering("pv.display.shown").shown(self._contents(None), one)
        in_notebook: Shown = self._rendering("pv.render.html.fragment").in_notebook(found)
        return in_notebook

    @one_at_a_time
    def check_displays(self) -> None:
        """Hold the options that the study file gives displays to the data, which decide the values of some.

        What the study file itself, or a list of the package, decides is told when the study is opened.

        Raises:
            SettingError: the data do not have such an analyte, direction or parameter; all at once, each with its key
                and the nearest value.
        """
        if self.settings.report.chapter:
            chapters, held = self._chapters(), self._rendering("pv.display.chapters").held_to_the_data
            held(self._rendering("pv.display.context").Context(self._contents(None)), chapters)

    @one_at_a_time
    def display_html(self, shown: "Shown", *, drawing: Drawing | None = None) -> str:
        """Return a display as an HTML page of its own that opens offline."""
        page: str = self._rendering("pv.render.html.page").render_shown(shown, drawing)
        return page

    @one_at_a_time
    def display_rtf(self, shown: "Shown") -> str:
        """Return the tables of a display as an RTF document, each from a new page on.

        Raises:
            InputError: the display has no table.
            OutputError: rtflite is not installed: `pip install "pv-safety[rtf]"`.
        """
        if not shown.tables:
            message = "what has no table is not written as RTF"
            raise InputError(Problem(message, shown.entry.display.name, f"one of {', '.join(shown.formats)}"))
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
            raise SettingError(Problem("there is no such format", as_given(format), nearest(format, ["rtf"])))
        self._rendering("pv.render.rtf.library").library()
        export, chapters = self._rendering("pv.render.rtf.export"), self._chapters()
        self._ready_for(chapters)
        with self._stages.stage("draw"):
            files = export.rtf_files(self._contents(None), chapters)
        with self._stages.stage("write"):
            return write_texts(Path(folder), files, self.files)

    @one_at_a_time
    def report(
        self,
        target: str | Path | None = None,
        *,
        run_date: str | None = None,
        drawing: Drawing | None = None,
        verification: "Verification | None" = None,
        since: Difference | None = None,
    ) -> Path:
        """Write the report, one HTML file that opens offline, and return its path.

        Args:
            target: the file to write; without it one in the current folder, named after the study's identifier.
            run_date: a date to print; without one the report has none, and the same input gives the same bytes.
            drawing: the process that draws the charts, where it was started earlier to save a second.
            verification: what `verify` returned: the report states how many numbers were computed a second time, and
                that they agreed or which did not.
            since: what differs from the previous data cut, `pv.diff(old, study)`: a chapter of its own.

        Raises:
            OutputError: the file cannot be written.
        """
        file = self.report_file if target is None else Path(target)
        require_writable(file, self.files)
        page, chapters = self._rendering("pv.render.html.page"), self._chapters()
        if since is not None:
            chapters = self._rendering("pv.display.plan").with_changes(chapters)
        self._ready_for(chapters)
        with self._stages.stage("draw"):
            text = page.render(self._contents(run_date, verification, since), drawing, chapters)
        with self._stages.stage("write"):
            write_text(file, text, self.files)
        return file

    def _ready_for(self, chapters: "tuple[Planned, ...]") -> None:
        """Have made what the displays of the chapters read."""
        self._ready("check", CHECKED)
        self._ready("compute", {table for plan in chapters for one in plan.entries for table in one.display.reads})

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

    def _contents(
        self, run_date: str | None, verification: "Verification | None" = None, since: Difference | None = None
    ) -> "Contents":
        """Return what the report shows."""
        engine, settings = self._engine, self.settings
        from pv.display.contents import Contents  # noqa: PLC0415  # checking and computing need none of it

        return Contents(
            tables=Tables(engine, since.shown if since else None),
            sql={Path(path).stem: resources.read(path) for path in self._sql_files()},
            manifest=[(f"{row.kind}: {row.name}", str(row.value)) for row in engine.table("manifest").itertuples()],
            methods=methods_used(settings.statistics, settings.endpoint),
            version=own_version(),
            population=settings.population.label,
            chart_threshold_percent=settings.report.chart_threshold_percent,
            maximum_records=settings.report.maximum_records,
            run_date=run_date,
            verification=verification,
        )
