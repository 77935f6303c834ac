"""Start the second process early, send it the charts, and fetch the drawings late."""

import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from pv import resources
from pv.characters import shown_in
from pv.errors import OutputError, Problem

#: Drawing holds the interpreter's lock, so a thread would not help. Isolated: nothing of the current folder is read.
_WORKER = Path(__file__).with_name("worker.py")


@dataclass(frozen=True)
class Drawn:
    """What drawing gives.

    Attributes:
        library: the script of Vega, Vega-Lite, the interpreter of expressions and Vega-Embed; '' where not asked for.
        drawings: an SVG per chart, in the order in which they were sent.
    """

    library: str
    drawings: tuple[str, ...]


@dataclass(frozen=True)
class Drawing:
    """A second process that draws; where none can be started the charts are drawn here.

    Attributes:
        process: the process.
        errors: where it writes what went wrong.
        library: whether the script that draws in a page is wanted too.
    """

    process: subprocess.Popen[bytes] | None
    errors: IO[bytes] | None = None
    library: bool = True

    def draw(self, specifications: Sequence[Mapping[str, Any]]) -> "Pending":
        """Send the charts, as Vega-Lite specifications, and return at once."""
        charts = [shown_in(chart) for chart in specifications]
        if self.process is not None and self.process.stdin is not None:
            with suppress(OSError):  # it has died, which is said when the drawings are fetched
                self.process.stdin.write(json.dumps(charts).encode())
                self.process.stdin.close()
        return Pending(self, charts)

    def close(self) -> None:
        """End the process, which nobody waits for any more."""
        if self.process is None:
            return
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout, self.errors):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()


@dataclass(frozen=True)
class Pending:
    """Charts on their way."""

    drawing: Drawing
    specifications: Sequence[Mapping[str, Any]]

    def fetch(self) -> Drawn:
        """Return the drawings.

        Raises:
            OutputError: the drawing process died. Its work is not repeated here, where it might end this process too.
        """
        process = self.drawing.process
        if process is None:
            return _drawn_here(self.specifications, library=self.drawing.library)
        output = b"" if process.stdout is None or process.stdout.closed else process.stdout.read()
        status = process.wait()
        said = _last_line(self.drawing.errors)
        self.drawing.close()
        if status or not output:
            how = f"it was ended by {_signal(-status)}" if status < 0 else f"exit status {status}"
            right = "`pv-safety check` and `pv-safety build` need no drawing"
            message = f"the charts cannot be drawn: the drawing process died ({how}{f': {said}' if said else ''})"
            raise OutputError(Problem(message, expected=right))
        made = json.loads(output)
        library = (kept_library() or made["library"]) if self.drawing.library else ""
        return Drawn(library, tuple(made["drawings"]))


def _signal(number: int) -> str:
    """Return the name of a signal."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _last_line(errors: IO[bytes] | None) -> str:
    """Return the last line that a process wrote of what went wrong: of a traceback, the error."""
    if errors is None or errors.closed:
        return ""
    errors.seek(0)
    lines = errors.read().decode(errors="replace").strip().splitlines()
    return lines[-1].strip() if lines else ""


def kept_library() -> str:
    """Return the script of the chart library as the installed vl-convert bundles it; '' for a version not kept here.

    Bundling takes a second and gives the same bytes each time; `.ci/chart_library.py` renews the file.
    """
    path = f"reports/page/vega-{version('vl-convert-python')}.js"
    return resources.read(path) if (resources.ROOT / path).is_file() else ""


def start_drawing(*, library: bool = True) -> Drawing:
    """Return a drawing process; call early, for it bundles the chart library where it is not kept.

    Args:
        library: whether the script is wanted; a drawing alone needs none.
    """
    if not sys.executable:
        return Drawing(None, library=library)
    errors = tempfile.TemporaryFile()  # noqa: SIM115  # closed with the process
    try:
        process = subprocess.Popen(  # noqa: S603  # this interpreter, with fixed arguments
            [sys.executable, "-I", str(_WORKER), *(["--library"] if library and not kept_library() else [])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
        )
    except OSError:
        errors.close()
        return Drawing(None, library=library)
    return Drawing(process, errors, library)


def _drawn_here(specifications: Sequence[Mapping[str, Any]], *, library: bool) -> Drawn:
    import vl_convert  # noqa: PLC0415  # the other process has imported it, save in this rare case

    script = ""
    if library:
        script = kept_library() or vl_convert.javascript_bundle()  # type: ignore[call-arg]  # the stub lacks its default
    return Drawn(script, tuple(vl_convert.vegalite_to_svg(dict(chart)) for chart in specifications))
