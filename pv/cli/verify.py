"""pv-safety verify: the numbers of a study computed a second time, from its records, by another program."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pv.cli.options import EXACT, STUDY, OutputFile
from pv.cli.run import Run, with_run
from pv.cli.say import say

if TYPE_CHECKING:
    from pv.verify import Verification

#: Differences of a table that are listed before the rest is only counted; the CSV has all.
SHOWN = 5


@click.command("verify")
@STUDY
@click.option("-o", "--out", type=OutputFile(), help="Write the differences to a .csv or .parquet file.")
@EXACT
@with_run
def command(study: str, out: Path | None, run: Run, *, exact: bool) -> None:
    """Compute the numbers of STUDY again and list each difference.

    The second computation starts from the accepted records and shares nothing with the first: no SQL, and other ways
    to every interval and p-value. Counts and days must be the same, statistics agree within 1e-9 of their size.

    Exit status 0: all agreed. 1: a number differs. 2: cannot run.
    """
    with run.opened(study) as opened:
        verification = opened.verify()
    if out:
        from pv.output import write_frame  # noqa: PLC0415  # help and errors need no pandas
        from pv.spreadsheet import as_asked  # noqa: PLC0415  # the same

        write_frame(out, as_asked(verification.differences, out, exact=exact), opened.files)
    for line in lines(verification):
        say(line)
    sys.exit(0 if verification.agreed else 1)


def lines(verification: "Verification") -> list[str]:
    """Return what was compared, what was not, and the first differences of each table."""
    told = [f"{numbers:12,d} numbers of {table}" for table, numbers in verification.numbers.itertuples(index=False)]
    whole = verification.not_covered["why"] == verification.NONE
    told += ["", "Not computed a second time:"]
    told += [f"  {table}: {why}" for table, why in verification.not_covered[~whole].itertuples(index=False)]
    told += [f"  {', '.join(verification.not_covered.loc[whole, 'table'])}"]
    for table, rows in verification.differences.groupby("table", sort=False):
        told += ["", f"{table}: {len(rows):,} {'difference' if len(rows) == 1 else 'differences'}"]
        told += [
            f"  {row.key}: {row.column} = {row.product}, computed a second time {row.second}"
            for row in rows.head(SHOWN).itertuples()
        ]
        rest = len(rows) - SHOWN
        told += [f"  and {rest:,} more (--out FILE.csv lists all)"] if rest > 0 else []
    return [*told, "", f"{verification!r}."]
