"""Find and read a study file; every mistake in it is named with its key and what would be right."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pv import resources
from pv.errors import Problem, SettingError, nearest
from pv.study.setting.contradictions import RESTS_ON, contradictions
from pv.study.setting.settings import Settings
from pv.toml.door import Content, Door

BUILT_IN = "reports"
DOOR = Door("the study file", Settings, SettingError, contradictions, RESTS_ON)


@dataclass(frozen=True)
class Definition:
    """A study file that was read.

    Attributes:
        settings: what it says.
        path: the file.
        folder: the folder that its data paths start from.
        content: its text, where its keys stand, and what is wrong in it; the settings are then what could be read, to
            be held to the data all the same.
    """

    settings: Settings
    path: Path
    folder: Path
    content: Content[Settings]


def built_in_studies() -> list[str]:
    """Return the names of the studies that come with the package, sorted."""
    return sorted(path.parent.name for path in (resources.ROOT / BUILT_IN).glob("*/study.toml"))


def locate(study: str | Path) -> Path:
    """Return the study file that a path, a folder with a study.toml, or the name of a built-in study means.

    Raises:
        SettingError: there is no such file or built-in study, or it is none of the three.
    """
    try:
        path = Path(study)
    except TypeError:
        right = "a study.toml, a folder that has one, the name of a built-in study, or its settings as a dictionary"
        raise SettingError(Problem(f"it is of type {type(study).__name__}", "study", right)) from None
    if path.is_dir() and (path / "study.toml").is_file():
        return path / "study.toml"
    if path.is_file():
        return path
    if str(study) in built_in_studies():
        return resources.ROOT / BUILT_IN / str(study) / "study.toml"
    if path.is_dir():
        message = f"no study.toml in the folder; `pv-safety init {path}` writes one"
        raise SettingError(Problem(message, str(path)))
    if path.suffix == ".toml" or path.parent != Path():
        raise SettingError(Problem("there is no such study file", str(path)))
    raise SettingError(Problem("there is no such study", str(study), nearest(str(study), built_in_studies())))


def read_definition(study: str | Path) -> Definition:
    """Return the study file read and validated.

    Raises:
        SettingError: not found, not TOML, or not valid; all problems at once.
    """
    definition = read_study(study)
    DOOR.whole(definition.content)
    return definition


def read_study(study: str | Path) -> Definition:
    """Return the study file as far as it can be read, with what is wrong in it: one answer names that and the data's.

    Raises:
        SettingError: not found, not TOML, or so wrong that there is nothing to hold to the data; all problems at once.
    """
    try:
        path = locate(study)
    except OSError as error:
        raise SettingError(Problem(f"the study file cannot be read: {error.strerror}", str(study))) from error
    content = DOOR.read(path)
    if content.value is None:
        raise SettingError(content.problems)
    return Definition(content.value, path, path.resolve().parent, content)


def validate(content: Mapping[str, Any], source: str) -> Settings:
    """Return the settings that a parsed study file holds.

    Raises:
        SettingError: every unknown key, wrong type and contradiction, each with its key.
    """
    return DOOR.hold(content, source)
