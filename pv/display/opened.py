"""A kind of records that numbers open: its name, and what gives the records."""

from collections.abc import Callable
from dataclasses import dataclass

from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.records.embedded import Records


@dataclass(frozen=True)
class Opened:
    """A kind of records that numbers open.

    Attributes:
        name: by which a row asks for them.
        make: what gives them, as the page carries them.
    """

    name: str
    make: Callable[[Contents, Arms], Records]
