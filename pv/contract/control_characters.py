"""Characters of texts that no page and no drawing can show."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from pv.characters import FORBIDDEN, REPLACEMENT, shown
from pv.coded_text import plain
from pv.contract.schema import Contract

#: No text of a column has half a pair, and an expression that names one is none to Arrow.
_PATTERN = FORBIDDEN.pattern.replace("\ud800-\udfff", "")


def control_characters(table: pd.DataFrame, contract: Contract) -> Iterator[pd.DataFrame]:
    """Yield the findings of texts that have a forbidden character, one per record and column.

    Args:
        table: the dataset as typed, with `source_row` and `record_key`.
        contract: its contract; only columns that it names are looked at.
    """
    for column, dtype in contract.dtypes.items():
        if dtype != "str" or not table[column].count():
            continue
        codes, texts = pd.factorize(table[column])
        # What a missing text has, at code -1, is at the end.
        has_one = np.append(texts.to_series().astype("str").str.contains(_PATTERN).to_numpy(dtype=bool), False)
        positions = np.flatnonzero(has_one[codes])
        if not len(positions):
            continue
        values = plain(table[column].iloc[positions])
        yield pd.DataFrame(
            {
                "severity": "warning",
                "rule": "control_character",
                "dataset": contract.name,
                "source_row": table["source_row"].iloc[positions],
                "record_key": table["record_key"].iloc[positions],
                "variable": column,
                "value": values.map(shown),
                "message": values.map(_message),
                "action": f"Retained; counted under the text as it is, shown with {REPLACEMENT} in its place",
                "until_cutoff": True,
            }
        )


def _message(text: str) -> str:
    """Return which characters a text has, by their code points, and where each stands first."""
    first = {character: text.index(character) + 1 for character in dict.fromkeys(FORBIDDEN.findall(text))}
    named = ", ".join(f"U+{ord(character):04X} at position {place}" for character, place in first.items())
    return f"The text has a control character ({named}), which cannot be displayed"
