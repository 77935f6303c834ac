"""The subjects that are counted, and in how many ranges: the memory that a step needs does not grow with a study."""

import pandas as pd

from pv import contract

#: Events of the subjects of one range. Each range costs 0.03 s of processor time for every million events of the study.
RECORDS_AT_A_TIME = 2_000_000


def subject_range(subjects: int) -> pd.DataFrame:
    """Return the table subject_range of so many subjects."""
    return contract.table("subject_range", [(1, subjects)])


def ranges(records: int) -> int:
    """Return in how many ranges the subjects of so many events are counted."""
    return max(1, -(-records // RECORDS_AT_A_TIME))
