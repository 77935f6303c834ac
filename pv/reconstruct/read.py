"""Read a facts file; every mistake in it is named with its key and what would be right."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pv.errors import InputError, Problem
from pv.reconstruct.facts import Facts
from pv.reconstruct.mistakes import mistakes
from pv.toml_problems import problem


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
        raise InputError(
            [problem(detail, source, Facts, "the facts file must say it") for detail in error.errors()]
        ) from None
    problems = [Problem(message, f"{source}, {key}", right) for key, message, right in mistakes(facts)]
    if problems:
        raise InputError(problems)
    return facts


def _tuples(value: Any) -> Any:  # noqa: ANN401  # parsed TOML has any shape
    if isinstance(value, Mapping):
        return {key: _tuples(item) for key, item in value.items()}
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value
