"""The last dose before something happened, as the lists of records show it."""

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from pv.numbers.text import plain

#: Columns that the lists show, and their headings; before the onset of an event.
AT_ONSET: Mapping[str, str] = MappingProxyType(
    {"dose_text": "Last dose at onset", "dose_treatments": "Treatment", "dose_cycle": "Cycle at onset"}
)
BEFORE_DEATH: Mapping[str, str] = MappingProxyType(
    {"dose_text": "Last dose", "dose_treatments": "Treatment", "dose_cycle": "Last cycle"}
)


def with_dose_texts(records: pd.DataFrame) -> pd.DataFrame:
    """Return records with the amount of the last dose and its unit as one text; missing where no amount is known."""
    if "dose_amount" not in records:
        return records
    texts = [
        None if pd.isna(amount) else plain(amount) if pd.isna(unit) else f"{plain(amount)} {unit}"
        for amount, unit in zip(records["dose_amount"], records["dose_unit"], strict=True)
    ]
    return records.assign(dose_text=pd.Series(texts, index=records.index, dtype="str"))
