"""A dataset of synthetic records: its variables with labels, and their values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

#: What every file says of itself.
STATEMENT = "synthetic, reconstructed from published aggregates, not patient data"
#: The same in the 40 characters that a transport file has for the label of a dataset or a variable.
SHORT_STATEMENT = "SYNTHETIC, not patient data"
SOURCE = "SYNTHETIC"

Kind = Literal["text", "number", "date"]
Row = Mapping[str, object]


@dataclass(frozen=True)
class Variable:
    """A variable: its CDISC name, its label of at most 40 characters, and its kind."""

    name: str
    label: str
    kind: Kind = "text"


DATASRC = Variable("DATASRC", "Source of Data: not patient data")


@dataclass(frozen=True)
class Dataset:
    """A dataset: its name, the name of at most 8 characters for a transport file, its label, variables and rows."""

    name: str
    member: str
    label: str
    variables: tuple[Variable, ...]
    rows: tuple[Row, ...]

    def column(self, variable: Variable) -> list[object]:
        """Return the values of a variable; None where a row has none."""
        return [row.get(variable.name) for row in self.rows]


def dataset(name: str, label: str, variables: Sequence[Variable], rows: Iterable[Row], member: str = "") -> Dataset:
    """Return a dataset whose every row says that it is synthetic; an empty text is a missing one."""
    marked = tuple(
        {**{key: None if value == "" else value for key, value in row.items()}, DATASRC.name: SOURCE} for row in rows
    )
    return Dataset(name, (member or name).upper(), label, (*variables, DATASRC), marked)


STUDYID = Variable("STUDYID", "Study Identifier")
USUBJID = Variable("USUBJID", "Unique Subject Identifier")
