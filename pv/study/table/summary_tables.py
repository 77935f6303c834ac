"""Which numbers are summarised, in which populations, as tables."""

from collections.abc import Mapping

import pandas as pd

from pv import contract
from pv.contract import Accepted
from pv.contract.table import Row
from pv.study.setting.endpoint_settings import SAFETY
from pv.study.setting.settings import Settings
from pv.study.setting.summary_settings import SummaryPart


def summary_tables(settings: Settings, labels: Mapping[str, str]) -> dict[str, pd.DataFrame]:
    """Return the tables summary_variable and summary_population.

    Args:
        settings: the validated study file.
        labels: what the data call the variables of ADSL and the parameters of ADEX.
    """
    parts = list(enumerate(settings.summary, start=1))
    populations = {SAFETY: settings.population.label} | {part.name: part.label for part in settings.analysis_set}
    rows: dict[str, list[Row]] = {
        "summary_variable": [row for order, part in parts for row in _variables(part, order, labels)],
        "summary_population": [
            (part.name, name, populations[name], place)
            for _, part in parts
            for place, name in enumerate(part.populations, start=1)
        ],
    }
    return {name: contract.table(name, listed) for name, listed in rows.items()}


def summary_variables(settings: Settings) -> list[str]:
    """Return the columns of ADSL that summaries name, sorted."""
    return sorted({name for part in settings.summary for name in part.variables})


def parameter_labels(adex: Accepted) -> dict[str, str]:
    """Return what ADEX calls its parameters (PARAM of each PARAMCD)."""
    if "PARAM" not in adex.present:
        return {}
    named = adex.frame[["PARAMCD", "PARAM"]].dropna().drop_duplicates("PARAMCD")
    return dict(zip(named["PARAMCD"], named["PARAM"], strict=True))


def _variables(part: SummaryPart, order: int, labels: Mapping[str, str]) -> list[Row]:
    of_data = [(name, "adsl") for name in part.variables] + [(name, "adex") for name in part.parameters]
    return [
        {
            "summary": part.name,
            "title": part.title,
            "variable": name,
            "dataset": dataset,
            "label": part.labels.get(name) or labels.get(name) or name,
            "digits": part.digits,
            "summary_order": order,
            "variable_order": place,
        }
        for place, (name, dataset) in enumerate(of_data, start=1)
    ]
