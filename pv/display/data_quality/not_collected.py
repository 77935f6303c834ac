"""What the data do not have: analyses without their columns, parts without data, files that are not read."""

from collections.abc import Iterator

import pandas as pd

from pv.display.contents import Contents
from pv.display.context import Context
from pv.display.display import Display, Made, Options
from pv.display.table import Row, Table
from pv.study.left_out import left_out_lines


def _make(context: Context, _options: Options) -> Made:
    sentences = [*left_out_lines(context.contents.table("left_out")), *_not_collected(context.contents)]
    return (
        Table(
            "not-collected",
            "Not collected, not read",
            "What, and why",
            (),
            (tuple(Row(sentence) for sentence in sentences),) if sentences else (),
            notes=() if sentences else ("Everything this report analyses was collected.",),
            csv=pd.DataFrame({"sentence": sentences}),
            look="sentences",
        ),
    )


def _not_collected(contents: Contents) -> Iterator[str]:
    """Yield a sentence for each analysis that the data do not allow."""
    category = contents.table("category")
    if len(category):
        missing = category[~category["collected"].astype(bool)].sort_values("category_order", kind="stable")
        for label, note in zip(missing["label"], missing["note"], strict=True):
            reason = note.removeprefix("not counted: ") if isinstance(note, str) else ""
            yield f"{label}: {reason or 'not collected'}."
    arm = contents.table("arm")
    if len(arm) and not (arm["role"] == "comparator").any():
        yield "Risk differences: no arm is the comparator, so no arms are compared."


DISPLAY = Display(
    name="not_collected",
    title="Not collected, not read",
    kind="listing",
    reads=("left_out", "category"),
    make=_make,
)
