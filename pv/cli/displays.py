"""pv-safety displays: what a report can show."""

from contextlib import nullcontext

import click

from pv.cli import completion
from pv.cli.options import imported
from pv.cli.progress import progress
from pv.cli.say import say


@click.command("displays")
@click.argument("study", required=False, shell_complete=completion.studies)
def command(study: str | None) -> None:
    """List the displays with their standards and tables.

    With STUDY, also which displays are not shown, and why.
    """
    with progress() as stages:
        api = imported(stages)
        with api.open_study(study, stages=stages) if study else nullcontext() as opened:
            from pv.display.plan import standard_chapters  # noqa: PLC0415  # the same
            from pv.display.rows_by_arm import rows  # noqa: PLC0415  # help and errors need no charts
            from pv.display.shown import listed  # noqa: PLC0415  # the same

            displays = opened.displays(tried=True) if opened else listed(standard_chapters(), None)
    width = displays["display"].str.len().max()
    for topic, group in displays.groupby("topic", sort=False):
        say(f"{topic!s}:")
        for row in rows(group):
            standard = f" ({row.standard})" if row.standard else ""
            place = f"; in {row.chapters}" if row.chapters else "; in no chapter"
            say(f"  {row.display:<{width}}  {row.kind:<7}  {row.title}{standard}; reads {row.reads}{place}")
            if row.options:
                say(f"  {'':<{width}}           options: {row.options}")
            if study and not row.shown:
                say(f"  {'':<{width}}           not shown: {row.reason}")
