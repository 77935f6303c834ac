"""Do the variables that the study file names stand in the data."""

from collections.abc import Iterator

from pv.contract import Accepted
from pv.contract.values import as_text, is_number
from pv.errors import Problem, SettingError, nearest
from pv.study.setting.categories import DERIVED
from pv.study.setting.settings import Settings


def check_variables(settings: Settings, adsl: Accepted, adae: Accepted | None) -> None:
    """Raise for every variable that the study file names and the dataset does not have.

    Args:
        settings: the study file.
        adsl: the accepted subjects.
        adae: the accepted events; None where they cannot be read, and nothing is then held to them.

    Raises:
        SettingError: the key, the variable and the nearest one.
    """
    problems = [
        Problem(f"{variable!r} is not in {dataset}", f"key {key}", nearest(variable, known))
        for key, variable, dataset, known in _named(settings, adsl, adae)
        if variable not in known
    ]
    if problems:
        raise SettingError(problems)


def check_numbers(settings: Settings, adsl: Accepted) -> None:
    """Raise for every variable that the study file says is a number and that has another value.

    Raises:
        SettingError: each variable with its first such value.
    """
    problems = [
        Problem(f"{name} of ADSL is {others[0]!r}, which is not a number", "key demographics.numbers", "numbers only")
        for name in settings.demographics.numbers
        if name in adsl.frame
        for others in [[value for value in as_text(adsl.frame[name]).dropna().unique() if not is_number(value)]]
        if others
    ]
    if problems:
        raise SettingError(problems)


def _named(settings: Settings, adsl: Accepted, adae: Accepted | None) -> Iterator[tuple[str, str, str, frozenset[str]]]:
    """Yield (key, variable, dataset, variables that would be right). Defaults name what need not be there."""
    if settings.population.end_of_study:
        yield "population.end_of_study", settings.population.end_of_study, "ADSL", adsl.present
    if settings.statistics.strata:
        yield "statistics.strata", settings.statistics.strata, "ADSL", adsl.present
    if "variables" in settings.demographics.model_fields_set:
        for variable in settings.demographics.variables:
            yield "demographics.variables", variable, "ADSL", adsl.present
    for key in ("numbers", "text"):
        for variable in getattr(settings.demographics, key):
            yield f"demographics.{key}", variable, "ADSL", adsl.present
    for place, category in enumerate(settings.category if adae else (), start=1):
        for variable in sorted({name for alternative in category.where for name in alternative}):
            yield f"category[{place}].where", variable, "ADAE", (adae.present if adae else frozenset()) | DERIVED.keys()
