"""Find and read a study file; every mistake in it is named with its key and what would be right."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from pv import resources
from pv.errors import Problem, SettingError, nearest
from pv.study.setting.categories import ADJUDICATED, ANY, BUILT_IN_NAMES
from pv.study.setting.methods import METHODS
from pv.study.setting.repair import FORMS, repaired
from pv.study.setting.settings import Settings
from pv.toml_file import frozen, read_toml
from pv.toml_problems import problem

BUILT_IN = "reports"


@dataclass(frozen=True)
class Definition:
    """A study file that was read.

    Attributes:
        settings: what it says.
        path: the file.
        text: its text, for the manifest.
        folder: the folder that its data paths start from.
        problems: what is wrong in it; the settings are then what could be read, to be held to the data all the same.
        doubtful: the tables of it that are not as they are written.
    """

    settings: Settings
    path: Path
    text: str
    folder: Path
    problems: tuple[Problem, ...] = ()
    doubtful: frozenset[str] = frozenset()


def built_in_studies() -> list[str]:
    """Return the names of the studies that come with the package, sorted."""
    return sorted(path.parent.name for path in (resources.ROOT / BUILT_IN).glob("*/study.toml"))


def locate(study: str | Path) -> Path:
    """Return the study file that a path, a folder with a study.toml, or the name of a built-in study means.

    Raises:
        SettingError: there is no such file or built-in study.
    """
    path = Path(study)
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
    if definition.problems:
        raise SettingError(definition.problems)
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
    text, content = read_toml(path, "the study file", SettingError)
    settings, problems, doubtful = read_content(content, str(path))
    if settings is None:
        raise SettingError(problems)
    return Definition(settings, path, text, path.resolve().parent, problems, doubtful)


def validate(content: Mapping[str, Any], source: str) -> Settings:
    """Return the settings that a parsed study file holds.

    Raises:
        SettingError: every unknown key, wrong type and contradiction, each with its key.
    """
    settings, problems, _ = read_content(content, source)
    if problems or settings is None:
        raise SettingError(problems)
    return settings


def read_content(
    content: Mapping[str, Any], source: str
) -> tuple[Settings | None, tuple[Problem, ...], frozenset[str]]:
    """Return the settings without what is wrong, every problem of the file by itself, and the tables in doubt."""
    problems: list[Problem] = []
    try:
        # TOML gives lists where the settings hold tuples: frozen all the way down.
        settings, doubtful = Settings.model_validate(frozen(content)), frozenset[str]()
    except ValidationError as error:
        problems = [_problem(detail, source) for detail in _telling(error.errors())]
        repaired_settings, doubtful = repaired(content)
        if repaired_settings is None:
            return None, tuple(problems), doubtful
        settings = repaired_settings
    problems += [
        Problem(message, f"{source}, {key}", right)
        for key, message, right in _contradictions(settings)
        if not _in_doubt(key, doubtful)
    ]
    return settings, tuple(dict.fromkeys(problems)), doubtful


#: Table -> the tables that what is said of it rests on.
_RESTS_ON = MappingProxyType(
    {
        "arm": ("arm", "role"),
        "common_events": ("common_events", "category", "arm", "role"),
        "curve": ("curve", "category"),
        "category": ("category",),
        "population": ("population", "arm"),
    }
)


def _in_doubt(key: str, doubtful: AbstractSet[str]) -> bool:
    """Return whether a contradiction may be one of a part that was taken out."""
    table = key.removeprefix("key ").split(".")[0].split("[")[0]
    return not doubtful.isdisjoint(_RESTS_ON.get(table, ()))


def _telling(details: Iterable[Any]) -> list[Any]:
    """Return pydantic's errors but for 'too few items' where an item is wrong: it counts the valid ones."""
    above = {detail["loc"][:length] for detail in details for length in range(len(detail["loc"]))}
    return [detail for detail in details if detail["type"] != "too_short" or detail["loc"] not in above]


def _problem(detail: Any, source: str) -> Problem:  # noqa: ANN401  # pydantic's error record
    """Return one of pydantic's errors as a problem: the form of a condition is no key."""
    location = tuple(part for part in detail["loc"] if part not in FORMS)
    return problem({**detail, "loc": location}, source, Settings, "the study file must say it")


