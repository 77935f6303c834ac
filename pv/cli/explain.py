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
    """Explain where an event or a subject of STUDY is counted.

    USUBJID is the subject, AESEQ the event; without AESEQ the subject is explained.

    For an event: whether it is treatment-emergent, and by which dates; the source of its grade; its categories, groups
    and queries; and the rows of the overview in which it is counted.
    """
    with progress() as stages, imported(stages).open_study(study, stages=stages) as opened:
        explanation = opened.explain(usubjid, aeseq)
    say(str(explanation))
