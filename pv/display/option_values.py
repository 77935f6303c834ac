"""The values that an option of a display can have, as far as the study file and the lists of the package say them."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from pv.study.setting.categories import ANY, BUILT_IN_NAMES
from pv.study.setting.endpoint_settings import SAFETY
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
        measured: whether the data have to have the value too.
    """

    tables: tuple[str, ...]
    of: Callable[[Settings, Mapping[str, Any]], Iterable[str]]
    wrong: str
    measured: bool = False


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


def _populations(study: Settings, _options: Mapping[str, Any]) -> list[str]:
    return [SAFETY, *(part.name for part in study.analysis_set)]


def _analytes(study: Settings, _options: Mapping[str, Any]) -> Iterable[str]:
    return graded_analytes(study)


def _directions(study: Settings, options: Mapping[str, Any]) -> list[str]:
    """Return the directions in which the analyte is graded; of one that is not said, or not known, both."""
    return graded_analytes(study).get(str(options.get("analyte")), ["H", "L"])


#: Option, of whatever display -> its values.
VALUES: Mapping[str, Values] = MappingProxyType(
    {
        "arm": Values(("arm",), _arms, "the study compares no arm {value!r}"),
        "category": Values(("category",), _categories, "the study has no category {value!r}"),
        "curve": Values(("curve",), _curves, "the study has no curve {value!r}"),
        "endpoint": Values(("endpoint",), _endpoints, "the study has no endpoint {value!r}"),
        "response": Values(("response",), _responses, "the study has no response {value!r}"),
        "population": Values(("analysis_set",), _populations, "the study has no population {value!r}"),
        "analyte": Values(("laboratory", "dictionary"), _analytes, "{value!r} is not a graded analyte", measured=True),
        "direction": Values(
            ("laboratory", "dictionary"),
            _directions,
            "the analyte is not graded in the direction {value!r}",
            measured=True,
        ),
        "parameter": Values(
            (), lambda *_: analysed_parameters(), "{value!r} is not a parameter that is analysed", measured=True
        ),
    }
)
