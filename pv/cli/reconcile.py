"""pv-safety reconcile: published figures against what a study computes."""

import sys
from pathlib import Path

import click

from pv.cli.completion import studies
from pv.cli.options import EXACT, STUDY, OutputFile, imported
from pv.cli.progress import progress
from pv.cli.say import say

#: What the publication denies, and what no data set was found for, is said first.
_RANKS = ("contradicted by the publication", "not reached", "differs", "equal", "equal after rounding")


@click.command("reconcile")
@STUDY
@click.argument("facts", type=click.Path(path_type=Path), shell_complete=studies)
@click.option("-o", "--out", type=OutputFile(), help="Write all rows to a .csv or .parquet file.")
@EXACT
def command(study: str, facts: Path, out: Path | None, *, exact: bool) -> None:
    """Compare published figures with those computed from STUDY.

    FACTS is a facts file, or a study that names one: a built-in study, or a folder with a study.toml.

    Exit status 0: every figure is reproduced, but for those that the publication contradicts or that the facts say no
    data set was found for. 1: a figure differs. 2: cannot run.
    """
    with progress() as stages, imported(stages).open_study(study, stages=stages) as opened:
        rows = opened.reconcile(facts)
    if out:
        from pv.facts.read import locate_facts  # noqa: PLC0415  # the same
        from pv.output import write_frame  # noqa: PLC0415  # help and errors need no pandas
        from pv.spreadsheet import as_asked  # noqa: PLC0415  # the same

        write_frame(
            out,
            as_asked(rows, out, exact=exact),
            [*opened.files, locate_facts(facts).resolve()],
        )
    from pv.numbers.text import significant  # noqa: PLC0415  # help and errors need no pandas

    ranked = rows.assign(rank=rows["verdict"].map(_RANKS.index))
    for verdict, number in ranked.sort_values("rank", kind="stable")["verdict"].value_counts(sort=False).items():
        say(f"{number:5d} {verdict}")
    # What agrees is said only where printed figures do not agree with one another, and after what does not.
    agrees = rows["verdict"].str.startswith("equal")
    told = ranked[~agrees | rows["explanation"].notna()]
    for row in told.sort_values("rank", kind="stable").itertuples():
        why = f": {row.explanation}" if isinstance(row.explanation, str) else ""
        computed = significant(row.computed)
        say(f"{row.verdict}: {row.id}, {row.quantity}: published {row.published}, computed {computed}{why}")
    sys.exit(1 if (rows["verdict"] == "differs").any() else 0)
