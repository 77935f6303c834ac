"""Show on a terminal how far a run is; stay quiet in a pipe; write lines for machines where they are asked for."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from pv.stages import Stages, Step

PROGRESS = click.option(
    "--progress",
    "how",
    type=click.Choice(["bar", "json", "none"]),
    help="How the progress is shown on the error stream: a bar, one JSON object a line, or not at all."
    "  [default: a bar on a terminal, else none]",
)


@contextmanager
def progress(how: str | None = None) -> Iterator[Stages]:
    """Give the stages of a run, shown as is asked."""
    if how == "json":
        yield Stages(_line())
    elif how == "bar" or (how is None and sys.stderr.isatty()):
        with _bar() as listener:
            yield Stages(listener)
    else:
        yield Stages()


def _line() -> Callable[[Step], None]:
    """Return what writes a step as a line of JSON: stage, done, total, records, seconds."""
    from dataclasses import asdict  # noqa: PLC0415  # who asks for no lines waits for none of it
    from json import dumps  # noqa: PLC0415  # the same

    def write(step: Step) -> None:
        click.echo(dumps(asdict(step) | {"seconds": round(step.seconds, 3)}), err=True)

    return write


@contextmanager
def _bar() -> Iterator[Callable[[Step], None]]:
    """Give what draws a step as a bar, which is gone when the run ends."""
    from rich.console import Console  # noqa: PLC0415  # a pipe and --help draw nothing, and need none of it
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415  # the same

    columns = (
        TextColumn("{task.description:<11}"),
        BarColumn(),
        TextColumn("{task.fields[said]}"),
        TimeRemainingColumn(compact=True),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("start", total=None, said="")
        stage = ""

        def draw(step: Step) -> None:
            nonlocal stage
            if step.stage != stage or step.done == step.records == 0:
                stage = step.stage
                bar.reset(task, description=stage, total=step.total if step.total > 1 else None, said="")
            bar.update(task, completed=step.done, said=counted(step))

        yield draw


def counted(step: Step) -> str:
    """Return the parts and records of a step in words: '12 of 95, 1,204,000 records, 301,000/s'."""
    parts = [f"{step.done} of {step.total}"] if step.total > 1 else []
    if step.records:
        parts.append(f"{step.records:,} records")
    if step.records and step.seconds >= 1:
        parts.append(f"{step.records / step.seconds:,.0f}/s")
    return ", ".join(parts)


def echo_timings(stages: Stages) -> None:
    """Print where the time went, to the error stream."""
    for stage, seconds in stages.seconds.items():
        click.echo(f"{stage:<10}{seconds:7.2f} s", err=True)
    click.echo(f"{'total':<10}{sum(stages.seconds.values()):7.2f} s", err=True)
