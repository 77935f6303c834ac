"""Start the second process early, send it the charts, and fetch the drawings late."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: Drawing holds the interpreter's lock, so a thread would not help. Isolated: nothing of the current folder is read.
_WORKER = Path(__file__).with_name("worker.py")


@dataclass(frozen=True)
class Drawn:
    """What drawing gives.

    Attributes:
        library: the script of Vega, Vega-Lite, the interpreter of expressions and Vega-Embed.
        drawings: an SVG per chart, in the order in which they were sent.
    """

    library: str
    drawings: tuple[str, ...]


@dataclass(frozen=True)
class Drawing:
    """A second process that draws; without one the charts are drawn here."""

    process: subprocess.Popen[bytes] | None

    def draw(self, specifications: Sequence[Mapping[str, Any]]) -> "Pending":
        """Send the charts, as Vega-Lite specifications, and return at once."""
        sent = json.dumps(specifications).encode()
        try:
            if self.process is not None and self.process.stdin is not None:
                self.process.stdin.write(sent)
                self.process.stdin.close()
        except OSError:
            self.close()
        return Pending(self, specifications)

    def close(self) -> None:
        """End the process, which nobody waits for any more."""
        if self.process is None:
            return
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()


@dataclass(frozen=True)
class Pending:
    """Charts on their way."""

    drawing: Drawing
    specifications: Sequence[Mapping[str, Any]]

    def fetch(self) -> Drawn:
        """Return the drawings; made here and now where the other process could not."""
        process = self.drawing.process
        if process is not None and process.stdout is not None:
            output = b"" if process.stdout.closed else process.stdout.read()
            ended_well = process.wait() == 0
            self.drawing.close()
            if ended_well and output:
                made = json.loads(output)
                return Drawn(made["library"], tuple(made["drawings"]))
        return _drawn_here(self.specifications)


def start_drawing() -> Drawing:
    """Return a drawing process; call early, for it first bundles the chart library, which takes a second."""
    if not sys.executable:
        return Drawing(None)
    try:
        process = subprocess.Popen(  # noqa: S603  # this interpreter, with fixed arguments
            [sys.executable, "-I", str(_WORKER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return Drawing(None)
    return Drawing(process)


def _drawn_here(specifications: Sequence[Mapping[str, Any]]) -> Drawn:
    import vl_convert  # noqa: PLC0415  # the other process has imported it, save in this rare case

    library: str = vl_convert.javascript_bundle()  # type: ignore[call-arg]  # the stub lacks its default
    return Drawn(library, tuple(vl_convert.vegalite_to_svg(dict(chart)) for chart in specifications))
