"""The subjects behind the numbers of the flow of participants."""

from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.opened import Opened
from pv.display.records.embedded import Records, Source, embedded, gravest
from pv.display.rows_by_arm import rows

_KEY = ("USUBJID", "arm")
_SHOWN = {
    "USUBJID": "Subject (USUBJID)",
    "exposure_days": "Days on treatment",
    "treatment_end": "End of treatment",
    "study_end": "End of study",
}
_ANY = "any"


def flow_records(contents: Contents, arms: Arms) -> Records:
    """Return the subjects that came to each stage."""
    flow = contents.table("participant_flow")
    named = {
        f"{row.stage}: {row.item}: {row.reason}": row.label if row.reason == _ANY else f"{row.label}: {row.reason}"
        for row in rows(flow)
    }
    source = Source(
        query="reports/page/records/flow.sql",
        key=_KEY,
        kept=lambda subjects: gravest(subjects, contents.maximum_records, (), _KEY),
        shown=_SHOWN,
        titles=lambda _: {(): ""},
        labels=lambda items: [(item, named[item]) for item in items],
    )
    return embedded(contents, source, arms)


#: The subjects in the flow of participants.
FLOW = Opened("flow", flow_records)
