"""The settings of a study as tables, so that SQL joins them and no query is ever formatted."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import date
from types import MappingProxyType

import pandas as pd

from pv.sql_upper import capitals
from pv.study.setting.categories import DERIVED, Category, categories, uncollected
from pv.study.setting.dictionary_settings import plain_version
from pv.study.setting.settings import NumberRange, Settings
from pv.study.table.ctcae import shipped_version
from pv.study.table.laboratory_tables import grading
from pv.study.table.special_tables import special_tables

#: Investigational arms, then others, in colours told apart in both themes and by most colour-blind readers.
PALETTE = ("#0f6fc6", "#c2410c", "#0f766e", "#7c3aed", "#a16207", "#be185d")
COMPARATOR_COLOUR = "#6b7280"

LEVEL_LABELS = MappingProxyType(
    {
        "any": "Any adverse event",
        "SOC": "System organ class",
        "HLGT": "High level group term",
        "HLT": "High level term",
        "PT": "Preferred term",
        "group": "Group of preferred terms",
        "SMQ": "Standardised MedDRA query",
        "query": "Medical query",
    }
)
#: Levels that are there only where the variable is filled.
_LEVEL_VARIABLE = MappingProxyType({"HLGT": "AEHLGT", "HLT": "AEHLT"})


def setting_tables(settings: Settings, collected: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the tables study, arm, level, category, category_condition, relationship, term_group and the rest.

    Args:
        settings: the validated study file.
        collected: dataset, variable, present, filled (pv.contract.collected_variables).
    """
    events = _of_events(collected, "filled")
    chosen = categories(settings, graded="AETOXGR" in events, filled=events)
    return {
        "study": _study(settings),
        "arm": _arm(settings),
        "arm_treatment": _arm_treatment(settings),
        "level": _level(settings, events),
        "category": _category(chosen, settings, events, _of_events(collected, "readable")),
        "category_condition": _category_condition(chosen),
        "relationship": _relationship(settings),
        "term_group": _term_group(settings),
        "curve": _curve(settings),
        "exposure_threshold": pd.DataFrame({"months": list(settings.report.exposure_months)}, dtype="float64"),
        "dictionary": _dictionary(settings),
        "collected": collected,
        **special_tables(settings),
    }


def _of_events(collected: pd.DataFrame, count: str) -> AbstractSet[str]:
    """Return the variables of ADAE with such a count; of an ADAE without a record those that its file has.

    Nobody has had an event yet: what would be recorded of one counts 0, and is not left out as not collected.
    """
    rows = collected[collected["dataset"] == "adae"]
    there = rows[count] > 0 if (rows["filled"] > 0).any() else rows["present"]
    return frozenset(rows.loc[there, "variable"])


def condition_variables(settings: Settings) -> list[str]:
    """Return the columns of ADAE that the conditions of the study's categories name, sorted."""
    both = [*categories(settings, graded=True), *categories(settings, graded=False)]
    named = {variable for category in both for alternative in category.alternatives for variable in alternative}
    return sorted(named - DERIVED.keys())


def _study(settings: Settings) -> pd.DataFrame:
    emergent, statistics = settings.treatment_emergent, settings.statistics
    cut = settings.study.after_cutoff == "cut"
    row = {
        "study_id": settings.study.id,
        "title": settings.study.title,
        "note": pd.Series([settings.study.note or None], dtype="str"),
        "emergent_rule": emergent.rule,
        "window_days": pd.array([emergent.window_days], dtype="Int32"),
        "days_per_year": settings.time.days_per_year,
        "days_per_month": settings.time.days_per_month,
        "cutoff_date": _date(settings.study.cutoff_date),
        "counted_until": _date(settings.study.cutoff_date if cut else None),
        "confidence_level": statistics.confidence_level,
        "missing_related": settings.relationship.missing == "related",
        "compared_rate": statistics.compared_rate,
        "population_by": settings.population.by,
        "rate_unit": statistics.rate_unit,
        "strata": pd.Series([statistics.strata], dtype="str"),
        "lvef_parameter": settings.lvef.parameter,
        "lvef_version": "6.0" if grading(settings).ctcae == "6.0" else "5.0",
        "lvef_resting": settings.lvef.resting,
    }
    return pd.DataFrame(row, index=[0])


def _date(day: date | None) -> "pd.Series[pd.Timestamp]":
    return pd.to_datetime(pd.Series([day])).astype("datetime64[s]")


def _arm(settings: Settings) -> pd.DataFrame:
    palette = iter(PALETTE * len(settings.arm))
    rows = [
        {
            "arm": arm.name,
            "label": arm.label or arm.name,
            "role": arm.role,
            "arm_order": order,
            "colour": arm.colour or (COMPARATOR_COLOUR if arm.role == "comparator" else next(palette)),
        }
        for order, arm in enumerate(settings.arm, start=1)
    ]
    return pd.DataFrame(rows)


