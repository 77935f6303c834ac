"""Read a facts file; every mistake in it is named with its key and what would be right."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pv.errors import InputError, Problem
from pv.reconstruct.facts import Facts
from pv.reconstruct.mistakes import mistakes
from pv.study.definition import built_in_studies, read_definition
from pv.toml_file import frozen, read_toml
from pv.toml_problems import problem


def locate_facts(facts: str | Path) -> Path:
    """Return the facts file that a path, or a study that names one (a built-in one, or a folder), means.

    Raises:
        InputError: the study names no facts file.
        SettingError: its study file is not valid.
    """
    path = Path(facts)
    if path.is_file() or not (str(facts) in built_in_studies() or (path / "study.toml").is_file()):
        return path
    study = read_definition(facts)
    named = study.settings.study.facts
    if named is None:
        raise InputError(Problem("the study names no facts file", f"{study.path}, key study.facts", "a facts file"))
    return study.folder / named


def read_facts(path: str | Path) -> Facts:
    """Return a facts file read and validated; `path` as for `locate_facts`.

    Raises:
        InputError: not found, not TOML, or not valid; all problems at once.
    """
    path = locate_facts(path)
    _, content = read_toml(path, "the facts file", InputError)
    return validate(content, str(path))


def validate(content: Mapping[str, Any], source: str) -> Facts:
    """Return the facts that a parsed file holds.

    Raises:
        InputError: every unknown key, wrong type and unknown name, each with its key.
    """
    try:
        facts = Facts.model_validate(frozen(content))
    except ValidationError as error:
        raise InputError(
            [problem(detail, source, Facts, "the facts file must say it") for detail in error.errors()]
        ) from None
    problems = [Problem(message, f"{source}, {key}", right) for key, message, right in mistakes(facts)]
    if problems:
        raise InputError(problems)
    return facts
