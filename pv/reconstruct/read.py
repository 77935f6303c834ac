"""Read a facts file; every mistake in it is named with its key and what would be right."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from pv.errors import InputError, Problem, nearest
from pv.reconstruct.facts import Facts
from pv.reconstruct.mistakes import mistakes


def read_facts(path: str | Path) -> Facts:
    """Return a facts file read and validated.

    Raises:
        InputError: not found, not TOML, or not valid; all problems at once.
    """
    try:
        content = tomllib.loads(Path(path).read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(Problem(f"the facts file cannot be read: {error.strerror}", str(path))) from error
    except UnicodeDecodeError as error:
        raise InputError(Problem(f"the text is not UTF-8: {error}", str(path), "save it as UTF-8")) from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(Problem(f"not a TOML file: {error}", str(path))) from error
    return validate(content, str(path))


def validate(content: Mapping[str, Any], source: str) -> Facts:
    """Return the facts that a parsed file holds.

    Raises:
        InputError: every unknown key, wrong type and unknown name, each with its key.
    """
    try:
        facts = Facts.model_validate(_tuples(content))
    except ValidationError as error:
        raise InputError([_problem(detail, source) for detail in error.errors()]) from None
    problems = [Problem(message, f"{source}, {key}", right) for key, message, right in mistakes(facts)]
    if problems:
        raise InputError(problems)
    return facts


def _tuples(value: Any) -> Any:  # noqa: ANN401  # parsed TOML has any shape
    if isinstance(value, Mapping):
        return {key: _tuples(item) for key, item in value.items()}
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value


def _problem(detail: Any, source: str) -> Problem:  # noqa: ANN401  # pydantic's error record
    location: tuple[int | str, ...] = detail["loc"]
    place = f"{source}, {_key(location)}"
    if detail["type"] == "extra_forbidden":
        return Problem("there is no such key", place, nearest(str(location[-1]), _keys_beside(location)))
    if detail["type"] == "literal_error":
        allowed = re.findall(r"'([^']+)'", detail["ctx"]["expected"])
        return Problem(f"{detail['input']!r} is not one of the values", place, nearest(str(detail["input"]), allowed))
    if detail["type"] == "missing":
        return Problem("is missing", place, "the facts file must say it")
    return Problem(f"{detail['input']!r} is not valid", place, detail["msg"])


def _key(location: Iterable[int | str]) -> str:
    """Return a location as it would be written in TOML: figure[2].count (the first figure is figure[1])."""
    text = ""
    for part in location:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return f"key {text}"


def _keys_beside(location: Iterable[int | str]) -> list[str]:
    model: type[BaseModel] = Facts
    for part in tuple(location)[:-1]:
        if isinstance(part, str) and part in model.model_fields:
            model = next(_models_in(model.model_fields[part].annotation), model)
    return list(model.model_fields)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401  # a type expression
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)
