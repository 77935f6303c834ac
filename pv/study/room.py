"""Whether a study fits into the memory that it is given, told from its files before any record is read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pv.errors import Problem, SettingError
from pv.load.columns import column_names
from pv.memory import UNITS, in_words
from pv.study.input.data_files import data_files
from pv.study.setting.definition import Definition

MB = UNITS["MB"]

# Measured on generated trials of 100,000 and of 1,000,000 events (112,500 and 1,125,000 records with the subjects; 1.29
# and 12.9 million values), as the resident memory of a whole `build` at its peak, in MB:
#
#   DuckDB's limit      60 (100,000)   150 (1,000,000)   300 (1,000,000)
#   peak, reading       370            763               754
#   peak, all of it     536            763               821
#
# So Python has its modules (192 MB, in the end about 400) and so much a value, and DuckDB can do with 60 MB at 100,000
# and with 150 MB at 1,000,000 events in a file: what it cannot spill is so much a record. In memory, 400 MB were enough
# at 1,000,000 events and 300 MB were not. A page with very many findings takes more.
_PYTHON, _A_VALUE = 400 * MB, 30
_DATABASE, _IN_FILE_A_RECORD, _IN_MEMORY_A_RECORD = 60 * MB, 100, 300

#: Bytes of a value in the files of the same trial in other formats; Parquet has the numbers of rows and columns.
_IN_FILE = MappingProxyType({".csv": 9, ".json": 12, ".ndjson": 12, ".xpt": 14, ".sas7bdat": 14})


@dataclass(frozen=True)
class Room:
    """What a study takes.

    Attributes:
        records: of all datasets; of formats without a count of them, about as many.
        values: their records times their columns.
    """

    records: int
    values: int

    @property
    def python(self) -> int:
        """Bytes that Python takes."""
        return _PYTHON + _A_VALUE * self.values

    def database(self, *, in_file: bool) -> int:
        """Bytes that DuckDB cannot do without, its database in a file or in memory; what is more, it spills."""
        return _DATABASE + (_IN_FILE_A_RECORD if in_file else _IN_MEMORY_A_RECORD) * self.records


def room_of(definition: Definition, frames: Mapping[str, pd.DataFrame] | None) -> Room:
    """Return what a study takes.

    Args:
        definition: the study file.
        frames: dataset name -> frame, used instead of files.
    """
    given = [
        frame.shape for frame in (frames or {}).values() if isinstance(frame, pd.DataFrame)
    ]  # what is none is refused
    sizes = given if frames else list(_sizes(data_files(definition)))
    return Room(sum(records for records, _ in sizes), sum(records * columns for records, columns in sizes))


def _sizes(files: tuple[Path, ...]) -> Iterator[tuple[int, int]]:
    """Yield records and columns of each file that can be looked into: what is wrong with another, reading it says."""
    for path in files:
        try:
            if path.suffix.lower() == ".parquet":
                about = pq.read_metadata(path)
                yield about.num_rows, about.num_columns
            elif path.suffix.lower() in _IN_FILE:
                columns = max(len(column_names(path)), 1)
                yield path.stat().st_size // (_IN_FILE[path.suffix.lower()] * columns), columns
        except (OSError, pa.ArrowException):
            continue


def database_memory(room: Room, memory: int | None, *, in_file: bool) -> int | None:
    """Return the bytes that DuckDB gets of the memory of a run: what Python leaves; None where that is not known.

    Raises:
        SettingError: the study does not fit.
    """
    if memory is None:
        return None
    needed = room.python + room.database(in_file=in_file)
    if needed > memory:
        right = f"--memory {in_words(needed)} on a machine that has it, or fewer records or columns"
        raise SettingError(
            Problem(
                f"the study has about {room.records:,} records and needs about {in_words(needed)},"
                f" but is given {in_words(memory)}",
                "memory",
                right,
            )
        )
    return memory - room.python
