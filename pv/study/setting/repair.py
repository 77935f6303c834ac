"""What of a study file can be held to the data although parts of it are wrong, so that one answer names everything."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from pv.study.setting.settings import Settings
from pv.toml_file import frozen

#: What stands for a required value that is missing or wrong; nothing is computed with it.
_STANDS_FOR: Mapping[str, str] = {"id": "?", "title": "?", "role": "other"}
#: Taking out one mistake can bring up another (a wrong role is then a missing one): so many times, no more.
_ROUNDS = 5
#: The forms of a condition, which pydantic names in the place of an error.
FORMS = ("text", "list", "range")

Location = tuple[int | str, ...]


def repaired(content: Mapping[str, Any]) -> tuple[Settings | None, frozenset[str]]:
    """Return the settings of a study file without what is wrong in it, and the tables where something was.

    Args:
        content: the parsed file.

    Returns:
        The settings, None where too much is wrong to have any; and the names of the tables ('arm', 'statistics') that
        are not what the file says: what relies on them is not to be judged.
    """
    rest = _changeable(content)
    doubtful: set[str] = set()
    for _ in range(_ROUNDS):
        try:
            return Settings.model_validate(frozen(rest)), frozenset(doubtful)
        except ValidationError as error:
            details = error.errors()
        # The last of a list first: the places of those before it stay.
        for detail in sorted(details, key=lambda one: [str(part).rjust(9) for part in one["loc"]], reverse=True):
            location = tuple(part for part in detail["loc"] if part not in FORMS)
            # What an arm is called, and whom it is compared with, does not say which arms there are.
            doubtful.add("role" if location[-1] == "role" else str(location[0]))
            if detail["type"] == "missing" and location[-1] in _STANDS_FOR and len(location) > 1:
                _table(rest, location)[location[-1]] = _STANDS_FOR[str(location[-1])]
            else:
                _remove(rest, location)
    return None, frozenset(doubtful)


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


def _remove(root: Any, location: Iterable[int | str]) -> None:  # noqa: ANN401  # parsed TOML has any shape
    """Take out the value at a location, or the last part of the way to it that there is."""
    found: list[tuple[Any, Any]] = []
    value = root
    for part in location:
        there = part in value if isinstance(value, dict) else isinstance(value, list) and part in range(len(value))
        if not there:
            break
        found.append((value, part))
        value = value[part]
    if found:
        table, key = found[-1]
        del table[key]
