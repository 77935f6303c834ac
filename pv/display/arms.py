"""The arms as every part of the page names, orders and compares them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pv.display.contents import Contents
from pv.display.table import Column, Span

#: A colour goes into the style sheet, where no other text may.
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class Arm:
    """One arm: its place in display order, its value in the data, how it is shown, and its number of subjects."""

    place: int
    name: str
    label: str
    role: str
    colour: str
    subjects: int


@dataclass(frozen=True)
class Arms:
    """All arms in display order."""

    every: tuple[Arm, ...]

    @property
    def comparator(self) -> Arm | None:
        """The arm that the others are compared with."""
        return next((arm for arm in self.every if arm.role == "comparator"), None)

    @property
    def compared(self) -> tuple[Arm, ...]:
        """The arms that are compared with the comparator, in display order; none without one."""
        return tuple(arm for arm in self.every if arm.role != "comparator") if self.comparator else ()

    @property
    def names(self) -> list[str]:
        """The arms' values in the data, in display order."""
        return [arm.name for arm in self.every]

    def columns(self, shown: str = "") -> tuple[Column, ...]:
        """Return a column for each arm with its N, and what its values are."""
        more = f", {shown}" if shown else ""
        return tuple(Column(arm.label, f"N = {arm.subjects}{more}", arm.place) for arm in self.every)

    def spans(self, counted: str, *more: tuple[str, int]) -> tuple[Span, ...]:
        """Return the heading over the arms' columns, and others of the given widths where they have any."""
        return (Span(counted, len(self.every)), *(Span(text, width) for text, width in more if width))

    def headings(self, columns: int) -> tuple[Span, ...]:
        """Return a heading for each arm over so many columns of its own."""
        return tuple(Span(f"{arm.label}, N = {arm.subjects}", columns, arm.place) for arm in self.every)


def arms_of(contents: Contents) -> Arms:
    """Return the arms of a report, with the number of subjects of each in the analysed population.

    Raises:
        ValueError: a colour is not six hexadecimal digits after '#'.
    """
    table = contents.table("arm").sort_values("arm_order", kind="stable")
    sizes = _sizes(contents)
    rows = zip(*(table[name] for name in ("arm", "label", "role", "colour")), strict=True)
    return Arms(
        tuple(
            Arm(place, name, label, role, _checked(colour, name), sizes.get(name, 0))
            for place, (name, label, role, colour) in enumerate(rows)
        )
    )


def _checked(colour: str, arm: str) -> str:
    if not _COLOUR.fullmatch(colour):
        raise ValueError(f"arm table: colour {colour!r} of arm {arm!r} is not one like #0f6fc6")
    return colour


def _sizes(contents: Contents) -> Mapping[str, int]:
    for name in ("arm_size", "overview", "incidence", "exposure"):
        table = contents.table(name)
        if len(table):
            return {str(arm): int(size) for arm, size in table.groupby("arm")["arm_subjects"].first().items()}
    return {}
