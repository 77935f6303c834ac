"""The arms as every part of the page names, orders and compares them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pv.display.contents import Contents
from pv.display.table import Column, Span

#: A colour goes into the style sheet, where no other text may.
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class Arm:
    """One arm.

    Attributes:
        place: in display order, from 0.
        name: its value in the data; of a pooled arm a name of its own.
        label: how it is shown.
        role: its part in comparisons.
        colour: in charts.
        subjects: how many subjects it has.
        members: the arms of the data whose subjects it shows: of one that is not pooled itself.
        compared: whether it is compared with the comparator.
    """

    place: int
    name: str
    label: str
    role: str
    colour: str
    subjects: int
    members: tuple[str, ...]
    compared: bool


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
        return tuple(arm for arm in self.every if arm.compared)

    @property
    def overlapping(self) -> tuple[Arm, ...]:
        """The arms that are not compared because they have subjects in common with the comparator; not the total."""
        other = self.comparator
        apart = (arm for arm in self.every if arm.role != "total" and arm is not other)
        return tuple(arm for arm in apart if not arm.compared) if other else ()

    @property
    def of_data(self) -> list[str]:
        """The arms that subjects are in, by their values in the data: together they have each subject once."""
        return [arm.name for arm in self.every if arm.members == (arm.name,)]

    @property
    def names(self) -> list[str]:
        """The arms' values in the data, in display order."""
        return [arm.name for arm in self.every]

    def role_of(self, arm: Arm) -> str:
        """Return what an arm is: its role, of a pooled one with what it is pooled of."""
        if arm.role == "total":
            return "all arms"
        labels = {one.name: one.label for one in self.every}
        pooled = arm.members != (arm.name,)
        return f"{arm.role}, pooled: {' + '.join(labels[name] for name in arm.members)}" if pooled else arm.role

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
    members, compared = _members(contents), _compared(contents)
    rows = zip(*(table[name] for name in ("arm", "label", "role", "colour")), strict=True)
    return Arms(
        tuple(
            Arm(
                place,
                name,
                label,
                role,
                _checked(colour, name),
                sizes.get(name, 0),
                members.get(name, (name,)),
                name in compared,
            )
            for place, (name, label, role, colour) in enumerate(rows)
        )
    )


def drawn_arms(contents: Contents) -> pd.DataFrame:
    """Return the rows of the arm table that charts draw: the total is in tables alone."""
    table = contents.table("arm")
    return table[table["role"] != "total"]


def arms_of_data(contents: Contents) -> pd.DataFrame:
    """Return the rows of the arm table that subjects are in, for what draws each subject once."""
    table = contents.table("arm")
    return table[~table["pooled"]]


def in_shown_arms(subjects: pd.DataFrame, arms: Arms) -> pd.DataFrame:
    """Return rows of subjects with the arm that shows them in the place of their own: once for each such arm."""
    if subjects.empty:
        return subjects
    pairs = [(arm.name, member) for arm in arms.every for member in arm.members]
    own = subjects.rename(columns={"arm": "member"})
    return own.merge(pd.DataFrame(pairs, columns=["arm", "member"]), on="member").drop(columns="member")


def _members(contents: Contents) -> Mapping[str, tuple[str, ...]]:
    table = contents.table("arm_member")
    return {str(arm): tuple(rows["member"]) for arm, rows in table.groupby("arm")} if len(table) else {}


def _compared(contents: Contents) -> frozenset[str]:
    table = contents.table("arm_pair")
    return frozenset(table["arm"]) if len(table) else frozenset()


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
