"""The values that an option of a display can have, as far as the study file and the lists of the package say them."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, get_args

from pv.study.setting.categories import ANY, BUILT_IN_NAMES
from pv.study.setting.endpoint_settings import SAFETY
from pv.study.setting.model import Level
from pv.study.setting.pooled_arms import members
from pv.study.setting.settings import Settings
from pv.study.table.laboratory_tables import graded_analytes
from pv.study.table.vital_tables import analysed_parameters


class Values(NamedTuple):
    """The values of an option.

    Attributes:
        tables: the tables of the study file that they rest on.
        of: what gives them for a study file and the other options of the display.
        wrong: what is said of another value.
        measured: whether the data have to have a value too.
    """

    tables: tuple[str, ...]
    of: Callable[[Settings, Mapping[str, Any]], Iterable[str]]
    wrong: str
    measured: Callable[[str], bool] = lambda _value: False


def _arms(study: Settings, _options: Mapping[str, Any]) -> list[str]:
    """Return the arms that are compared; without a comparator all of them."""
    comparator = study.comparator
    taken = set(members(study, comparator)) if comparator else set()
    return [arm.name for arm in study.arm if arm is not comparator and taken.isdisjoint(members(study, arm))]


def _categories(study: Settings, _options: Mapping[str, Any]) -> list[str]:
    return [*BUILT_IN_NAMES, *(one.name for one in study.category)]


def _curves(study: Settings, _options: Mapping[str, Any]) -> list[str]:
    return [ANY.label, *(curve.label for curve in study.curve)]


def _endpoints(study: Settings, _options: Mapping[str, Any]) -> list[str]:
    return [endpoint.name for endpoint in study.endpoint]


def _responses(study: Settings, _options: Mapping[str, Any]) -> list[str]:
    return [response.name for response in study.response]


def _summaries(study: Settings, _options: Mapping[str, Any]) -> list[str]:
    return [summary.name for summary in study.summary]


def _levels(study: Settings, _options: Mapping[str, Any]) -> list[str]:
    """Return the levels of terms that a study can have: groups and queries are those that it asks for."""
    asked = {"group": study.group, "SMQ": study.dictionary.smq, "query": study.dictionary.queries}
    return [level for level in get_args(Level) if asked.get(level, True)]


def _always(_value: str) -> bool:
    return True


def _populations(study: Settings, _options: Mapping[str, Any]) -> list[str]:
    return [SAFETY, *(part.name for part in study.analysis_set)]


def _analytes(study: Settings, _options: Mapping[str, Any]) -> Iterable[str]:
    return graded_analytes(study)


def _directions(study: Settings, options: Mapping[str, Any]) -> list[str]:
    """Return the directions in which the analyte is graded; of one that is not said, or not known, both."""
    return graded_analytes(study).get(str(options.get("analyte")), ["H", "L"])


_HIGH = frozenset({"HLGT", "HLT"})

#: Option, of whatever display -> its values.
VALUES: Mapping[str, Values] = MappingProxyType(
    {
        "arm": Values(("arm",), _arms, "the study compares no arm {value!r}"),
        "category": Values(("category",), _categories, "the study has no category {value!r}"),
        "curve": Values(("curve",), _curves, "the study has no curve {value!r}"),
        "endpoint": Values(("endpoint",), _endpoints, "the study has no endpoint {value!r}"),
        "response": Values(("response",), _responses, "the study has no response {value!r}"),
        "population": Values(("analysis_set",), _populations, "the study has no population {value!r}"),
        "analyte": Values(("laboratory", "dictionary"), _analytes, "{value!r} is not a graded analyte", _always),
        "direction": Values(
            ("laboratory", "dictionary"),
            _directions,
            "the analyte is not graded in the direction {value!r}",
            _always,
        ),
        "parameter": Values(
            (), lambda *_: analysed_parameters(), "{value!r} is not a parameter that is analysed", _always
        ),
        "summary": Values(("summary",), _summaries, "the study has no summary {value!r}"),
        # The levels of MedDRA between class and preferred term are in the data, or not.
        "level": Values(
            ("group", "dictionary"), _levels, "the study has no terms of level {value!r}", _HIGH.__contains__
        ),
    }
)
