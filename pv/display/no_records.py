"""That the study has no records of a dataset: nothing was measured, because nothing was read."""

from collections.abc import Mapping
from types import MappingProxyType

from pv.display.context import Context
from pv.display.display import Absent

#: Dataset -> its records, with where they are read from.
_RECORDS: Mapping[str, str] = MappingProxyType(
    {
        "adeg": "records of electrocardiograms (ADEG or EG)",
        "adex": "dose records (ADEX or EX)",
        "adjudication": "adjudicated cases (ADJUDICATION)",
        "adlb": "laboratory records (ADLB or LB)",
        "advs": "records of vital signs (ADVS or VS)",
    }
)


def no_records(context: Context, dataset: str) -> Absent | None:
    """Return that the study has no records of a dataset, whether it was not read or is empty; None where it has."""
    tables = context.contents.tables
    if dataset in tables and context.contents.engine.has_rows(dataset):
        return None
    return Absent(f"The study has no {_RECORDS[dataset]}.", said=False)
