"""The values of the variables of the courses: handed out by their counts, and which of them can be exchanged."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from pv.errors import InputError, Problem
from pv.facts.course_model import AssignedPart
from pv.reconstruct.search.arrays import Ints, Masks

Names = Mapping[str, Sequence[str]]


class Assigned(NamedTuple):
    """The values of every subject, by number; `names` are those of the values of each variable."""

    names: Names
    value: Ints
    block: Ints
    of_block: Masks


def assigned(
    variables: Sequence[str], parts: Sequence[AssignedPart], arm: Ints, held: Collection[str], rng: np.random.Generator
) -> Assigned:
    """Return the values of every subject, and the blocks of them that can be exchanged between subjects.

    Args:
        variables: the variables of the courses.
        parts: how many subjects of each arm have which values.
        arm: (subjects,) the number of the arm.
        held: variables that decide when a subject leaves the risk set, whose values are not exchanged.
        rng: the random numbers.

    Raises:
        InputError: a list has another number of subjects than there are, or a subject has no value of a variable.
    """
    names = {name: _values(name, parts) for name in variables}
    value = np.full((len(variables), arm.size), -1)
    groups = []
    for place, part in enumerate(parts, start=1):
        among = _among(part.among, names, value)
        _hand_out(part, f"course.search.assigned[{place}]", (names, value), np.where(among, arm, -1), rng)
        groups.append(np.where(among, arm + place * (int(arm.max()) + 1), -1))
    missing = [name for name, row in zip(variables, value, strict=True) if (row < 0).any()]
    if missing:
        right = "a cell in [[course.search.assigned]] for every subject"
        raise InputError(Problem(f"{name} has no value of some subjects", "course.search", right) for name in missing)
    free = [place for place, part in enumerate(parts) if _is_free(part, parts, held)]
    of_block = np.array(
        [[name in _moving(parts[place], parts) for name in variables] for place in free], dtype=np.bool_
    ).reshape(len(free), len(variables))
    return Assigned(names, value, np.array([groups[place] for place in free]).reshape(len(free), arm.size), of_block)


def _values(variable: str, parts: Sequence[AssignedPart]) -> list[str]:
    found = [cell.values[variable] for part in parts for cell in part.cell if variable in cell.values]
    return list(dict.fromkeys(found))


def _own(part: AssignedPart) -> set[str]:
    return {variable for cell in part.cell for variable in cell.values}


def _moving(part: AssignedPart, parts: Sequence[AssignedPart]) -> set[str]:
    """Return the variables of a list and of those that are handed out among its values, which go with them."""
    moving = _own(part)
    for other in parts:
        if moving & set(other.among):
            moving |= _own(other)
    return moving


def _is_free(part: AssignedPart, parts: Sequence[AssignedPart], held: Collection[str]) -> bool:
    """Return whether values of a list can be exchanged: they decide no numbers at risk, and rest on none that move."""
    fixed = {name for other in parts if _own(other) & set(held) for name in _own(other)}
    return not (_own(part) & set(held)) and set(part.among) <= fixed


def _among(among: Mapping[str, str], names: Names, value: Ints) -> Masks:
    chosen = np.ones(value.shape[1], dtype=np.bool_)
    for row, (name, known) in enumerate(names.items()):
        if name in among:
            chosen &= value[row] == (known.index(among[name]) if among[name] in known else -2)
    return chosen


def _hand_out(part: AssignedPart, key: str, values: tuple[Names, Ints], arm: Ints, rng: np.random.Generator) -> None:
    """Give the values of the cells to the subjects of each arm, at random."""
    names, value = values
    problems = []
    for number in range(len(part.cell[0].subjects)):
        subjects = rng.permutation(np.flatnonzero(arm == number))
        counts = [cell.subjects[number] for cell in part.cell]
        if sum(counts) != subjects.size:
            message = f"{sum(counts)} subjects of arm {number + 1} have these values"
            problems.append(Problem(message, key, f"{subjects.size}, as many as there are"))
            continue
        of_cell = np.repeat(np.arange(len(counts)), counts)
        for row, (name, known) in enumerate(names.items()):
            for place, cell in enumerate(part.cell):
                if name in cell.values:
                    value[row, subjects[of_cell == place]] = known.index(cell.values[name])
    if problems:
        raise InputError(problems)
