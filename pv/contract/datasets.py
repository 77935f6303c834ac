"""The datasets that are read, of ADaM and of SDTM: their contracts in `schemas/input` say so, and no other list."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from pv import resources
from pv.contract.schema import content

STANDARDS = ("adam", "sdtm")


@dataclass(frozen=True)
class InputDataset:
    """What a contract says of the dataset that it is of, beside its columns (`metadata.dataset`).

    Attributes:
        name: of the dataset, in lower case.
        standard: of the data it is read with.
        place: where it stands in every list of datasets; lower comes first.
        required: whether there is no analysis without it.
        becomes: of a domain of SDTM, the analysis dataset whose records its records are.
        qualifiers: of such a domain, the table of sql/sdtm that has its supplemental qualifiers.
        name_begins: whether a file whose name begins with that of the dataset looks like it.
        every: columns that a file has all of which looks like the dataset.
        some: columns of which such a file has at least one.
    """

    name: str
    standard: Literal["adam", "sdtm", "both"]
    place: int
    required: bool = False
    becomes: str | None = None
    qualifiers: str | None = None
    name_begins: bool = False
    every: tuple[str, ...] = ()
    some: tuple[str, ...] = ()


@cache
def input_datasets() -> tuple[InputDataset, ...]:
    """Return every dataset that is read, in the order of their places."""
    found = [_dataset(name) for name in resources.files("schemas/input", ".yaml")]
    return tuple(sorted(found, key=lambda dataset: dataset.place))


def _dataset(name: str) -> InputDataset:
    about = content(name)["metadata"]["dataset"]
    lists = {key: tuple(about[key]) for key in ("every", "some") if key in about}
    return InputDataset(name, **{**about, **lists})


def analysis_datasets() -> tuple[str, ...]:
    """Return the datasets in the shape of which every study is analysed."""
    return tuple(dataset.name for dataset in input_datasets() if dataset.standard != "sdtm")


def domains() -> tuple[str, ...]:
    """Return the domains of SDTM that are read."""
    return tuple(dataset.name for dataset in input_datasets() if dataset.standard == "sdtm")


def names(standard: str, *, required: bool | None = None) -> tuple[str, ...]:
    """Return the datasets of a standard: those that data in it must have, those that they may have, or all."""
    return tuple(
        dataset.name
        for dataset in input_datasets()
        if dataset.standard in (standard, "both") and required in (None, dataset.required)
    )
