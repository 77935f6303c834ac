"""Parquet files, through pyarrow."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pv.errors import InputError, Problem
from pv.load.arrow import arrow_frame
from pv.load.dataset import Content

#: pandas writes an index without a name under names like this; it is no variable of the dataset.
_INDEX_PREFIX = "__index_level_"


def read_parquet(path: Path, place: str) -> Content:
    """Return the content of a Parquet file; labels are the metadata `label` of the table and of its fields.

    Raises:
        InputError: the file is damaged, or a column has a type without a counterpart in a dataset.
    """
    try:
        with pq.ParquetFile(path) as file:
            table = file.read()
        table.validate(full=True)  # text that is not UTF-8 would come to light only when it is used
        table = table.select([at for at, name in enumerate(table.column_names) if not name.startswith(_INDEX_PREFIX)])
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise InputError(Problem(f"cannot be read: {error}", place, "a whole Parquet file")) from error
    return Content(
        frame=arrow_frame(table, place),
        format="Parquet",
        labels={field.name: label for field in table.schema if (label := _label(field.metadata))},
        label=_label(table.schema.metadata),
    )


def _label(metadata: dict[bytes, bytes] | None) -> str:
    return (metadata or {}).get(b"label", b"").decode("utf-8", errors="replace")
