"""Do the populations and the endpoints of the study file fit the data."""

from collections.abc import Iterator

import pandas as pd

from pv.contract import Accepted
from pv.contract.values import as_text
from pv.errors import Problem, SettingError, nearest
from pv.study.setting.endpoint_settings import AnalysisSetPart
from pv.study.setting.settings import Settings


def check_endpoints(settings: Settings, adsl: Accepted, adtte: Accepted) -> None:
    """Raise unless each population has subjects in arms of the study, and each endpoint its parameter and values.

    Args:
        settings: the study file.
        adsl: the accepted subjects.
        adtte: the accepted times to events; no record where there is no such dataset.

    Raises:
        SettingError: every variable, value, arm or parameter that is not in the data; the nearest is named.
    """
    problems = [
        problem
        for place, part in enumerate(settings.analysis_set, start=1)
        for problem in _of_population(part, f"key analysis_set[{place}]", settings, adsl)
    ]
    problems += [*_parameters(settings, adtte.frame), *_cohorts(settings, adsl)]
    if problems:
        raise SettingError(problems)


def _of_population(part: AnalysisSetPart, key: str, settings: Settings, adsl: Accepted) -> Iterator[Problem]:
    """Yield the variables of a population that are not in ADSL, and its arms that the study file does not list."""
    named = {"flag": part.flag, "treatment": part.arm_variable}
    lacking = {name: variable for name, variable in named.items() if variable not in adsl.present}
    for name, variable in lacking.items():
        # A treatment that the study file does not say is asked for by what it does say.
        at = "by" if name == "treatment" and part.treatment is None else name
        yield Problem(f"{variable!r} is not in ADSL", f"{key}.{at}", nearest(variable, adsl.present))
    if lacking:
        return
    arms = as_text(adsl.frame[part.arm_variable])[as_text(adsl.frame[part.flag]) == "Y"]
    if arms.empty:
        yield Problem(f"no subject has {part.flag} = Y", f"{key}.flag", "a variable that is Y for its subjects")
    listed = {arm.name for arm in settings.arms_of_data} | {*settings.population.leave_out_arms}
    for arm, number in sorted(arms.dropna().value_counts().items()):
        if arm not in listed:
            who = "1 subject has" if number == 1 else f"{number} subjects have"
            message = f"{who} {part.flag} = Y and {part.arm_variable} = {arm!r}, which no [[arm]] lists"
            yield Problem(message, key, nearest(arm, listed))


def _parameters(settings: Settings, adtte: pd.DataFrame) -> Iterator[Problem]:
    """Yield the parameters that ADTTE does not have."""
    known = set(adtte["PARAMCD"].dropna())
    for place, part in enumerate(settings.endpoint, start=1):
        if part.parameter not in known:
            right = nearest(part.parameter, known) if known else "the times to events are read from ADTTE"
            message = "ADTTE has no such parameter" if known else "there is no record of ADTTE"
            yield Problem(f"{part.parameter!r}: {message}", f"key endpoint[{place}].parameter", right)


def _cohorts(settings: Settings, adsl: Accepted) -> Iterator[Problem]:
    """Yield the variables of cohorts and strata that are not in ADSL, and the values that no subject has."""
    for place, part in enumerate(settings.endpoint, start=1):
        for variable in part.strata:
            if variable not in adsl.present:
                yield _absent(variable, f"endpoint[{place}].strata", adsl)
        for variable, condition in (pair for alternative in part.cohort for pair in alternative.items()):
            if variable not in adsl.present:
                yield _absent(variable, f"endpoint[{place}].cohort", adsl)
                continue
            values = set(as_text(adsl.frame[variable]).dropna())
            for value in (
                (condition,) if isinstance(condition, str) else condition if isinstance(condition, tuple) else ()
            ):
                if value not in values:
                    message = f"no subject has {variable} = {value!r}"
                    yield Problem(message, f"key endpoint[{place}].cohort", nearest(value, values))


def _absent(variable: str, key: str, adsl: Accepted) -> Problem:
    return Problem(f"{variable!r} is not in ADSL", f"key {key}", nearest(variable, adsl.present))
