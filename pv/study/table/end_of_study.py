"""The variable of ADSL that the study file names as the end of study, as dates."""

import pandas as pd

from pv import contract
from pv.contract.values import as_text, read_column
from pv.errors import Problem, SettingError
from pv.study.setting.settings import Settings


def end_of_study_table(settings: Settings, adsl: pd.DataFrame) -> pd.DataFrame:
    """Return the table `end_of_study_value`: one row per subject with a value; without rows where no variable is named.

    Args:
        settings: the validated study file; the variable is in ADSL (`pv.study.input.variables`).
        adsl: the subjects that are used, with USUBJID, source_row and the variable.

    Raises:
        SettingError: not one value of the variable is a full date.
    """
    name = settings.population.end_of_study
    if name is None:
        return contract.table("end_of_study_value")
    dates, unreadable = read_column(adsl[name], "datetime64[s]")
    if unreadable.any() and dates.isna().all():
        first = as_text(adsl[name])[unreadable].iloc[0]
        message = f"none of the {int(unreadable.sum())} values of {name!r} is a full date; the first is {first!r}"
        raise SettingError(Problem(message, "key population.end_of_study", "a date of ADSL such as 2014-01-02"))
    rows = adsl[["USUBJID", "source_row"]].assign(variable=name, value=as_text(adsl[name]), end_date=dates)
    return contract.table("end_of_study_value", rows[rows["value"].notna()].reset_index(drop=True))
