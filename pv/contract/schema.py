"""Read a contract: the YAML file of a table as a Pandera schema and what goes beside it."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any

import yaml  # type: ignore[import-untyped]  # its types are a distribution of their own
from pandera.api.pandas.container import DataFrameSchema
from pandera.io.pandas_io import deserialize_schema
from pandera.pandas import Check

import pv.contract.named_checks  # noqa: F401  # registers the checks that contracts name
from pv import resources

#: Columns that acceptance adds to every dataset; a file need not have them.
ADDED = ("source_row", "record_key")


@dataclass(frozen=True, eq=False)
class Contract:
    """What a table must be.

    Attributes:
        name: stem of the file in a room of `schemas/`.
        schema: the Pandera schema; its columns carry title, description, dtype, nullable, required and checks.
    """

    name: str
    schema: DataFrameSchema

    @property
    def metadata(self) -> Mapping[str, Any]:
        """What the contract says of the table as a whole: `key`, `may_be_empty`, `readable` (if filled)."""
        return self.schema.metadata or {}

    @property
    def key(self) -> tuple[str, ...]:
        """The columns whose values tell one record from another."""
        return tuple(self.metadata.get("key", ()))

    @cached_property
    def columns(self) -> dict[str, str]:
        """Column -> 'str', 'float64', 'datetime64[s]' or another type of `schemas/README.md`."""
        kinds = {"string": "str", "datetime64": "datetime64[s]"}
        return {
            name: next(
                (kind for start, kind in kinds.items() if str(column.dtype).startswith(start)), str(column.dtype)
            )
            for name, column in self.schema.columns.items()
        }

    @cached_property
    def dtypes(self) -> dict[str, str]:
        """Column -> its type, without the columns that acceptance adds."""
        return {name: dtype for name, dtype in self.columns.items() if name not in ADDED}

    @property
    def required(self) -> tuple[str, ...]:
        """The columns without which the dataset cannot be used."""
        return tuple(name for name in self.dtypes if self.schema.columns[name].required)

    def part(self, columns: frozenset[str]) -> DataFrameSchema:
        """Return the schema of some of the columns: Pandera looks at each of a schema, filled or not."""
        return _part(self.name, columns)

    def checks(self, column: str) -> list[Check]:
        """Return the checks of a column."""
        found: list[Check] = self.schema.columns[column].checks
        return found


@cache
def read_contract(name: str) -> Contract:
    """Return the contract in `schemas/<name>.yaml`.

    With its shared columns in their places it is Pandera's own YAML, as `DataFrameSchema.from_yaml` reads it. The
    checks it names are Pandera's and those of `pv.contract.named_checks`.
    """
    schema: DataFrameSchema = deserialize_schema(content(name))  # type: ignore[no-untyped-call]  # pandera has no types here
    return Contract(name, schema)


def content(name: str) -> dict[str, Any]:
    """Return what the file of a contract says, with the columns of `schemas/_columns.yaml` that it names."""
    said = _parsed(_path(name))
    for column, about in said["columns"].items():
        if isinstance(about, str):
            said["columns"][column] = deepcopy(_shared()[about])
    return said


@cache
def stated(name: str) -> dict[str, Any]:
    """Return the same, one for all who only read it: most tables that are described are held to no schema."""
    return content(name)


@cache
def _shared() -> dict[str, Any]:
    return _parsed("schemas/_columns.yaml")


def _parsed(path: str) -> dict[str, Any]:
    """Return a YAML file; parsed by libyaml it takes a third of the time."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    parsed: dict[str, Any] = yaml.load(resources.read(path), loader)  # noqa: S506  # both loaders are the safe one
    return parsed


def _path(name: str) -> str:
    """Return where a contract is, in whichever room of `schemas/`."""
    try:
        return resources.files("schemas", ".yaml")[name]
    except KeyError:
        raise FileNotFoundError(f"no contract in schemas/: {name}.yaml") from None


@lru_cache(maxsize=256)
def _part(name: str, columns: frozenset[str]) -> DataFrameSchema:
    schema = read_contract(name).schema
    return DataFrameSchema({column: about for column, about in schema.columns.items() if column in columns})


def describe(name: str) -> tuple[str, dict[str, str]]:
    """Return what a table is and what each of its columns holds, as comments for users of the database."""
    said = stated(name)
    columns = {
        column: ": ".join(text for text in (about.get("title"), about.get("description")) if text)
        for column, about in said["columns"].items()
    }
    return said.get("description") or said.get("title") or name, columns
