"""Do the arms of the study file and the arms of the data fit."""

import pandas as pd

from pv.errors import Problem, SettingError, nearest
from pv.study.settings import Settings


def check_arms(settings: Settings, adsl: pd.DataFrame, source: str) -> None:
    """Raise unless every arm has a subject and every subject of the safety set has an arm.

    Args:
        settings: the study file.
        adsl: the accepted subjects.
        source: the file of the subjects.

    Raises:
        SettingError: an arm without a subject, one left out that is not there, or an arm of the data that is neither
            listed nor left out on purpose.
    """
    variable, flag = settings.population.treatment, settings.population.flag
    safety = adsl.loc[adsl["SAFFL"] == "Y", "TRT01A"]
    counts = safety.value_counts()
    listed = [arm.name for arm in settings.arm]
    problems = [
        Problem(
            f"no subject with {flag} = Y has {variable} = {name!r} in {source}",
            f"key arm[{place}].name",
            nearest(name, sorted(set(counts.index) - set(listed)) or sorted(counts.index)),
        )
        for place, name in enumerate(listed, start=1)
        if name not in counts
    ]
    left_out = set(settings.population.leave_out_arms)
    everywhere = set(adsl["TRT01A"].dropna())
    problems += [
        Problem(
            f"no subject has {variable} = {name!r} in {source}",
            "key population.leave_out_arms",
            nearest(name, everywhere),
        )
        for name in sorted(left_out - everywhere)
    ]
    problems += [
        Problem(
            f"{count} subjects with {flag} = Y have {variable} = {name!r}, which no [[arm]] lists",
            source,
            "add the arm, or name it in population.leave_out_arms",
        )
        for name, count in sorted(counts.items())
        if name not in listed and name not in left_out
    ]
    if problems:
        raise SettingError(problems)
