"""What is wrong in a TOML file that a model refused: the key as it is written there, and what would be right."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from pv.errors import Problem, nearest
from pv.toml.keys import as_toml, model_at
from pv.toml.lines import Written
from pv.toml.location import Location, key_text

#: Characters of a value that a message shows.
_LONGEST = 200

#: Type of pydantic's error -> what would be right; the braces are filled from its context.
_RIGHT: Mapping[str, str] = MappingProxyType(
    {
        "bool_type": "true or false",
        "date_type": "a date, such as 2024-01-31, without quotation marks",
        "dict_type": "a table",
        "finite_number": "a finite number",
        "float_type": "a number",
        "greater_than": "a number above {gt:g}",
        "greater_than_equal": "a number of at least {ge:g}",
        "int_type": "a whole number",
        "less_than": "a number below {lt:g}",
        "less_than_equal": "a number of at most {le:g}",
        "model_type": "a table",
        "string_too_short": "text of at least {min_length} character",
        "string_type": "text",
        "too_short": "at least {min_length} of them",
        "tuple_type": "a list",
    }
)


#: The forms of a value of several types, and that a key itself is wrong, which pydantic names in the place of an error
#: as if they were keys.
FORMS = frozenset({"text", "list", "range", "a number", "with options", "[key]"})


def location_of(detail: Any) -> Location:  # noqa: ANN401  # pydantic's
    """Return where in the file one of pydantic's errors is: the form of a condition is no key."""
    return tuple(part for part in detail["loc"] if part not in FORMS)


def problem(detail: Any, written: Written, model: type[BaseModel], what: str) -> Problem:  # noqa: ANN401  # pydantic's
    """Return one of pydantic's errors as a problem that names the line, the key and what would be right.

    Args:
        detail: the error.
        written: the file.
        model: what the whole file should have been.
        what: the file is called so in a message: "the study file".
    """
    location = location_of(detail)
    message, right = _said(detail, location, model, what)
    return written.problem(message, key_text(location), right)


def _said(detail: Any, location: Location, model: type[BaseModel], what: str) -> tuple[str, str]:  # noqa: ANN401  # the same
    """Return what is wrong and what would be right."""
    if detail["type"] == "extra_forbidden":
        return "there is no such key", nearest(str(location[-1]), _keys_beside(location, model))
    if detail["type"] == "literal_error":
        allowed = re.findall(r"'([^']+)'", detail["ctx"]["expected"])
        return f"{_shown(detail['input'])} is not one of the values", nearest(str(detail["input"]), allowed)
    if detail["type"] == "missing":
        return "is missing", f"{what} must state it: {as_toml(model_at(model, location), location)}"
    return f"{_shown(detail['input'])} is not valid", right_of(detail)


def _shown(value: object) -> str:
    """Return a value as it is written, a long one shortened; a list is held as a tuple."""
    text = repr(_written(value))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def _written(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _written(item) for key, item in value.items()}
    return [_written(item) for item in value] if isinstance(value, tuple) else value


def right_of(detail: Any) -> str:  # noqa: ANN401  # pydantic's
    """Return what would be right, by the type of the error, which pydantic documents, in TOML's words.

    Its sentence is taken where the type is one of our own, and then it is ours.
    """
    words = _RIGHT.get(detail["type"])
    return words.format(**detail.get("ctx", {})) if words else str(detail["msg"])


def _keys_beside(location: Location, model: type[BaseModel]) -> list[str]:
    """Return the keys that the file may have at the place of the last part of a location."""
    return list(model_at(model, location).model_fields)
