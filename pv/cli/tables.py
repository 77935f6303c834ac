"""pv-safety tables: what tables a study has."""

import click

from pv.cli.options import STUDY, imported
from pv.cli.progress import progress
from pv.cli.say import say


@click.command("tables")
@STUDY
def command(study: str) -> None:
    """List the tables of STUDY with their descriptions.

    Results come first.
    """
    with progress() as stages, imported(stages).open_study(study, stages=stages) as opened:
        tables = opened.tables()
    width = tables["table"].str.len().max()
    for kind, group in tables.groupby("kind", sort=False):
        say(f"{kind}:")
        for row in group.itertuples():
            say(f"  {row.table:<{width}}  {row.description}")
