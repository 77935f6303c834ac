"""Parquet files, through pyarrow."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pv.coded_text import MANY
from pv.errors import InputError, Problem
from pv.load.arrow import arrow_frame
from pv.load.dataset import Content

#: pandas writes an index without a name under names like this; it is no variable of the dataset.
_INDEX_PREFIX = "__index_level_"


def read_parquet(path: Path, place: str, *, coded: bool = False) -> Content:
    """Return the content of a Parquet file; labels are the metadata `label` of the table and of its fields.

    Args:
        path: the file.
        place: what it is called in messages.
        coded: whether text is coded (`pv.coded_text`) where there are many records.

    Raises:
        InputError: the file is damaged, or a column has a type without a counterpart in a dataset.
    """
    try:
        about = pq.read_metadata(path)
        # The distinct texts of a column stand in the file by themselves: so they are read, never once a record.
        texts = _texts(about.schema.to_arrow_schema()) if coded and about.num_rows > MANY else None
        with pq.ParquetFile(path, metadata=about, read_dictionary=texts) as file:
            table = file.read()
        table.validate(full=True)  # text that is not UTF-8 would come to light only when it is used
        table = table.select([at for at, name in enumerate(table.column_names) if not name.startswith(_INDEX_PREFIX)])
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise InputError(Problem(f"cannot be read: {error}", place, "a whole Parquet file")) from error
    return Content(
        frame=arrow_frame(table, place, coded=coded),
        format="Parquet",
        labels={field.name: label for field in table.schema if (label := _label(field.metadata))},
        label=_label(table.schema.metadata),
    )


def _texts(schema: pa.Schema) -> list[str]:
    return [field.name for field in schema if pa.types.is_string(field.type) or pa.types.is_large_string(field.type)]


def _label(metadata: dict[bytes, bytes] | None) -> str:
    return (metadata or {}).get(b"label", b"").decode("utf-8", errors="replace")
