"""Read a facts file; every mistake in it is named with its line, its key and what would be right."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pv.errors import InputError, Problem
from pv.facts.mistakes import RESTS_ON, mistakes
from pv.facts.model import Facts
from pv.study.setting.definition import Definition, built_in_studies, read_definition
from pv.toml.door import Door

_DOOR = Door("the facts file", Facts, InputError, mistakes, RESTS_ON, alone=frozenset({"arm"}))


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
    return _DOOR.whole(_DOOR.read(locate_facts(path)))


def validate(content: Mapping[str, Any], source: str) -> Facts:
    """Return the facts that a parsed file holds.

    Raises:
        InputError: every unknown key, wrong type and unknown name, each with its key.
    """
    return _DOOR.hold(content, source)


def held_to_its_facts(study: Definition) -> Definition:
    """Return a study file with the problems of the facts file that it names beside its own: one answer has both."""
    if study.settings.study.facts is None:
        return study
    try:
        problems = _DOOR.read(study.folder / study.settings.study.facts).problems
    except InputError as error:
        problems = error.problems
    own = study.content
    return replace(study, content=replace(own, problems=(*own.problems, *problems)))
