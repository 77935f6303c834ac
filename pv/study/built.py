"""What a study is when its records are checked and its tables planned."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pv.engine import Engine
from pv.load import Dataset
from pv.study.setting.definition import Definition
from pv.study.terminology.dictionaries import Dictionaries


@dataclass(frozen=True, eq=False)
class Built:
    """A study whose records are checked and derived, ready to be measured.

    Attributes:
        definition: the study file.
        engine: the database with the input and setting tables; the derived tables, `findings`, `finding_count`,
            `accounting` and `left_out` are planned and made when they are first read.
        datasets: what was read, by name, without its values.
        derived: names of the derived tables, in the order of their references.
        files: the study file, the datasets and the dictionaries that were read, resolved.
        dictionaries: the dictionaries and queries that the study file names.
        sdtm: whether the analysis datasets were made of SDTM domains.
    """

    definition: Definition
    engine: Engine
    datasets: Mapping[str, Dataset]
    derived: tuple[str, ...]
    files: tuple[Path, ...]
    dictionaries: Dictionaries
    sdtm: bool
