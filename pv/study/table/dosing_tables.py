"""How doses are recorded and were planned, as tables."""

import pandas as pd

from pv import contract
from pv.sql_upper import capitals
from pv.study.setting.settings import Settings
from pv.study.table.shipped_table import shipped_table
from pv.study.table.unpivot import value_table


def dosing_tables(settings: Settings, adex: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the tables dosing, regimen, dose_frequency and dose_value.

    Args:
        settings: the validated study file.
        adex: the accepted doses.
    """
    dosing = settings.dosing
    regimens = [
        part.model_dump()
        | {
            "treatment": capitals(part.treatment.strip()),
            "label": part.label or part.treatment,
            "dose": None if part.planned_dose else part.dose,
            "planned_dose": part.planned_dose,
        }
        for part in settings.regimen
    ]
    return {
        "dosing": contract.table("dosing", [(dosing.cycle, dosing.delay_days, dosing.reduction_percent)]),
        "regimen": contract.table("regimen", regimens),
        "dose_frequency": contract.table("dose_frequency", shipped_table("schemas/dosing/frequency.csv")),
        "dose_value": value_table("dose_value", adex, dose_variables(settings)),
    }


def dose_variables(settings: Settings) -> list[str]:
    """Return the columns of ADEX that the study file names, sorted."""
    named = {settings.dosing.cycle, *(part.planned_dose for part in settings.regimen)}
    return sorted(name for name in named if name)
