"""Text of many records of which each distinct value is there once, each record having its number: a tenth of the room.

Nothing else about such a column differs: what is missing is missing, and its texts are in the order in which text is
sorted. It is pandas' categorical of `str`; what asks for text asks `plain`.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pyarrow as pa

#: Records of a dataset from which on its text is coded: below, the numbers would cost more than they save.
MANY = 100_000


def is_coded(values: pd.Series) -> bool:
    """Return whether a column is coded text."""
    return isinstance(values.dtype, pd.CategoricalDtype)


def plain(values: pd.Series) -> pd.Series:
    """Return a column with a text in each record, if it is coded; any other as it is."""
    if not is_coded(values):
        return values
    text: pd.Series = pa.array(values, from_pandas=True).cast(pa.large_string()).to_pandas()
    return _in_place_of(values, text)


def plain_columns(frame: pd.DataFrame) -> pd.DataFrame:
    """Return records without coded text."""
    coded = {str(name): plain(values) for name, values in frame.items() if is_coded(values)}
    return frame.assign(**coded) if coded else frame


def coded(column: pa.ChunkedArray) -> pd.Series:
    """Return text from Arrow, coded; as plain text where most records have a text of their own.

    Args:
        column: of texts, or of their numbers in a dictionary.
    """
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    whole = column.unify_dictionaries().combine_chunks()
    texts = pd.Series(whole.dictionary.to_pandas(), dtype="str")
    if len(texts) > len(whole) // 2:
        return pd.Series(column.cast(column.type.value_type).to_pandas(), dtype="str")
    return _numbered(whole.indices.fill_null(-1).to_numpy(), texts)


def respelled_text(values: pd.Series, spell: Callable[[pd.Series], pd.Series]) -> pd.Series:
    """Return coded text of which each distinct text is spelled another way, or is missing.

    Args:
        values: the column.
        spell: gives for distinct texts those that they become, in their order.
    """
    texts = pd.Series(values.cat.categories, dtype="str")
    spelled = spell(texts)
    if spelled.equals(texts):
        return values
    return _in_place_of(values, _numbered(values.cat.codes.to_numpy(), spelled))


def _in_place_of(values: pd.Series, others: pd.Series) -> pd.Series:
    """Return other values of the same records, under the same name."""
    others.index, others.name = values.index, values.name
    return others


def _numbered(codes: np.ndarray, texts: pd.Series) -> pd.Series:
    """Return coded text: `codes` are places in `texts`, or -1; texts may be missing or there twice.

    Where no text is left, it is plain: Arrow does not know that no categories at all are of text.
    """
    places, distinct = pd.factorize(texts, sort=True)
    if not len(distinct):
        return pd.Series(index=range(len(codes)), dtype="str")
    numbers = np.append(places, -1).astype(np.min_scalar_type(-max(len(distinct), 1)))
    return pd.Series(pd.Categorical.from_codes(numbers[codes], categories=distinct))
