"""The populations beyond safety and the endpoints of a study as tables."""

from collections.abc import Iterator, Mapping

import pandas as pd

from pv import contract
from pv.contract.table import Row
from pv.sql_upper import capitals
from pv.study.setting.endpoint_settings import SAFETY, AnalysisSetPart, EndpointPart, ResponsePart
from pv.study.setting.event_settings import NumberRange
from pv.study.setting.report_settings import DAYS_PER_WEEK
from pv.study.setting.settings import Settings

#: What the row of the subjects is called whose value is none of those counted one by one.
OTHER = "Other or missing"


def endpoint_tables(settings: Settings) -> dict[str, pd.DataFrame]:
    """Return the tables of populations, cohorts, flow, endpoints and responses, what belongs to them, and time_unit."""
    days, endpoints, responses = _days(settings), settings.endpoint, settings.response
    flow = settings.flow
    rows: dict[str, list[Row]] = {
        "analysis_set": _analysis_sets(settings) if settings.analysed or settings.analysis_set else [],
        "flow": [(flow.randomised, flow.screened)] if flow.randomised else [],
        "endpoint": [_endpoint(part, days, order) for order, part in enumerate(settings.analysed, start=1)],
        "cohort_condition": [
            row
            for owner, parts in (("analysis_set", settings.analysis_set), ("endpoint", settings.analysed))
            for part in parts
            for row in _conditions(owner, part)
        ],
        "endpoint_stratum": [
            (part.name, place, variable)
            for part in settings.analysed
            for place, variable in enumerate(part.strata, start=1)
        ],
        "endpoint_competing": [
            (part.name, text)
            for part in endpoints
            for text in dict.fromkeys(capitals(named.strip()) for named in part.competing)
        ],
        "endpoint_subgroup": [
            (part.name, variable, place)
            for part in endpoints
            for place, variable in enumerate(dict.fromkeys(part.subgroups), start=1)
        ],
        "endpoint_landmark": [(part.name, time) for part in endpoints for time in sorted(set(part.landmarks))],
        "response_item": [row for part in responses for row in _items(part)],
        "response_value": [row for part in responses for row in _values(part)],
        "time_unit": [
            (spelling, number) for unit, number in days.items() for spelling in (unit.upper(), unit[:-1].upper())
        ],
    }
    return {name: contract.table(name, listed) for name, listed in rows.items()}


def endpoint_variables(settings: Settings) -> list[str]:
    """Return the columns of ADSL that populations, cohorts and strata name, sorted."""
    named = {name for part in settings.analysis_set for name in (part.flag, part.arm_variable)}
    with_cohort = (*settings.analysis_set, *settings.analysed)
    named |= {name for part in with_cohort for alternative in part.cohort for name in alternative}
    named |= {name for part in settings.analysed for name in part.strata}
    return sorted(named | {name for part in settings.endpoint for name in part.subgroups})


def _days(settings: Settings) -> dict[str, float]:
    time = settings.time
    return {"days": 1.0, "weeks": float(DAYS_PER_WEEK), "months": time.days_per_month, "years": time.days_per_year}


def _analysis_sets(settings: Settings) -> list[Row]:
    own = [(one.name, one.label, one.flag, one.arm_variable, one.by, bool(one.cohort)) for one in settings.analysis_set]
    every = [(SAFETY, settings.population.label, None, None, settings.population.by, False), *own]
    return [(*row, order) for order, row in enumerate(every, start=1)]


def _endpoint(part: EndpointPart | ResponsePart, days: Mapping[str, float], order: int) -> Row:
    row: dict[str, object] = {
        "endpoint": part.name,
        "kind": "response",
        "label": part.label,
        "parameter": part.parameter,
        "analysis_set": part.population,
        "cohort": part.cohort_label or (_in_words(part) if part.cohort else None),
        "has_conditions": bool(part.cohort),
        "endpoint_order": order,
        "strata": ", ".join(part.strata) or None,
    }
    if isinstance(part, ResponsePart):
        return row
    return row | {
        "kind": "time",
        "responders": part.responders,
        "unit": part.unit,
        "days_per_unit": days[part.unit],
        "restricted_until": part.restricted_until,
        "competing": ", ".join(part.competing) or None,
    }


def _items(part: ResponsePart) -> Iterator[tuple[str, int, str, str, bool]]:
    """Yield what is counted of a response, in order: each value, the subjects with none of them, each rate."""
    named = [("value", value) for value in part.values]  # noqa: PD011  # a key of the study file
    named += [("other", OTHER)] if named else []
    named += [("rate", label) for label in part.rates]
    for order, (kind, label) in enumerate(named, start=1):
        yield (part.name, order, kind, label, label == next(iter(part.rates), None) and kind == "rate")


def _values(part: ResponsePart) -> Iterator[Row]:
    """Yield the values that count in each item but that of the others."""
    for name, order, kind, label, _ in _items(part):
        values = {"value": (label,), "other": (), "rate": part.rates.get(label, ())}[kind]
        yield from ((name, order, value) for value in dict.fromkeys(values))


def _in_words(part: EndpointPart | ResponsePart) -> str:
    """Return the conditions of a cohort that has no label."""
    return " or ".join(
        " and ".join(f"{variable} {_said(condition)}" for variable, condition in alternative.items())
        for alternative in part.cohort
    )


def _said(condition: object) -> str:
    if isinstance(condition, NumberRange):
        low, high = condition.at_least, condition.at_most
        return " and ".join(
            [*([] if low is None else [f"at least {low:g}"]), *([] if high is None else [f"at most {high:g}"])]
        )
    return f"= {' or '.join(condition) if isinstance(condition, tuple) else condition}"


def _conditions(owner: str, part: AnalysisSetPart | EndpointPart | ResponsePart) -> Iterator[dict[str, object]]:
    """Yield one row a condition; a list of values is several rows of one condition, of which any is enough."""
    for alternative_no, alternative in enumerate(part.cohort, start=1):
        for condition_no, (variable, condition) in enumerate(alternative.items(), start=1):
            common = {
                "owner": owner,
                "name": part.name,
                "alternative": alternative_no,
                "condition_no": condition_no,
                "conditions": len(alternative),
                "variable": variable,
            }
            if isinstance(condition, NumberRange):
                yield common | {"at_least": condition.at_least, "at_most": condition.at_most}
            else:
                yield from (
                    common | {"value": value} for value in (condition if isinstance(condition, tuple) else (condition,))
                )
