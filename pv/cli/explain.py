"""pv-safety explain: why a record or a subject counts where it counts."""

import click

from pv.cli.options import STUDY, imported
from pv.cli.progress import progress
from pv.cli.say import say


@click.command("explain")
@STUDY
@click.argument("usubjid")
@click.argument("aeseq", type=float, required=False)
def command(study: str, usubjid: str, aeseq: float | None) -> None:
    """Say why the event AESEQ of the subject USUBJID of STUDY counts where it counts; without AESEQ, the subject.

    Of an event: emergent or not by which dates, the source of its grade, its categories, groups and queries, and the
    rows of the overview that it enters.
    """
    with progress() as stages, imported(stages).open_study(study, stages=stages) as opened:
        explanation = opened.explain(usubjid, aeseq)
    say(str(explanation))
