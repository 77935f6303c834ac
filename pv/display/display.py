"""What a display is: a table, a figure or a listing that says of itself all that anyone has to know of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from pv.display.context import Context
from pv.display.explorer import Explorer
from pv.display.figure import Figure
from pv.display.opened import Opened
from pv.display.table import Table

Kind = Literal["table", "figure", "listing", "explorer"]


class Options(BaseModel):
    """The options of a display that has none; the others add theirs, each with its type and default."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True)
class Absent:
    """Why there is nothing to show.

    Attributes:
        sentence: the reason, a whole sentence.
        said: whether the report prints it in place of the display; otherwise only who asks for the display hears it.
        beside: the same where the name of the display stands beside it; '' where that is the sentence.
    """

    sentence: str
    said: bool = True
    beside: str = ""


def left_out(what: str, why: str = "") -> Absent:
    """Return the sentence that something is left out, and why: 'exposure', 'no dates of first and last dose.'.

    Without `why` both are in `what`, because the display's name does not say what it is.
    """
    alone = why or what
    return Absent(f"Left out: {what}: {why}" if why else f"Left out: {what}", beside=alone[:1].upper() + alone[1:])


#: What a display gives: its parts in order, and for those that there are not the reason.
Made = tuple[Table | Figure | Explorer | Absent, ...]


@dataclass(frozen=True)
class Display:
    """One display.

    Attributes:
        name: by which reports, commands and Python ask for it; unique.
        title: what it shows.
        kind: 'table', 'figure', 'listing' or 'explorer'.
        reads: the tables that it reads.
        make: what makes it of the contents of a report and its options.
        standard: the standard display that it is ("FDA Table 2": FDA Standard Safety Tables and Figures: Integrated
            Guide v2.0; "ICH E3 12.3"); '' where it is none.
        options: the model of its options.
        opens: the records that its numbers open.
    """

    name: str
    title: str
    kind: Kind
    reads: tuple[str, ...]
    make: Callable[[Context, Any], Made]
    standard: str = ""
    options: type[Options] = Options
    opens: tuple[Opened, ...] = ()
