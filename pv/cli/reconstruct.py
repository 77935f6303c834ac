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
    help="Folder to write to: parquet/, xpt/, study.toml, facts.toml, its file of courses, README.txt.",
)
@click.option(
    "--courses",
    type=click.Path(path_type=Path),
    help="Search for the courses of the randomised subjects ([course.search]), write them to this CSV file, and no "
    "datasets. Takes minutes; needs pv-safety[reconstruct].",
)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Seed of the random numbers.")
@click.option("--tolerate", is_flag=True, help="Continue if published figures contradict each other, and list them.")
@PROGRESS
def command(facts: Path, out: Path | None, courses: Path | None, seed: int, how: str | None, *, tolerate: bool) -> None:
    """Write synthetic datasets that reproduce published figures.

    FACTS is a file of published safety figures, or a study that names one. An example is
    reports/destiny-breast04/facts.toml; the README.md beside it describes the format. The study file that fits the
    datasets is written as well, and `pv-safety reconcile FOLDER/study.toml FACTS` then agrees. The data are synthetic,
    reconstructed from published aggregates; they are not patient data.
    """
    if (out is None) == (courses is None):
        raise click.UsageError("one of --out FOLDER and --courses FILE is needed")
    if out is None:
        _search(facts, courses or Path(), seed, how)
        return
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


def _search(facts: Path, courses: Path, seed: int, how: str | None) -> None:
    """Write the courses; figures that do not come out are said, with what comes out in their place."""
    with progress(how) as stages:
        with stages.stage("import"):
            from pv.reconstruct.search.write_courses import write_courses  # noqa: PLC0415  # as above
        found = write_courses(facts, courses, seed=seed, stages=stages)
    for figure in found.passed_over:
        say(f"not searched for: {figure}", err=True)
    for missed in found.missed:
        say(f"not reached: {missed.figure}: nearest {missed.nearest}", err=True)
    reached = f"{len(found.missed)} of the other figures not" if found.missed else "all other figures"
    say(f"{courses} written (synthetic, not patient data): numbers at risk kept, {reached} reached.")
