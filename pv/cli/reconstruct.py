"""pv-safety reconstruct: synthetic datasets from published safety figures."""

from pathlib import Path

import click

from pv.cli.progress import PROGRESS, progress
from pv.cli.say import say


@click.command("reconstruct")
@click.argument("facts", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="Folder to write to: parquet/, xpt/, study.toml, facts.toml, its file of courses, README.txt.",
)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Seed of the random numbers.")
@click.option("--tolerate", is_flag=True, help="Continue if published figures contradict each other, and list them.")
@PROGRESS
def command(facts: Path, out: Path, seed: int, how: str | None, *, tolerate: bool) -> None:
    """Write synthetic datasets that reproduce published figures.

    FACTS is a file of published safety figures, or a study that names one. An example is
    reports/destiny-breast04/facts.toml; the README.md beside it describes the format. The study file that fits the
    datasets is written as well, and `pv-safety reconcile FOLDER/study.toml FACTS` then agrees. The data are synthetic,
    reconstructed from published aggregates; they are not patient data.
    """
    with progress(how) as stages:
        with stages.stage("import"):
            from pv.reconstruct import write_reconstruction  # noqa: PLC0415  # help needs none of what it imports
        with stages.stage("reconstruct"):
            made = write_reconstruction(facts, out, seed=seed, tolerate=tolerate)
    for contradiction in made.contradictions:
        say(f"tolerated: {contradiction}", err=True)
    for note in made.notes:
        say(f"note: {note}", err=True)
    rows = ", ".join(f"{one.name} {len(one.rows)}" for one in made.datasets)
    say(f"{out} written (synthetic, not patient data), rows: {rows}.")
