"""Read a facts file; every mistake in it is named with its key and what would be right."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pv.errors import InputError, Problem
from pv.facts.mistakes import mistakes
from pv.facts.model import Facts
from pv.study.setting.definition import built_in_studies, read_definition
from pv.toml_file import frozen, read_toml
from pv.toml_problems import problem

#: How the parts are written that nobody can guess.
_ACCRUAL = "accrual = [2020-01-31, 2021-12-31], first and last date of a first dose"
_WRITTEN: Mapping[str, str] = {
    "arm": ': [[arm]] with name = "…", once an arm',
    "published": ": [published] with the list figure",
    "study.cutoff_date": ": cutoff_date = 2022-01-31, the data cut-off or the end of the study",
    "study.window_days": ": window_days = 30, the days after the last dose on which an event is still counted",
    "assumed": f": [assumed] with {_ACCRUAL}",
    "assumed.accrual": f": {_ACCRUAL}",
}


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


def _missing(location: tuple[int | str, ...]) -> str:
    """Return what to write for a key that every facts file must have; the key alone where its name says it."""
    return f"the facts file must say it{_WRITTEN.get('.'.join(str(part) for part in location), '')}"


def validate(content: Mapping[str, Any], source: str) -> Facts:
    """Return the facts that a parsed file holds.

    Raises:
        InputError: every unknown key, wrong type and unknown name, each with its key.
    """
    try:
        facts = Facts.model_validate(frozen(content))
    except ValidationError as error:
        raise InputError(
            [problem(detail, source, Facts, _missing(detail["loc"])) for detail in error.errors()]
        ) from None
    problems = [Problem(message, f"{source}, {key}", right) for key, message, right in mistakes(facts)]
    if problems:
        raise InputError(problems)
    return facts
