"""Show on a terminal which stage is running; stay quiet in a pipe."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from rich.console import Console

from pv.stages import Stages


@contextmanager
def progress() -> Iterator[Stages]:
    """Give the stages of a run; on a terminal each is named while it runs."""
    console = Console(stderr=True)
    if not sys.stderr.isatty():
        yield Stages()
        return
    with console.status("start") as status:
        yield Stages(lambda stage: status.update(f"{stage} …"))


def echo_timings(stages: Stages) -> None:
    """Print where the time went, to the error stream."""
    for stage, seconds in stages.seconds.items():
        click.echo(f"{stage:<10}{seconds:7.2f} s", err=True)
    click.echo(f"{'total':<10}{sum(stages.seconds.values()):7.2f} s", err=True)