def _arm_treatment(settings: Settings) -> pd.DataFrame:
    rows = {(arm.name, capitals(name.strip())): None for arm in settings.arm for name in arm.treatment}
    return pd.DataFrame(list(rows), columns=["arm", "treatment"], dtype="str")


def _level(settings: Settings, events: AbstractSet[str]) -> pd.DataFrame:
    missing = {level for level, variable in _LEVEL_VARIABLE.items() if variable not in events}
    missing |= set() if settings.group else {"group"}
    missing |= set() if settings.dictionary.smq else {"SMQ"}
    missing |= set() if settings.dictionary.queries else {"query"}
    levels = [level for level in LEVEL_LABELS if level not in missing]
    rows = [(level, LEVEL_LABELS[level], order) for order, level in enumerate(levels, start=1)]
    return pd.DataFrame(rows, columns=["level", "label", "level_order"])


def _category(
    chosen: list[Category], settings: Settings, events: AbstractSet[str], readable: AbstractSet[str]
) -> pd.DataFrame:
    """Return the categories; what no value of its variable can be read for is not counted as none."""
    own = {part.name for part in settings.category}
    rows = []
    for order, category in enumerate(chosen, start=1):
        # A category of the study's own may ask for values that no codelist has.
        missing = uncollected(category, events if category.name in own else readable)
        rows.append(
            {
                "category": category.name,
                "label": category.label,
                "category_order": order,
                "scale": category.scale,
                "scale_rank": category.rank,
                "every_level": category.every_level,
                "collected": not missing,
                "note": _not_counted(missing, events) if missing else None,
            }
        )
    return pd.DataFrame(rows).astype({"scale": "str", "scale_rank": "Int32", "note": "str"})


def _not_counted(missing: list[str], events: AbstractSet[str]) -> str:
    """Return why a category is not counted: its variables are not collected, or none of their values is known."""
    unknown = [name for name in missing if events & set(name.split(" or "))]
    lacking = [name for name in missing if name not in unknown]
    reasons = [f"{', '.join(lacking)} not collected"] if lacking else []
    reasons += [f"no value of {', '.join(unknown)} is one of its codelist"] if unknown else []
    return f"not counted: {'; '.join(reasons)}"


def _category_condition(chosen: list[Category]) -> pd.DataFrame:
    columns = {
        "category": "str",
        "alternative": "int32",
        "condition_no": "int32",
        "conditions": "int64",
        "variable": "str",
        "value": "str",
        "at_least": "float64",
        "at_most": "float64",
        "is_missing": "bool",
    }
    return pd.DataFrame([row for category in chosen for row in _conditions(category)], columns=list(columns)).astype(
        columns
    )


def _conditions(category: Category) -> Iterator[dict[str, object]]:
    """Yield one row a condition; a list of values is several rows of one condition, of which any is enough."""
    for alternative_no, alternative in enumerate(category.alternatives, start=1):
        for condition_no, (variable, condition) in enumerate(alternative.items(), start=1):
            common = {
                "category": category.name,
                "alternative": alternative_no,
                "condition_no": condition_no,
                "conditions": len(alternative),
                "variable": variable,
                "is_missing": condition is None,
            }
            if isinstance(condition, NumberRange):
                yield common | {"at_least": condition.at_least, "at_most": condition.at_most}
            elif isinstance(condition, tuple):
                yield from (common | {"value": value} for value in condition)
            else:
                yield common | {"value": condition}


def _relationship(settings: Settings) -> pd.DataFrame:
    rows = [(capitals(value), "Y") for value in settings.relationship.related]
    rows += [(capitals(value), "N") for value in settings.relationship.not_related]
    return pd.DataFrame(sorted(set(rows)), columns=["value", "related"])


def _term_group(settings: Settings) -> pd.DataFrame:
    rows = [
        (group.name, group.soc, term.strip(), order)
        for order, group in enumerate(settings.group, start=1)
        for term in group.terms
    ]
    columns = {"term_group": "str", "soc": "str", "term": "str", "group_order": "int64"}
    table = pd.DataFrame(rows, columns=list(columns)).astype(columns)
    # As SQL writes capitals: Python makes two letters of one sharp s.
    return table.assign(term=table["term"].str.upper()).drop_duplicates().sort_values([*columns], ignore_index=True)


def _curve(settings: Settings) -> pd.DataFrame:
    curves = [("Any adverse event", "any", "any", "any")]
    curves += [(curve.label, curve.level, curve.term, curve.category) for curve in settings.curve]
    return pd.DataFrame(
        [(*curve, order) for order, curve in enumerate(curves, start=1)],
        columns=["curve", "level", "term", "category", "curve_order"],
    )


def _dictionary(settings: Settings) -> pd.DataFrame:
    meddra, ctcae = settings.dictionary.meddra, settings.dictionary.ctcae
    versions = [("MedDRA", plain_version(meddra) if meddra else None), ("CTCAE", shipped_version(ctcae) or ctcae)]
    return pd.DataFrame([row for row in versions if row[1]], columns=["dictionary", "version"], dtype="str")