def _contradictions(settings: Settings) -> Iterator[tuple[str, str, str]]:
    """Yield what types cannot say: (key, what is wrong, what would be right)."""
    for key, names in (
        ("arm", [arm.name for arm in settings.arm]),
        ("category", [category.name for category in settings.category]),
        ("group", [group.name for group in settings.group]),
        ("curve", [curve.label for curve in settings.curve]),
        ("demographics.variables", settings.demographics.variables),
        ("common_events", [table.name for table in settings.common_events]),
    ):
        for name, times in Counter(names).items():
            if times > 1:
                yield f"key {key}", f"{name!r} is there {times} times", "each name once"
    yield from _taken(settings)
    yield from _comparator_problems(settings)
    for key, methods in METHODS.items():
        chosen = getattr(settings.statistics, key)
        if chosen not in methods:
            yield f"key statistics.{key}", f"{chosen!r} is not a method", nearest(chosen, methods)
    yield from _both_ways(settings)
    categories = {*BUILT_IN_NAMES, *(category.name for category in settings.category)}
    for key, category, known in _named_categories(settings, categories):
        if category not in known:
            yield f"key {key}", f"{category!r} is not a category", nearest(category, known)


def _both_ways(settings: Settings) -> Iterator[tuple[str, str, str]]:
    """Yield the values and variables that are in two lists of which each must be in one."""
    relationship, flags, described = (
        settings.relationship,
        settings.treatment_emergent.flag_values,
        settings.demographics,
    )
    for value in _common(relationship.related, relationship.not_related):
        yield "key relationship", f"{value!r} is both related and not related", "a value in one of the two lists"
    for word in _common(flags.get("Y", ()), flags.get("N", ())):
        yield "key treatment_emergent.flag_values", f"{word!r} is both Y and N", "a word in one of the two lists"
    for name in _common(described.numbers, described.text):
        yield "key demographics", f"{name!r} is in numbers and in text", "a variable in one of the two lists"


def _common(some: Iterable[str], others: Iterable[str]) -> list[str]:
    return sorted({value.upper() for value in some} & {value.upper() for value in others})


def _taken(settings: Settings) -> Iterator[tuple[str, str, str]]:
    """Yield the names that mean something else already."""
    for name in sorted({arm.name for arm in settings.arm} & set(settings.population.leave_out_arms)):
        yield "key population.leave_out_arms", f"{name!r} is an [[arm]] too", "analysed or left out"
    for place, category in enumerate(settings.category, start=1):
        if category.name == ANY.name:
            yield f"key category[{place}].name", f"{ANY.name!r} is every adverse event", "another name"
    for place, curve in enumerate(settings.curve, start=1):
        if curve.label == ANY.label:
            yield f"key curve[{place}].label", f"{ANY.label!r} is the curve that every study has", "another label"


def _comparator_problems(settings: Settings) -> Iterator[tuple[str, str, str]]:
    """Yield where there are two comparators, and where there is none to compare with."""
    comparators = [arm.name for arm in settings.arm if arm.role == "comparator"]
    if len(comparators) > 1:
        yield "key arm", f"{len(comparators)} comparators: {', '.join(comparators)}", "one arm has role comparator"
    for place, table in enumerate(settings.common_events, start=1):
        key = f"key common_events[{place}]"
        if table.rule == "difference" and not comparators:
            yield f"{key}.rule", "there is no comparator", "one arm has role comparator"
        if table.difference_points is not None and not comparators:
            yield f"{key}.difference_points", "there is no comparator", "one arm has role comparator"
        if table.difference_points is not None and table.rule == "difference":
            right = "with this rule threshold_percent is the difference; another rule takes both thresholds"
            yield f"{key}.difference_points", "the rule is 'difference' already", right


def _named_categories(settings: Settings, categories: AbstractSet[str]) -> Iterator[tuple[str, str, AbstractSet[str]]]:
    """Yield each category that the study file names: (key, category, those that there are)."""
    for place, curve in enumerate(settings.curve, start=1):
        yield f"curve[{place}].category", curve.category, ADJUDICATED if curve.level == "adjudicated" else categories
    for place, table in enumerate(settings.common_events, start=1):
        for category in table.categories:
            yield f"common_events[{place}].categories", category, categories
        if table.based_on:
            yield f"common_events[{place}].based_on", table.based_on, categories
