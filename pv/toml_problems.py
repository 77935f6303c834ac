"""What is wrong in a TOML file that a model refused: the key as it is written there, and what would be right."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, get_args

from pydantic import BaseModel

from pv.errors import Problem, nearest


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
        return Problem(f"{detail['input']!r} is not one of the values", place, nearest(str(detail["input"]), allowed))
    if detail["type"] == "missing":
        return Problem("is missing", place, missing)
    return Problem(f"{detail['input']!r} is not valid", place, detail["msg"])


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
            model = next(_models_in(model.model_fields[part].annotation), model)
    return list(model.model_fields)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401  # a type expression
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)
