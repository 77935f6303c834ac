"""Write datasets as Parquet and as SAS transport files, the same bytes for the same records."""

from collections.abc import Iterable
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat

from pv.output import made_folder, whole_files
from pv.reconstruct.dataset.dataset import SHORT_STATEMENT, STATEMENT, Dataset

_ARROW = {"text": pa.string(), "number": pa.float64(), "date": pa.date32()}
#: Where a transport file of version 5 has the time it was made and changed: twice for the file, twice for its member
#: (SAS technical note TS-140).
_TIMES = (144, 160, 464, 480)
_FIXED_TIME = b"01JAN60:00:00:00"
_SAS_EPOCH = date(1960, 1, 1)


def write_datasets(folder: Path, datasets: Iterable[Dataset], texts: dict[str, str]) -> list[Path]:
    """Write each dataset to parquet/NAME.parquet and xpt/NAME.xpt in a folder, and the texts beside; return the paths.

    All of them are written, or none is changed.

    Raises:
        OutputError: a file or folder cannot be written.
    """
    made = [
        (folder / suffix / f"{one.name}.{suffix}", write, one)
        for one in datasets
        for suffix, write in (("parquet", write_parquet), ("xpt", write_xpt))
    ]
    targets = [target for target, _, _ in made] + [folder / name for name in texts]
    with ExitStack() as stack:
        for name in ("parquet", "xpt"):
            stack.enter_context(made_folder(folder / name))
        partials = iter(stack.enter_context(whole_files(targets)))
        for (_, write, one), partial in zip(made, partials, strict=False):
            write(partial, one)
        for text, partial in zip(texts.values(), partials, strict=True):
            partial.write_text(text, encoding="utf-8", newline="")
    return targets


def write_parquet(path: Path, one: Dataset) -> None:
    """Write a dataset as Parquet; the metadata of the file and of each column have the labels."""
    fields = [pa.field(v.name, _ARROW[v.kind], metadata={"label": v.label}) for v in one.variables]
    schema = pa.schema(fields, metadata={"label": f"{one.label} ({STATEMENT})", "statement": STATEMENT})
    table = pa.table([pa.array(_numbers(one, v.name, v.kind), _ARROW[v.kind]) for v in one.variables], schema=schema)
    pq.write_table(table, path, compression="zstd", compression_level=15)


def _numbers(one: Dataset, name: str, kind: str) -> list[Any]:
    values = [row.get(name) for row in one.rows]
    return [None if value is None else float(str(value)) for value in values] if kind == "number" else values


def write_xpt(path: Path, one: Dataset) -> None:
    """Write a dataset as a transport file of version 5; a missing text is blank."""
    columns = {}
    for variable in one.variables:
        values = _numbers(one, variable.name, variable.kind)
        if variable.kind == "text":
            columns[variable.name] = pd.Series(["" if value is None else value for value in values], dtype="object")
        else:
            # A date as its number: the writer takes the kind of a column from its first rows, where it can be missing.
            days = [(value - _SAS_EPOCH).days if isinstance(value, date) else value for value in values]
            columns[variable.name] = pd.Series(days, dtype="float64")
    try:
        pyreadstat.write_xport(
            pd.DataFrame(columns),
            str(path),
            file_label=SHORT_STATEMENT,
            column_labels={variable.name: variable.label for variable in one.variables},
            table_name=one.member,
            file_format_version=5,
            variable_format={variable.name: "DATE9." for variable in one.variables if variable.kind == "date"},
        )
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError) as error:
        raise OSError(f"{path}: {error}") from error
    with path.open("r+b") as file:
        for place in _TIMES:
            file.seek(place)
            file.write(_FIXED_TIME)
