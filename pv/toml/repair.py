"""What of a TOML file can be judged although parts of it are wrong, so that one answer names everything."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from pv.toml.file import frozen
from pv.toml.keys import example_of, model_at
from pv.toml.location import Location, key_text
from pv.toml.problems import location_of

Model = TypeVar("Model", bound=BaseModel)

#: Taking out one mistake can bring up another (a wrong role is then a missing one): so many times, no more.
_ROUNDS = 5


@dataclass(frozen=True)
class Doubt:
    """The parts of a file that were wrong: what rests on them is not to be judged.

    Attributes:
        locations: where something was taken out, or stands in for what is missing.
    """

    locations: frozenset[Location] = frozenset()

    def of(self, *parts: str) -> bool:
        """Return whether a table ("population"), or a key of the tables of a list ("arm.name"), is in doubt."""
        return any(self._of(*part.split(".")) for part in parts)

    def _of(self, table: str, key: str | None = None) -> bool:
        for location in self.locations:
            keys = [part for part in location if isinstance(part, str)]
            # Without a key below the table, a whole item of it was taken out.
            if keys[0] == table and (key is None or len(keys) == 1 or keys[-1] == key):
                return True
        return False

    def touches(self, key: str) -> bool:
        """Return whether a key, or something in it, is in doubt."""
        return any(_within(key, wrong) or _within(wrong, key) for wrong in map(key_text, self.locations))

    def at(self, key: str) -> bool:
        """Return whether a key, or something else in the innermost item of a list that it is in, is in doubt."""
        item = key[: key.rfind("]") + 1]
        return any(
            _within(key, wrong) or bool(item and wrong.startswith(item)) for wrong in map(key_text, self.locations)
        )


def _within(key: str, table: str) -> bool:
    """Return whether a key is another, or is in it."""
    return key.startswith(table) and key[len(table) : len(table) + 1] in {"", ".", "["}


@dataclass(frozen=True)
class Repaired(Generic[Model]):
    """A file without what is wrong in it: `value` is None where too much is wrong for that."""

    value: Model | None
    doubt: Doubt


def repaired(content: Mapping[str, Any], model: type[Model]) -> Repaired[Model]:
    """Return what a parsed file says without what is wrong in it; nothing is ever computed with it.

    For a required value that is missing its example stands in, so that the rest of its table is looked at.
    """
    rest = _changeable(content)
    doubtful: set[Location] = set()
    for _ in range(_ROUNDS):
        try:
            return Repaired(model.model_validate(frozen(rest)), Doubt(frozenset(doubtful)))
        except ValidationError as error:
            details = [(location_of(detail), detail["type"]) for detail in error.errors()]
        # The last of a list first: the places of those before it stay.
        for location, kind in sorted(details, key=lambda one: [str(part).rjust(9) for part in one[0]], reverse=True):
            doubtful.add(location)
            example = example_of(model_at(model, location), location) if kind == "missing" else None
            if example is not None:
                _table(rest, location)[location[-1]] = example
            else:
                doubtful.add(_remove(rest, location))
    return Repaired(None, Doubt(frozenset(doubtful)))


def _changeable(value: Any) -> Any:  # noqa: ANN401  # parsed TOML has any shape
    """Return a copy of parsed TOML whose lists can lose an item."""
    if isinstance(value, Mapping):
        return {key: _changeable(item) for key, item in value.items()}
    return [_changeable(item) for item in value] if isinstance(value, list | tuple) else value


def _table(root: Any, location: Location) -> Any:  # noqa: ANN401  # parsed TOML has any shape
    """Return the table that a key belongs to, made where there is none."""
    table = root
    for part in location[:-1]:
        table = table.setdefault(part, {}) if isinstance(table, dict) else table[part]
    return table


def _remove(root: Any, location: Iterable[int | str]) -> Location:  # noqa: ANN401  # parsed TOML has any shape
    """Take out the value at a location, or the last part of the way to it that there is.

    Returns:
        What is in doubt by it: where an item of a list is taken out, the whole list, since the places in it change.
    """
    found: list[tuple[Any, Any]] = []
    value = root
    for part in location:
        there = part in value if isinstance(value, dict) else isinstance(value, list) and part in range(len(value))
        if not there:
            break
        found.append((value, part))
        value = value[part]
    if not found:
        return tuple(location)
    table, key = found[-1]
    del table[key]
    way = tuple(part for _, part in found)
    return way[:-1] if isinstance(table, list) else way
