"""The subjects behind the levels of vital signs and QTcF, with their extremes after baseline."""

from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.opened import Opened
from pv.display.records.embedded import Records, Source, embedded, gravest

_SHOWN = {
    "USUBJID": "Subject (USUBJID)",
    "measurements": "Values after baseline",
    "minimum": "Lowest value",
    "maximum": "Highest value",
    "increase": "Largest increase from baseline",
}
_KEY = ("USUBJID", "parameter")


def vital_sign_records(contents: Contents, arms: Arms) -> Records:
    """Return the subjects behind the levels, the largest increases first in when capped."""
    levels = contents.table("vital_level").drop_duplicates(["topic", "level_order"])
    labels = {level(row.topic, row.level_order): str(row.label) for row in levels.itertuples()}
    source = Source(
        query="reports/page/records/vital_signs.sql",
        key=_KEY,
        kept=lambda worst: gravest(worst, contents.maximum_records, ("increase", "maximum"), _KEY),
        shown=_SHOWN,
        titles=lambda _: {(): ""},
        labels=lambda categories: [(name, labels[name]) for name in categories],
    )
    return embedded(contents, source, arms)


def level(topic: object, order: object) -> str:
    """Return the name of a level, as the table vital_reached has it."""
    return f"{topic} {order}"


VITAL_SIGNS = Opened("vital-signs", vital_sign_records)
