"""What is wrong in a TOML file that a model refused: the key as it is written there, and what would be right."""

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, get_args

from pydantic import BaseModel

from pv.errors import Problem, nearest

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
        "string_pattern_mismatch": "text of the form {pattern}",
        "string_too_short": "text of at least {min_length} character",
        "string_type": "text",
        "too_short": "at least {min_length} of them",
        "tuple_type": "a list",
    }
)


def problem(detail: Any, source: str, model: type[BaseModel], missing: str) -> Problem:  # noqa: ANN401  # pydantic's
    """Return one of pydantic's errors as a problem that names the key and what would be right.

    Args:
        detail: the error.
        source: the file.
        model: what the whole file should have been.
        missing: what to say of a key that is not there.
    """
    location: tuple[int | str, ...] = detail["loc"]
    place = f"{source}, {_key(location)}"
    if detail["type"] == "extra_forbidden":
        return Problem("there is no such key", place, nearest(str(location[-1]), _keys_beside(location, model)))
    if detail["type"] == "literal_error":
        allowed = re.findall(r"'([^']+)'", detail["ctx"]["expected"])
        return Problem(
            f"{_shown(detail['input'])} is not one of the values", place, nearest(str(detail["input"]), allowed)
        )
    if detail["type"] == "missing":
        return Problem("is missing", place, missing)
    return Problem(f"{_shown(detail['input'])} is not valid", place, _right(detail))


def _shown(value: object) -> str:
    """Return a value as it is written, a long one shortened."""
    text = repr(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def _right(detail: Any) -> str:  # noqa: ANN401  # pydantic's
    """Return what would be right, by the type of the error, which pydantic documents, in TOML's words.

    Its sentence is taken where the type is one of our own, and then it is ours.
    """
    words = _RIGHT.get(detail["type"])
    return words.format(**detail.get("ctx", {})) if words else str(detail["msg"])


def _key(location: Iterable[int | str]) -> str:
    """Return a location as it would be written in TOML: arm[2].colour (the first arm is arm[1])."""
    text = ""
    for part in location:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return f"key {text}"


def _keys_beside(location: Iterable[int | str], model: type[BaseModel]) -> list[str]:
    """Return the keys that the file may have at the place of the last part of a location."""
    for part in tuple(location)[:-1]:
        if isinstance(part, str) and part in model.model_fields:
            model = next(models_in(model.model_fields[part].annotation), model)
    return list(model.model_fields)


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401  # a type expression
    """Yield the models that a type expression has in it."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from models_in(inner)
