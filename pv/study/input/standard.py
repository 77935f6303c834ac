"""Which standard the data of a study are in, ADaM or SDTM, and which datasets that means."""

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Literal

from pv.contract.datasets import domains
from pv.errors import InputError, Problem
from pv.load import list_datasets
from pv.study.setting.data_settings import DataPart

#: The domains of SDTM that are read.
DOMAINS = domains()

#: Any of these tells the standard.
_TELLING: tuple[tuple[Literal["adam", "sdtm"], frozenset[str]], ...] = (
    ("adam", frozenset({"adsl", "adae"})),
    ("sdtm", frozenset({"dm", "ae"})),
)
_SPLIT = 4


def standard_of(data: DataPart, folder: Path, given: Collection[str] = ()) -> Literal["adam", "sdtm"]:
    """Return the standard that the study file names; else of the frames, the named files or the folder's datasets.

    Where both standards are there, it is ADaM; where neither is, too: the datasets that are missed are those of ADaM.

    Args:
        data: where the study file says the data are.
        folder: of the data; it may be missing.
        given: names of frames, lower case.

    Raises:
        InputError: the folder cannot be read.
    """
    if data.standard is not None:
        return data.standard
    named = {name for name in type(data).model_fields if getattr(data, name) is not None}
    for names in (set(given), named, set(list_datasets(folder)) if folder.is_dir() else set()):
        for standard, telling in _TELLING:
            if telling & names:
                return standard
    return "adam"


def laboratory_parts(names: Iterable[str]) -> list[str]:
    """Return the datasets of LB: lb itself or, where it is split, lbch, lbhe and so on; sorted.

    Raises:
        InputError: both are there; which of them are the results cannot be told.
    """
    known = set(names)
    parts = sorted(name for name in known if name.startswith("lb") and len(name) == _SPLIT)
    if "lb" in known and parts:
        right = "keep either the whole or its parts, or name the files in data.lb"
        raise InputError(Problem(f"both lb and parts of it are present: {', '.join(parts)}", "lb", right))
    return ["lb"] if "lb" in known else parts
